package graphtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// An endpoint is something that can be asked for.
type endpoint struct {
	// pattern names it in Requests, id is the one in the path.
	pattern, id string
	// units is what it costs without $select
	// (https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits).
	units int
	// params are the parameters that are documented for a first page.
	params []string
	needs  []string
	serve  func(s *Server, e endpoint, q url.Values, by *app) reply
}

// A reply is an answer, or a part of one.
type reply struct {
	status int
	header map[string]string
	body   map[string]any
}

// route finds the endpoint of a path below v1.0.
func route(path string) (endpoint, bool) {
	p := strings.Split(strings.Trim(path, "/"), "/")
	users, groups := []string{"User.Read.All", "User.ReadBasic.All"}, []string{"Group.Read.All", "GroupMember.Read.All"}
	page := []string{"$select", "$top"}
	switch {
	case path == "/users":
		return endpoint{pattern: path, units: 2, params: page, needs: users, serve: listUsers}, true
	case path == "/users/delta":
		return endpoint{pattern: path, units: 2, params: []string{"$select", "$deltatoken"}, needs: users[:1], serve: deltaUsers}, true
	case path == "/groups":
		return endpoint{pattern: path, units: 2, params: page, needs: groups, serve: listGroups}, true
	case path == "/groups/delta":
		return endpoint{pattern: path, units: 2, params: []string{"$select", "$deltatoken"}, needs: groups, serve: deltaGroups}, true
	case path == "/directory/deletedItems/microsoft.graph.user":
		return endpoint{pattern: path, units: 2, params: page, needs: users[:1], serve: listDeleted}, true
	case len(p) == 2 && p[0] == "groups":
		return endpoint{pattern: "/groups/{id}", id: p[1], units: 1, params: page[:1], needs: groups, serve: getGroup}, true
	case len(p) == 3 && p[0] == "groups" && p[2] == "members":
		return endpoint{pattern: "/groups/{id}/members", id: p[1], units: 3, params: page, needs: groups, serve: listMembers}, true
	case len(p) == 3 && p[0] == "groups" && p[2] == "transitiveMembers":
		return endpoint{pattern: "/groups/{id}/transitiveMembers", id: p[1], units: 5, params: page, needs: groups, serve: listTransitive}, true
	case len(p) == 3 && (p[0] == "groups" || p[0] == "users") && p[2] == "memberOf":
		return endpoint{pattern: "/" + p[0] + "/{id}/memberOf", id: p[1], units: 2, params: page, needs: groups, serve: listMemberOf}, true
	case len(p) == 4 && p[0] == "directory" && p[1] == "administrativeUnits" && p[3] == "members":
		// $top is not documented here.
		return endpoint{pattern: "/directory/administrativeUnits/{id}/members", id: p[2], units: 3, params: page[:1],
			needs: []string{"AdministrativeUnit.Read.All"}, serve: listUnit}, true
	}
	return endpoint{}, false
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.work.Begin() {
		panic(http.ErrAbortHandler) // the test is over
	}
	defer s.work.End()
	s.tally("")
	if !pause(r, s.opts.Latency) {
		return
	}
	fault := s.takeFault(r)
	if fault != nil && s.happen(w, fault) {
		return
	}
	switch strings.ToLower(strings.TrimSuffix(r.Host, ":443")) {
	case s.opts.Cloud.Authority:
		if r.Header.Get("Authorization") != "" {
			s.t.Errorf("graphtest: a token was sent to the authority")
		}
		s.authority(w, r)
	case s.opts.Cloud.Graph:
		s.graph(w, r, fault)
	default:
		s.t.Errorf("graphtest: a request to %s, which is not in the cloud of the tenant", r.Host)
		http.NotFound(w, r)
	}
}

// happen lets a Fault happen, and tells whether that was all.
func (s *Server) happen(w http.ResponseWriter, f *Fault) bool {
	if f.Before != nil {
		f.Before()
	}
	for name, values := range f.Header {
		w.Header()[name] = values
	}
	switch {
	case f.Drop:
		panic(http.ErrAbortHandler)
	case f.Body != "":
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte(f.Body)) // the client may be gone
	case f.Status != 0:
		s.write(w, refuse(f.Status, f.Code, "A fault of the test."), false)
	default:
		return false
	}
	return true
}

