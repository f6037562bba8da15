package cloudtest

import (
	"bytes"
	"io"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"

	"directoryconnector/backend/internal/transport"
)

// maxBody bounds what a request may hold, in bytes.
const maxBody = 16 << 20

// Fail gives n requests that Fault.
func (s *Server) Fail(n int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.Plan(n, f)
}

// FailRandomly makes that many of a hundred requests go wrong in one of
// several ways, always in the same order; 0 ends it.
func (s *Server) FailRandomly(percent int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.Randomly(percent, s.vendor.Troubles)
}

// Heal takes back all Faults that have not happened yet.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = Faults[Fault]{}
}

// Cut makes every answer to what match chooses break off in its middle; nil
// chooses all, false is Heal.
func (s *Server) Cut(cut bool, match func(*http.Request) bool) {
	if s.Heal(); cut {
		s.Fail(math.MaxInt, Fault{Half: true, Match: match})
	}
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

// Count counts something more under a name, such as a part of a request.
func (s *Server) Count(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name]++
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.work.Begin() {
		panic(http.ErrAbortHandler) // the test is over
	}
	defer s.work.End()
	busy := s.enter(s.vendor.Name(r))
	defer s.leave()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		panic(http.ErrAbortHandler) // the client has gone while it spoke
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	answer := httptest.NewRecorder()
	admitted := s.vendor.Admit == nil || s.vendor.Admit(answer, r, busy)
	if s.opts.Latency > 0 && transport.Pause(r.Context(), s.opts.Latency) != nil {
		return
	}
	var fault Fault
	if admitted {
		fault = s.fault(r)
		s.answer(answer, r, fault)
	}
	send(w, answer, s.opts.Now(), fault.Half)
}

// answer lets the Fault of a request happen, or answers truly.
func (s *Server) answer(w *httptest.ResponseRecorder, r *http.Request, f Fault) {
	if f.Before != nil {
		f.Before()
	}
	if f.Drop {
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), f.Header)
	switch {
	case f.Status == 0:
		s.vendor.Answer(w, r)
	case f.Body == "" && s.vendor.Refuse != nil:
		s.vendor.Refuse(w, f.Status, f.Code)
	default:
		w.WriteHeader(f.Status)
		_, _ = w.WriteString(f.Body) // into memory
	}
}

// send gives an answer, or half of it, to the client.
func send(w http.ResponseWriter, answer *httptest.ResponseRecorder, now time.Time, half bool) {
	body := answer.Body.Bytes()
	maps.Copy(w.Header(), answer.Header())
	w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	if !answer.Flushed {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(answer.Code)
	if half || answer.Flushed {
		_, _ = w.Write(body[:len(body)/2]) // the client may be gone
		_ = http.NewResponseController(w).Flush()
		body = body[len(body)/2:]
	}
	if half {
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(body) // the client may be gone
}

// enter counts a request, and returns how many are at work now.
func (s *Server) enter(name string) (busy int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name]++
	s.counts[""]++
	s.busy++
	s.most = max(s.most, s.busy)
	return s.busy
}

func (s *Server) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy--
}

// fault returns what goes wrong with a request.
func (s *Server) fault(r *http.Request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults.Take(func(f Fault) bool { return f.matches(r) })
}
