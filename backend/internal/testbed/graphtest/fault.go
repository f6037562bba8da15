package graphtest

import (
	"net/http"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// A Fault is something that goes wrong with one request. Its Code is Graph's,
// such as TooManyRequests.
type Fault = cloudtest.Fault

// A PartFault is something that goes wrong with one part of a batch.
type PartFault struct {
	// Match chooses parts by their address below v1.0; nil takes the next one.
	Match func(address string) bool
	// Status is answered with Code, and with a Retry-After where it is not
	// empty. Lose leaves the part out of the answer.
	Status           int
	Code, RetryAfter string
	Lose             bool
}

// FailParts gives n parts of batches that fault.
func (s *Server) FailParts(n int, f PartFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parts.Plan(n, f)
}

// FailRandomly makes that many of a hundred requests and parts go wrong in one
// of several ways, always in the same order; 0 ends it.
func (s *Server) FailRandomly(percent int) {
	s.Server.FailRandomly(percent)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parts.Randomly(percent, []PartFault{
		{Lose: true}, {Status: http.StatusTooManyRequests, Code: "TooManyRequests", RetryAfter: "0"},
		{Status: http.StatusServiceUnavailable, Code: "serviceNotAvailable"}, {Status: http.StatusGatewayTimeout, Code: "UnknownError"},
	})
}

// troubles are what goes wrong with requests at random.
func troubles() []Fault {
	return []Fault{
		{Drop: true}, {Half: true}, {Status: http.StatusInternalServerError, Code: "InternalServerError"},
		{Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"}, {Status: http.StatusServiceUnavailable, Code: "serviceNotAvailable"},
		{Status: http.StatusGatewayTimeout, Code: "UnknownError"},
	}
}

// Heal takes back all faults that have not happened yet.
func (s *Server) Heal() {
	s.Server.Heal()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parts = cloudtest.Faults[PartFault]{}
}

// CutLists makes every answer of Graph break off in its middle; false is Heal.
func (s *Server) CutLists(cut bool) {
	s.Heal()
	s.Cut(cut, s.isGraph)
}

// OnNextPage calls fn once, when a list or a round of delta goes on.
func (s *Server) OnNextPage(fn func()) {
	s.Fail(1, Fault{Before: fn, Match: func(r *http.Request) bool {
		q := r.URL.Query()
		return q.Has("$skiptoken") || q.Has("$deltatoken") && q.Get("$deltatoken") != latest
	}})
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
	s.links.Forget()
	s.refusal = Fault{Status: status, Code: code}
}

// takePartFault returns what goes wrong with a part of a batch; the zero
// PartFault is nothing.
func (s *Server) takePartFault(address string) PartFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.parts.Take(func(f PartFault) bool { return f.Match == nil || f.Match(address) })
}

// spend uses units, or returns for how many seconds there are none.
func (s *Server) spend(units int) (retryAfter int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	if s.window.Use(now, 0)+units > s.opts.Units {
		return int(s.window.End().Unix() - now.Unix())
	}
	s.window.Use(now, units)
	s.spent += units
	return 0
}
