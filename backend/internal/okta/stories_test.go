package okta_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestAChangeOfMembershipAloneIsNoticed(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	base := c.fetch(t, nil, nil)
	c.SetMember(c.group[0], c.users[1], false)
	c.ResetRequests()
	s := c.fetch(t, base, nil)
	c.isTruth(t, s)
	if n := c.Requests(); n["/groups/{id}/users"] != 1 || s.Complete {
		t.Errorf("asked %v", n)
	}
	c.SetMember(c.group[0], c.users[1], true)
	c.isTruth(t, c.changesAreFound(t, s, nil))
}

// Okta keeps the memberships of a deactivated user, and does not say that a
// group changed when the user comes back.
func TestWhoComesBackIsInTheGroupsAgain(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	base := c.fetch(t, nil, nil)
	c.SetStatus(c.users[0], oktatest.Deprovisioned)
	left := c.changesAreFound(t, base, nil)
	c.isTruth(t, left)
	if len(left.Groups[0].UserMembers) != 2 || !left.Users[0].Deleted {
		t.Errorf("deactivated: %+v", left)
	}
	c.SetStatus(c.users[0], oktatest.Active)
	back := c.changesAreFound(t, left, nil)
	c.isTruth(t, back)
	if len(back.Groups[0].UserMembers) != 3 {
		t.Errorf("reactivated: %+v", back)
	}
}

func TestWhoEntersTheQueryIsInTheGroups(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	query := func(c *okta.Config) { c.UserQuery = `profile.firstName eq "Person" or profile.firstName eq "Human"` }
	base := c.fetch(t, nil, query)
	c.ChangeUser(c.users[0], func(u *oktatest.User) { u.FirstName = "Robot" })
	left := c.changesAreFound(t, base, query)
	if len(left.Users) != 2 || len(left.Groups[0].UserMembers) != 2 {
		t.Errorf("left: %+v", left)
	}
	c.ChangeUser(c.users[0], func(u *oktatest.User) { u.FirstName = "Human" })
	back := c.changesAreFound(t, left, query)
	if len(back.Users) != 3 || len(back.Groups[0].UserMembers) != 3 {
		t.Errorf("back: %+v", back)
	}
}

func TestDeactivatedUsersAreFoundHoweverFiltersWork(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 1, oktatest.Options{HidesDeprovisioned: true})
	base := c.fetch(t, nil, nil)
	c.SetStatus(c.users[0], oktatest.Deprovisioned)
	c.SetStatus(c.users[1], oktatest.Suspended)
	s := c.changesAreFound(t, base, nil)
	c.isTruth(t, s)
	if !s.Users[0].Deleted || !s.Users[1].Disabled || s.Users[2].Disabled {
		t.Errorf("users %+v", s.Users)
	}
}

// Within an hour only a complete read finds what Okta reports nowhere but in its
// log.
func TestPurgedUsersAndDeletedGroupsAreFoundByACompleteRead(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	c.AddToken(goodToken, oktatest.WithoutLog())
	c.SetStatus(c.users[0], oktatest.Deprovisioned)
	base := c.fetch(t, nil, nil)
	c.PurgeUser(c.users[0])
	c.DeleteGroup(c.group[0])
	if s := c.fetch(t, base, nil); len(s.Users) != 3 || len(s.Groups) != 2 || s.Complete {
		t.Errorf("incremental: %d users, %d groups", len(s.Users), len(s.Groups))
	}
	s := c.fetch(t, nil, nil)
	c.isTruth(t, s)
	if len(s.Users) != 2 || len(s.Groups) != 1 {
		t.Errorf("complete: %d users, %d groups", len(s.Users), len(s.Groups))
	}
}

