package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// fanOut asks n times at once and returns how many got 200.
func fanOut(ctx context.Context, t *testing.T, c *http.Client, n int) int {
	t.Helper()
	var good atomic.Int64
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			status, _, err := do(t, c, newRequest(ctx, t, http.MethodGet, "http://server/", ""))
			if err == nil && status == http.StatusOK {
				good.Add(1)
			}
		})
	}
	all.Wait()
	return int(good.Load())
}

func TestAGateLearnsWhatTheServerBears(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		inside, most, refused, bears := 0, 0, 0, 3
		p := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			mu.Lock()
			inside++
			over := inside > bears
			if over {
				refused++
			} else {
				most = max(most, inside)
			}
			mu.Unlock()
			time.Sleep(50 * time.Millisecond)
			mu.Lock()
			inside--
			mu.Unlock()
			if over {
				w.WriteHeader(http.StatusTooManyRequests)
			}
		})
		gate, metrics := transport.NewGate(8, 16), &transport.Metrics{}
		c := newClient(t, transport.Options{DialContext: p.Dial, Gate: gate, Metrics: metrics})
		if good := fanOut(t.Context(), t, c, 100); good != 100 {
			t.Errorf("%d of 100 were answered", good)
		}
		if most != bears || gate.Limit() > 6 {
			t.Errorf("at most %d at once, the limit is %d at the end", most, gate.Limit())
		}
		if got := metrics.Traffic(); got.Requests != 100+refused || got.Throttled != refused || got.Retries != refused || got.Waited == 0 {
			t.Errorf("traffic %+v, refused %d", got, refused)
		}
		mu.Lock()
		bears = 1000
		mu.Unlock()
		before := gate.Limit()
		fanOut(t.Context(), t, c, 500)
		if gate.Limit() != gate.Most() || gate.Most() != 16 {
			t.Errorf("the limit grew from %d to %d of %d", before, gate.Limit(), gate.Most())
		}
	})
}

func TestAGateByHand(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		gate := transport.NewGate(4, 4)
		var leave []func(bool)
		for range 4 {
			l, err := gate.Enter(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			leave = append(leave, l)
		}
		ctx, cancel := context.WithCancel(t.Context())
		quit := make(chan error)
		go func() {
			_, err := gate.Enter(ctx)
			quit <- err
		}()
		synctest.Wait()
		cancel()
		if err := <-quit; !errors.Is(err, context.Canceled) {
			t.Errorf("who was cancelled in the queue got %v", err)
		}
		if _, err := gate.Enter(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("who was cancelled before got %v", err)
		}
		for _, l := range leave {
			l(true)
		}
		if gate.Limit() != 2 {
			t.Errorf("four throttled answers to one burst made the limit %d, want one halving", gate.Limit())
		}
		for range 5 {
			l, err := gate.Enter(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			l(true)
		}
		if gate.Limit() != 1 {
			t.Errorf("limit %d, it never goes below 1", gate.Limit())
		}
	})
}

