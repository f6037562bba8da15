package onelogin_test

import (
	"errors"
	"slices"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/onelogin"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// Between two pages one leaves and one comes: the count stays, the pages move,
// and somebody is on none of them.
func TestWhoIsOnNoPageIsAskedForBeforeBeingGone(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*onelogin.Config){
		"by id":      nil,
		"by a query": func(c *onelogin.Config) { c.UserQuery = "firstname=Person" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, 6, 2, onelogintest.Options{PageCap: 3})
			source := open(t, a.Server, change)
			base := sourcetest.Fetch(t, source, nil)
			a.Fail(1, cloudtest.Fault{Match: second("/users"), Before: func() {
				a.DeleteUser(a.users[1])
				a.AddUser(onelogintest.User{Email: "person7@example.test", Firstname: "Person", Status: onelogintest.Active})
			}})
			shifted := sourcetest.Fetch(t, source, base)
			for i, want := range base.Users { // the second is on the first page yet
				if !slices.Contains(shifted.Users, want) {
					t.Errorf("person %d is gone", i+1)
				}
			}
			if len(shifted.Users) != 7 || !slices.Contains(shifted.Groups[0].UserMembers, base.Users[3].ExternalID) {
				t.Errorf("users %+v, groups %+v", shifted.Users, shifted.Groups)
			}
			a.isTruth(t, sourcetest.Fetch(t, source, shifted))
		})
	}
}

func TestARoleOnNoPageIsAskedForBeforeBeingGone(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"", "app_id=7"} {
		a := newAccount(t, 2, 0, onelogintest.Options{PageCap: 3})
		for _, name := range []string{"A", "B", "C", "D", "E", "F"} {
			a.roles = append(a.roles, a.AddRole(onelogintest.Role{Name: name, Apps: []int64{7}}, a.users...))
		}
		source := open(t, a.Server, func(c *onelogin.Config) { c.GroupQuery = query })
		base := sourcetest.Fetch(t, source, nil)
		a.Fail(1, cloudtest.Fault{Match: second("/roles"), Before: func() {
			a.DeleteRole(a.roles[1])
			a.AddRole(onelogintest.Role{Name: "G", Apps: []int64{7}}, a.users...)
		}})
		s := sourcetest.Fetch(t, source, base)
		if !slices.ContainsFunc(s.Groups, func(g directory.Group) bool { return g.Name == "D" && len(g.UserMembers) == 2 }) {
			t.Errorf("%q: groups %+v", query, s.Groups)
		}
		a.isTruth(t, sourcetest.Fetch(t, source, base))
	}
}

// Of a role that is asked itself.
func TestAMemberOnNoPageIsNotGone(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 7, 0, onelogintest.Options{PageCap: 3, NoRoleIDs: true})
	role := a.AddRole(onelogintest.Role{Name: "A"}, a.users[:6]...)
	source := open(t, a.Server, nil)
	base := sourcetest.Fetch(t, source, nil)
	a.Fail(1, cloudtest.Fault{Match: second("/roles/{id}/users"), Before: func() {
		a.SetUsers(role, slices.Concat(a.users[:1], a.users[2:])...)
	}})
	if s := sourcetest.Fetch(t, source, base); !slices.Contains(s.Groups[0].UserMembers, base.Users[3].ExternalID) {
		t.Errorf("groups %+v", s.Groups)
	}
	a.isTruth(t, sourcetest.Fetch(t, source, base))
}

func TestManyWhoAreMissingAreNotAskedForOneByOne(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 600, 1, onelogintest.Options{PageCap: 100})
	source := open(t, a.Server, nil)
	base := sourcetest.Fetch(t, source, nil)
	for _, id := range a.users[:300] {
		a.DeleteUser(id)
	}
	a.ResetRequests()
	a.isTruth(t, sourcetest.Fetch(t, source, base))
	if n := a.Requests(); n["/users/{id}"] != 0 || n["/users"] != 6 {
		t.Errorf("asked %v", n)
	}
}

func TestWhoCantBeAskedForFailsTheRead(t *testing.T) {
	t.Parallel()
	for _, f := range []cloudtest.Fault{{Status: 500}, {Status: 200, Body: `null`}, {Status: 200, Body: `{"id":5}`}} {
		a := newAccount(t, 6, 1, onelogintest.Options{PageCap: 3})
		source := open(t, a.Server, nil)
		base := sourcetest.Fetch(t, source, nil)
		a.DeleteUser(a.users[1])
		f.Match = to("/users/{id}")
		a.Fail(1000, f)
		if _, err := source.Fetch(t.Context(), base); !errors.Is(err, directory.ErrIncomplete) || directory.HintOf(err) == "" {
			t.Errorf("error %v", err)
		}
	}
}
