package googletest

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// pageToken is what a page token stands for.
type pageToken struct{ list, last string }

// check fails the test for parameters that nobody documents.
func (s *Server) check(r *http.Request, allowed ...string) url.Values {
	q := s.Query(r, append(allowed, "alt", "prettyPrint", "fields")...)
	if q.Get("alt") != "json" || q.Get("fields") == "" {
		s.t.Errorf("googletest: %s has alt=%q and fields=%q", r.URL.Path, q.Get("alt"), q.Get("fields"))
	}
	return q
}

// place returns who is asked for: everybody, or those of a domain.
func (s *Server) place(q url.Values) (inside func(email string) bool, refused answer) {
	customer, domain := q.Get("customer"), q.Get("domain")
	switch {
	case customer != "" && domain != "" || customer == "" && domain == "":
		s.t.Errorf("googletest: customer is %q and domain %q", customer, domain)
		return nil, bad("Bad Request")
	case customer != "":
		if customer != "my_customer" && customer != CustomerID {
			return nil, bad("Invalid Input: customer")
		}
		return func(string) bool { return true }, answer{}
	}
	for _, u := range s.users {
		if domainOf(u.Email) == domain {
			return func(email string) bool { return domainOf(email) == domain }, answer{}
		}
	}
	return nil, missing("Domain not found.")
}

// cut returns the page of a list of ids that is asked for.
func (s *Server) cut(r *http.Request, q url.Values, kind, name string, most int, ids []string, item func(id string) map[string]any) answer {
	slices.Sort(ids)
	key := url.Values{}
	maps.Copy(key, q)
	key.Del("pageToken")
	list, last := r.URL.Path+"?"+key.Encode(), ""
	if token := q.Get("pageToken"); token != "" {
		known, ok := s.pages.Find(token)
		if !ok || known.list != list {
			return bad("Invalid Input: pageToken")
		}
		last = known.last
	}
	page, more := cloudtest.After(ids, last, s.PageSize(q, "maxResults", most/2, most, s.opts.PageCap))
	body := map[string]any{"kind": kind, "etag": "\"etag\""}
	var items []map[string]any
	for _, id := range page {
		items = append(items, item(id))
	}
	if len(items) > 0 { // an empty list is left out
		body[name] = items
	}
	if more {
		body["nextPageToken"] = s.pages.HandOut("~!!~%x_%d==", pageToken{list, page[len(page)-1]})
	}
	return answer{body: partial(body, name, q.Get("fields"))}
}

var fieldsOf = regexp.MustCompile(`([a-zA-Z]+)\(([^)]*)\)`)

// partial leaves out what fields does not name.
func partial(body map[string]any, name, fields string) map[string]any {
	inner := fieldsOf.FindStringSubmatch(fields)
	outer := strings.Split(fieldsOf.ReplaceAllString(fields, "$1"), ",")
	for key := range body {
		if !slices.Contains(outer, key) {
			delete(body, key)
		}
	}
	items, _ := body[name].([]map[string]any)
	for _, item := range items {
		for key := range item {
			if inner == nil || !slices.Contains(strings.Split(inner[2], ","), key) {
				delete(item, key)
			}
		}
	}
	return body
}

// userQuery is the part of
// https://developers.google.com/workspace/admin/directory/v1/guides/search-users
// that the fake knows.
func userQuery(query string) (match func(*User) bool, ok bool) {
	match = func(*User) bool { return true }
	for term := range strings.FieldsSeq(query) {
		before := match
		var one func(*User) bool
		if value, is := strings.CutPrefix(term, "orgUnitPath="); is {
			one = func(u *User) bool { return strings.HasPrefix(u.OrgUnit+"/", strings.TrimSuffix(value, "/")+"/") }
		} else if value, is := strings.CutPrefix(term, "isSuspended="); is {
			one = func(u *User) bool { return u.Suspended == (value == "true") }
		} else if value, is := strings.CutPrefix(term, "email="); is {
			one = func(u *User) bool { return strings.EqualFold(u.Email, value) }
		} else if value, is := strings.CutPrefix(term, "email:"); is {
			one = func(u *User) bool { return strings.HasPrefix(u.Email, strings.TrimSuffix(value, "*")) }
		} else {
			return nil, false
		}
		match = func(u *User) bool { return before(u) && one(u) }
	}
	return match, true
}