// graph answers what goes to Graph.
func (s *Server) graph(w http.ResponseWriter, r *http.Request, fault *Fault) {
	path, ok := strings.CutPrefix(r.URL.Path, "/v1.0")
	half := fault != nil && fault.Half
	by := s.caller(r)
	switch {
	case !ok:
		s.t.Errorf("graphtest: %s is not in v1.0", r.URL.Path)
		s.write(w, refuse(http.StatusBadRequest, "BadRequest", "Invalid version"), false)
	case by == nil:
		s.tally("refused")
		s.write(w, refuse(http.StatusUnauthorized, "InvalidAuthenticationToken", "Access token validation failure."), false)
	case path == "/$batch" && r.Method == http.MethodPost:
		s.tally("/$batch")
		s.write(w, s.batch(r, by), half)
	case r.Method != http.MethodGet:
		s.t.Errorf("graphtest: %s %s", r.Method, r.URL.Path)
		s.write(w, refuse(http.StatusMethodNotAllowed, "Request_BadRequest", "Specified HTTP method is not allowed for the request target."), false)
	default:
		s.write(w, s.ask(path, r.URL.RawQuery, by, ""), half)
	}
}

// ask answers one request, or one part of a batch.
func (s *Server) ask(path, query string, by *app, prefix string) reply {
	e, ok := route(path)
	q, err := url.ParseQuery(query)
	if !ok || err != nil {
		s.t.Errorf("graphtest: %s?%s is not known", path, query)
		return refuse(http.StatusBadRequest, "BadRequest", "Resource not found for the segment.")
	}
	s.tally(prefix + e.pattern)
	units := e.units
	if q.Has("$select") || q.Has("$skiptoken") || q.Has("$deltatoken") {
		units = max(1, units-1)
	}
	if wait := s.spend(units); wait > 0 {
		out := refuse(http.StatusTooManyRequests, "TooManyRequests", "Too many requests.")
		out.header["Retry-After"] = strconv.Itoa(wait)
		return out
	}
	if !by.may(e.needs...) {
		return refuse(http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
	}
	if !q.Has("$skiptoken") {
		if problem := e.misused(q); problem != "" {
			s.t.Errorf("graphtest: %s?%s: %s", path, query, problem)
			return refuse(http.StatusBadRequest, "Request_UnsupportedQuery", problem)
		}
	}
	return e.serve(s, e, q, by)
}

// misused finds parameters that Graph would refuse.
func (e endpoint) misused(q url.Values) string {
	for name, values := range q {
		known := false
		for _, p := range e.params {
			known = known || p == name
		}
		if !known || len(values) != 1 || values[0] == "" {
			return fmt.Sprintf("%s=%q is not supported", name, values)
		}
	}
	if text := q.Get("$top"); text != "" {
		if n, err := strconv.Atoi(text); err != nil || n < 1 || n > 999 {
			return "Invalid page size specified: '" + text + "'. Must be between 1 and 999 inclusive."
		}
	}
	return ""
}

// write answers; half breaks off in the middle.
func (s *Server) write(w http.ResponseWriter, out reply, half bool) {
	body, err := json.Marshal(out.body)
	if err != nil {
		s.t.Errorf("graphtest: %v", err)
	}
	for name, value := range out.header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Header().Set("request-id", "9d0c1c3f-0000-4000-8000-0123456789ab")
	w.WriteHeader(out.status)
	if half || s.cuts(out.body) {
		_, _ = w.Write(body[:len(body)/2]) // it ends here
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(body) // the client may be gone
}

func (s *Server) cuts(body map[string]any) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows, _ := body["value"].([]map[string]any)
	return s.cut && (len(rows) > 0 || body["responses"] != nil)
}

// refuse is an error as Graph words it (https://learn.microsoft.com/graph/errors).
func refuse(status int, code, message string) reply {
	return reply{status: status, header: map[string]string{}, body: map[string]any{"error": map[string]any{
		"code": code, "message": message, "innerError": map[string]any{"date": "2026-11-01T10:00:00", "request-id": "9d0c1c3f-0000-4000-8000-0123456789ab"},
	}}}
}
