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

// A Limit holds back the requests that match.
type Limit struct {
	// Match chooses requests; nil chooses all.
	Match   func(*http.Request) bool
	Limiter Limiter
	// Windows, in place of Limiter, has one for each kind of request.
	Windows *Windows
}

func (l *Limit) of(r *http.Request) Limiter {
	if l.Windows != nil {
		return l.Windows.of(r)
	}
	return l.Limiter
}

// limit is a decorator that waits for every Limit of a request.
type limit struct {
	next    http.RoundTripper
	limits  []Limit
	metrics *Metrics
}

func (l *limit) RoundTrip(r *http.Request) (*http.Response, error) {
	for _, each := range l.limits {
		if each.Match != nil && !each.Match(r) {
			continue
		}
		if err := l.wait(r, each.of(r)); err != nil {
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