// Who is deactivated and deleted between two reads is in no list, and no filter
// finds that user; nor a group that was deleted.
func TestWhoIsDeletedForGoodIsLookedForOnceAnHour(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5, 3, oktatest.Options{PageCap: 2})
	c.AddToken(goodToken, oktatest.WithoutLog())
	base := c.fetch(t, nil, nil)
	c.SetStatus(c.users[1], oktatest.Deprovisioned)
	c.PurgeUser(c.users[1])
	c.DeleteGroup(c.group[0])
	c.clock.skip(40 * time.Minute)
	base = c.fetch(t, base, nil)
	if len(base.Users) != 5 || base.Users[1].Deleted || len(base.Groups) != 3 {
		t.Errorf("before the hour: users %+v, %d groups", base.Users, len(base.Groups))
	}
	c.clock.skip(15 * time.Minute)
	c.ResetRequests()
	s := c.fetch(t, base, nil)
	if s.Complete || len(s.Users) != 5 || !s.Users[1].Deleted || s.Users[1].Email != base.Users[1].Email || len(s.Groups) != 2 {
		t.Errorf("users %+v, groups %+v", s.Users, s.Groups)
	}
	for _, g := range s.Groups {
		if slices.Contains(g.UserMembers, c.users[1]) || len(g.UserMembers) != 4 {
			t.Errorf("group %+v", g)
		}
	}
	if n := c.Requests(); n["/users/{id}"] != 1 || n["/groups/{id}"] != 1 {
		t.Errorf("asked %v", n)
	}
	c.ResetRequests()
	c.clock.skip(10 * time.Minute)
	c.fetch(t, s, nil)
	if n := c.Requests(); n["/users"] > 3 || n["/users/{id}"] != 0 {
		t.Errorf("ten minutes later: asked %v", n)
	}
}

// Who is on no page of the list but can be asked for is there.
func TestWhoIsInNoListButThereStays(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	c.AddToken(goodToken, oktatest.WithoutLog())
	base := c.fetch(t, nil, nil)
	c.clock.skip(2 * time.Hour)
	everybody := func(r *http.Request) bool { return oktatest.Pattern(r) == "/users" && !r.URL.Query().Has("filter") }
	c.Fail(1, oktatest.Fault{Match: everybody, Status: http.StatusOK, Body: `[]`})
	s := c.fetch(t, base, nil)
	c.isTruth(t, s)
	if n := c.Requests()["/users/{id}"]; n != 3 {
		t.Errorf("%d were asked for", n)
	}
}

func TestAGroupThatGoesDuringTheReadIsLeftOut(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 2, 3, oktatest.Options{})
	base := c.fetch(t, nil, nil)
	gone := c.group[1]
	for kind, b := range map[string]*directory.Snapshot{"complete": nil, "incremental": base} {
		for _, id := range c.group {
			c.SetMembers(id)
		}
		c.Fail(1, oktatest.Fault{Match: to("/api/v1/groups/" + gone + "/users"), Status: http.StatusNotFound, Code: "E0000007"})
		if s := c.fetch(t, b, nil); len(s.Groups) != 2 || slices.ContainsFunc(s.Groups, func(g directory.Group) bool { return g.ExternalID == gone }) {
			t.Errorf("%s: groups %+v", kind, s.Groups)
		}
		c.SetMembers(c.group[0], c.users...)
	}
}

