package ldap

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// A resolution is what became of the groups.
type resolution struct {
	// groups have their members; those read only because others nest them
	// come last.
	groups []*groupEntry
}

// resolver turns the numbers of members into external ids and references.
type resolver struct {
	*reading
	people *people
	// userOf and uidOf go from numbers to users; 0 is none, else index + 1.
	// uidMore holds further users with the same uid.
	userOf, uidOf []int32
	uidMore       map[int32][]int32
	primary       map[sid][]int32
	gids          map[string][]int32
	groupOf       map[int32]*groupEntry
	// spare are groups that can't be sent for lack of an external id, but
	// whose members count where another group nests them.
	spare      map[int32]*groupEntry
	unreadable map[int32]string
	// alias goes from the numbers of member DNs to those under which the server
	// shows the entries, where these differ.
	alias  map[int32]int32
	result resolution
}

// resolve finds out who the members of the groups are. Users get sorted.
func (r *reading) resolve(ctx context.Context, p *people, groups []*groupEntry) (*resolution, error) {
	p.sort()
	v := &resolver{
		reading: r, people: p, uidMore: map[int32][]int32{}, primary: map[sid][]int32{}, gids: map[string][]int32{}, alias: map[int32]int32{},
		groupOf: map[int32]*groupEntry{}, spare: map[int32]*groupEntry{}, unreadable: map[int32]string{},
	}
	v.indexUsers()
	v.indexGroups(groups)
	if err := v.followNesting(ctx); err != nil {
		return nil, err
	}
	for _, g := range v.result.groups {
		if !g.settled {
			v.fill(g)
		}
	}
	v.warnUnreadable()
	v.warnUnknown()
	return &v.result, nil
}

// sort orders the users by external id, as the Snapshot has them: then the
// order of indexes is the order of ids, and members sort as numbers.
func (p *people) sort() {
	order := make([]int32, len(p.users))
	for i := range order {
		order[i] = int32(i) //nolint:gosec // see names
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := &p.users[a], &p.users[b]
		return cmp.Or(cmp.Compare(x.ExternalID, y.ExternalID), cmp.Compare(x.ReferenceID, y.ReferenceID))
	})
	p.users = permuted(p.users, order)
	p.ids = permuted(p.ids, order)
	p.stamps = permuted(p.stamps, order)
	p.primary = permuted(p.primary, order)
	p.gids = permuted(p.gids, order)
	place := make([]int32, len(order))
	for to, from := range order {
		place[from] = int32(to) //nolint:gosec // see names
	}
	for i := range p.uids {
		p.uids[i].user = place[p.uids[i].user]
	}
}

func permuted[T any](list []T, order []int32) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for to, from := range order {
		out[to] = list[from]
	}
	return out
}

func (v *resolver) indexUsers() {
	v.userOf = make([]int32, v.dns.size())
	for i, id := range v.people.ids {
		v.userOf[id] = int32(i) + 1 //nolint:gosec // see names
	}
	v.uidOf = make([]int32, v.uids.size())
	for _, owner := range v.people.uids {
		if v.uidOf[owner.uid] == 0 {
			v.uidOf[owner.uid] = owner.user + 1
		} else {
			v.uidMore[owner.uid] = append(v.uidMore[owner.uid], owner.user)
		}
	}
	for i, s := range v.people.primary {
		if s.domain != "" && s.rid != 0 {
			v.primary[s] = append(v.primary[s], int32(i)) //nolint:gosec // see names
		}
	}
	for i, gid := range v.people.gids {
		if gid != "" {
			v.gids[gid] = append(v.gids[gid], int32(i)) //nolint:gosec // see names
		}
	}
}

func (v *resolver) indexGroups(groups []*groupEntry) {
	for _, g := range groups {
		switch {
		case v.groupOf[g.id] != nil || v.spare[g.id] != nil:
			// The same entry again.
		case g.unidentified:
			v.notes.noExternalID(aboutGroup, g.ReferenceID, v.src.set.ExternalIDAttribute)
			v.spare[g.id] = g
		default:
			v.addGroup(g)
		}
	}
}

func (v *resolver) addGroup(g *groupEntry) {
	if g.nameless && !g.Outside {
		v.notes.about(aboutGroup, directory.WarnNoName, g.ReferenceID, fmt.Sprintf("group %s has no name: neither %s nor cn", dn.Quoted(g.ReferenceID), v.src.set.GroupNameAttribute))
	}
	v.groupOf[g.id] = g
	v.result.groups = append(v.result.groups, g)
}

// user returns the index of the user with the DN number, or -1.
func (v *resolver) user(id int32) int32 {
	if int(id) < len(v.userOf) {
		return v.userOf[id] - 1
	}
	return -1
}

