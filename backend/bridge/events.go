package bridge

import (
	"io"
	"slices"
	"sync"
	"time"
)

// eventInterval is the least time between two events about the same thing.
const eventInterval = 100 * time.Millisecond

// An eventQueue brings events to the pages, one after the other and at most ten
// a second about the same thing: what is waiting is replaced by what is newer,
// so that the last one always comes. Posting never waits for a page.
type eventQueue struct {
	emit func(event string, data any)

	mu    sync.Mutex
	queue []pageEvent
	// last is when something was told last.
	last map[string]time.Time

	wake, end, ended chan struct{}
}

// A pageEvent is an event about a thing: key is "state", "log" or a job's id.
type pageEvent struct {
	key, event string
	data       any
}

// newEventQueue starts the goroutine that emits; close ends it.
func newEventQueue(emit func(string, any)) *eventQueue {
	if emit == nil {
		emit = func(string, any) {}
	}
	q := &eventQueue{emit: emit, last: map[string]time.Time{}, wake: make(chan struct{}, 1), end: make(chan struct{}), ended: make(chan struct{})}
	go q.run()
	return q
}

// stateChanged tells the pages to ask for State again.
func (q *eventQueue) stateChanged() { q.post("state", "state", nil) }

// jobChanged tells the pages how far a job is.
func (q *eventQueue) jobChanged(j Job) { q.post("job "+j.ID, "job", j) }

// post puts an event behind the others, in place of one about the same thing.
func (q *eventQueue) post(key, event string, data any) {
	q.mu.Lock()
	q.queue = slices.DeleteFunc(q.queue, func(e pageEvent) bool { return e.key == key })
	q.queue = append(q.queue, pageEvent{key, event, data})
	q.mu.Unlock()
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// close emits what is waiting and ends the goroutine.
func (q *eventQueue) close() {
	close(q.end)
	<-q.ended
}

func (q *eventQueue) run() {
	defer close(q.ended)
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for ending := false; ; {
		due, wait := q.take(ending)
		for _, e := range due {
			q.emit(e.event, e.data)
		}
		if ending {
			return
		}
		timer.Reset(wait)
		select {
		case <-q.wake:
		case <-timer.C:
		case <-q.end:
			ending = true
		}
	}
}

// take returns the events that may be emitted now, in their order, and how
// long the others have to wait.
func (q *eventQueue) take(all bool) (due []pageEvent, wait time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	wait = time.Hour
	q.queue = slices.DeleteFunc(q.queue, func(e pageEvent) bool {
		if rest := eventInterval - now.Sub(q.last[e.key]); rest > 0 && !all {
			wait = min(wait, rest)
			return false
		}
		q.last[e.key] = now
		due = append(due, e)
		return true
	})
	for key, at := range q.last {
		if now.Sub(at) >= eventInterval {
			delete(q.last, key)
		}
	}
	return due, wait
}

// A logWriter passes log lines on and tells the pages of them.
type logWriter struct {
	events *eventQueue
	next   io.Writer
}

func (q *eventQueue) console(next io.Writer) io.Writer { return &logWriter{q, next} }

func (c *logWriter) Write(line []byte) (int, error) {
	c.events.post("log", "log", nil)
	if c.next == nil {
		return len(line), nil
	}
	return c.next.Write(line)
}
