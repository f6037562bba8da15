package graphtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/cloudtest"
)

// A User of the tenant. The id is the server's; an empty UPN becomes one at
// contoso.com.
type User struct {
	ID, Name, Mail, UPN string
	Disabled            bool
	changed             int
}

// A Group of the tenant. The id is the server's. Hidden hides its members
// (visibility HiddenMembership), and only a Unified one, of Microsoft 365, can
// be restored.
type Group struct {
	ID, Name        string
	Hidden, Unified bool
	members         map[string]bool
	changed         int
	log             []memberChange
}

type memberChange struct {
	seq     int
	id      string
	removed bool
}

// deleted is what is in the bin, or was.
type deleted struct {
	user     *User
	group    *Group
	memberOf []string
	seq      int
	purged   bool
}

// id makes an id; kind tells users, groups and others apart when a test reads
// them.
func (s *Server) id(kind byte) string {
	s.made++
	return fmt.Sprintf("%c%07x-0000-4000-8000-%012x", kind, (s.made*2654435761)&0xfffffff, s.made)
}

func (r *replica) next() int {
	r.seq++
	return r.seq
}

// AddUser adds a user and returns the id.
func (s *Server) AddUser(u User) string {
	defer s.change()()
	u.ID, u.changed = s.id('a'), s.next()
	if u.UPN == "" {
		u.UPN = fmt.Sprintf("user%d@contoso.com", s.made)
	}
	s.users[u.ID] = &u
	return u.ID
}

// ChangeUser changes a user.
func (s *Server) ChangeUser(id string, change func(*User)) {
	defer s.change()()
	u := s.users[id]
	before := *u
	change(u)
	if before.Name != u.Name || before.Mail != u.Mail || before.UPN != u.UPN || before.Disabled != u.Disabled {
		u.changed = s.next() // no other property is asked for
	}
}

// DeleteUser moves a user into the bin, and out of all groups.
func (s *Server) DeleteUser(id string) {
	defer s.change()()
	d := &deleted{user: s.users[id], seq: s.next(), memberOf: s.leave(id)}
	d.user.UPN = strings.ReplaceAll(id, "-", "") + d.user.UPN
	s.bin[id] = d
	delete(s.users, id)
}

// leave takes something out of all groups.
func (s *Server) leave(id string) (groups []string) {
	for _, gid := range slices.Sorted(maps.Keys(s.groups)) {
		g := s.groups[gid]
		if !g.members[id] {
			continue
		}
		groups = append(groups, gid)
		delete(g.members, id)
		if !s.opts.Silent {
			g.log = append(g.log, memberChange{s.next(), id, true})
		}
	}
	return groups
}

// Restore brings a user or a group back, into the old groups.
func (s *Server) Restore(id string) {
	defer s.change()()
	d := s.bin[id]
	delete(s.bin, id)
	if d.user != nil {
		d.user.UPN = d.user.UPN[len(strings.ReplaceAll(id, "-", "")):]
		d.user.changed = s.next()
		s.users[id] = d.user
	} else {
		d.group.changed, d.group.log = s.next(), nil
		s.groups[id] = d.group
		maps.DeleteFunc(d.group.members, func(m string, _ bool) bool { return s.bin[m] != nil })
	}
	for _, gid := range d.memberOf {
		if g := s.groups[gid]; g != nil {
			g.members[id] = true
		}
	}
}

// Purge empties the bin of one.
func (s *Server) Purge(id string) {
	defer s.change()()
	s.bin[id].purged, s.bin[id].seq = true, s.next()
}

// AddGroup adds a group with members and returns the id.
func (s *Server) AddGroup(g Group, members ...string) string {
	defer s.change()()
	g.ID, g.members, g.changed = s.id('b'), cloudtest.Set(members...), s.next()
	s.groups[g.ID] = &g
	for _, m := range members {
		g.log = append(g.log, memberChange{s.next(), m, false})
	}
	return g.ID
}

// RenameGroup changes a group's name.
func (s *Server) RenameGroup(id, name string) {
	defer s.change()()
	if g := s.groups[id]; g.Name != name {
		g.Name, g.changed = name, s.next()
	}
}

// DeleteGroup deletes a group, for good unless it is Unified.
func (s *Server) DeleteGroup(id string) {
	defer s.change()()
	s.bin[id] = &deleted{group: s.groups[id], seq: s.next(), memberOf: s.leave(id), purged: !s.groups[id].Unified}
	delete(s.groups, id)
}

// SetMember puts something into a group or takes it out.
func (s *Server) SetMember(group, member string, in bool) {
	defer s.change()()
	g := s.groups[group]
	if g.members[member] == in {
		return
	}
	if delete(g.members, member); in {
		g.members[member] = true
	}
	g.log = append(g.log, memberChange{s.next(), member, !in})
}

// SetMembers makes these the members.
func (s *Server) SetMembers(group string, members ...string) {
	cloudtest.Exchange(s.Members(group), members, func(id string, in bool) { s.SetMember(group, id, in) })
}

// Members returns the ids of a group's members.
func (s *Server) Members(group string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.groups[group].members))
}

// AddUnit adds an administrative unit and returns the id.
func (s *Server) AddUnit(members ...string) string {
	defer s.change()()
	id := s.id('c')
	s.units[id] = cloudtest.Set(members...)
	return id
}

// SetInUnit puts something into a unit or takes it out.
func (s *Server) SetInUnit(unit, member string, in bool) {
	defer s.change()()
	if delete(s.units[unit], member); in {
		s.units[unit][member] = true
	}
}

// Device returns the id of something that is neither a user nor a group.
func (s *Server) Device() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.id('d')
}

// Truth is what a complete read without filters must find, of somebody who may
// see hidden members.
func (s *Server) Truth() *directory.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	var truth directory.Snapshot
	address := func(mail, upn string) string {
		if mail == "" || strings.HasSuffix(mail, ".onmicrosoft.com") {
			return upn
		}
		return mail
	}
	there := map[string]bool{}
	for id, u := range s.users {
		if mail := address(u.Mail, u.UPN); !strings.Contains(mail, "#") {
			there[id] = true
			truth.Users = append(truth.Users, directory.User{ReferenceID: id, ExternalID: id, Email: mail, Name: u.Name, Disabled: u.Disabled})
		}
	}
	for id, d := range s.bin {
		if d.user == nil || d.purged {
			continue
		}
		if mail := address(d.user.Mail, strings.TrimPrefix(d.user.UPN, strings.ReplaceAll(id, "-", ""))); !strings.Contains(mail, "#") {
			truth.Users = append(truth.Users, directory.User{ReferenceID: id, ExternalID: id, Email: mail, Deleted: true})
		}
	}
	for id, g := range s.groups {
		group := directory.Group{ReferenceID: id, ExternalID: id, Name: g.Name}
		for _, m := range slices.Sorted(maps.Keys(g.members)) {
			switch {
			case there[m]:
				group.UserMembers = append(group.UserMembers, m)
			case s.groups[m] != nil:
				group.NestedGroups = append(group.NestedGroups, m)
			}
		}
		truth.Groups = append(truth.Groups, group)
	}
	truth.Sort()
	return &truth
}
