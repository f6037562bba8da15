package transport

import (
	"context"
	"sync"
	"time"
)

// A Window is a Limiter that grants so many requests in any period of that
// length, all of them at once if need be: what a vendor means by "2,400 a
// minute". A token bucket that may be emptied at once and fills at that rate
// would grant twice as many.
type Window struct {
	period time.Duration

	mu sync.Mutex
	// granted is a ring of moments, the oldest of which is at next.
	granted []time.Time
	next    int
}

// NewWindow returns a Window for n requests in a period.
func NewWindow(n int, period time.Duration) *Window {
	return &Window{period: period, granted: make([]time.Time, max(1, n))}
}

// Allow implements Limiter.
func (w *Window) Allow() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	if w.granted[w.next].Add(w.period).After(now) {
		return false
	}
	w.grant(now)
	return true
}

// Wait implements Limiter. Who waits has a place in the future already, which
// stays used when ctx ends.
func (w *Window) Wait(ctx context.Context) error {
	w.mu.Lock()
	at := time.Now()
	if free := w.granted[w.next].Add(w.period); free.After(at) {
		at = free
	}
	w.grant(at)
	w.mu.Unlock()
	timer := time.NewTimer(time.Until(at))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *Window) grant(at time.Time) {
	w.granted[w.next] = at
	w.next = (w.next + 1) % len(w.granted)
}
