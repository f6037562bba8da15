package desktop

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

type closer func() error

func (c closer) Close() error { return c() }

func TestWorkThatDoesNotEndIsLeft(t *testing.T) {
	t.Parallel()
	wrong := errors.New("disk full")
	for name, c := range map[string]struct {
		takes time.Duration
		err   error
		want  error
	}{
		"at once":        {},
		"with a problem": {err: wrong, want: wrong},
		"just in time":   {takes: patienceWithWork - time.Second},
		"too late":       {takes: time.Hour, want: errStillWorking},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), c.takes)
				defer cancel()
				err := closeWithin(patienceWithWork, closer(func() error { <-ctx.Done(); return c.err }))
				if !errors.Is(err, c.want) {
					t.Errorf("%v, want %v", err, c.want)
				}
			})
		})
	}
}
