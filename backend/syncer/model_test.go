package syncer

import (
	"maps"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/directory"
)

// A model is what the organization should hold, sync after sync.
type model struct {
	removeDisabled bool
	members        map[string]modelMember
	groups         map[string]modelGroup
}

type modelMember struct{ email, stable string }

type modelGroup struct {
	name    string
	members []string
}

// sync is what SEMANTICS says, written for few entries. The ids are those of
// the directory now by those of the organization.
func (m *model) sync(d *anyDirectory) {
	next, idOf, standIn := m.people(d)
	groups := map[string]modelGroup{}
	for id, g := range m.groups { // a group that left keeps its members
		g.members = slices.DeleteFunc(slices.Clone(g.members), func(id string) bool { _, is := next[id]; return !is })
		groups[id] = g
	}
	for _, g := range d.groups {
		name, old := g.Name, m.groups[g.ExternalID]
		if len(name) > 100 {
			if old.name == "" {
				continue
			}
			name = old.name
		}
		members := []string{}
		for id := range reach(d.groups, g.ReferenceID) {
			if _, is := next[idOf[id]]; is {
				members = append(members, idOf[id])
			} else if twin := standIn[idOf[id]]; twin != "" {
				members = append(members, twin)
			}
		}
		slices.Sort(members)
		members = slices.Compact(members)
		groups[g.ExternalID] = modelGroup{name, members}
	}
	m.members, m.groups = next, groups
}

// people returns the members, their ids by those of the directory, and by the
// id of somebody who is none the member whom groups list instead: a disabled
// twin with the same email, who was a member before.
func (m *model) people(d *anyDirectory) (next map[string]modelMember, idOf, standIn map[string]string) {
	live := map[string]bool{}
	for _, u := range d.users {
		live[u.ExternalID] = live[u.ExternalID] || !u.Deleted
	}
	idOf, standIn = map[string]string{}, map[string]string{}
	for _, u := range d.users {
		idOf[u.ExternalID] = u.ExternalID
		for id, member := range m.members {
			if _, known := m.members[u.ExternalID]; !known && member.stable == u.StableID && !live[id] {
				idOf[u.ExternalID] = id
			}
		}
	}
	stays := map[string]directory.User{} // by the organization's id
	for _, u := range d.users {
		if !u.Deleted && !(u.Disabled && m.removeDisabled) {
			u.Email = strings.ToLower(strings.TrimSpace(u.Email))
			stays[idOf[u.ExternalID]] = u
		}
	}
	byEmail := map[string][]string{}
	next = map[string]modelMember{}
	for id, u := range stays {
		if u.Email != "" {
			byEmail[u.Email] = append(byEmail[u.Email], id)
		}
	}
	sendable := map[string]directory.User{}
	for _, ids := range byEmail {
		enabled := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return stays[id].Disabled })
		if len(ids) == 1 {
			sendable[ids[0]] = stays[ids[0]]
		} else if len(enabled) == 1 {
			sendable[enabled[0]] = stays[enabled[0]]
		}
	}
	owner := map[string]string{}
	for id, member := range m.members {
		if u, is := stays[id]; is { // known ones keep their email; who can't be sent is held
			stable := member.stable
			if _, sent := sendable[id]; sent {
				stable = u.StableID
			}
			next[id] = modelMember{member.email, stable}
			owner[member.email] = id
		}
	}
	for id, u := range sendable {
		if _, known := next[id]; known {
			continue
		}
		if twin, taken := owner[u.Email]; !taken {
			next[id] = modelMember{u.Email, u.StableID}
		} else if stays[twin].Email == u.Email {
			standIn[id] = twin
		}
	}
	return next, idOf, standIn
}

// reach is the users of a group and of every group below it.
func reach(groups []directory.Group, ref string) map[string]bool {
	users, seen := map[string]bool{}, map[string]bool{}
	var walk func(string)
	walk = func(ref string) {
		if seen[ref] {
			return
		}
		seen[ref] = true
		for _, g := range groups {
			if g.ReferenceID == ref {
				for _, u := range g.UserMembers {
					users[u] = true
				}
				for _, below := range g.NestedGroups {
					walk(below)
				}
			}
		}
	}
	walk(ref)
	return users
}

func (m *model) compare(rt *rapid.T, w *world) {
	members, groups := map[string]modelMember{}, map[string]modelGroup{}
	for _, member := range w.server.Members() {
		members[member.ExternalID] = modelMember{email: member.Email, stable: m.members[member.ExternalID].stable}
	}
	for _, g := range w.server.Groups() {
		groups[g.ExternalID] = modelGroup{g.Name, g.MemberExternalIDs}
	}
	opts := cmp.AllowUnexported(modelMember{}, modelGroup{})
	if diff := cmp.Diff(m.members, members, opts); diff != "" {
		rt.Fatalf("members (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(m.groups, groups, opts); diff != "" {
		rt.Fatalf("groups (-want +got):\n%s", diff)
	}
	for id, member := range w.store.state.Members {
		if m.members[id].email != member.Email {
			rt.Fatalf("acknowledged %s as %v, want %v", id, member, m.members[id])
		}
	}
	if len(w.store.state.Members) != len(m.members) || len(w.store.state.InFlight) > 0 {
		rt.Fatalf("acknowledged %v, in flight %v", slices.Sorted(maps.Keys(w.store.state.Members)), w.store.state.InFlight)
	}
}
