package cloudtest

import "time"

// A Window counts what was used of a rate limit, whose spans of time follow
// each other by the clock. Locking is up to the caller.
type Window struct {
	// Seconds is how long a span is.
	Seconds int64

	span int64
	used int
}

// Use uses n, and returns how much of this span was.
func (w *Window) Use(now time.Time, n int) (used int) {
	if span := now.Unix() / w.Seconds; span != w.span {
		w.span, w.used = span, 0
	}
	w.used += n
	return w.used
}

// End is when the span ends in which Use was called last.
func (w *Window) End() time.Time { return time.Unix((w.span+1)*w.Seconds, 0) }
