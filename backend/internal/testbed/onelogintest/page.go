package onelogintest

import (
	"encoding/base64"
	"fmt"
	"math"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// cursor is what a cursor stands for. It does not stand for fields and filters.
type cursor struct {
	path        string
	limit, page int
}

// page is a part of a list, or a refusal.
type page struct {
	items []map[string]any
	// one, where not nil, is answered instead of a list.
	one                  map[string]any
	number, pages, total int
	before, after        string

	status     int
	kind, text string
}

func badRequest(text string) page {
	return page{status: http.StatusBadRequest, kind: "BadRequestError", text: text}
}

// idIn is the number in the path of a request.
func idIn(path *regexp.Regexp, r *http.Request) int64 {
	id, _ := strconv.ParseInt(path.FindStringSubmatch(r.URL.Path)[1], 10, 64)
	return id
}

// cut returns the page of a list that is asked for. What is not documented
// fails the test.
func (s *Server) cut(r *http.Request, most int, filters []string, items []map[string]any) page {
	q := s.Query(r, append([]string{"limit", "page", "cursor", "fields"}, filters...)...)
	c := cursor{path: r.URL.Path, limit: min(50, most), page: 1}
	switch {
	case q.Has("cursor") && (q.Has("limit") || q.Has("page")):
		return badRequest("Requests can only have cursor xor pagination arguments")
	case q.Has("cursor"):
		known, ok := s.cursors[q.Get("cursor")]
		if !ok || known.path != r.URL.Path {
			return badRequest("Invalid pagination cursor")
		}
		c = known
	default:
		c.limit = s.PageSize(q, "limit", c.limit, most, s.opts.PageCap)
		c.page = s.Number(q, "page", 1, math.MaxInt)
	}
	p := page{number: c.page, total: len(items), pages: (len(items) + c.limit - 1) / c.limit, items: []map[string]any{}}
	start := (c.page - 1) * c.limit
	if start < len(items) {
		p.items = items[start:min(len(items), start+c.limit)]
	}
	if c.page < p.pages {
		p.after = s.remember(cursor{c.path, c.limit, c.page + 1})
	}
	if c.page > 1 {
		p.before = s.remember(cursor{c.path, c.limit, c.page - 1})
	}
	return p
}

// remember makes a cursor, in the form that OneLogin's have.
func (s *Server) remember(c cursor) string {
	name := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "limit=%d&sort=id&page=%d&sort_direction=asc&of=%s", c.limit, c.page, c.path))
	s.cursors[name] = c
	return name
}

// matches compares as OneLogin's search does, with * for anything.
func matches(pattern, value string) bool {
	ok, err := path.Match(strings.ToLower(pattern), strings.ToLower(value))
	return err == nil && ok
}

// userFilters are those of https://developers.onelogin.com/api-docs/2/users/list-users
// that the fake knows.
var userFilters = []string{"email", "username", "firstname", "lastname", "status", "id"}

func (s *Server) listUsers(r *http.Request) page {
	q := r.URL.Query()
	fields := q.Get("fields")
	roles := map[int64][]int64{}
	for _, role := range s.sortedRoles() {
		if s.lies[role.ID].inUsers {
			continue
		}
		for id := range role.users {
			roles[id] = append(roles[id], role.ID)
		}
	}
	var items []map[string]any
	for _, u := range s.sortedUsers() {
		has := map[string]string{
			"email": u.Email, "username": u.Username, "firstname": u.Firstname, "lastname": u.Lastname, "status": strconv.Itoa(u.Status),
			"id": strconv.FormatInt(u.ID, 10),
		}
		if slices.ContainsFunc(userFilters, func(name string) bool { return q.Has(name) && !matches(q.Get(name), has[name]) }) {
			continue
		}
		item := u.wire()
		if strings.Contains(fields, "role_ids") && !s.opts.NoRoleIDs {
			item["role_ids"] = append([]int64{}, roles[u.ID]...)
		}
		items = append(items, s.only(item, fields))
	}
	return s.cut(r, 1000, userFilters, items)
}

func (u *User) wire() map[string]any {
	return map[string]any{
		"id": u.ID, "email": nullable(u.Email), "username": nullable(u.Username), "firstname": u.Firstname, "lastname": u.Lastname,
		"status": u.Status, "state": 1, "group_id": nil,
	}
}

func (r *Role) wire() map[string]any {
	return map[string]any{"id": r.ID, "name": r.Name, "apps": append([]int64{}, r.Apps...)}
}

// nullable is how an empty text is told.
func nullable(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// only keeps the fields that are asked for, and the id.
func (s *Server) only(item map[string]any, fields string) map[string]any {
	if fields == "" {
		return item
	}
	kept := map[string]any{"id": item["id"]}
	for name := range strings.SplitSeq(fields, ",") {
		if value, ok := item[name]; ok {
			kept[name] = value
		} else if name != "role_ids" && name != "users" {
			s.t.Errorf("onelogintest: the field %q is not known", name)
		}
	}
	return kept
}

var roleFilters = []string{"name", "app_id"}

func (s *Server) listRoles(r *http.Request) page {
	q := r.URL.Query()
	var items []map[string]any
	for _, role := range s.sortedRoles() {
		app, _ := strconv.ParseInt(q.Get("app_id"), 10, 64)
		if q.Has("name") && !matches(q.Get("name"), role.Name) || q.Has("app_id") && !slices.Contains(role.Apps, app) {
			continue
		}
		item := role.wire()
		if strings.Contains(q.Get("fields"), "users") && !s.opts.NoRoleUsers {
			item["users"] = []int64{}
			if !s.lies[role.ID].inRoles {
				item["users"] = role.sortedUsers()
			}
		}
		items = append(items, s.only(item, q.Get("fields")))
	}
	return s.cut(r, 650, roleFilters, items)
}

func (s *Server) listMembers(r *http.Request) page {
	role := s.roles[idIn(roleUsers, r)]
	if role == nil {
		return notFound()
	}
	var items []map[string]any
	for _, id := range role.sortedUsers() {
		u := s.users[id]
		items = append(items, map[string]any{
			"id": u.ID, "name": u.Firstname + " " + u.Lastname, "username": u.Username, "added_by": nil,
			"added_at": "2019-12-27T00:00:00Z", "assigned": true,
		})
	}
	return s.cut(r, 100, nil, items)
}

func notFound() page {
	return page{status: http.StatusNotFound, kind: "NotFoundError", text: "The resource with the given id could not be found"}
}

// getUser is https://developers.onelogin.com/api-docs/2/users/get-user.
func (s *Server) getUser(r *http.Request) page {
	u := s.users[idIn(oneUser, r)]
	if u == nil {
		return notFound()
	}
	roles := []int64{}
	for _, role := range s.sortedRoles() {
		if role.users[u.ID] {
			roles = append(roles, role.ID)
		}
	}
	one := u.wire()
	one["role_ids"] = roles
	return page{one: one}
}

// getRole is https://developers.onelogin.com/api-docs/2/roles/get-role.
func (s *Server) getRole(r *http.Request) page {
	role := s.roles[idIn(oneRole, r)]
	if role == nil {
		return notFound()
	}
	one := role.wire()
	one["users"] = role.sortedUsers()
	return page{one: one}
}
