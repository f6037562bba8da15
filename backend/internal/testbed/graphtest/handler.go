package graphtest

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"directoryconnector/backend/internal/testbed/cloudtest"
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
		return endpoint{pattern: path, units: 2, params: append(page, "$filter"), needs: users, serve: listUsers}, true
	case path == "/users/delta":
		return endpoint{pattern: path, units: 2, params: []string{"$select", "$deltatoken"}, needs: users[:1], serve: deltaUsers}, true
	case path == "/groups":
		return endpoint{pattern: path, units: 2, params: append(page, "$filter"), needs: groups, serve: listGroups}, true
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
	case len(p) == 3 && p[0] == "users" && p[2] == "transitiveMemberOf":
		return endpoint{pattern: "/users/{id}/transitiveMemberOf", id: p[1], units: 2, params: page, needs: groups, serve: listTransitiveOf}, true
	case len(p) == 4 && p[0] == "directory" && p[1] == "administrativeUnits" && p[3] == "members":
		// $top is not documented here.
		return endpoint{pattern: "/directory/administrativeUnits/{id}/members", id: p[2], units: 3, params: page[:1],
			needs: []string{"AdministrativeUnit.Read.All"}, serve: listUnit}, true
	}
	return endpoint{}, false
}

// host is the name that a request goes to.
func host(r *http.Request) string { return strings.ToLower(strings.TrimSuffix(r.Host, ":443")) }

func (s *Server) isGraph(r *http.Request) bool { return host(r) == s.opts.Cloud.Graph }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	switch host(r) {
	case s.opts.Cloud.Authority:
		if r.Header.Get("Authorization") != "" {
			s.t.Errorf("graphtest: a token was sent to the authority")
		}
		s.authority(w, r)
	case s.opts.Cloud.Graph:
		s.write(w, s.graph(r))
	default:
		s.t.Errorf("graphtest: a request to %s, which is not in the cloud of the tenant", r.Host)
		http.NotFound(w, r)
	}
}

// refuseFault words the error of a Fault.
func (s *Server) refuseFault(w http.ResponseWriter, status int, code string) {
	s.write(w, refuse(status, code, "A fault of the test."))
}

// graph answers what goes to Graph.
func (s *Server) graph(r *http.Request) reply {
	path, ok := strings.CutPrefix(r.URL.Path, "/v1.0")
	by := s.caller(r)
	switch {
	case !ok:
		s.t.Errorf("graphtest: %s is not in v1.0", r.URL.Path)
		return refuse(http.StatusBadRequest, "BadRequest", "Invalid version")
	case by == nil:
		s.Count("refused")
		return refuse(http.StatusUnauthorized, "InvalidAuthenticationToken", "Access token validation failure.")
	case path == "/$batch" && r.Method == http.MethodPost:
		return s.batch(r, by)
	case r.Method != http.MethodGet:
		s.t.Errorf("graphtest: %s %s", r.Method, r.URL.Path)
		return refuse(http.StatusMethodNotAllowed, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
	}
	return s.ask(path, r.URL.RawQuery, by)
}

// ask answers one request, or one part of a batch.
func (s *Server) ask(path, query string, by *app) reply {
	e, ok := route(path)
	q, err := url.ParseQuery(query)
	if !ok || err != nil {
		s.t.Errorf("graphtest: %s?%s is not known", path, query)
		return refuse(http.StatusBadRequest, "BadRequest", "Resource not found for the segment.")
	}
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

// mostTop is the largest page that can be asked for.
const mostTop = 999

// misused finds parameters that Graph would refuse.
func (e endpoint) misused(q url.Values) string {
	if wrong := cloudtest.Misused(q, e.params...); wrong != "" {
		return wrong
	}
	if text := q.Get("$top"); text != "" {
		if n, err := strconv.Atoi(text); err != nil || n < 1 || n > mostTop {
			return "Invalid page size specified: '" + text + "'. Must be between 1 and 999 inclusive."
		}
	}
	return ""
}

func (s *Server) write(w http.ResponseWriter, out reply) {
	for name, value := range out.header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8")
	w.Header().Set("request-id", "9d0c1c3f-0000-4000-8000-0123456789ab")
	s.WriteJSON(w, out.status, out.body)
}

// refuse is an error as Graph words it (https://learn.microsoft.com/graph/errors).
func refuse(status int, code, message string) reply {
	return reply{status: status, header: map[string]string{}, body: map[string]any{"error": map[string]any{
		"code": code, "message": message, "innerError": map[string]any{"date": "2026-11-01T10:00:00", "request-id": "9d0c1c3f-0000-4000-8000-0123456789ab"},
	}}}
}
