package cloudtest

import (
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// A Fault is something that goes wrong with one request.
type Fault struct {
	// Match chooses requests; nil takes the next one.
	Match func(*http.Request) bool
	// Before, where not nil, is called before anything else.
	Before func()
	// Drop cuts the connection without an answer, Half in the middle of the
	// true answer.
	Drop, Half bool
	// Status, where not 0, is answered instead of the true answer, with Header
	// and Body.
	Status int
	Header http.Header
	Body   string

	left int
}

// Fail gives n requests that Fault.
func (s *Server) Fail(n int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.left = n
	s.faults = append(s.faults, &f)
}

// Heal takes back all Faults that have not happened yet.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults, s.percent = nil, 0
}

// FailRandomly makes that many of a hundred requests go wrong in one of
// several ways, always in the same order.
func (s *Server) FailRandomly(percent int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.percent, s.random = percent, rand.New(rand.NewPCG(7, 11)) //nolint:gosec // the same every time
}

// Requests returns how many requests came under each name, and all of them
// under "".
func (s *Server) Requests() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.counts)
}

// ResetRequests starts counting anew.
func (s *Server) ResetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.counts)
	s.most = 0
}

// MostAtOnce returns how many requests were at work at the same time.
func (s *Server) MostAtOnce() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.work.Begin() {
		panic(http.ErrAbortHandler) // the test is over
	}
	defer s.work.End()
	s.enter(s.name(r))
	defer s.leave()
	if !pause(r, s.opts.Latency) {
		return
	}
	fault := s.fault(r)
	if fault.Before != nil {
		fault.Before()
	}
	if fault.Drop {
		panic(http.ErrAbortHandler)
	}
	answer := httptest.NewRecorder()
	if fault.Status != 0 {
		maps.Copy(answer.Header(), fault.Header)
		answer.WriteHeader(fault.Status)
		_, _ = answer.WriteString(fault.Body) // into memory
	} else {
		s.handler.ServeHTTP(answer, r)
	}
	maps.Copy(w.Header(), answer.Header())
	w.Header().Set("Date", s.opts.Now().UTC().Format(http.TimeFormat))
	body := answer.Body.Bytes()
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(answer.Code)
	if fault.Half {
		_, _ = w.Write(body[:len(body)/2]) // it ends here
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(body) // the client may be gone
}

func (s *Server) enter(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name]++
	s.counts[""]++
	s.busy++
	s.most = max(s.most, s.busy)
}

func (s *Server) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy--
}

// fault returns the Fault of a request; the zero Fault where nothing is wrong.
func (s *Server) fault(r *http.Request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.Match != nil && !f.Match(r) {
			continue
		}
		if f.left--; f.left <= 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return *f
	}
	if s.percent == 0 || s.random.IntN(100) >= s.percent {
		return Fault{}
	}
	html := http.Header{"Content-Type": {"text/html"}}
	return []Fault{
		{Drop: true}, {Half: true},
		{Status: http.StatusInternalServerError, Header: html, Body: "<html>internal error</html>"},
		{Status: http.StatusBadGateway, Header: html, Body: "<html>bad gateway</html>"},
		{Status: http.StatusServiceUnavailable, Header: html, Body: "<html>service unavailable</html>"},
	}[s.random.IntN(5)]
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
