package onelogin_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
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
		sourcetest.FailsIncomplete(t, source, base, "")
	}
}

// page matches the n-th page of a list, by its number or its cursor.
func page(pattern string, n int) func(*http.Request) bool {
	return func(r *http.Request) bool {
		q := r.URL.Query()
		cursor, _ := base64.StdEncoding.DecodeString(q.Get("cursor"))
		return onelogintest.Pattern(r) == pattern &&
			(q.Get("page") == strconv.Itoa(n) || strings.Contains(string(cursor), fmt.Sprintf("&page=%d&", n)))
	}
}

// stayed fails the test where one of those who were there all the time is not.
func (a *account) stayed(t *testing.T, s *directory.Snapshot, left int64, group string) {
	t.Helper()
	truth := a.Truth()
	for _, u := range truth.Users {
		if id, _ := strconv.ParseInt(u.ExternalID, 10, 64); slices.Contains(a.users, id) && !slices.Contains(s.Users, u) {
			t.Errorf("person %d is on no page", slices.Index(a.users, id))
		}
	}
	i := slices.IndexFunc(s.Groups, func(g directory.Group) bool { return g.ReferenceID == group })
	if i < 0 {
		t.Fatalf("groups %+v", s.Groups)
	}
	for _, id := range a.users {
		if member := strconv.FormatInt(id, 10); id != left && !slices.Contains(s.Groups[i].UserMembers, member) {
			t.Errorf("member %s is on no page", member)
		}
	}
}

// A move is what happens while a list is read.
type move struct {
	// list is the one that moves when the page with that number is asked for.
	list string
	page int
	// joins tells that somebody comes when one leaves, first that nothing was
	// read before, counts that pages are counted, and so asked for side by side.
	joins, first, counts bool
}

const movePeople, movePage = 16, 3

func moves() (all []move) {
	yesNo := []bool{true, false}
	for _, list := range []string{"/users", "/roles/{id}/users"} {
		for page := 2; page <= (movePeople+movePage-1)/movePage; page++ {
			for _, joins := range yesNo {
				for _, first := range yesNo {
					for _, counts := range yesNo {
						all = append(all, move{list, page, joins, first, counts})
					}
				}
			}
		}
	}
	return all
}

// Whoever leaves while a list is read, whatever page comes next, with or
// without somebody who comes, whether pages are asked for side by side or one
// after the other, at a first read and later: nobody else is gone for it.
func TestNobodyIsGoneForAPageThatMoved(t *testing.T) {
	t.Parallel()
	for _, m := range moves() {
		t.Run(fmt.Sprintf("%+v", m), func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, movePeople, 1, onelogintest.Options{PageCap: movePage, NoCounts: !m.counts, NoRoleIDs: m.list != "/users"})
			var base *directory.Snapshot
			if !m.first {
				base = a.fetch(t, nil)
			}
			left := a.users[(m.page-2)*movePage+1] // on the page before
			a.Fail(1, cloudtest.Fault{Match: page(m.list, m.page), Before: func() {
				a.DeleteUser(left)
				if m.joins {
					id := a.AddUser(onelogintest.User{Email: "joiner@example.test", Status: onelogintest.Active})
					a.SetUsers(a.roles[0], append(slices.DeleteFunc(slices.Clone(a.users), func(id int64) bool { return id == left }), id)...)
				}
			}})
			s := sourcetest.Fetch(t, open(t, a.Server, nil), base)
			a.stayed(t, s, left, strconv.FormatInt(a.roles[0], 10))
			a.isTruth(t, sourcetest.Fetch(t, open(t, a.Server, nil), s))
		})
	}
}

func TestAFirstReadOfRolesThatMoved(t *testing.T) {
	t.Parallel()
	for border := 2; border <= 4; border++ {
		a := newAccount(t, 2, 10, onelogintest.Options{PageCap: 3})
		a.Fail(1, cloudtest.Fault{Match: page("/roles", border), Before: func() {
			a.DeleteRole(a.roles[(border-2)*3+1])
			a.AddRole(onelogintest.Role{Name: "New"}, a.users...)
		}})
		a.isTruth(t, a.fetch(t, nil))
	}
}

// A list that never comes to rest is an error, within a bound.
func TestAListThatMovesForEver(t *testing.T) {
	t.Parallel()
	for text, o := range map[string]onelogintest.Options{
		"":                                      {PageCap: 3}, // the numbers may not fit, too
		"two reads of the list in a row differ": {PageCap: 3, NoCounts: true},
	} {
		a := newAccount(t, 10, 1, o)
		next := 0
		a.Fail(1000, cloudtest.Fault{Match: page("/users", 3), Before: func() {
			a.DeleteUser(a.users[next])
			a.users = append(a.users, a.AddUser(onelogintest.User{Email: fmt.Sprint("joiner", next, "@example.test"), Status: onelogintest.Active}))
			next++
		}})
		_, err := open(t, a.Server, nil).Fetch(t.Context(), nil)
		sourcetest.WantError(t, err, directory.ErrIncomplete, text, "the next sync tries again")
		if n := a.Requests()["/users"]; n > 5*3*4 { // reads of three tries of four pages
			t.Errorf("%d requests", n)
		}
	}
}

// What came in one page can't have moved, and is not read twice.
func TestOnePageIsReadOnce(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 10, 3, onelogintest.Options{})
	a.fetch(t, nil)
	if n := a.Requests(); n["/users"] != 1 || n["/roles"] != 1 {
		t.Errorf("asked %v", n)
	}
}
