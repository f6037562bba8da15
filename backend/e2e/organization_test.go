package e2e

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// An orgServer is the organization's server and what stands in front of it: a
// gate that lets a test act before a request is passed on, and after it was
// carried out and before the answer goes back.
type orgServer struct {
	*orgserver.Server
	// URL is where the server is, its base path included.
	URL string

	mu   sync.Mutex
	gate gate
	seen []string
}

// A gate decides about one request: false cuts the connection, before the
// request reached the server or instead of the answer.
type gate struct {
	before, after func(n int, kind string) bool
}

// newOrgServer serves an organization with an owner who came from no directory.
func newOrgServer(t testing.TB, o orgserver.Options) *orgServer {
	t.Helper()
	s := &orgServer{Server: orgserver.New(o)}
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		s.Wait()
	})
	s.URL = server.URL + o.BasePath
	s.AddOwner("owner@example.test", "")
	return s
}

// setGate replaces the gate and counts requests from 1 again.
func (s *orgServer) setGate(g gate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate, s.seen = g, nil
}

// requests returns the kinds of the requests since setGate, in their order.
func (s *orgServer) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.seen...)
}

// ServeHTTP implements http.Handler.
func (s *orgServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	kind := kindOf(r, body)
	s.mu.Lock()
	s.seen = append(s.seen, kind)
	n, gate := len(s.seen), s.gate
	s.mu.Unlock()
	if gate.before != nil && !gate.before(n, kind) {
		panic(http.ErrAbortHandler)
	}
	answer := httptest.NewRecorder()
	s.Server.ServeHTTP(answer, r)
	if gate.after != nil && !gate.after(n, kind) {
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	_, _ = io.Copy(w, answer.Body) // the client may be gone
}

// kindOf names a request by what it asks, an import by what it holds.
func kindOf(r *http.Request, body []byte) string {
	switch {
	case strings.HasSuffix(r.URL.Path, "/connect/token"):
		return "token"
	case strings.HasSuffix(r.URL.Path, "/api/config"):
		return "config"
	case strings.HasSuffix(r.URL.Path, "/public/members"):
		return "members"
	case strings.HasSuffix(r.URL.Path, "/public/groups"):
		return "group list"
	case strings.HasSuffix(r.URL.Path, "/subscription"):
		return "seats"
	case strings.HasSuffix(r.URL.Path, "/member-ids"):
		return "memberships"
	case !strings.HasSuffix(r.URL.Path, "/organization/import"):
		return "other"
	case bytes.Contains(body, []byte(`"memberExternalIds"`)):
		return "groups"
	case bytes.Contains(body, []byte(`"deleted":true`)):
		return "removals"
	}
	return "people"
}

// imports returns the imports since the last call, and forgets them.
func (s *orgServer) imports() []organization.Request {
	var list []organization.Request
	for _, c := range s.Imports() {
		if c.Import != nil {
			list = append(list, *c.Import)
		}
	}
	s.ResetCalls()
	return list
}

// sent describes imports one entry a line, in the order in which they were
// sent: "- a@x" removed, "+ a@x" known or new, "# Name: a, b" a group with the
// external ids of its members, as name shows them.
func sent(list []organization.Request, name func(externalID string) string) []string {
	lines := []string{}
	for _, r := range list {
		for _, m := range r.Members {
			sign := "+"
			if m.Deleted {
				sign = "-"
			}
			lines = append(lines, fmt.Sprintf("%s %s %s", sign, name(m.ExternalID), m.Email))
		}
		for _, g := range r.Groups {
			members := make([]string, len(g.MemberExternalIDs))
			for i, id := range g.MemberExternalIDs {
				members[i] = name(id)
			}
			lines = append(lines, fmt.Sprintf("# %s: %s", g.Name, strings.Join(members, ", ")))
		}
	}
	return lines
}

// itself shows external ids that a person can read.
func itself(externalID string) string { return externalID }
