package transport

import "net/http"

// Of and Len show what is kept.
func (w *Windows) Of(r *http.Request) *Window { return w.of(r) }

func (w *Windows) Len() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.byKey)
}
