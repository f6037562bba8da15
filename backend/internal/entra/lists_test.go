package entra_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/graphtest"
)

// fromToken matches requests for what changed since the token that a read by
// lists took.
func fromToken(path string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		token := r.URL.Query().Get("$deltatoken")
		return r.URL.Path == path && token != "" && token != "latest"
	}
}

// The round of delta after the lists tells what changed while they were read.
func TestWhatChangesWhileListsAreReadIsInTheRead(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(c *company, inner string){
		"somebody comes": func(c *company, _ string) {
			c.SetMember(c.groups[1], c.AddUser(graphtest.User{Mail: "new@example.test"}), true)
		},
		"somebody leaves":      func(c *company, _ string) { c.DeleteUser(c.users[0]) },
		"somebody is disabled": func(c *company, _ string) { c.ChangeUser(c.users[0], func(u *graphtest.User) { u.Disabled = true }) },
		"a member goes":        func(c *company, _ string) { c.SetMember(c.groups[0], c.users[0], false) },
		"a group comes":        func(c *company, _ string) { c.AddGroup(graphtest.Group{Name: "New"}, c.users...) },
		"a group goes":         func(c *company, _ string) { c.DeleteGroup(c.groups[0]) },
		"somebody is restored": func(c *company, _ string) { c.Restore(c.users[7]) },
		"a group is restored":  func(c *company, inner string) { c.Restore(inner) },
		"somebody comes and goes": func(c *company, _ string) {
			c.DeleteUser(c.AddUser(graphtest.User{Mail: "short@example.test"}))
		},
	} {
		for _, after := range []bool{true, false} {
			c := newCompany(t, 8, 2, graphtest.Options{PageCap: 3})
			inner := c.AddGroup(graphtest.Group{Name: "Inner", Unified: true}, c.users...)
			c.SetMember(c.groups[0], inner, true)
			c.DeleteUser(c.users[7])
			c.DeleteGroup(inner)
			if after {
				changed := make(chan struct{})
				c.Fail(1, graphtest.Fault{Match: fromToken("/v1.0/users/delta"), Before: func() { change(c, inner); close(changed) }})
				c.Fail(1, graphtest.Fault{Match: fromToken("/v1.0/groups/delta"), Before: func() { <-changed }})
			} else {
				c.OnNextPage(func() { change(c, inner) })
			}
			s := c.fetch(t, nil, nil)
			if !after {
				s = c.fetch(t, s, nil)
			}
			if !after && strings.HasSuffix(name, "restored") { // after the groups were read
				s = c.fetch(t, s, in(11*time.Minute))
			}
			if c.isTruth(t, s); t.Failed() {
				t.Fatalf("%s, after the lists: %v", name, after)
			}
		}
	}
}

// Where lists and a round of delta will not do, rounds are read instead.
func TestRoundsAreReadWhereListsWillNotDo(t *testing.T) {
	t.Parallel()
	latest := func(path string) func(*http.Request) bool {
		return func(r *http.Request) bool { return r.URL.Path == path && r.URL.Query().Get("$deltatoken") == "latest" }
	}
	empty := `{"value":[],"@odata.deltaLink":""}`
	partial := `{"value":[{"id":"aaa66d13-0000-4000-8000-000000000003","accountEnabled":true}],"@odata.deltaLink":"https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x"}`
	for name, f := range map[string]graphtest.Fault{
		"a token for users is refused":   {Status: 400, Code: "Request_UnsupportedQuery", Match: latest("/v1.0/users/delta")},
		"a token for groups is refused":  {Status: 501, Code: "NotImplemented", Match: latest("/v1.0/groups/delta")},
		"there is no token":              {Status: 200, Body: empty, Match: latest("/v1.0/groups/delta")},
		"the token is refused afterward": {Status: 410, Code: "syncStateNotFound", Match: fromToken("/v1.0/users/delta")},
		"a row leaves something out":     {Status: 200, Body: partial, Match: fromToken("/v1.0/users/delta")},
	} {
		c := newCompany(t, 5, 2, graphtest.Options{})
		c.Fail(1, f)
		s := c.fetch(t, nil, nil)
		if c.isTruth(t, s); s.Cursor == nil || !s.Complete {
			t.Errorf("%s: complete %v, cursor %v", name, s.Complete, s.Cursor != nil)
		}
		c.AddUser(graphtest.User{Mail: "new@example.test"})
		c.changesAreFound(t, s, nil)
	}
}

