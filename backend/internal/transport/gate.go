package transport

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
)

// A Gate bounds how much is in flight, and learns how much the other side
// bears: who is throttled halves the bound, every answer after that raises it
// a little (additive increase, multiplicative decrease, as TCP does). Make it
// with NewGate. Options.Gate puts it before a client's requests; a fan-out
// that is no HTTP request calls Enter itself.
type Gate struct {
	mu    sync.Mutex
	limit float64
	most  int
	used  int
	// epoch counts the halvings: many answers to what was sent before one
	// halve once.
	epoch int
	queue []chan struct{}
}

// NewGate returns a Gate for start at first, and never more than most.
func NewGate(start, most int) *Gate {
	most = max(1, most)
	return &Gate{limit: float64(min(max(1, start), most)), most: most}
}

// Limit returns how many may be inside now, Most how many ever may.
func (g *Gate) Limit() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return int(g.limit)
}

// Most is the bound of the bound. It is what a fan-out over a client with
// this Gate starts in goroutines.
func (g *Gate) Most() int { return g.most }

// Enter waits for a place, first come, first served. leave gives it back, and
// must be called once; throttled says that the other side asked to be slower.
func (g *Gate) Enter(ctx context.Context) (leave func(throttled bool), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	g.mu.Lock()
	if len(g.queue) == 0 && g.used < int(g.limit) {
		g.used++
		leave = g.leaver()
		g.mu.Unlock()
		return leave, nil
	}
	turn := make(chan struct{})
	g.queue = append(g.queue, turn)
	g.mu.Unlock()
	select {
	case <-turn: // the place is counted already
	case <-ctx.Done():
		g.quit(turn)
		return nil, ctx.Err()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.leaver(), nil
}

// leaver is called with the lock held.
func (g *Gate) leaver() func(bool) {
	epoch := g.epoch
	return func(throttled bool) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.used--
		switch {
		case !throttled:
			g.limit = min(float64(g.most), g.limit+1/g.limit)
		case epoch == g.epoch:
			g.limit = max(1, g.limit/2)
			g.epoch++
		}
		g.admit()
	}
}

// quit leaves the queue, or gives back the place that was just got.
func (g *Gate) quit(turn chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(g.queue, turn); i >= 0 {
		g.queue = slices.Delete(g.queue, i, i+1)
		return
	}
	g.used--
	g.admit()
}

func (g *Gate) admit() {
	for len(g.queue) > 0 && g.used < int(g.limit) {
		close(g.queue[0])
		g.queue = g.queue[1:]
		g.used++
	}
}

// gated is a decorator that lets requests through a Gate.
type gated struct {
	next http.RoundTripper
	gate *Gate
	wait WaitFunc
}

func (d *gated) RoundTrip(r *http.Request) (*http.Response, error) {
	leave, err := d.gate.Enter(r.Context())
	if err != nil {
		closeBody(r)
		return nil, fmt.Errorf("wait for a free place: %w", err)
	}
	resp, err := d.next.RoundTrip(r)
	leave(err == nil && (resp.StatusCode == http.StatusServiceUnavailable || isThrottled(resp, d.wait)))
	return resp, err
}
