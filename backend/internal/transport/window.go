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

	most int

	mu sync.Mutex
	// granted are moments: a ring, once it is full, the oldest of which is at
	// next.
	granted []time.Time
	next    int
}

// NewWindow returns a Window for n requests in a period.
func NewWindow(n int, period time.Duration) *Window {
	return &Window{period: period, most: max(1, n)}
}

// Allow implements Limiter.
func (w *Window) Allow() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	if w.free().After(now) {
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
	if free := w.free(); free.After(at) {
		at = free
	}
	w.grant(at)
	w.mu.Unlock()
	return Pause(ctx, time.Until(at))
}

// Pause waits, or returns why ctx ended.
func Pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// free is when the next one may go.
func (w *Window) free() time.Time {
	if len(w.granted) < w.most {
		return time.Time{}
	}
	return w.granted[w.next].Add(w.period)
}

func (w *Window) grant(at time.Time) {
	if len(w.granted) < w.most {
		w.granted = append(w.granted, at)
		return
	}
	w.granted[w.next] = at
	w.next = (w.next + 1) % w.most
}

// idle tells whether nothing that was granted matters any more.
func (w *Window) idle(now time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.granted) == 0 {
		return false // somebody is about to use it
	}
	last := w.granted[(w.next+len(w.granted)-1)%len(w.granted)]
	return !last.Add(w.period).After(now)
}
