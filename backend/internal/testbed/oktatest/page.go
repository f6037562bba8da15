package oktatest

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// cursor is what an after stands for.
type cursor struct{ path, filter, last string }

// page returns a page of a list and its Link headers, or the code of an error.
// Parameters that are not documented fail the test.
func (s *Server) page(r *http.Request, e endpoint) (list []map[string]any, links []string, code string) {
	documented := []string{"limit", "after"}
	if e.filters {
		documented = append(documented, "filter")
	}
	if e.pattern == "/groups" {
		documented = append(documented, "q")
	}
	q := s.Query(r, documented...)
	size := s.PageSize(q, "limit", e.usual, e.limit, s.opts.PageCap)
	var match predicate
	if text := q.Get("filter"); text != "" {
		known := (&User{}).properties()
		if e.pattern == "/groups" {
			known = (&Group{}).properties()
		}
		var err error
		if match, err = parseFilter(text, known); err != nil {
			return nil, nil, "E0000031"
		}
	}
	if begins := strings.ToLower(q.Get("q")); begins != "" { // of the name
		match = func(p properties) bool { return strings.HasPrefix(strings.ToLower(p[noFilter].(string)), begins) }
	}
	last := ""
	if after := q.Get("after"); after != "" {
		if last, code = s.follow(after, cursor{path: r.URL.Path, filter: q.Get("filter")}); code != "" {
			return nil, nil, code
		}
	}
	list, last, ok := s.slice(e, match, last, size, q.Get("filter"))
	if !ok {
		return nil, nil, "E0000007"
	}
	links = []string{fmt.Sprintf(`<%s%s>; rel="self"`, s.URL(), r.URL.RequestURI())}
	if last != "" {
		q.Set("limit", strconv.Itoa(size))
		q.Set("after", s.remember(cursor{path: r.URL.Path, filter: q.Get("filter"), last: last}))
		links = append(links, fmt.Sprintf(`<%s%s?%s>; rel="next"`, s.URL(), r.URL.Path, q.Encode()))
	}
	return list, links, ""
}

// follow returns where a page begins.
func (s *Server) follow(after string, want cursor) (last, code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, known := s.cursors.Find(after)
	if !known || c.path != want.path || c.filter != want.filter {
		return "", "E0000001"
	}
	return c.last, ""
}

// remember hands out an opaque name for a place in a list.
func (s *Server) remember(c cursor) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cursors.HandOut("cur%x/%d=", c)
}

// slice returns the entries after the one called last, and the id of the last
// of them where there are more.
func (s *Server) slice(e endpoint, match predicate, last string, size int, filter string) (list []map[string]any, end string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.pattern == "/users" && (filter == "" || s.opts.HidesDeprovisioned && !strings.Contains(filter, "status")) {
		e.hides = true
	}
	ids, wire := e.entries(s, e, match)
	if wire == nil {
		return nil, "", false
	}
	page, more := cloudtest.After(ids, last, size)
	list = []map[string]any{}
	for _, id := range page {
		list = append(list, wire(id))
	}
	if more {
		end = page[len(page)-1]
	}
	return list, end, true
}

func listUsers(s *Server, e endpoint, match predicate) ([]string, func(string) map[string]any) {
	ids := slices.DeleteFunc(slices.Sorted(maps.Keys(s.users)), func(id string) bool {
		u := s.users[id]
		return e.hides && u.Status == Deprovisioned || match != nil && !match(u.properties())
	})
	return ids, s.wireUser
}

func listGroups(s *Server, _ endpoint, match predicate) ([]string, func(string) map[string]any) {
	ids := slices.DeleteFunc(slices.Sorted(maps.Keys(s.groups)), func(id string) bool {
		return match != nil && !match(s.groups[id].properties())
	})
	return ids, s.wireGroup
}

func getUser(s *Server, e endpoint, _ predicate) ([]string, func(string) map[string]any) {
	if s.users[e.id] == nil {
		return nil, nil
	}
	return []string{e.id}, s.wireUser
}

func getGroup(s *Server, e endpoint, _ predicate) ([]string, func(string) map[string]any) {
	if s.groups[e.id] == nil {
		return nil, nil
	}
	return []string{e.id}, s.wireGroup
}

func listMembers(s *Server, e endpoint, _ predicate) ([]string, func(string) map[string]any) {
	g := s.groups[e.id]
	if g == nil {
		return nil, nil
	}
	return slices.Sorted(maps.Keys(g.members)), s.wireUser
}

func listGroupsOf(s *Server, e endpoint, _ predicate) ([]string, func(string) map[string]any) {
	if s.users[e.id] == nil {
		return nil, nil
	}
	ids := slices.DeleteFunc(slices.Sorted(maps.Keys(s.groups)), func(id string) bool { return !s.groups[id].members[e.id] })
	return ids, s.wireGroup
}

const wireTime = "2006-01-02T15:04:05.000Z"

func (s *Server) wireUser(id string) map[string]any {
	u, base := s.users[id], s.URL()
	return map[string]any{
		"id": u.ID, "status": u.Status, "created": u.Created.Format(wireTime), "activated": nil, "statusChanged": nil,
		"lastLogin": nil, "lastUpdated": u.LastUpdated.Format(wireTime), "passwordChanged": nil,
		"type": map[string]any{"id": "otyfnjfba4ye7pgjB0g4"},
		"profile": map[string]any{
			"login": u.Login, "email": u.Email, "firstName": u.FirstName, "lastName": u.LastName, "mobilePhone": nil, "secondEmail": nil,
		},
		"_links": map[string]any{"self": map[string]any{"href": base + "/api/v1/users/" + u.ID}},
	}
}

func (s *Server) wireGroup(id string) map[string]any {
	g, base := s.groups[id], s.URL()
	return map[string]any{
		"id": g.ID, "created": g.Created.Format(wireTime), "lastUpdated": g.LastUpdated.Format(wireTime),
		"lastMembershipUpdated": g.LastMembershipUpdated.Format(wireTime),
		"objectClass":           []string{"okta:user_group"}, "type": g.Type,
		"profile": map[string]any{"name": g.Name, "description": "A group of " + g.Name},
		"_links":  map[string]any{"users": map[string]any{"href": base + "/api/v1/groups/" + g.ID + "/users"}},
	}
}
