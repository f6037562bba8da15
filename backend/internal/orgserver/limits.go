package orgserver

import (
	"net/http"
	"strconv"
	"time"
)

// Limits are how many requests are answered in a second or a minute, each
// counted from the first one of its window. 0 means no limit.
type Limits struct {
	PostPerSecond, PostPerMinute, GetPerMinute, TokenPerMinute int
}

// CloudLimits are those of Bitwarden's cloud.
func CloudLimits() *Limits {
	return &Limits{PostPerSecond: 5, PostPerMinute: 60, GetPerMinute: 200, TokenPerMinute: 10}
}

// window counts requests from a moment on.
type window struct {
	start time.Time
	n     int
}

// throttled returns the 429 for a request beyond the limits.
func (s *Server) throttled(route Route, method string) (answer, bool) {
	l := s.opts.Limits
	if l == nil {
		return answer{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var wait time.Duration
	switch {
	case route == RouteToken:
		wait = s.count("token", l.TokenPerMinute, time.Minute)
	case method == http.MethodGet:
		wait = s.count("get", l.GetPerMinute, time.Minute)
	default:
		wait = max(s.count(method+" second", l.PostPerSecond, time.Second),
			s.count(method+" minute", l.PostPerMinute, time.Minute))
	}
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
