package oktatest

import (
	"math/rand/v2"
	"net/http"
	"time"
)

// A Fault is something that goes wrong with one request.
type Fault struct {
	// Match chooses requests; nil takes the next one.
	Match func(*http.Request) bool
	// Status is answered instead of the true answer, with Code as Okta's
	// error. Drop cuts the connection without an answer, Half in the middle
	// of it. Body, where not empty, is answered as it is.
	Status     int
	Code, Body string
	Header     http.Header
	Drop, Half bool
	// Before, where not nil, is called before anything else.
	Before func()

	left int
}

// Fail gives n requests that Fault.
func (s *Server) Fail(n int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.left = n
	s.faults = append(s.faults, &f)
}

// FailRandomly makes that many of a hundred requests go wrong in one of
// several ways, always in the same order; 0 ends it.
func (s *Server) FailRandomly(percent int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.percent, s.random = percent, rand.New(rand.NewPCG(7, 11)) //nolint:gosec // the same every time
}

// CutLists makes every list with an entry break off in its middle.
func (s *Server) CutLists(cut bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cut = cut
}

// OnNextPage calls fn once, when a second page is asked for.
func (s *Server) OnNextPage(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onNext = fn
}

// ForgetCursors makes the addresses of all pages that were handed out invalid.
func (s *Server) ForgetCursors() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.cursors)
}

// takeFault returns the Fault of a request, if it has one.
func (s *Server) takeFault(r *http.Request) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.Match != nil && !f.Match(r) {
			continue
		}
		if f.left--; f.left <= 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return f
	}
	if s.random == nil || s.random.IntN(100) >= s.percent {
		return nil
	}
	return []*Fault{
		{Drop: true}, {Half: true}, {Status: http.StatusInternalServerError, Code: "E0000009"},
		{Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"}, {Status: http.StatusServiceUnavailable, Code: "E0000010"},
	}[s.random.IntN(5)]
}

// window counts the requests of a minute.
type window struct {
	minute int64
	used   int
}

// quota is what the headers of an answer say about a rate limit.
type quota struct {
	limit, remaining int
	reset            int64
	exceeded         bool
}

// count counts a request against the limit of its endpoint
// (https://developer.okta.com/docs/reference/rl-best-practices/).
func (s *Server) count(name string) quota {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.opts.Now()
	w := s.windows[name]
	if minute := now.Unix() / 60; w == nil || w.minute != minute {
		w = &window{minute: minute}
		s.windows[name] = w
	}
	w.used++
	if spare := max(0, s.opts.PerMinute-w.used); spare < s.spare {
		s.spare = spare
	}
	return quota{
		limit: s.opts.PerMinute, remaining: max(0, s.opts.PerMinute-w.used),
		reset: (w.minute + 1) * 60, exceeded: w.used > s.opts.PerMinute*s.opts.TokenPercent/100,
	}
}

// Exhaust uses up an endpoint's limit for the rest of this minute: "users",
// "groups" (with members) or "other".
func (s *Server) Exhaust(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.windows[name] = &window{minute: s.opts.Now().Unix() / 60, used: s.opts.PerMinute}
}

// enter counts who is at work; over tells that there are too many.
func (s *Server) enter() (over bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy++
	s.most = max(s.most, s.busy)
	return s.busy > s.opts.Concurrent
}

func (s *Server) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy--
}

// pause waits, and tells whether the client still does.
func pause(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
		return false
	}
}