// followNesting finds the groups that groups nest and the search did not
// find, breadth first; that groups nest each other in circles is fine.
func (v *resolver) followNesting(ctx context.Context) error {
	asked := map[int32]bool{}
	for from := 0; from < len(v.result.groups); {
		var ask []int32
		for _, g := range v.result.groups[from:] {
			for _, id := range v.nested(g) {
				if v.user(id) < 0 && v.groupOf[id] == nil && !asked[id] {
					asked[id] = true
					ask = append(ask, id)
				}
			}
		}
		from = len(v.result.groups)
		if !v.src.cfg.ResolveOutside {
			return nil
		}
		found, err := v.findOutside(ctx, ask)
		if err != nil {
			return fmt.Errorf("read nested groups: %w", err)
		}
		for _, g := range found {
			g.Outside = true
			if g.ExternalID == "" {
				g.ExternalID = g.ReferenceID
			}
			v.addGroup(g)
		}
	}
	return nil
}

// nested returns the numbers of the DNs in g that may be groups.
func (v *resolver) nested(g *groupEntry) []int32 {
	if !g.settled {
		return g.members
	}
	var ids []int32
	for _, dn := range g.NestedGroups {
		id, _ := v.dns.id(dn)
		ids = append(ids, id)
	}
	return ids
}

// fill gives g its members.
func (v *resolver) fill(g *groupEntry) {
	users := make([]int32, 0, len(g.members))
	for i, id := range slices.Concat(g.members, g.odd) {
		id = v.shownAs(id)
		u, nested := v.user(id), v.groupOf[id]
		if u >= 0 {
			users = append(users, u)
		}
		if nested != nil {
			g.NestedGroups = append(g.NestedGroups, nested.ReferenceID)
		}
		if i >= len(g.members) && u < 0 && nested == nil {
			v.notes.about(aboutGroup, directory.WarnMemberUnreadable, g.ReferenceID, fmt.Sprintf("group %s: the member %s is not a DN and is ignored", dn.Quoted(g.ReferenceID), dn.Quoted(v.dns.text[id])))
		}
	}
	for _, uid := range g.uids {
		if int(uid) < len(v.uidOf) && v.uidOf[uid] > 0 {
			users = append(append(users, v.uidOf[uid]-1), v.uidMore[uid]...)
		}
	}
	users = append(append(users, v.primary[g.sid]...), v.gids[g.gid]...)
	slices.Sort(users)
	users = slices.Compact(users)
	if len(users) > 0 {
		g.UserMembers = make([]string, len(users))
		for i, u := range users {
			g.UserMembers[i] = v.people.users[u].ExternalID
		}
		g.UserMembers = slices.Compact(g.UserMembers)
	}
	slices.Sort(g.NestedGroups)
	g.NestedGroups = slices.Compact(g.NestedGroups)
}

// warnUnknown counts the members that are neither users nor groups of what the
// searches find, where a server may write them otherwise than their entries.
func (v *resolver) warnUnknown() {
	if v.plan.canonical {
		return
	}
	var unknown examples
	groups := 0
	for _, g := range v.result.groups {
		before := unknown.count
		for _, id := range g.members {
			at := v.shownAs(id)
			if _, said := v.unreadable[id]; !said && v.user(at) < 0 && v.groupOf[at] == nil {
				unknown.add(dn.Quoted(v.dns.text[id]) + " in " + dn.Quoted(g.ReferenceID))
			}
		}
		for _, uid := range g.uids {
			if int(uid) >= len(v.uidOf) || v.uidOf[uid] == 0 {
				unknown.add(dn.Quoted(v.uids.text[uid]) + " in " + dn.Quoted(g.ReferenceID))
			}
		}
		if unknown.count > before {
			groups++
		}
	}
	if unknown.count > 0 {
		v.notes.add(directory.WarnMemberUnknown, "", fmt.Sprintf("members that are neither users nor groups of what the searches find are ignored: %d in %d of the groups, such as %s", unknown.count, groups, unknown.first))
	}
}

// examples counts what a warning is about, and has the first of it by the
// alphabet: the same one each time.
type examples struct {
	count int
	first string
}

func (e *examples) add(text string) {
	if e.count++; e.count == 1 || text < e.first {
		e.first = text
	}
}

// warnUnreadable gives one warning for each group with members that can't be
// read.
func (v *resolver) warnUnreadable() {
	if len(v.unreadable) == 0 {
		return
	}
	for _, g := range v.result.groups {
		if g.settled {
			continue // said when it was read
		}
		var bad examples
		for _, id := range g.members {
			if reason, unreadable := v.unreadable[id]; unreadable {
				bad.add(dn.Quoted(v.dns.text[id]) + " (" + reason + ")")
			}
		}
		switch {
		case bad.count == 1:
			v.notes.about(aboutGroup, directory.WarnMemberUnreadable, g.ReferenceID, fmt.Sprintf("group %s: a member can't be read and is ignored: %s", dn.Quoted(g.ReferenceID), bad.first))
		case bad.count > 1:
			v.notes.about(aboutGroup, directory.WarnMemberUnreadable, g.ReferenceID, fmt.Sprintf("group %s: %d members can't be read and are ignored, such as %s", dn.Quoted(g.ReferenceID), bad.count, bad.first))
		}
	}
}