func TestTheTokenGoesNowhereElse(t *testing.T) {
	t.Parallel()
	for name, link := range map[string]string{
		"another host":   `<https://evil.example.com/api/v1/users?after=x>; rel="next"`,
		"another port":   `<https://example.okta.com:8443/api/v1/users?after=x>; rel="next"`,
		"in the clear":   `<http://example.okta.com/api/v1/users?after=x>; rel="next"`,
		"a name first":   `<https://example.okta.com@evil.example.com/api/v1/users?after=x>; rel="next"`,
		"no scheme":      `<//evil.example.com/api/v1/users?after=x>; rel="next"`,
		"the same again": `<https://example.okta.com/api/v1/users?limit=200>; rel="next"`,
		"no address":     `<https://%zz>; rel="next"`,
	} {
		c := newCompany(t, 1, 0, oktatest.Options{})
		c.Fail(1, oktatest.Fault{
			Status: 200, Body: "[]", Header: http.Header{"Link": {link}},
			Match: func(r *http.Request) bool { return r.URL.Path == "/api/v1/users" && !r.URL.Query().Has("filter") },
		})
		_, err := open(t, c.Server, nil).Fetch(t.Context(), nil)
		if !errors.Is(err, directory.ErrIncomplete) || strings.Contains(err.Error(), goodToken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOtherSettingsMeanACompleteRead(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	base := c.fetch(t, nil, nil)
	for name, change := range map[string]func(*okta.Config){
		"a user query":   func(c *okta.Config) { c.UserQuery = `status eq "ACTIVE"` },
		"a group query":  func(c *okta.Config) { c.GroupQuery = `type eq "OKTA_GROUP"` },
		"a name filter":  func(c *okta.Config) { c.GroupNames = sourcetest.NotPrefix("Group 0000") },
		"without groups": func(c *okta.Config) { c.SyncGroups = false },
	} {
		s := c.fetch(t, base, change)
		if diff := sourcetest.Diff(c.fetch(t, nil, change), s); !s.Complete || diff != "" {
			t.Errorf("%s: complete %v, difference %s", name, s.Complete, diff)
		}
	}
	if s := c.fetch(t, base, nil); s.Complete {
		t.Error("the same settings, and yet a complete read")
	}
}

func TestGroupsThatAreFilteredOutAreNotAskedForMembers(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 20, oktatest.Options{})
	only := func(c *okta.Config) { c.GroupNames = sourcetest.NotPrefix("Group 001") }
	base := c.fetch(t, nil, only)
	if n := c.Requests()["/groups/{id}/users"]; n != 10 || len(base.Groups) != 10 {
		t.Errorf("members of %d groups were asked for, %d groups", n, len(base.Groups))
	}
	c.ChangeGroup(c.group[12], func(g *oktatest.Group) { g.Name = "Engineering" })
	c.ChangeGroup(c.group[2], func(g *oktatest.Group) { g.Name = "Group 0019" })
	c.changesAreFound(t, base, only)
}

func TestWithoutGroupsOnlyUsersAreAskedFor(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	usersOnly := func(c *okta.Config) { c.SyncGroups = false }
	base := c.fetch(t, nil, usersOnly)
	c.SetStatus(c.users[0], oktatest.Deprovisioned)
	s := c.changesAreFound(t, base, usersOnly)
	if n := c.Requests(); n["/users"]+n["/logs"] != n[""] || len(s.Groups) != 0 || len(s.Users) != 3 {
		t.Errorf("asked %v, got %d users, %d groups", n, len(s.Users), len(s.Groups))
	}
}

func TestPagesAtTheirTrueLimits(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 2100, 1, oktatest.Options{})
	for i := range 400 {
		c.AddGroup(oktatest.Group{Name: fmt.Sprint("Empty ", i)})
	}
	c.isTruth(t, c.fetch(t, nil, nil))
	n := c.Requests()
	if n["/users"] != 11+1 || n["/groups"] != 3 || n["/groups/{id}/users"] != 400+3 {
		t.Errorf("asked %v", n)
	}
}

func TestAFullReadEqualsTheTruthAlsoInTrouble(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 60, 40, oktatest.Options{PageCap: 7, Concurrent: 12})
	c.FailRandomly(5)
	for range 3 {
		s := c.fetch(t, nil, nil)
		c.isTruth(t, s)
		c.SetMember(c.group[3], c.users[4], false)
		c.SetStatus(c.users[5], oktatest.Deprovisioned)
		c.isTruth(t, c.fetch(t, s, nil))
	}
}

// A hundred mutations that Okta reports, read a few at a time.
func TestRandomMutations(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 25, 8, oktatest.Options{PageCap: 7})
			rng := rand.New(rand.NewPCG(seed, 2026))
			base := c.fetch(t, nil, nil)
			for done := 0; done < 100; {
				for range 1 + rng.IntN(8) {
					c.mutate(rng)
					done++
				}
				base = c.fetch(t, base, nil)
				if c.isTruth(t, base); t.Failed() || base.Complete {
					t.Fatalf("after %d mutations, complete %v", done, base.Complete)
				}
			}
		})
	}
}

func TestProgressIsToldByOneAtATime(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 30, 20, oktatest.Options{PageCap: 5})
	sourcetest.TellsProgress(t, func(tell func(directory.Progress)) sourcetest.Metered {
		return open(t, c.Server, func(o *okta.Config) { o.OnProgress = tell })
	}, map[string]int{"users": 30, "members": 20}, c.Requests)
}

func TestNothingSecretIsSaid(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 1, oktatest.Options{})
	c.RevokeToken(goodToken)
	_, err := open(t, c.Server, nil).Fetch(t.Context(), nil)
	if err == nil || strings.Contains(fmt.Sprintf("%+v %q", err, directory.HintOf(err)), goodToken) {
		t.Errorf("error %v", err)
	}
	bad := configOf(c.Server)
	bad.Token = config.NewSecret("sec ret\n")
	if _, err := okta.New(bad); !errors.Is(err, directory.ErrConfig) || strings.Contains(err.Error(), "ret\n") {
		t.Errorf("error %v", err)
	}
}
