package onelogintest

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/cloudtest"
)

// Statuses of users (https://developers.onelogin.com/api-docs/2/users/user-resource).
const (
	Active    = 1
	Suspended = 2
)

// Scopes of API credentials (https://developers.onelogin.com/api-docs/2/getting-started/working-with-api-credentials).
const (
	ScopeAuthentication = "Authentication Only"
	ScopeReadUsers      = "Read Users"
)

// A User of the account.
type User struct {
	ID                                   int64
	Email, Username, Firstname, Lastname string
	Status                               int
}

// A Role of the account.
type Role struct {
	ID    int64
	Name  string
	Apps  []int64
	users map[int64]bool
}

type credential struct{ secret, scope string }

// AddCredential lets an API credential in.
func (s *Server) AddCredential(id, secret, scope string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.credentials[id] = credential{secret, scope}
}

// EndTokens makes all tokens that were handed out invalid.
func (s *Server) EndTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// ForgetCursors makes all cursors that were handed out invalid.
func (s *Server) ForgetCursors() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.cursors)
}

// AddUser adds a user and returns the id.
func (s *Server) AddUser(u User) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	u.ID = s.nextID()
	s.users[u.ID] = &u
	return u.ID
}

func (s *Server) nextID() int64 {
	s.made++
	return 10_000_000 + int64(s.made)*7
}

// ChangeUser changes a user.
func (s *Server) ChangeUser(id int64, change func(*User)) {
	cloudtest.Change(&s.mu, s.users, id, change)
}

// DeleteUser deletes a user, of whom nothing stays.
func (s *Server) DeleteUser(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.users, id)
	for _, r := range s.roles {
		delete(r.users, id)
	}
}

// AddRole adds a role with users and returns the id.
func (s *Server) AddRole(r Role, users ...int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.ID, r.users = s.nextID(), cloudtest.Set(users...)
	s.roles[r.ID] = &r
	return r.ID
}

// ChangeRole changes a role, not its users.
func (s *Server) ChangeRole(id int64, change func(*Role)) {
	cloudtest.Change(&s.mu, s.roles, id, change)
}

// SetUsers makes these the users of a role.
func (s *Server) SetUsers(role int64, users ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.roles[role].users = cloudtest.Set(users...)
}

// DeleteRole deletes a role.
func (s *Server) DeleteRole(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.roles, id)
}

// LieAbout makes a list tell wrong users: those of this role that only the
// role's own list of users, which is right, knows.
func (s *Server) LieAbout(role int64, inUsers, inRoles bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lies[role] = lie{inUsers, inRoles}
}

// lie says in which lists the users of a role are missing.
type lie struct{ inUsers, inRoles bool }

// Truth is what a read without filters must find.
func (s *Server) Truth() *directory.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := func(id int64) string { return strconv.FormatInt(id, 10) }
	var truth directory.Snapshot
	for _, u := range s.users {
		truth.Users = append(truth.Users, directory.User{
			ReferenceID: text(u.ID), ExternalID: text(u.ID), Email: u.Email, Name: strings.TrimSpace(u.Firstname + " " + u.Lastname), Disabled: u.Status == Suspended,
		})
	}
	for _, r := range s.roles {
		g := directory.Group{ReferenceID: text(r.ID), ExternalID: text(r.ID), Name: r.Name}
		for id := range r.users {
			g.UserMembers = append(g.UserMembers, text(id))
		}
		slices.Sort(g.UserMembers)
		truth.Groups = append(truth.Groups, g)
	}
	truth.Sort()
	return &truth
}

func (s *Server) sortedUsers() []*User {
	return slices.SortedFunc(maps.Values(s.users), func(a, b *User) int { return cmp.Compare(a.ID, b.ID) })
}

func (s *Server) sortedRoles() []*Role {
	return slices.SortedFunc(maps.Values(s.roles), func(a, b *Role) int { return cmp.Compare(a.ID, b.ID) })
}

// sortedUsers is never nil, which would be null in JSON.
func (r *Role) sortedUsers() []int64 { return append([]int64{}, slices.Sorted(maps.Keys(r.users))...) }
