package ldap

import (
	"context"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/parts"
)

// resolver turns the numbers of members into external ids and references.
type resolver struct {
	*reading
	people *people
	// list are the groups; those read only because others nest them come last.
	list    []*groupEntry
	groupOf map[int32]*groupEntry
	// spare are groups that can't be sent for lack of an external id, but
	// whose members count where another group nests them.
	spare      map[int32]*groupEntry
	unreadable map[int32]string
	// alias goes from the numbers of member DNs to those under which the server
	// shows the entries, where these differ.
	alias map[int32]int32
}

// resolve finds out who the members of the groups are. Users get sorted.
func (r *reading) resolve(ctx context.Context, p *people, groups []*groupEntry) ([]*groupEntry, error) {
	p.sort()
	v := &resolver{
		reading: r, people: p, alias: map[int32]int32{},
		groupOf: map[int32]*groupEntry{}, spare: map[int32]*groupEntry{}, unreadable: map[int32]string{},
	}
	v.indexGroups(groups)
	if err := v.followNesting(ctx); err != nil {
		return nil, err
	}
	parts.Each(len(v.list), func(i int) int { return len(v.list[i].members) }, func(i int) {
		if !v.list[i].settled {
			v.fill(v.list[i])
		}
	})
	v.warnUnreadable()
	v.warnUnknown()
	return v.list, nil
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
	v.list = append(v.list, g)
}

// followNesting finds the groups that groups nest and the search did not
// find, breadth first; that groups nest each other in circles is fine.
func (v *resolver) followNesting(ctx context.Context) error {
	asked := map[int32]bool{}
	for from := 0; from < len(v.list); {
		var ask []int32
		for _, g := range v.list[from:] {
			for _, id := range v.nested(g) {
				if !v.people.byDN.has(id) && v.groupOf[id] == nil && !asked[id] {
					asked[id] = true
					ask = append(ask, id)
				}
			}
		}
		from = len(v.list)
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
		u, isUser := v.people.byDN.of(id)
		nested := v.groupOf[id]
		if isUser {
			users = append(users, u)
		}
		if nested != nil {
			g.NestedGroups = append(g.NestedGroups, nested.ReferenceID)
		}
		if i >= len(g.members) && !isUser && nested == nil {
			v.notes.about(aboutGroup, directory.WarnMemberUnreadable, g.ReferenceID, fmt.Sprintf("group %s: the member %s is not a DN and is ignored", dn.Quoted(g.ReferenceID), dn.Quoted(v.dns.text[id])))
		}
	}
	users = append(append(users, v.people.byPrimary[g.sid]...), v.people.byGID[g.gid]...)
	for _, uid := range g.uids {
		if u, ok := v.people.byUID.of(uid); ok {
			users = append(append(users, u), v.people.more[uid]...)
		}
	}
	for i, u := range users {
		users[i] = v.people.place[u]
	}
	slices.Sort(users)
	users = slices.Compact(users)
	if len(users) > 0 {
		g.UserMembers = make([]string, len(users))
		for i, u := range users {
			g.UserMembers[i] = v.people.list[u].ExternalID
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
	for _, g := range v.list {
		before := unknown.count
		for _, id := range g.members {
			at := v.shownAs(id)
			if _, said := v.unreadable[id]; !said && !v.people.byDN.has(at) && v.groupOf[at] == nil {
				unknown.add(dn.Quoted(v.dns.text[id]) + " in " + dn.Quoted(g.ReferenceID))
			}
		}
		for _, uid := range g.uids {
			if !v.people.byUID.has(uid) {
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
	for _, g := range v.list {
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
