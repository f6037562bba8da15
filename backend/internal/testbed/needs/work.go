package needs

import "sync"

// Work counts what a server does, so that a test can wait for its end:
// http.Server.Close does not wait for handlers, and one may just begin then.
// The zero Work is ready.
type Work struct {
	mu    sync.Mutex
	over  bool
	tasks sync.WaitGroup
}

// Begin tells whether something may begin still; then End belongs to it.
func (w *Work) Begin() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return false
	}
	w.tasks.Add(1)
	return true
}

// End ends what Begin began.
func (w *Work) End() { w.tasks.Done() }

// Wait lets nothing begin any more, and waits for what has begun.
func (w *Work) Wait() {
	w.mu.Lock()
	w.over = true
	w.mu.Unlock()
	w.tasks.Wait()
}
