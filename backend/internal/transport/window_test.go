package transport_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/transport"
)

func TestAWindowGrantsItsNumberInAnyPeriod(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const n = 100
		w := transport.NewWindow(n, time.Minute)
		start := time.Now()
		var mu sync.Mutex
		var moments []time.Duration
		var all sync.WaitGroup
		for i := range 350 {
			all.Go(func() {
				time.Sleep(time.Duration(i%7) * time.Second)
				if !w.Allow() {
					if err := w.Wait(t.Context()); err != nil {
						t.Error(err)
					}
				}
				mu.Lock()
				defer mu.Unlock()
				moments = append(moments, time.Since(start))
			})
		}
		all.Wait()
		slices.Sort(moments)
		for i := n; i < len(moments); i++ {
			if moments[i]-moments[i-n] < time.Minute {
				t.Fatalf("%d requests from %s to %s", n+1, moments[i-n], moments[i])
			}
		}
		if moments[0] != 0 || moments[len(moments)-1] > 3*time.Minute+7*time.Second {
			t.Errorf("from %s to %s", moments[0], moments[len(moments)-1])
		}
	})
}

func TestWaitingForAWindowCanBeCancelled(t *testing.T) {
	t.Parallel()
	w := transport.NewWindow(1, time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	if !w.Allow() || w.Allow() {
		t.Error("one is allowed, and one only")
	}
	cancel()
	if err := w.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
