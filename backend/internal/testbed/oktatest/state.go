package oktatest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/cloudtest"
)

// Statuses of users (https://developer.okta.com/docs/concepts/user-lifecycle/).
const (
	Active        = "ACTIVE"
	Staged        = "STAGED"
	Provisioned   = "PROVISIONED"
	Recovery      = "RECOVERY"
	LockedOut     = "LOCKED_OUT"
	Expired       = "PASSWORD_EXPIRED"
	Suspended     = "SUSPENDED"
	Deprovisioned = "DEPROVISIONED"
)

// A User of the organization. ID and times are the server's.
type User struct {
	ID                                string
	Status                            string
	Login, Email, FirstName, LastName string
	Created, LastUpdated              time.Time
}

// A Group of the organization. ID and times are the server's; Type is
// OKTA_GROUP where it is empty.
type Group struct {
	ID, Name, Type                              string
	Created, LastUpdated, LastMembershipUpdated time.Time
	members                                     map[string]bool
}

// Rights are what a token may read: Log is the System Log.
type Rights struct{ Users, Groups, Log bool }

// AllRights are those of a read-only administrator.
func AllRights() Rights { return Rights{Users: true, Groups: true, Log: true} }

// WithoutLog are those of a group or help desk administrator, who can't look
// into the System Log
// (https://help.okta.com/oie/en-us/content/topics/security/administrators-admin-comparison.htm).
func WithoutLog() Rights { return Rights{Users: true, Groups: true} }

// AddToken lets a token in.
func (s *Server) AddToken(token string, r Rights) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[token] = r
}

// RevokeToken shuts it out.
func (s *Server) RevokeToken(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tokens, token)
}

func (s *Server) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// AddUser adds a user and returns the id. An empty status is Active.
func (s *Server) AddUser(u User) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made++
	u.ID, u.Created, u.LastUpdated = fmt.Sprintf("00u%017d", s.made), s.now(), s.now()
	if u.Status == "" {
		u.Status = Active
	}
	if u.Login == "" {
		u.Login = u.Email
	}
	s.users[u.ID] = &u
	s.logged(userCreated, "SUCCESS", u.ID, "User", u.Login)
	return u.ID
}

// ChangeUser changes a user, status included, and marks it as updated.
func (s *Server) ChangeUser(id string, change func(*User)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.users[id]
	change(u)
	u.LastUpdated = s.now()
}

// SetStatus moves a user through its life.
func (s *Server) SetStatus(id, status string) {
	s.ChangeUser(id, func(u *User) { u.Status = status })
}

// PurgeUser deletes a user for good, who is in no list any more; the log tells
// it.
func (s *Server) PurgeUser(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[id].Status != Deprovisioned {
		s.t.Errorf("oktatest: user %s must be deactivated before it is deleted", id)
	}
	login := s.users[id].Login
	delete(s.users, id)
	s.logged(deletionInitiated, "SUCCESS", id, "User", login)
	s.logged(deletionCompleted, "SUCCESS", id, "User", login)
	for _, g := range s.groups {
		delete(g.members, id)
	}
}

// AddGroup adds a group with members and returns the id.
func (s *Server) AddGroup(g Group, members ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made++
	now := s.now()
	g.ID, g.Created, g.LastUpdated, g.LastMembershipUpdated = fmt.Sprintf("00g%017d", s.made), now, now, now
	if g.Type == "" {
		g.Type = "OKTA_GROUP"
	}
	g.members = cloudtest.Set(members...)
	s.groups[g.ID] = &g
	return g.ID
}

// ChangeGroup changes a group, not its members, and marks it as updated.
func (s *Server) ChangeGroup(id string, change func(*Group)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.groups[id]
	change(g)
	g.LastUpdated = s.now()
}

// SetMember puts a user into a group or takes it out; lastUpdated stays.
func (s *Server) SetMember(group, user string, in bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.groups[group]
	if g.members[user] == in {
		return
	}
	if delete(g.members, user); in {
		g.members[user] = true
	}
	g.LastMembershipUpdated = s.now()
}

// SetMembers makes these the members.
func (s *Server) SetMembers(group string, users ...string) {
	cloudtest.Exchange(s.Members(group), users, func(id string, in bool) { s.SetMember(group, id, in) })
}

// Members returns the ids of a group's members, deactivated ones included.
func (s *Server) Members(group string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.groups[group].members))
}

// DeleteGroup deletes a group, which is in no list any more; the log tells it.
func (s *Server) DeleteGroup(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logged(groupDeleted, "SUCCESS", id, "UserGroup", s.groups[id].Name)
	delete(s.groups, id)
}

// Truth is what a complete read without filters must find.
func (s *Server) Truth() *directory.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	var truth directory.Snapshot
	for id, u := range s.users {
		truth.Users = append(truth.Users, directory.User{
			ReferenceID: id, ExternalID: id, Email: u.Email, Name: strings.TrimSpace(u.FirstName + " " + u.LastName), Disabled: u.Status == Suspended, Deleted: u.Status == Deprovisioned,
		})
	}
	for id, g := range s.groups {
		group := directory.Group{ReferenceID: id, ExternalID: id, Name: g.Name}
		for _, m := range slices.Sorted(maps.Keys(g.members)) {
			if s.users[m].Status != Deprovisioned {
				group.UserMembers = append(group.UserMembers, m)
			}
		}
		truth.Groups = append(truth.Groups, group)
	}
	truth.Sort()
	return &truth
}
