package graphtest

import (
	"math/rand/v2"
	"net/http"
	"time"
)

// A Fault is something that goes wrong with one request.
type Fault struct {
	// Match chooses requests; nil takes the next one.
	Match func(*http.Request) bool
	// Status is answered instead of the true answer, with Code as Graph's
	// error. Drop cuts the connection without an answer, Half in the middle of
	// it. Body, where not empty, is answered as it is.
	Status     int
	Code, Body string
	Header     http.Header
	Drop, Half bool
	// Before, where not nil, is called before anything else.
	Before func()

	left int
}

// A PartFault is something that goes wrong with one part of a batch.
type PartFault struct {
	// Match chooses parts by their address below v1.0; nil takes the next one.
	Match func(address string) bool
	// Status is answered with Code, and with a Retry-After where it is not
	// empty. Lose leaves the part out of the answer.
	Status           int
	Code, RetryAfter string
	Lose             bool

	left int
}

// Fail gives n requests that Fault.
func (s *Server) Fail(n int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.left = n
	s.faults = append(s.faults, &f)
}

// FailParts gives n parts of batches that fault.
func (s *Server) FailParts(n int, f PartFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.left = n
	s.parts = append(s.parts, &f)
}

// FailRandomly makes that many of a hundred requests and parts go wrong in one
// of several ways, always in the same order; 0 ends it.
func (s *Server) FailRandomly(percent int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.percent, s.random = percent, rand.New(rand.NewPCG(7, 11)) //nolint:gosec // the same every time
}

// CutLists makes every answer with an entry break off in its middle.
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

// BlankRows leaves nothing but the ids in lists of users and groups, as Graph
// does where a permission is missing
// (https://learn.microsoft.com/graph/permissions-overview).
func (s *Server) BlankRows(blank bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blank = blank
}

// ForgetTokens makes all tokens of pages and of delta that were handed out
// invalid, and is how they are refused then.
func (s *Server) ForgetTokens(status int, code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.links)
	s.refusal = Fault{Status: status, Code: code}
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
		{Drop: true}, {Half: true}, {Status: http.StatusInternalServerError, Code: "InternalServerError"},
		{Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"}, {Status: http.StatusServiceUnavailable, Code: "serviceNotAvailable"},
		{Status: http.StatusGatewayTimeout, Code: "UnknownError"},
	}[s.random.IntN(6)]
}

// takePartFault does the same for a part of a batch.
func (s *Server) takePartFault(address string) *PartFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.parts {
		if f.Match != nil && !f.Match(address) {
			continue
		}
		if f.left--; f.left <= 0 {
			s.parts = append(s.parts[:i:i], s.parts[i+1:]...)
		}
		return f
	}
	if s.random == nil || s.random.IntN(100) >= s.percent {
		return nil
	}
	return []*PartFault{
		{Lose: true}, {Status: http.StatusTooManyRequests, Code: "TooManyRequests", RetryAfter: "0"},
		{Status: http.StatusServiceUnavailable, Code: "serviceNotAvailable"}, {Status: http.StatusGatewayTimeout, Code: "UnknownError"},
	}[s.random.IntN(4)]
}

// spend uses units, or returns for how many seconds there are none.
func (s *Server) spend(units int) (retryAfter int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.opts.Now().Unix()
	if window := now / 10; window != s.window {
		s.window, s.used = window, 0
	}
	if s.used+units > s.opts.Units {
		return int(10 - now%10)
	}
	s.used += units
	s.spent += units
	return 0
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
