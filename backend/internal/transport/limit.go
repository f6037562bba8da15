package transport

import (
	"context"
	"fmt"
	"net/http"
)

// A Limiter grants requests one by one: a *rate.Limiter, or a *Window.
type Limiter interface {
	// Allow grants one that may go at once.
	Allow() bool
	// Wait waits until one may go.
	Wait(ctx context.Context) error
}

// A Limit names what holds a request back; nil for nothing.
type Limit func(*http.Request) Limiter

// limit is a decorator that waits for every Limit of a request.
type limit struct {
	next    http.RoundTripper
	limits  []Limit
	metrics *Metrics
}

func (l *limit) RoundTrip(r *http.Request) (*http.Response, error) {
	for _, of := range l.limits {
		limiter := of(r)
		if limiter == nil {
			continue
		}
		if err := l.wait(r, limiter); err != nil {
			closeBody(r)
			if ctxErr := r.Context().Err(); ctxErr != nil {
				err = ctxErr
			}
			return nil, fmt.Errorf("wait for the rate limit: %w", err)
		}
	}
	return l.next.RoundTrip(r)
}

// wait counts as waiting only what is not granted at once.
func (l *limit) wait(r *http.Request, limiter Limiter) error {
	if limiter.Allow() {
		return r.Context().Err()
	}
	defer l.metrics.Wait()()
	return limiter.Wait(r.Context())
}

// closeBody keeps the promise of a RoundTripper that sends nothing.
func closeBody(r *http.Request) {
	if r.Body != nil {
		_ = r.Body.Close() // nothing was read from it
	}
}
