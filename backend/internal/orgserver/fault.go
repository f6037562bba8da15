package orgserver

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// A Route is one of the things that can be asked.
type Route string

// The routes.
const (
	RouteToken  Route = "token"
	RouteImport Route = "import"
	// RouteMembers is the member list, RouteConfig what kind of server it is,
	// RouteOther the rest of the public API.
	RouteMembers Route = "members"
	RouteConfig  Route = "config"
	RouteOther   Route = "other"
	// RouteUnknown is an address that no server knows.
	RouteUnknown Route = "unknown"
)

// Apply says how much of an import a Fault lets happen, and when.
type Apply string

// The ways an import with a Fault ends, in the order of the work.
const (
	// ApplyNothing: the request fails before anything was done.
	ApplyNothing Apply = ""
	// ApplyRemovals: deleted members are out. ApplyOverwrite: what
	// overwriteExisting removes is out too. ApplyAdopted: members have the
	// external ids of their emails. ApplyMembers: new members are in, groups
	// are not.
	ApplyRemovals  Apply = "removals"
	ApplyOverwrite Apply = "overwrite"
	ApplyAdopted   Apply = "adopted"
	ApplyMembers   Apply = "members"
	// ApplyFirst: all is done, then the Fault happens.
	ApplyFirst Apply = "first"
	// ApplyUndone: new members were stored, then something failed and they
	// are deleted again, with an answer of its own. Groups are not done.
	ApplyUndone Apply = "undone"
	// ApplyLate: the Fault happens at once, and after Delay all is done.
	ApplyLate Apply = "late"
)

// A Fault is something that goes wrong with one request.
type Fault struct {
	// Status is answered instead of the true answer; Drop cuts the connection
	// without one. With neither, the true answer comes (see Delay).
	Status int
	Drop   bool
	// RetryAfter is the header of that name.
	RetryAfter string
	// Body and ContentType replace the error's JSON, and Header adds to it.
	Body, ContentType string
	Header            http.Header
	// Apply is about imports; everything else is simply not done. With Late
	// the Fault happens at once, and the work as far as Apply says after Delay.
	Apply Apply
	Late  bool
	// Delay is waited before the work is done and the answer given; with Late
	// or ApplyLate only the work waits. Over ends the Delay early when it closes.
	Delay time.Duration
	Over  <-chan struct{}
}

// wait is over at the end of the Delay, or when the client has gone.
func (f *Fault) wait(ctx context.Context) (there bool) {
	select {
	case <-time.After(f.Delay):
		return true
	case <-f.Over:
		return true
	case <-ctx.Done():
		return false
	}
}

// Fail gives the next n requests to a route that Fault. Faults of one route
// are used up in the order in which they were given.
func (s *Server) Fail(r Route, n int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[r] = append(s.faults[r], slices.Repeat([]Fault{f}, n)...)
}

// Hold lets the next request to a route wait for release, a minute at most. It is
// done and answered then, an import also when the client has gone.
func (s *Server) Hold(r Route) (release func()) {
	over := make(chan struct{})
	s.Fail(r, 1, Fault{Delay: time.Minute, Over: over, Apply: ApplyFirst})
	return sync.OnceFunc(func() { close(over) })
}

// Throttle answers 429 to the next n requests to a route.
func (s *Server) Throttle(r Route, n int, retryAfter time.Duration) {
	s.Fail(r, n, Fault{
		Status: http.StatusTooManyRequests, RetryAfter: strconv.Itoa(int(retryAfter / time.Second)),
	})
}

// ClearFaults forgets the Faults that were not used up.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.faults)
}

// takeFault returns the next Fault of a route, if there is one.
func (s *Server) takeFault(r Route) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.faults[r]
	if len(list) == 0 {
		return nil
	}
	s.faults[r] = list[1:]
	return &list[0]
}

// answer is what the Fault answers, where it does.
func (f *Fault) answer() answer {
	a := problem(f.Status, "fault injected by the test")
	if f.Body != "" || f.ContentType != "" {
		a.body = []byte(f.Body)
		a.header = http.Header{"Content-Type": {f.ContentType}}
	}
	maps.Copy(a.header, f.Header)
	if f.RetryAfter != "" {
		a.header.Set("Retry-After", f.RetryAfter)
	}
	return a
}
