package web

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"directoryconnector/backend/bridge"
)

const (
	// mostClients is how many pages may listen at a time.
	mostClients = 32
	// mostPending is how many messages wait for a slow page.
	mostPending = 64
	// stateEvent asks the pages to ask for everything again.
	stateEvent = "state"
)

// A Hub hands events to all pages that listen. What waits for a slow page is
// bounded: a newer message takes the place of an older one about the same
// thing, and where there are still too many, one "state" stands for those that
// are dropped. So a page may miss how far a job was, but never that something
// changed.
type Hub struct {
	mu      sync.Mutex
	clients map[*client]struct{}
	done    chan struct{}
	closed  bool
}

// NewHub returns a Hub that nobody listens to. Close it.
func NewHub() *Hub { return &Hub{clients: map[*client]struct{}{}, done: make(chan struct{})} }

// A client is one page that listens.
type client struct {
	// wake has an element when something is pending.
	wake chan struct{}

	mu      sync.Mutex
	pending []message
}

// A message is an event as it is sent. Two with the same key tell about the
// same thing.
type message struct {
	key  string
	text []byte
}

// Emit sends an event to all pages. It never waits for one. Data is what
// bridge.Options.Emit gets; it is encoded before Emit returns.
func (h *Hub) Emit(event string, data any) {
	text, err := json.Marshal(struct {
		Event string `json:"event"`
		Data  any    `json:"data"`
	}{event, data})
	if err != nil { // the types of package bridge can be encoded
		panic(fmt.Errorf("web: encode the event %s: %w", event, err))
	}
	m := message{key: event, text: text}
	if job, ok := data.(bridge.Job); ok {
		m.key += " " + job.ID
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		c.add(m)
	}
}

// Close ends all connections of pages, now and later.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.closed = true
		close(h.done)
	}
}

// join adds a page, unless there are too many or the Hub is closed.
func (h *Hub) join() (*client, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.clients) >= mostClients {
		return nil, false
	}
	c := &client{wake: make(chan struct{}, 1)}
	h.clients[c] = struct{}{}
	return c, true
}

func (h *Hub) leave(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, c)
}

// add makes a message wait for the page.
func (c *client) add(m message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := slices.IndexFunc(c.pending, func(p message) bool { return p.key == m.key }); i >= 0 {
		// The newer one comes later: order between things is kept.
		c.pending = slices.Delete(c.pending, i, i+1)
	}
	if len(c.pending) >= mostPending {
		c.pending = []message{stateMessage}
	}
	c.pending = append(c.pending, m)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

var stateMessage = message{key: stateEvent, text: []byte(`{"event":"` + stateEvent + `","data":null}`)}

// take returns what waits.
func (c *client) take() []message {
	c.mu.Lock()
	defer c.mu.Unlock()
	waiting := c.pending
	c.pending = nil
	return waiting
}
