package orgserver

import (
	"net/http"
	"strconv"
	"time"
)

// Limits are how many requests with one verb to one path are answered in a
// second or a minute, each counted from the first one of its window. Post is
// about POST, PUT and DELETE. 0 means no limit.
type Limits struct {
	PostPerSecond, PostPerMinute, GetPerMinute, TokenPerSecond, TokenPerMinute int
}

// CloudLimits are those of Bitwarden's cloud.
func CloudLimits() *Limits {
	return &Limits{PostPerSecond: 5, PostPerMinute: 60, GetPerMinute: 200, TokenPerSecond: 5, TokenPerMinute: 10}
}

// window counts requests from a moment on.
type window struct {
	start time.Time
	n     int
}

// throttled returns the 429 for a request beyond the limits.
func (s *Server) throttled(route Route, method, path string) (answer, bool) {
	l := s.opts.Limits
	if l == nil {
		return answer{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	perSecond, perMinute := l.PostPerSecond, l.PostPerMinute
	switch {
	case route == RouteToken:
		perSecond, perMinute = l.TokenPerSecond, l.TokenPerMinute
	case method == http.MethodGet:
		perSecond, perMinute = 0, l.GetPerMinute
	}
	name := method + " " + path
	wait := max(s.count("second "+name, perSecond, time.Second), s.count("minute "+name, perMinute, time.Minute))
	if wait == 0 {
		return answer{}, false
	}
	a := problem(http.StatusTooManyRequests, "too many requests from this address")
	a.header.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	return a, true
}

// count adds a request to a window and returns how long the window still
// lasts when it is full.
func (s *Server) count(name string, limit int, length time.Duration) time.Duration {
	if limit == 0 {
		return 0
	}
	now := s.opts.Now()
	w := s.windows[name]
	if w == nil || now.Sub(w.start) >= length {
		w = &window{start: now}
		s.windows[name] = w
	}
	w.n++
	if w.n <= limit {
		return 0
	}
	return w.start.Add(length).Sub(now)
}
