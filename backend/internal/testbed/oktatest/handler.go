package oktatest

import (
	"fmt"
	"net/http"
	"strings"
)

// An endpoint is one of the lists that can be asked for.
type endpoint struct {
	// pattern names it in Requests, bucket its rate limit.
	pattern, bucket string
	// limit is the largest that is documented, usual how long a page is
	// without one.
	limit, usual int
	filters      bool
	// hides leaves out who is deactivated.
	hides bool
	// id is the one in the path.
	id    string
	needs func(Rights) bool
	// entries returns the ids in the list, in order, and what makes the JSON
	// of one. It is called with the lock held.
	entries entries
	// one: it is no list, but the entry with the id.
	one bool
}

type entries func(s *Server, e endpoint, match predicate) (ids []string, wire func(id string) map[string]any)

// route finds the endpoint of a path.
func route(path string) (endpoint, bool) {
	users, groups := func(r Rights) bool { return r.Users }, func(r Rights) bool { return r.Groups }
	parts := strings.Split(strings.TrimPrefix(path, "/api/v1/"), "/")
	switch {
	case !strings.HasPrefix(path, "/api/v1/"):
	case path == "/api/v1/users":
		return endpoint{pattern: "/users", bucket: "users", limit: 200, usual: 200, filters: true, needs: users, entries: listUsers}, true
	case path == "/api/v1/logs":
		return endpoint{pattern: "/logs", bucket: "logs", needs: func(r Rights) bool { return r.Log }}, true
	case path == "/api/v1/groups":
		return endpoint{pattern: "/groups", bucket: "groups", limit: 200, usual: 200, filters: true, needs: groups, entries: listGroups}, true
	case len(parts) == 3 && parts[0] == "groups" && parts[2] == "users":
		return endpoint{pattern: "/groups/{id}/users", bucket: "groups", limit: 1000, usual: 1000, id: parts[1], needs: groups, entries: listMembers}, true
	case len(parts) == 3 && parts[0] == "users" && parts[2] == "groups":
		return endpoint{pattern: "/users/{id}/groups", bucket: "other", limit: 200, usual: 20, id: parts[1], needs: users, entries: listGroupsOf}, true
	case len(parts) == 2 && parts[0] == "users":
		return endpoint{pattern: "/users/{id}", bucket: "other", limit: 1, usual: 1, id: parts[1], needs: users, entries: getUser, one: true}, true
	case len(parts) == 2 && parts[0] == "groups":
		return endpoint{pattern: "/groups/{id}", bucket: "groups", limit: 1, usual: 1, id: parts[1], needs: groups, entries: getGroup, one: true}, true
	}
	return endpoint{}, false
}

// Pattern names a request as Requests counts it: "/users", "/users/{id}",
// "/groups", "/groups/{id}", "/groups/{id}/users", "/users/{id}/groups" or
// "/logs".
func Pattern(r *http.Request) string {
	if e, ok := route(r.URL.Path); ok {
		return e.pattern
	}
	return r.URL.Path
}

// serve gives a page of a list.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	e, _ := route(r.URL.Path)
	rights, known := s.rights(r)
	switch {
	case !known:
		s.refuse(w, http.StatusUnauthorized, "E0000011")
		return
	case !e.needs(rights):
		s.refuse(w, http.StatusForbidden, "E0000006")
		return
	}
	page := s.page
	if e.pattern == "/logs" {
		page = func(r *http.Request, _ endpoint) ([]map[string]any, []string, string) { return s.logPage(r) }
	}
	list, links, code := page(r, e)
	if code != "" {
		status := http.StatusBadRequest
		if code == "E0000007" {
			status = http.StatusNotFound
		}
		s.refuse(w, status, code)
		return
	}
	if e.one {
		w.Header().Set("Content-Type", "application/json")
		s.WriteJSON(w, http.StatusOK, list[0])
		return
	}
	w.Header()["Link"] = links
	w.Header().Set("Content-Type", "application/json")
	s.WriteJSON(w, http.StatusOK, list)
}

func (s *Server) rights(r *http.Request) (Rights, bool) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "SSWS ")
	s.mu.Lock()
	defer s.mu.Unlock()
	rights, known := s.tokens[token]
	return rights, ok && known
}

func (s *Server) number() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made++
	return s.made
}

// summaries are what Okta says to its codes
// (https://developer.okta.com/docs/reference/error-codes/).
var summaries = map[string]string{
	"E0000001": "Api validation failed: after",
	"E0000004": "Authentication failed",
	"E0000006": "You do not have permission to perform the requested action",
	"E0000007": "Not found: Resource not found",
	"E0000008": "The requested path was not found",
	"E0000009": "Internal Server Error",
	"E0000010": "Service is in read only mode",
	"E0000011": "Invalid token provided",
	"E0000031": "Invalid search criteria.",
	"E0000053": "Invalid filter or parameter",
	"E0000047": "API call exceeded rate limit due to too many requests.",
}

// refuse answers with an error as Okta words it.
func (s *Server) refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `{"errorCode":%q,"errorSummary":%q,"errorLink":%q,"errorId":"oae%d","errorCauses":[]}`,
		code, summaries[code], code, s.number()) // the client may be gone
}
