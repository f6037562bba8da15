package bridge

import (
	"slices"
	"sync"
	"time"
)

// pace is the least time between two events about the same thing.
const pace = 100 * time.Millisecond

// news brings events to the pages, one after the other and at most ten a
// second about the same thing: what is waiting is replaced by what is newer, so
// that the last one always comes. Posting never waits for a page.
type news struct {
	emit func(event string, data any)

	mu    sync.Mutex
	queue []item
	// last is when something was told last.
	last map[string]time.Time

	wake, end, ended chan struct{}
}

// An item is an event about a thing: key is "state", "log" or a job's id.
type item struct {
	key, event string
	data       any
}

// newNews starts the goroutine that emits; close ends it.
func newNews(emit func(string, any)) *news {
	if emit == nil {
		emit = func(string, any) {}
	}
	n := &news{emit: emit, last: map[string]time.Time{}, wake: make(chan struct{}, 1), end: make(chan struct{}), ended: make(chan struct{})}
	go n.run()
	return n
}

// state tells the pages to ask for State again.
func (n *news) state() { n.post("state", "state", nil) }

// job tells the pages how far a job is.
func (n *news) job(j Job) { n.post("job "+j.ID, "job", j) }

// post puts an event behind the others, in place of one about the same thing.
func (n *news) post(key, event string, data any) {
	n.mu.Lock()
	n.queue = slices.DeleteFunc(n.queue, func(i item) bool { return i.key == key })
	n.queue = append(n.queue, item{key, event, data})
	n.mu.Unlock()
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// close emits what is waiting and ends the goroutine.
func (n *news) close() {
	close(n.end)
	<-n.ended
}

func (n *news) run() {
	defer close(n.ended)
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for ending := false; ; {
		due, wait := n.take(ending)
		for _, i := range due {
			n.emit(i.event, i.data)
		}
		if ending {
			return
		}
		timer.Reset(wait)
		select {
		case <-n.wake:
		case <-timer.C:
		case <-n.end:
			ending = true
		}
	}
}

// take returns the events that may be emitted now, in their order, and how
// long the others have to wait.
func (n *news) take(all bool) (due []item, wait time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	now := time.Now()
	wait = time.Hour
	n.queue = slices.DeleteFunc(n.queue, func(i item) bool {
		if rest := pace - now.Sub(n.last[i.key]); rest > 0 && !all {
			wait = min(wait, rest)
			return false
		}
		n.last[i.key] = now
		due = append(due, i)
		return true
	})
	for key, at := range n.last {
		if now.Sub(at) >= pace {
			delete(n.last, key)
		}
	}
	return due, wait
}
