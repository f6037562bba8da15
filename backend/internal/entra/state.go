package entra

import (
	"slices"
	"strings"
	"sync"

	"directoryconnector/backend/directory"
)

// state is the tenant as far as a read knows it: empty at the start of a
// complete read, the last Snapshot at the start of an incremental one. Rows
// may come in any order, and more than once: the last one counts
// (https://learn.microsoft.com/graph/delta-query-overview).
type state struct {
	mu sync.Mutex
	// ids holds each id once, however often it is a member.
	ids map[string]string

	users  map[string]person // alive
	groups map[string]*group
	// gone are deleted users with their last known email.
	gone map[string]string
	// lost are groups with hidden membership whose members can't be seen, with
	// their names.
	lost map[string]string

	// What this read brought: who was removed; which users are there, that were
	// not or may not have been all the time; and which groups are there that
	// were not.
	removed                map[string]bool
	freshUsers, freshGroup map[string]bool
	// rows counts them; seen and named tell whether one of them said whether
	// an account is enabled, and what a group is called; partial, that one
	// left something out.
	rows, userRows, groupRows int
	seen, named, partial      bool
}

type person struct {
	email    string
	name     string
	disabled bool
}

// guest tells whether the address is one that is left out.
func (p person) guest() bool { return strings.Contains(p.email, "#") }

// group is a group with its members: those that it is known to have, and what
// was said to have changed since, in order.
type group struct {
	name    string
	hidden  bool
	known   []string
	changes []memberChange
}

type memberChange struct {
	id      string
	removed bool
}

func newState() *state {
	return &state{
		ids: map[string]string{}, users: map[string]person{}, groups: map[string]*group{}, gone: map[string]string{},
		lost: map[string]string{}, removed: map[string]bool{}, freshUsers: map[string]bool{}, freshGroup: map[string]bool{},
	}
}

// seeded is the state of the last read.
func seeded(base *directory.Snapshot, c *cursor) *state {
	s := newState()
	for _, id := range c.Guests {
		s.users[s.id(id)] = person{email: "#"}
	}
	for _, u := range base.Users {
		if u.Deleted {
			s.gone[s.id(u.ExternalID)] = u.Email
		} else {
			s.users[s.id(u.ExternalID)] = person{email: u.Email, name: u.Name, disabled: u.Disabled}
		}
	}
	for id, name := range c.Hidden {
		s.lost[s.id(id)] = name
	}
	for _, g := range base.Groups {
		id := s.id(g.ExternalID)
		_, hidden := s.lost[id]
		delete(s.lost, id)
		s.groups[id] = &group{name: g.Name, hidden: hidden, known: slices.Concat(g.UserMembers, g.NestedGroups)}
	}
	return s
}

// listed says that what was brought so far came from lists: what comes from now
// on is a change of it.
func (s *state) listed() {
	clear(s.removed)
	clear(s.freshUsers)
	clear(s.freshGroup)
	s.partial = false
}

// regroup forgets all groups.
func (s *state) regroup() {
	clear(s.groups)
	clear(s.lost)
}

// id returns the one copy of an id.
func (s *state) id(id string) string {
	if known, ok := s.ids[id]; ok {
		return known
	}
	s.ids[id] = id
	return id
}

// takeUsers takes a page of users, and returns how many there are.
func (s *state) takeUsers(rows []wireUser) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, u := range rows {
		id := s.id(u.ID)
		s.rows++
		if u.Removed != nil {
			if p, ok := s.users[id]; ok && !p.guest() {
				s.gone[id] = p.email
			}
			delete(s.users, id)
			s.removed[id] = true
			continue
		}
		s.userRows++
		s.seen = s.seen || u.Enabled != nil
		s.partial = s.partial || u.blank() || u.UPN == nil || u.Enabled == nil
		s.freshUsers[id] = true
		delete(s.removed, id)
		s.users[id] = person{email: u.email(), name: strings.TrimSpace(text(u.Name)), disabled: u.Enabled != nil && !*u.Enabled}
	}
	return len(s.users)
}

// takeDeleted takes a page of deleted users. Whose address has become one that
// is left out is no tombstone, as in a complete read.
func (s *state) takeDeleted(rows []wireUser) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, u := range rows {
		p := person{email: u.email()}
		if p.guest() {
			delete(s.gone, u.ID)
		} else if _, known := s.gone[u.ID]; p.email != "" || !known {
			s.gone[s.id(u.ID)] = p.email
		}
	}
}

// takeGroups takes a page of groups, and returns how many there are.
func (s *state) takeGroups(rows []wireGroup) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, row := range rows {
		id := s.id(row.ID)
		s.rows++
		if row.Removed != nil {
			delete(s.groups, id)
			delete(s.lost, id)
			continue
		}
		s.groupRows++
		g := s.groups[id]
		if g == nil {
			g = &group{}
			s.groups[id] = g
			s.freshGroup[id] = true
			delete(s.lost, id)
		}
		if row.Name != nil {
			g.name, s.named = *row.Name, true
		}
		s.partial = s.partial || g.name == ""
		if row.Visibility != nil {
			g.hidden = *row.Visibility == hiddenGroups
		}
		for _, m := range row.Members {
			g.changes = append(g.changes, memberChange{s.id(m.ID), m.Removed != nil})
		}
	}
	return len(s.groups)
}

// takeMembers says that these are members of a group.
func (s *state) takeMembers(group string, members []wireMember) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.groups[group]
	if g == nil {
		return
	}
	for _, m := range members {
		g.known = append(g.known, s.id(m.ID))
	}
}

// takeMemberOf says that these are groups of which something is a member. It
// returns false where one of them is a group that was left out, or one of which
// delta says that it lost the member.
func (s *state) takeMemberOf(member string, groups []wireMember) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range groups {
		if _, lost := s.lost[m.ID]; lost {
			return false
		}
		g := s.groups[m.ID]
		if g == nil {
			continue
		}
		if g.lost(member) {
			return false
		}
		g.known = append(g.known, s.id(member))
	}
	return true
}

// lost tells whether the last change said that something is no member.
func (g *group) lost(member string) bool {
	for _, c := range slices.Backward(g.changes) {
		if c.id == member {
			return c.removed
		}
	}
	return false
}

// unnested are the groups that others lost.
func (s *state) unnested() map[string]bool {
	ids := map[string]bool{}
	for _, g := range s.groups {
		for _, c := range g.changes {
			if c.removed && s.groups[c.id] != nil {
				ids[c.id] = true
			}
		}
	}
	return ids
}

// appeared tells whether somebody did, or may have: who is deleted and restored
// between two rounds only changes.
func (s *state) appeared() bool {
	return len(s.freshUsers)+len(s.freshGroup) > 0 || len(s.unnested()) > 0
}

// dropGroup forgets a group that is no longer there.
func (s *state) dropGroup(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.groups, id)
}

// members returns the ids of a group's members, sorted, each once.
func (g *group) members() []string {
	if len(g.changes) == 0 {
		list := slices.Clone(g.known)
		slices.Sort(list)
		return slices.Compact(list)
	}
	set := make(map[string]bool, len(g.known)+len(g.changes))
	for _, id := range g.known {
		set[id] = true
	}
	for _, c := range g.changes {
		set[c.id] = !c.removed
	}
	list := make([]string, 0, len(set))
	for id, in := range set {
		if in {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}