func TestAVendorsOwnWayToSaySlower(t *testing.T) {
	t.Parallel()
	const quotaBody = `{"error":{"errors":[{"reason":"userRateLimitExceeded"}]}}`
	wait := func(resp *http.Response) (time.Duration, bool) {
		if resp.StatusCode == http.StatusForbidden && strings.Contains(string(transport.Peek(resp, 1<<10)), "RateLimit") {
			return 40 * time.Second, true
		}
		return 0, false
	}
	for name, test := range map[string]struct {
		method, body string
		wantStatus   int
		wantTries    int
		wantTook     time.Duration
	}{
		"a quota error is waited for":        {"GET", quotaBody, 200, 2, 40 * time.Second},
		"also by a POST":                     {"POST", quotaBody, 200, 2, 40 * time.Second},
		"a missing right is an answer":       {"GET", `{"error":{"errors":[{"reason":"forbidden"}]}}`, 403, 1, 0},
		"also one longer than what is taken": {"GET", strings.Repeat("x", 1<<14), 403, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tries := 0
				p := serve(t, func(w http.ResponseWriter, _ *http.Request) {
					if tries++; tries == 1 {
						w.WriteHeader(http.StatusForbidden)
						_, _ = io.WriteString(w, test.body)
					}
				})
				metrics := &transport.Metrics{}
				c := newClient(t, transport.Options{DialContext: p.Dial, Wait: wait, Gate: transport.NewGate(2, 4), Metrics: metrics})
				start := time.Now()
				status, body, err := do(t, c, newRequest(t.Context(), t, test.method, "http://server/", "x"))
				took := time.Since(start)
				if status != test.wantStatus || tries != test.wantTries || took != test.wantTook || err != nil {
					t.Errorf("status %d after %d tries and %s, error %v", status, tries, took, err)
				}
				if status == http.StatusForbidden && body != test.body {
					t.Errorf("the body has %d bytes, want %d", len(body), len(test.body))
				}
				want := directory.Traffic{Requests: test.wantTries, Throttled: test.wantTries - 1, Retries: test.wantTries - 1, Waited: test.wantTook}
				if got := metrics.Traffic(); got != want {
					t.Errorf("traffic %+v, want %+v", got, want)
				}
			})
		})
	}
}

func TestAnAnswerThatIsCutIsRepeated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		p := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/long" {
				_, _ = io.WriteString(w, strings.Repeat("x", 101))
				return
			}
			if r.URL.Path == "/latin1" {
				_, _ = io.WriteString(w, "\"J\xfcrgen\"")
				return
			}
			if tries++; tries < 3 {
				_, _ = io.WriteString(w, "half")
				_ = http.NewResponseController(w).Flush()
				panic(http.ErrAbortHandler)
			}
			_, _ = io.WriteString(w, "whole")
		})
		metrics := &transport.Metrics{}
		c := newClient(t, transport.Options{DialContext: p.Dial, WholeAnswers: 100, Metrics: metrics})
		status, body, err := do(t, c, newRequest(t.Context(), t, http.MethodGet, "http://server/", ""))
		if status != 200 || body != "whole" || err != nil || tries != 3 {
			t.Errorf("status %d, body %q, error %v after %d tries", status, body, err, tries)
		}
		_, _, err = do(t, c, newRequest(t.Context(), t, http.MethodGet, "http://server/long", ""))
		if !errors.Is(err, transport.ErrTooLong) || metrics.Traffic().Requests != 4 {
			t.Errorf("error %v, traffic %+v", err, metrics.Traffic())
		}
		_, _, err = do(t, c, newRequest(t.Context(), t, http.MethodGet, "http://server/latin1", ""))
		if err = transport.Explain(err); !errors.Is(err, transport.ErrNotUTF8) || directory.HintOf(err) == "" || metrics.Traffic().Requests != 5 {
			t.Errorf("error %v, hint %q, traffic %+v", err, directory.HintOf(err), metrics.Traffic())
		}
	})
}

func TestAReadHasItsTime(t *testing.T) {
	t.Parallel()
	wait := func(ctx context.Context) (string, error) {
		<-ctx.Done()
		return "part", fmt.Errorf("page 7: %w", ctx.Err())
	}
	synctest.Test(t, func(t *testing.T) {
		got, err := transport.Within(t.Context(), time.Hour, wait)
		if got != "" || !errors.Is(err, directory.ErrIncomplete) || !errors.Is(err, transport.ErrReadTimeout) ||
			errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "page 7") || directory.HintOf(err) == "" {
			t.Errorf("got %q, %v", got, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := transport.Within(ctx, time.Hour, wait); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, directory.ErrIncomplete) {
			t.Errorf("the caller's own time: %v", err)
		}
		if got, err := transport.Within(t.Context(), time.Hour, func(context.Context) (int, error) { return 7, nil }); got != 7 || err != nil {
			t.Errorf("got %d, %v", got, err)
		}
	})
}
