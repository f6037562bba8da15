package transport

// Len shows how many are kept.
func (w *WindowSet) Len() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.byKey)
}
