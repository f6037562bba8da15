package transport

import (
	"net/http"
	"sync"
	"time"
)

// A WindowSet is a Window for each kind of request, for a vendor that counts
// addresses each for itself. Make it with NewWindowSet.
type WindowSet struct {
	n      int
	period time.Duration
	key    func(*http.Request) string

	mu    sync.Mutex
	byKey map[string]*Window
	// sweep is at how many the idle ones are looked for and dropped.
	sweep int
}

// leastSweep is how many Windows are kept without a look.
const leastSweep = 1000

// NewWindowSet returns a WindowSet for n requests in a period for each key.
func NewWindowSet(n int, period time.Duration, key func(*http.Request) string) *WindowSet {
	return &WindowSet{n: n, period: period, key: key, byKey: map[string]*Window{}, sweep: leastSweep}
}

// Of returns the Window of a request.
func (w *WindowSet) Of(r *http.Request) *Window {
	key := w.key(r)
	w.mu.Lock()
	defer w.mu.Unlock()
	if found := w.byKey[key]; found != nil {
		return found
	}
	if len(w.byKey) >= w.sweep {
		now := time.Now()
		for key, each := range w.byKey {
			if each.idle(now) {
				delete(w.byKey, key)
			}
		}
		w.sweep = max(leastSweep, 2*len(w.byKey))
	}
	fresh := NewWindow(w.n, w.period)
	w.byKey[key] = fresh
	return fresh
}
