package googletest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/cloudtest"
)

// A User of the account.
type User struct {
	ID, Email, Name, OrgUnit string
	Suspended, Archived      bool
	deleted                  bool
}

// A Group of the account. Its members are ids; Everybody is the member of type
// CUSTOMER.
type Group struct {
	ID, Email, Name string
	Everybody       bool
	members         map[string]bool
}

// A Key is that of a service account.
type Key struct {
	ID      string
	Private *rsa.PrivateKey
}

// keys are made once, since that takes long.
var keys = sync.OnceValue(func() (made [2]*rsa.PrivateKey) {
	for i := range made {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		made[i] = key
	}
	return made
})

// GoodKey is the key that the account knows.
func GoodKey() Key { return Key{"good-key", keys()[0]} }

// OtherKey is one that it doesn't know.
func OtherKey() Key { return Key{"other-key", keys()[1]} }

// PEM is the key as key files hold it.
func (k Key) PEM(t testing.TB) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(k.Private)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// File is the JSON key file.
func (k Key) File(t testing.TB) string {
	t.Helper()
	text, err := json.MarshalIndent(map[string]string{
		"type": "service_account", "project_id": "project", "private_key_id": k.ID, "private_key": k.PEM(t),
		"client_email": ClientEmail, "client_id": "101010101010101010101", "token_uri": "https://oauth2.googleapis.com/token",
	}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (s *Server) id(kind string) string {
	s.made++
	return fmt.Sprintf("%s%019d", kind, s.made)
}

// AddUser adds a user and returns the id.
func (s *Server) AddUser(u User) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u.ID = s.id("1")
	s.users[u.ID] = &u
	return u.ID
}

// ChangeUser changes a user.
func (s *Server) ChangeUser(id string, change func(*User)) {
	cloudtest.Change(&s.mu, s.users, id, change)
}

// DeleteUser deletes a user, who can be seen among the deleted ones for 20
// days.
func (s *Server) DeleteUser(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users[id].deleted = true
	for _, g := range s.groups {
		delete(g.members, id)
	}
}

// AddGroup adds a group with members, which are users, groups, or ids that are
// not part of the account, and returns the id.
func (s *Server) AddGroup(g Group, members ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	g.ID, g.members = s.id("0g"), cloudtest.Set(members...)
	s.groups[g.ID] = &g
	return g.ID
}

// ChangeGroup changes a group, not its members.
func (s *Server) ChangeGroup(id string, change func(*Group)) {
	cloudtest.Change(&s.mu, s.groups, id, change)
}

// SetMembers makes these the members of a group.
func (s *Server) SetMembers(group string, members ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.groups[group].members = cloudtest.Set(members...)
}

// DeleteGroup deletes a group, also from those that it is a member of.
func (s *Server) DeleteGroup(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.groups, id)
	for _, g := range s.groups {
		delete(g.members, id)
	}
}

// ForgetPages makes all page tokens that were handed out invalid.
func (s *Server) ForgetPages() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages.Forget()
}

// EndTokens makes all access tokens invalid.
func (s *Server) EndTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// Truth is what a read of all domains without filters must find.
func (s *Server) Truth() *directory.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	var truth directory.Snapshot
	var everybody []string
	for id, u := range s.users {
		truth.Users = append(truth.Users, directory.User{
			ReferenceID: id, ExternalID: id, Email: u.Email, Name: u.Name, Disabled: (u.Suspended || u.Archived) && !u.deleted, Deleted: u.deleted,
		})
		if !u.deleted {
			everybody = append(everybody, id)
		}
	}
	slices.Sort(everybody)
	for id, g := range s.groups {
		entry := directory.Group{ReferenceID: id, ExternalID: id, Name: g.Name}
		for _, m := range slices.Sorted(maps.Keys(g.members)) {
			if u := s.users[m]; u != nil && !u.deleted && !g.Everybody {
				entry.UserMembers = append(entry.UserMembers, m)
			} else if s.groups[m] != nil {
				entry.NestedGroups = append(entry.NestedGroups, m)
			}
		}
		if g.Everybody {
			entry.UserMembers = slices.Clone(everybody)
		}
		truth.Groups = append(truth.Groups, entry)
	}
	truth.Sort()
	return &truth
}

func domainOf(email string) string { return email[strings.LastIndexByte(email, '@')+1:] }
