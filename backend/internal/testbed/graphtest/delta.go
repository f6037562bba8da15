package graphtest

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// A round of delta (https://learn.microsoft.com/graph/delta-query-overview)
// tells what changed between two moments. The state at its start is told page
// by page; what changes meanwhile is told in the next round.

func deltaUsers(s *Server, e endpoint, q url.Values, by *app) reply {
	return s.delta(e, q, func(r *replica, since int, fields string) (rows []map[string]any) {
		for _, id := range slices.Sorted(maps.Keys(r.users)) {
			if u := r.users[id]; u.changed > since {
				rows = append(rows, told(selected(fields, s.userRow(u, by)), s.blank))
			}
		}
		return append(rows, r.removed(since, func(d *deleted) bool { return d.user != nil })...)
	})
}

func deltaGroups(s *Server, e endpoint, q url.Values, by *app) reply {
	return s.delta(e, q, func(r *replica, since int, fields string) (rows []map[string]any) {
		for _, id := range slices.Sorted(maps.Keys(r.groups)) {
			g := r.groups[id]
			members := memberRows(g, since, by)
			if !slices.Contains(strings.Split(fields, ","), "members") {
				members = nil
			}
			if g.changed <= since && len(members) == 0 {
				continue
			}
			// A group with many members is told over several rows.
			for first := true; first || len(members) > 0; first = false {
				row := told(selected(fields, s.groupRow(g)), s.blank)
				n := min(len(members), s.opts.DeltaMembers)
				if n > 0 {
					row["members@delta"], members = members[:n], members[n:]
				}
				rows = append(rows, row)
			}
		}
		return append(rows, r.removed(since, func(d *deleted) bool { return d.group != nil })...)
	})
}

// told leaves out what was never set.
func told(row map[string]any, blank bool) map[string]any {
	if !blank {
		maps.DeleteFunc(row, func(_ string, value any) bool { return value == nil })
	}
	return row
}

// memberRows tells what members a group gained and lost.
func memberRows(g *Group, since int, by *app) (rows []map[string]any) {
	if !visible(g, by) {
		return nil
	}
	last := map[string]bool{} // removed
	if since == 0 {
		for id := range g.members {
			last[id] = false
		}
	}
	for _, c := range g.log {
		if c.seq > since && since > 0 {
			last[c.id] = c.removed
		}
	}
	for _, id := range slices.Sorted(maps.Keys(last)) {
		row := map[string]any{"@odata.type": "#microsoft.graph.user", "id": id}
		if last[id] {
			row["@removed"] = map[string]any{"reason": "deleted"}
		}
		rows = append(rows, row)
	}
	return rows
}

// removed tells who is gone, by id alone.
func (r *replica) removed(since int, kind func(*deleted) bool) (rows []map[string]any) {
	for _, id := range slices.Sorted(maps.Keys(r.bin)) {
		d := r.bin[id]
		if since == 0 || d.seq <= since || !kind(d) {
			continue
		}
		reason := "changed"
		if d.purged {
			reason = "deleted"
		}
		rows = append(rows, map[string]any{"id": id, "@removed": map[string]any{"reason": reason}})
	}
	return rows
}

// latest is the token of a round that begins now, of which nothing is told.
const latest = "latest"

// delta answers a page of a round. changes is called with the lock held.
func (s *Server) delta(e endpoint, q url.Values, changes func(r *replica, since int, fields string) []map[string]any) reply {
	if s.opts.NoDelta {
		return refuse(http.StatusBadRequest, "Request_UnsupportedQuery", "Delta query is not supported for this type of tenant.")
	}
	l := link{path: e.pattern, fields: q.Get("$select")}
	token := q.Get("$skiptoken") + q.Get("$deltatoken")
	if token != "" && token != latest {
		var refused *reply
		if l, refused = s.recall(token, e.pattern); refused != nil {
			return *refused
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.seen(e.pattern); token == latest {
		l.seq = r.seq
	} else if token == "" || l.delta {
		l.rows, l.seq, l.delta = changes(r, l.seq, l.fields), max(l.seq, r.seq), false
	}
	rows, members := []map[string]any{}, 0
	for len(l.rows) > 0 && len(rows) < s.opts.DeltaPage {
		m, _ := l.rows[0]["members@delta"].([]map[string]any)
		if members += len(m); members > s.opts.DeltaMembers && len(rows) > 0 {
			break
		}
		rows, l.rows = append(rows, l.rows[0]), l.rows[1:]
	}
	body := map[string]any{"@odata.context": "https://" + s.opts.Cloud.Graph + "/v1.0/$metadata#directoryObjects", "value": rows}
	if len(l.rows) > 0 {
		body["@odata.nextLink"] = s.address(e.pattern, "$skiptoken", s.remember(l))
	} else {
		body["@odata.deltaLink"] = s.address(e.pattern, "$deltatoken", s.remember(link{path: l.path, fields: l.fields, delta: true, seq: max(1, l.seq)}))
	}
	return reply{status: http.StatusOK, header: map[string]string{}, body: body}
}
