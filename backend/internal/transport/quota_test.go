package transport_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/transport"
)

// limited is a server that allows perMinute requests a minute, as Okta does.
type limited struct {
	mu        sync.Mutex
	perMinute int
	used      int
	window    int64
	refused   int
	latency   time.Duration
	skew      time.Duration
	// own is a lower limit that is not told; 0 means none.
	own int
}

func (l *limited) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	time.Sleep(l.latency)
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now().Add(l.skew)
	if window := now.Unix() / 60; window != l.window {
		l.window, l.used = window, 0
	}
	l.used++
	h := w.Header()
	h.Set("Date", now.UTC().Format(http.TimeFormat))
	h.Set("X-Rate-Limit-Limit", strconv.Itoa(l.perMinute))
	h.Set("X-Rate-Limit-Remaining", strconv.Itoa(max(0, l.perMinute-l.used)))
	h.Set("X-Rate-Limit-Reset", strconv.FormatInt((l.window+1)*60, 10))
	if l.used > l.perMinute || l.own > 0 && l.used > l.own {
		l.refused++
		w.WriteHeader(http.StatusTooManyRequests)
	}
}

func oktaQuota(headRoom float64) *transport.Quota {
	return &transport.Quota{
		HeadRoom: headRoom,
		Read: func(r *http.Response) (transport.Allowance, bool) {
			return transport.EpochAllowance(r, "X-Rate-Limit")
		},
	}
}

func TestAQuotaLeavesRoomForOthers(t *testing.T) {
	t.Parallel()
	for name, skew := range map[string]time.Duration{"clocks agree": 0, "the server is an hour ahead": time.Hour, "a day behind": -24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &limited{perMinute: 100, latency: 50 * time.Millisecond, skew: skew}
				p := serve(t, s.ServeHTTP)
				metrics := &transport.Metrics{}
				c := newClient(t, transport.Options{DialContext: p.Dial, Quota: oktaQuota(0.2), Gate: transport.NewGate(10, 10), Metrics: metrics})
				start := time.Now()
				if good := fanOut(t.Context(), t, c, 200); good != 200 {
					t.Errorf("%d of 200 were answered", good)
				}
				took := time.Since(start)
				// 80 in each of two whole minutes, then 40.
				if took < 2*time.Minute || took > 125*time.Second {
					t.Errorf("took %s", took)
				}
				if s.refused != 0 {
					t.Errorf("%d were refused", s.refused)
				}
				got := metrics.Traffic()
				if got.Requests != 200 || got.Retries != 0 || got.Waited < 110*time.Second || got.Waited > took {
					t.Errorf("traffic %+v, took %s", got, took)
				}
			})
		})
	}
}

func TestAQuotaKnowsItsBuckets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/empty" {
				h := w.Header()
				h.Set("X-Rate-Limit-Limit", "100")
				h.Set("X-Rate-Limit-Remaining", "0")
				h.Set("X-Rate-Limit-Reset", strconv.FormatInt(time.Now().Add(30*time.Second).Unix(), 10))
			}
		})
		quota := oktaQuota(0.2)
		quota.Bucket = func(r *http.Request) string { return strings.TrimPrefix(r.URL.Path, "/") }
		c := newClient(t, transport.Options{DialContext: p.Dial, Quota: quota})
		ask := func(path string) time.Duration {
			start := time.Now()
			if _, _, err := do(t, c, newRequest(t.Context(), t, http.MethodGet, "http://server/"+path, "")); err != nil {
				t.Error(err)
			}
			return time.Since(start)
		}
		ask("empty")
		if took := ask("other") + ask(""); took != 0 {
			t.Errorf("another bucket waited %s", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, _, err := do(t, c, newRequest(ctx, t, http.MethodGet, "http://server/empty", ""))
		if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, transport.ErrNotSent) {
			t.Errorf("cancelled while waiting: %v", err)
		}
		if took := ask("empty"); took < 29*time.Second || took > 31*time.Second {
			t.Errorf("waited %s more for the reset", took)
		}
	})
}

// A client may have a limit of its own, of which the headers say nothing: one
// refusal keeps the others waiting, too.
func TestARefusalEmptiesTheQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &limited{perMinute: 600, latency: 50 * time.Millisecond, own: 50}
		p := serve(t, s.ServeHTTP)
		c := newClient(t, transport.Options{
			DialContext: p.Dial, Quota: oktaQuota(0.2), Gate: transport.NewGate(10, 10),
			Wait: func(resp *http.Response) (time.Duration, bool) {
				a, _ := transport.EpochAllowance(resp, "X-Rate-Limit")
				return a.Reset, resp.StatusCode == http.StatusTooManyRequests
			},
		})
		start := time.Now()
		for range 12 { // as many at once as the gate lets in
			if good := fanOut(t.Context(), t, c, 10); good != 10 {
				t.Errorf("%d of 10 were answered", good)
			}
		}
		if took := time.Since(start); took > 125*time.Second || s.refused > 2*10 {
			t.Errorf("took %s, %d were refused", took, s.refused)
		}
	})
}

// What is held back before it is sent does not use up the time for retries.
func TestBeingHeldBackIsNoTry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		p := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			switch tries++; tries {
			case 1:
				h := w.Header()
				h.Set("X-Rate-Limit-Limit", "100")
				h.Set("X-Rate-Limit-Remaining", "0")
				h.Set("X-Rate-Limit-Reset", strconv.FormatInt(time.Now().Add(20*time.Minute).Unix(), 10))
			case 2:
				w.WriteHeader(http.StatusInternalServerError)
			}
		})
		c := newClient(t, transport.Options{DialContext: p.Dial, Quota: oktaQuota(0)})
		for range 2 {
			status, _, err := do(t, c, newRequest(t.Context(), t, http.MethodGet, "http://server/", ""))
			if status != 200 || err != nil {
				t.Errorf("status %d, error %v", status, err)
			}
		}
		if tries != 3 {
			t.Errorf("%d tries", tries)
		}
	})
}
