package orgserver

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
)

// A Member is a member of the organization.
type Member struct {
	organization.Member
	Name string
	// MasterPassword says that the account has one. Overwriting is refused
	// where it would remove a member without.
	MasterPassword bool
	// AgainstPolicy: a policy of the organization refuses to restore it.
	AgainstPolicy bool
	// Permissions are those of a member with organization.RoleCustom.
	Permissions map[string]bool
	Collections []Access
}

// A Group is a group of the organization.
type Group struct {
	ID, Name, ExternalID string
	// MemberExternalIDs are those of its members that have one, sorted, and
	// MemberEmails all of them, sorted.
	MemberExternalIDs, MemberEmails []string
	Collections                     []Access
}

// AddMember adds a member as it is, and an id where it has none. Mind that
// the zero Role is an owner.
func (s *Server) AddMember(m Member) Member {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(m).Member
}

// AddUser adds a confirmed user with a master password.
func (s *Server) AddUser(email, externalID string) Member {
	return s.AddMember(Member{MasterPassword: true, Member: organization.Member{
		Email: email, ExternalID: externalID, Role: organization.RoleUser, Status: organization.StatusConfirmed,
	}})
}

// AddOwner adds a confirmed owner with a master password.
func (s *Server) AddOwner(email, externalID string) Member {
	return s.AddMember(Member{MasterPassword: true, Member: organization.Member{
		Email: email, ExternalID: externalID, Role: organization.RoleOwner, Status: organization.StatusConfirmed,
	}})
}

// AddGroup adds a group with the members that have these external ids.
func (s *Server) AddGroup(name, externalID string, memberExternalIDs ...string) Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &group{id: s.newID(), name: name, externalID: externalID, members: map[string]bool{}}
	for _, m := range s.members {
		if m.ExternalID != "" && slices.Contains(memberExternalIDs, m.ExternalID) {
			g.members[m.ID] = true
		}
	}
	s.groups = append(s.groups, g)
	return g.show(s.byID())
}

// RemoveMember removes by hand the members with that email.
func (s *Server) RemoveMember(email string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(func(m *member) bool { return strings.EqualFold(m.Email, email) })
}

// RemoveGroup removes by hand the groups with that external id.
func (s *Server) RemoveGroup(externalID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.groups = slices.DeleteFunc(s.groups, func(g *group) bool { return g.externalID == externalID })
}

// EditMember changes by hand the member with that email, and tells whether
// there is one.
func (s *Server) EditMember(email string, change func(*Member)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.members {
		if strings.EqualFold(m.Email, email) {
			before := m.Status
			change(&m.Member)
			if m.Status == organization.StatusRevoked && before != m.Status {
				m.before = before
			}
			return true
		}
	}
	return false
}

// SetSeats changes how many members there may be, and no more are bought by
// themselves. 0 means no limit.
func (s *Server) SetSeats(n int) { s.SetSubscription(n, n) }

// SetSubscription changes how many seats were bought, and up to how many the
// cloud buys more by itself; 0 means without limit.
func (s *Server) SetSubscription(seats, most int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.Seats, s.opts.MaxAutoScaleSeats = seats, most
}

// Seats returns how many seats there are now, those included that were bought
// by themselves.
func (s *Server) Seats() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opts.Seats
}

// Members returns all members, sorted by email, then by id.
func (s *Server) Members() []Member {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sortedMembers()
}

// sortedMembers is Members under the lock.
func (s *Server) sortedMembers() []Member {
	list := make([]Member, len(s.members))
	for i, m := range s.members {
		list[i] = m.Member
	}
	slices.SortFunc(list, func(a, b Member) int {
		return cmp.Or(cmp.Compare(a.Email, b.Email), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// Groups returns all groups, sorted by external id, then by name.
func (s *Server) Groups() []Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Group, len(s.groups))
	byID := s.byID()
	for i, g := range s.groups {
		list[i] = g.show(byID)
	}
	slices.SortFunc(list, func(a, b Group) int {
		return cmp.Or(cmp.Compare(a.ExternalID, b.ExternalID), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return list
}

func (s *Server) byID() map[string]*member {
	byID := make(map[string]*member, len(s.members))
	for _, m := range s.members {
		byID[m.ID] = m
	}
	return byID
}

func (g *group) show(byID map[string]*member) Group {
	out := Group{ID: g.id, Name: g.name, ExternalID: g.externalID, MemberExternalIDs: []string{}, MemberEmails: []string{},
		Collections: slices.Clone(g.collections)}
	for id := range g.members {
		m := byID[id]
		out.MemberEmails = append(out.MemberEmails, m.Email)
		if m.ExternalID != "" {
			out.MemberExternalIDs = append(out.MemberExternalIDs, m.ExternalID)
		}
	}
	slices.Sort(out.MemberEmails)
	slices.Sort(out.MemberExternalIDs)
	return out
}

func (s *Server) add(m Member) *member {
	if m.ID == "" {
		m.ID = s.newID()
	}
	added := &member{Member: m, before: organization.StatusConfirmed}
	s.members = append(s.members, added)
	return added
}

// remove takes members out of the organization and of its groups.
func (s *Server) remove(gone func(*member) bool) {
	s.members = slices.DeleteFunc(s.members, func(m *member) bool {
		if !gone(m) {
			return false
		}
		for _, g := range s.groups {
			delete(g.members, m.ID)
		}
		return true
	})
}

// newID returns the next id: ids look like UUIDs and are the same in every
// run.
func (s *Server) newID() string {
	s.nextID++
	return fmt.Sprintf("00000000-0000-4000-8000-%012x", s.nextID)
}
