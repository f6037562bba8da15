package oktatest

import (
	"net/http"
	"strconv"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// A Fault is something that goes wrong with one request. Its Code is Okta's,
// such as E0000009.
type Fault = cloudtest.Fault

// troubles are what goes wrong at random.
func troubles() []Fault {
	return []Fault{
		{Drop: true}, {Half: true}, {Status: http.StatusInternalServerError, Code: "E0000009"},
		{Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"}, {Status: http.StatusServiceUnavailable, Code: "E0000010"},
	}
}

// OnNextPage calls fn once, when a second page is asked for.
func (s *Server) OnNextPage(fn func()) {
	s.Fail(1, Fault{Before: fn, Match: func(r *http.Request) bool { return r.URL.Query().Has("after") }})
}

// ForgetCursors makes the addresses of all pages that were handed out invalid.
func (s *Server) ForgetCursors() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cursors.Forget()
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
	w := s.window(name)
	used := w.Use(s.Now(), 1)
	most := s.perMinute(name)
	left := max(0, most-used)
	if name != "logs" {
		s.spare = min(s.spare, left)
	}
	return quota{limit: most, remaining: left, reset: w.End().Unix(), exceeded: used > most*s.opts.TokenPercent/100}
}

func (s *Server) perMinute(name string) int {
	if name == "logs" {
		return s.opts.LogPerMinute
	}
	return s.opts.PerMinute
}

func (s *Server) window(name string) *cloudtest.Window {
	if s.windows[name] == nil {
		s.windows[name] = &cloudtest.Window{Seconds: 60}
	}
	return s.windows[name]
}

// admit counts a request, says so in its headers, and refuses one too many.
func (s *Server) admit(w http.ResponseWriter, r *http.Request, busy int) bool {
	w.Header().Set("X-Okta-Request-Id", "req"+strconv.Itoa(s.number()))
	e, ok := route(r.URL.Path)
	if !ok || r.Method != http.MethodGet {
		s.t.Errorf("oktatest: %s %s is not known", r.Method, r.URL.Path)
		s.refuse(w, http.StatusNotFound, "E0000008")
		return false
	}
	q := s.count(e.bucket)
	if busy > s.opts.Concurrent {
		q = quota{limit: s.opts.Concurrent, reset: s.Now().Unix(), exceeded: true}
	}
	w.Header().Set("X-Rate-Limit-Limit", strconv.Itoa(q.limit))
	w.Header().Set("X-Rate-Limit-Remaining", strconv.Itoa(q.remaining))
	w.Header().Set("X-Rate-Limit-Reset", strconv.FormatInt(q.reset, 10))
	if q.exceeded {
		s.refuse(w, http.StatusTooManyRequests, "E0000047")
	}
	return !q.exceeded
}

// Exhaust uses up an endpoint's limit for the rest of this minute: "users",
// "groups" (with members), "logs" or "other".
func (s *Server) Exhaust(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.window(name).Use(s.Now(), s.perMinute(name))
}