func (s *Server) listUsers(r *http.Request) answer {
	q := s.check(r, "customer", "domain", "maxResults", "pageToken", "query", "showDeleted")
	inside, refused := s.place(q)
	if refused.status != 0 {
		return refused
	}
	match, ok := userQuery(q.Get("query"))
	if !ok {
		return bad("Invalid Input: query")
	}
	deleted := q.Get("showDeleted") == "true"
	var ids []string
	for id, u := range s.users {
		if u.deleted == deleted && inside(u.Email) && match(u) {
			ids = append(ids, id)
		}
	}
	return s.cut(r, q, "admin#directory#users", "users", 500, ids, func(id string) map[string]any {
		u := s.users[id]
		return map[string]any{
			"kind": "admin#directory#user", "id": id, "primaryEmail": u.Email, "suspended": u.Suspended, "archived": u.Archived,
			"orgUnitPath": u.OrgUnit, "customerId": CustomerID, "name": map[string]any{"fullName": u.Name}, "isAdmin": false,
		}
	})
}

// groupQuery is the part of
// https://developers.google.com/workspace/admin/directory/v1/guides/search-groups
// that the fake knows.
func groupQuery(query string) (match func(*Group) bool, ok bool) {
	match = func(*Group) bool { return true }
	if name, is := strings.CutPrefix(query, "name='"); is {
		name = strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(strings.TrimSuffix(name, "'"))
		return func(g *Group) bool { return strings.EqualFold(g.Name, name) }, true
	}
	for term := range strings.FieldsSeq(query) {
		before := match
		if value, is := strings.CutPrefix(term, "email="); is {
			match = func(g *Group) bool { return before(g) && strings.EqualFold(g.Email, value) }
		} else if value, is := strings.CutPrefix(term, "email:"); is {
			match = func(g *Group) bool { return before(g) && strings.HasPrefix(g.Email, strings.TrimSuffix(value, "*")) }
		} else {
			return nil, false
		}
	}
	return match, true
}

func (s *Server) listGroups(r *http.Request) answer {
	q := s.check(r, "customer", "domain", "maxResults", "pageToken", "query")
	inside, refused := s.place(q)
	if refused.status != 0 {
		return refused
	}
	match, ok := groupQuery(q.Get("query"))
	if !ok {
		return bad("Invalid Input: query")
	}
	var ids []string
	for id, g := range s.groups {
		if inside(g.Email) && match(g) {
			ids = append(ids, id)
		}
	}
	return s.cut(r, q, "admin#directory#groups", "groups", 200, ids, s.wireGroup)
}

func (s *Server) wireGroup(id string) map[string]any {
	g := s.groups[id]
	return map[string]any{
		"kind": "admin#directory#group", "id": id, "email": g.Email, "name": g.Name, "description": "",
		"directMembersCount": strconv.Itoa(len(g.members)), "adminCreated": true,
	}
}

func (s *Server) getUser(r *http.Request) answer {
	q := s.check(r)
	key := userPath.FindStringSubmatch(r.URL.Path)[1]
	for id, u := range s.users {
		if !u.deleted && (id == key || strings.EqualFold(u.Email, key)) {
			return answer{body: partial(map[string]any{"kind": "admin#directory#user", "id": id, "primaryEmail": u.Email}, "", q.Get("fields"))}
		}
	}
	return missing("Resource Not Found: userKey")
}

func (s *Server) getGroup(r *http.Request) answer {
	q := s.check(r)
	id := groupPath.FindStringSubmatch(r.URL.Path)[1]
	for known, g := range s.groups {
		if strings.EqualFold(g.Email, id) {
			id = known
		}
	}
	if s.groups[id] == nil {
		return missing("Resource Not Found: groupKey")
	}
	return answer{body: partial(s.wireGroup(id), "", q.Get("fields"))}
}

func (s *Server) listMembers(r *http.Request) answer {
	q := s.check(r, "maxResults", "pageToken")
	g := s.groups[membersPath.FindStringSubmatch(r.URL.Path)[1]]
	if g == nil {
		return missing("Resource Not Found: groupKey")
	}
	ids := slices.Collect(maps.Keys(g.members))
	if g.Everybody {
		ids = append(ids, CustomerID)
	}
	return s.cut(r, q, "admin#directory#members", "members", 200, ids, func(id string) map[string]any {
		item := map[string]any{"kind": "admin#directory#member", "id": id, "role": "MEMBER", "type": "USER", "status": "ACTIVE"}
		switch u, inner := s.users[id], s.groups[id]; {
		case id == CustomerID:
			item["type"] = "CUSTOMER"
			delete(item, "status")
		case inner != nil || strings.HasPrefix(id, "0g"):
			item["type"] = "GROUP"
		case u == nil:
			item["type"] = "EXTERNAL"
			if strings.HasPrefix(id, "1") {
				item["type"] = "USER" // somebody of another account
			}
		case u.Suspended:
			item["status"] = "SUSPENDED"
		}
		return item
	})
}
