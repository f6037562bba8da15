package orgserver

import (
	"bytes"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"directoryconnector/backend/organization"
)

// A Call is one request that arrived, in the order of arrival.
type Call struct {
	Time   time.Time
	Route  Route
	Method string
	// Path is without the base path.
	Path   string
	Header http.Header
	Body   []byte
	// Form is the body of a token request, Import that of an import where it
	// could be decoded.
	Form   url.Values
	Import *organization.Request
	// Status is what was answered, 0 as long as nothing was or where the
	// connection was cut.
	Status int
	// Applied says that an import was carried out to its end.
	Applied bool
}

// Calls returns everything that arrived.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// Imports returns the import requests that arrived.
func (s *Server) Imports() []Call { return s.CallsTo(RouteImport) }

// CallsTo returns what arrived at one route.
func (s *Server) CallsTo(r Route) []Call {
	return slices.DeleteFunc(s.Calls(), func(c Call) bool { return c.Route != r })
}

// ResetCalls forgets what arrived so far; call it while nothing is at work.
func (s *Server) ResetCalls() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = nil
}

// record adds a call and returns its number.
func (s *Server) record(c Call) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
	return len(s.calls) - 1
}

// amend changes a call that was recorded; after ResetCalls there is nothing
// to change.
func (s *Server) amend(n int, change func(*Call)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n < len(s.calls) {
		change(&s.calls[n])
	}
}

// answer is a complete answer, so that a fault can hold it back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.status)
	_, _ = bytes.NewReader(a.body).WriteTo(w) // the client may be gone
}
