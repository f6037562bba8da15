package graphtest

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// link is what a token of a page or of delta stands for.
type link struct {
	path, fields string
	// last is where a list goes on.
	last string
	size int
	// rows are left of a round of delta that began at seq; without rows it is
	// where the next round begins.
	rows  []map[string]any
	delta bool
	seq   int
}

// remember hands out an opaque name for a link.
func (s *Server) remember(l link) string {
	return s.links.HandOut("tok-%x_%d", l)
}

// recall returns what a token stands for, or how it is refused.
func (s *Server) recall(token, path string) (link, *reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, known := s.links.Find(token)
	if known && l.path == path {
		return l, nil
	}
	out := refuse(http.StatusGone, "syncStateNotFound", "The sync state generation is not found; replacement sync state is required.")
	if s.refusal.Status != 0 {
		out = refuse(s.refusal.Status, s.refusal.Code, "The sync state is not found.")
	}
	return l, &out
}

// selected makes a row of what was asked for. What was not is not there.
func selected(fields string, row map[string]any) map[string]any {
	out := map[string]any{"id": row["id"]}
	for name := range strings.SplitSeq(fields, ",") {
		if value, ok := row[name]; ok {
			out[name] = value
		}
	}
	return out
}

// list answers a page of a list. all and wire are called with the lock held;
// wire is nil where what the list belongs to is not there.
func (s *Server) list(e endpoint, path string, q url.Values, all func(r *replica) (ids []string, wire func(id string) map[string]any)) reply {
	l := link{path: path, fields: q.Get("$select"), size: s.PageSize(q, "$top", 100, mostTop, s.opts.PageCap)}
	if token := q.Get("$skiptoken"); token != "" {
		var refused *reply
		if l, refused = s.recall(token, path); refused != nil {
			return *refused
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ids, wire := all(s.seen(path + " after " + l.last))
	if wire == nil {
		return refuse(http.StatusNotFound, "Request_ResourceNotFound", "Resource '"+e.id+"' does not exist or one of its queried reference-property objects are not present.")
	}
	page, more := cloudtest.After(ids, l.last, l.size)
	rows := []map[string]any{}
	for _, id := range page {
		rows = append(rows, selected(l.fields, wire(id)))
	}
	body := map[string]any{"@odata.context": "https://" + s.opts.Cloud.Graph + "/v1.0/$metadata#directoryObjects", "value": rows}
	if more {
		l.last = page[len(page)-1]
		body["@odata.nextLink"] = s.address(path, "$skiptoken", s.remember(l))
	}
	return reply{status: http.StatusOK, header: map[string]string{}, body: body}
}

func (s *Server) address(path, name, token string) string {
	return "https://" + s.opts.Cloud.Graph + "/v1.0" + path + "?" + name + "=" + token
}

// userRow has null for what is not there, or may not be seen.
func (s *Server) userRow(u *User, by *app) map[string]any {
	row := map[string]any{"id": u.ID, "displayName": u.Name, "mail": nil, "userPrincipalName": u.UPN, "accountEnabled": !u.Disabled}
	if u.Mail != "" {
		row["mail"] = u.Mail
	}
	if !by.may("User.Read.All") {
		row["accountEnabled"] = nil
	}
	if s.blank {
		row["mail"], row["userPrincipalName"], row["accountEnabled"] = nil, nil, nil
	}
	return row
}

func (s *Server) groupRow(g *Group) map[string]any {
	row := map[string]any{"id": g.ID, "displayName": g.Name, "visibility": nil}
	if g.Hidden {
		row["visibility"] = "HiddenMembership"
	}
	if s.blank {
		row["displayName"] = nil
	}
	return row
}

func listUsers(s *Server, e endpoint, q url.Values, by *app) reply {
	return s.list(e, e.pattern, q, func(r *replica) ([]string, func(string) map[string]any) {
		wire := func(id string) map[string]any { return s.userRow(r.users[id], by) }
		return s.filtered(q.Get("$filter"), slices.Sorted(maps.Keys(r.users)), wire), wire
	})
}

func listDeleted(s *Server, e endpoint, q url.Values, by *app) reply {
	return s.list(e, e.pattern, q, func(r *replica) ([]string, func(string) map[string]any) {
		var ids []string
		for _, id := range slices.Sorted(maps.Keys(r.bin)) {
			if r.bin[id].user != nil && !r.bin[id].purged {
				ids = append(ids, id)
			}
		}
		return ids, func(id string) map[string]any { return s.userRow(r.bin[id].user, by) }
	})
}

func listGroups(s *Server, e endpoint, q url.Values, _ *app) reply {
	return s.list(e, e.pattern, q, func(r *replica) ([]string, func(string) map[string]any) {
		wire := func(id string) map[string]any { return s.groupRow(r.groups[id]) }
		return s.filtered(q.Get("$filter"), slices.Sorted(maps.Keys(r.groups)), wire), wire
	})
}

func getGroup(s *Server, e endpoint, q url.Values, _ *app) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.seen(e.pattern).groups[e.id]
	if g == nil {
		return refuse(http.StatusNotFound, "Request_ResourceNotFound", "Resource '"+e.id+"' does not exist.")
	}
	return reply{status: http.StatusOK, header: map[string]string{}, body: selected(q.Get("$select"), s.groupRow(g))}
}

// objects lists ids as directory objects. With $select=id they have their type
// all the same.
func (s *Server) objects(e endpoint, path string, q url.Values, ids func(r *replica) ([]string, bool)) reply {
	return s.list(e, path, q, func(r *replica) ([]string, func(string) map[string]any) {
		list, ok := ids(r)
		if !ok {
			return nil, nil
		}
		return list, func(id string) map[string]any { return map[string]any{"id": id} }
	})
}

// visible tells whether an app sees the members of a group.
func visible(g *Group, by *app) bool { return !g.Hidden || by.may("Member.Read.Hidden") }

func listMembers(s *Server, e endpoint, q url.Values, by *app) reply {
	return s.objects(e, "/groups/"+e.id+"/members", q, func(r *replica) ([]string, bool) {
		g := r.groups[e.id]
		if g == nil || !visible(g, by) {
			return nil, g != nil
		}
		return slices.Sorted(maps.Keys(g.members)), true
	})
}

func listTransitive(s *Server, e endpoint, q url.Values, by *app) reply {
	return s.objects(e, "/groups/"+e.id+"/transitiveMembers", q, func(r *replica) ([]string, bool) {
		all, todo := map[string]bool{}, []string{e.id}
		for len(todo) > 0 {
			g := r.groups[todo[0]]
			todo = todo[1:]
			if g == nil || !visible(g, by) {
				continue
			}
			for m := range g.members {
				if !all[m] {
					all[m], todo = true, append(todo, m)
				}
			}
		}
		return slices.Sorted(maps.Keys(all)), r.groups[e.id] != nil
	})
}

func listMemberOf(s *Server, e endpoint, q url.Values, by *app) reply {
	kind, _, _ := strings.Cut(strings.TrimPrefix(e.pattern, "/"), "/")
	return s.objects(e, "/"+kind+"/"+e.id+"/memberOf", q, func(r *replica) ([]string, bool) {
		var ids []string
		for id, g := range r.groups {
			if g.members[e.id] && visible(g, by) {
				ids = append(ids, id)
			}
		}
		for id, members := range r.units { // units are among them
			if members[e.id] {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
		return ids, r.users[e.id] != nil || r.groups[e.id] != nil
	})
}

func listUnit(s *Server, e endpoint, q url.Values, _ *app) reply {
	return s.objects(e, "/directory/administrativeUnits/"+e.id+"/members", q, func(r *replica) ([]string, bool) {
		members, ok := r.units[e.id]
		return slices.Sorted(maps.Keys(members)), ok
	})
}

// filtered leaves the rows of which one term of the filter is true: it knows
// name eq 'text', joined by or
// (https://learn.microsoft.com/graph/filter-query-parameter).
func (s *Server) filtered(filter string, ids []string, wire func(id string) map[string]any) []string {
	if filter == "" {
		return ids
	}
	want := map[string]string{}
	for term := range strings.SplitSeq(filter, "' or ") {
		name, value, ok := strings.Cut(strings.TrimSuffix(term, "'"), " eq '")
		if !ok || !slices.Contains([]string{"id", "mail", "userPrincipalName", "displayName"}, name) {
			s.t.Errorf("graphtest: the filter %q is not known", filter)
		}
		want[name] = strings.ReplaceAll(value, "''", "'")
	}
	return slices.DeleteFunc(ids, func(id string) bool {
		row := wire(id)
		for name, value := range want {
			if has, _ := row[name].(string); strings.EqualFold(has, value) {
				return false
			}
		}
		return true
	})
}

// listTransitiveOf lists all groups that have a user, however deep.
func listTransitiveOf(s *Server, e endpoint, q url.Values, _ *app) reply {
	return s.objects(e, "/users/"+e.id+"/transitiveMemberOf", q, func(r *replica) ([]string, bool) {
		if r.users[e.id] == nil {
			return nil, false
		}
		in := map[string]bool{}
		for todo := []string{e.id}; len(todo) > 0; {
			member := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for id, g := range r.groups {
				if g.members[member] && !in[id] {
					in[id] = true
					todo = append(todo, id)
				}
			}
		}
		return slices.Sorted(maps.Keys(in)), true
	})
}