// Lists are settled soon, groups and deleted users once more later, and then
// there is an end to it. A clock that is put back does not put that off.
func TestListsAreSettled(t *testing.T) {
	t.Parallel()
	withoutGroups := func(c *entra.Config) { c.SyncGroups = false }
	for name, test := range map[string]struct {
		change func(*entra.Config)
		// requests with nothing changed, of rounds, and of what is read later
		nothing, rounds, later int
	}{
		"with groups": {nil, 3, 1 + 5 + 1 + 2, 1 + 1 + 1 + 2}, "without": {withoutGroups, 2, 1 + 5 + 1, 1 + 1 + 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			c := newCompany(t, 5, 2, graphtest.Options{Options: cloudtest.Options{InMemory: true}, DeltaPage: 1})
			s := c.fetch(t, nil, test.change)
			put := c.fetch(t, s, func(c *entra.Config) {
				in(-24 * time.Hour)(c)
				if test.change != nil {
					test.change(c)
				}
			})
			if !put.Complete {
				t.Error("a clock that was put back puts off what is to be settled")
			}
			for _, step := range []struct {
				pause time.Duration
				want  int
			}{
				{time.Minute, test.nothing}, {10 * time.Minute, test.rounds}, {time.Minute, test.nothing},
				{4 * time.Hour, test.later}, {time.Minute, test.nothing}, {5 * time.Hour, test.nothing},
			} {
				time.Sleep(step.pause)
				c.ResetRequests()
				s = c.fetch(t, s, test.change)
				if got := c.Requests()[""]; got != step.want || s.Complete != (step.want == test.rounds) {
					t.Errorf("%s, after %s: complete %v, want %d requests: %v", name, step.pause, s.Complete, step.want, c.Requests())
				}
			}
			if test.change == nil {
				c.isTruth(t, s)
			}
		})
	}
}

// listsLag has lists lag one change behind, and delta not at all.
func listsLag(what string) int {
	if what == "/users/delta" || what == "/groups/delta" {
		return 0
	}
	return 1
}

// What delta has told is not taken back by a list that does not show it yet,
// also where the filter wants everything to be read.
func TestAListTakesNothingBack(t *testing.T) {
	t.Parallel()
	x := newTeam(t, graphtest.Options{})
	only := func(c *entra.Config) { c.IncludeGroups = []string{x.staff} }
	base := x.fetch(t, nil, only)
	x.Lag(listsLag)
	x.ChangeUser(x.id["a"], func(u *graphtest.User) { u.Disabled = true })
	if s := x.fetch(t, base, only); !s.Complete || !userOf(t, s, x.id["a"]).Disabled {
		t.Errorf("complete %v, %+v", s.Complete, userOf(t, s, x.id["a"]))
	}
}

// Who is restored is in the old groups again, and a list that does not show it
// yet is not the last word.
func TestAListThatLagsIsNotTheLastWord(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t, 4, 2, graphtest.Options{Options: cloudtest.Options{InMemory: true}})
		c.Lag(listsLag)
		c.ChangeUser(c.users[0], func(u *graphtest.User) { u.Disabled = true })
		s := c.fetch(t, nil, nil)
		if userOf(t, s, c.users[0]).Disabled {
			t.Error("the lists do not lag")
		}
		time.Sleep(11 * time.Minute)
		s = c.fetch(t, s, nil)
		c.isTruth(t, s)
		time.Sleep(5 * time.Hour)
		s = c.fetch(t, s, nil)
		c.DeleteUser(c.users[1])
		s = c.fetch(t, s, nil)
		c.Restore(c.users[1])
		if s = c.fetch(t, s, nil); len(groupOf(t, s, c.groups[0]).UserMembers) != 3 {
			t.Error("the groups of somebody do not lag")
		}
		c.Lag(nil)
		time.Sleep(5 * time.Hour)
		c.isTruth(t, c.fetch(t, s, nil))
	})
}

// Each group that is asked for its members costs of the tenant's limit: where
// there are very many, and delta, that tells them.
func TestVeryManyGroupsAreReadByRounds(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]graphtest.Options{"delta": {}, "no delta": {NoDelta: true}} {
		c := newCompany(t, 2, 0, o)
		for i := range 3001 {
			c.AddGroup(graphtest.Group{Name: fmt.Sprint("Group ", i)}, c.users[i%2])
		}
		s := c.fetch(t, nil, nil)
		if c.isTruth(t, s); (c.Requests()["/$batch"] == 0) == o.NoDelta || (s.Cursor == nil) != o.NoDelta {
			t.Errorf("%s: %v", name, c.Requests())
		}
	}
}
