package entra_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// company is a fake with people in it.
type company struct {
	*graphtest.Server
	users, groups []string
}

// newCompany has n users and m groups of them all.
func newCompany(t testing.TB, n, m int, o graphtest.Options) *company {
	t.Helper()
	c := &company{Server: graphtest.New(t, o)}
	c.AddApp(appID, secret, graphtest.AllPermissions()...)
	for i := range n {
		c.users = append(c.users, c.AddUser(graphtest.User{Mail: fmt.Sprintf("person%05d@example.test", i)}))
	}
	for i := range m {
		c.groups = append(c.groups, c.AddGroup(graphtest.Group{Name: fmt.Sprintf("Group %04d", i)}, c.users...))
	}
	return c
}

// fetch reads with a new Source.
func (c *company) fetch(t testing.TB, base *directory.Snapshot, change func(*entra.Config)) *directory.Snapshot {
	t.Helper()
	return sourcetest.Fetch(t, open(t, c.Server, change), base)
}

// isTruth compares with what the fake holds.
func (c *company) isTruth(t testing.TB, s *directory.Snapshot) {
	t.Helper()
	sourcetest.IsTruth(t, c.Truth(), s)
}

// changesAreFound reads what changed, and compares it with a complete read,
// warnings included.
func (c *company) changesAreFound(t testing.TB, base *directory.Snapshot, change func(*entra.Config)) *directory.Snapshot {
	t.Helper()
	s := c.fetch(t, base, change)
	complete := c.fetch(t, nil, change)
	sourcetest.SameAsComplete(t, complete, s)
	if want, got := fmt.Sprint(complete.Warnings), fmt.Sprint(s.Warnings); want != got {
		t.Errorf("warnings %s, of a complete read %s", got, want)
	}
	return s
}

func to(path string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.URL.Path == path }
}

// logIn matches requests for a token.
func logIn(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/token") }

func userOf(t testing.TB, s *directory.Snapshot, id string) directory.User {
	t.Helper()
	for _, u := range s.Users {
		if u.ExternalID == id {
			return u
		}
	}
	t.Fatalf("user %s is not there", id)
	return directory.User{}
}

func groupOf(t testing.TB, s *directory.Snapshot, id string) directory.Group {
	t.Helper()
	for _, g := range s.Groups {
		if g.ExternalID == id {
			return g
		}
	}
	t.Fatalf("group %s is not there", id)
	return directory.Group{}
}

func TestATokenAnswerInPiecesIsRead(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 1, graphtest.Options{Pieces: true})
	c.isTruth(t, c.fetch(t, nil, nil))
}

// Delta tells of somebody who was removed nothing but the id, whether the
// account can be restored or not.
func TestRemovedUsersKeepTheirLastEmail(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 4, 2, graphtest.Options{})
	base := c.fetch(t, nil, nil)
	c.DeleteUser(c.users[0])
	left := c.changesAreFound(t, base, nil)
	c.isTruth(t, left)
	c.DeleteUser(c.users[1])
	c.Purge(c.users[1])
	c.Purge(c.users[0])
	gone := c.fetch(t, left, nil)
	for i := range 2 {
		if u := userOf(t, gone, c.users[i]); !u.Deleted || u.Email != fmt.Sprintf("person%05d@example.test", i) {
			t.Errorf("user %d: %+v", i, u)
		}
	}
	if gone.Complete || len(gone.Groups[0].UserMembers) != 2 {
		t.Errorf("complete %v, members %v", gone.Complete, gone.Groups[0].UserMembers)
	}
}

func TestWhoCameAndWentIsATombstone(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 2, 1, graphtest.Options{})
	base := c.fetch(t, nil, nil)
	short := c.AddUser(graphtest.User{UPN: "short@contoso.com"})
	guest := c.AddUser(graphtest.User{UPN: "x_example.com#EXT#@contoso.onmicrosoft.com"})
	c.DeleteUser(short)
	c.DeleteUser(guest)
	s := c.changesAreFound(t, base, nil)
	if u := userOf(t, s, short); !u.Deleted || u.Email != "short@contoso.com" || len(s.Users) != 3 {
		t.Errorf("users %+v", s.Users)
	}
}

// Nobody says that a restored user is in the old groups again, and so it is
// with a group.
func TestWhoIsRestoredIsInTheGroupsAgain(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, graphtest.Options{})
	inner := c.AddGroup(graphtest.Group{Name: "Inner", Unified: true}, c.users...)
	c.SetMember(c.groups[0], inner, true)
	base := c.fetch(t, nil, nil)
	c.DeleteUser(c.users[0])
	c.DeleteGroup(inner)
	left := c.changesAreFound(t, base, nil)
	if len(left.Groups) != 2 || len(groupOf(t, left, c.groups[0]).UserMembers) != 2 {
		t.Errorf("deleted: %+v", left.Groups)
	}
	c.Restore(inner)
	c.Restore(c.users[0])
	back := c.changesAreFound(t, left, nil)
	c.isTruth(t, back)
	if g := groupOf(t, back, c.groups[0]); len(g.NestedGroups) != 1 || len(g.UserMembers) != 3 || len(groupOf(t, back, inner).UserMembers) != 3 {
		t.Errorf("restored: %+v", back.Groups)
	}
}

// Who is deleted and restored between two reads only changes, and delta says
// that the groups lost the member.
func TestWhoIsRestoredBeforeAnybodyNoticesKeepsTheGroups(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, graphtest.Options{})
	inner := c.AddGroup(graphtest.Group{Name: "Inner", Unified: true}, c.users...)
	c.SetMember(c.groups[0], inner, true)
	s := c.fetch(t, nil, nil)
	for _, id := range []string{c.users[0], inner} {
		if isUser(id) {
			c.DeleteUser(id)
		} else {
			c.DeleteGroup(id)
		}
		c.Restore(id)
		s = c.fetch(t, s, nil)
		c.isTruth(t, s)
	}
	// to leave a group and to change is something else
	c.SetMember(c.groups[0], c.users[0], false)
	c.ChangeUser(c.users[0], func(u *graphtest.User) { u.Disabled = true })
	c.SetMember(c.groups[0], inner, false)
	c.isTruth(t, c.changesAreFound(t, s, nil))
}

func TestAGroupOverSeveralPagesOfDelta(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 50, 2, graphtest.Options{DeltaMembers: 7, DeltaPage: 3})
	base := c.fetch(t, nil, nil)
	c.isTruth(t, base)
	c.SetMembers(c.groups[0], c.users[:20]...)
	c.SetMembers(c.groups[0], c.users[10:45]...)
	s := c.changesAreFound(t, base, nil)
	c.isTruth(t, s)
}

func TestAChangeOfMembershipAloneIsNoticed(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, graphtest.Options{})
	base := c.fetch(t, nil, nil)
	c.SetMember(c.groups[0], c.users[1], false)
	c.ResetRequests()
	s := c.fetch(t, base, nil)
	c.isTruth(t, s)
	if n := c.Requests(); n[""] != 3 || s.Complete {
		t.Errorf("asked %v", n)
	}
}

func TestADroppedConnectionIsRepeated(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]graphtest.Options{"delta": {DeltaPage: 2}, "lists": {NoDelta: true, PageCap: 2}} {
		c := newCompany(t, 5, 3, o)
		c.Fail(2, graphtest.Fault{Drop: true})
		for _, path := range []string{"/v1.0/users/delta", "/v1.0/users", "/v1.0/groups/delta", "/v1.0/groups", "/v1.0/$batch"} {
			c.Fail(2, graphtest.Fault{Drop: true, Match: to(path)})
			c.Fail(1, graphtest.Fault{Half: true, Match: to(path)})
		}
		c.Fail(1, graphtest.Fault{Drop: true, Match: logIn})
		t.Log(name)
		c.isTruth(t, c.fetch(t, nil, nil))
	}
}

// 34 seconds for 500 groups, one after the other: not here.
func TestFiveHundredGroupsTakeFewRequests(t *testing.T) {
	t.Parallel()
	for _, o := range []graphtest.Options{{}, {NoDelta: true}} {
		c := newCompany(t, 20, 500, o)
		c.isTruth(t, c.fetch(t, nil, nil))
		if n := c.Requests()[""]; n > 35 {
			t.Errorf("%d requests: %v", n, c.Requests())
		}
	}
}

func TestACursorThatExpiredMeansACompleteRead(t *testing.T) {
	t.Parallel()
	for _, refusal := range []struct {
		status int
		code   string
	}{{410, "syncStateNotFound"}, {410, "resyncRequired"}, {400, "syncStateNotFound"}, {404, "syncStateNotFound"}, {400, "Directory_ExpiredPageToken"}} {
		c := newCompany(t, 5, 2, graphtest.Options{})
		base := c.fetch(t, nil, nil)
		c.DeleteUser(c.users[0])
		c.ForgetTokens(refusal.status, refusal.code)
		s := c.fetch(t, base, nil)
		if c.isTruth(t, s); !s.Complete {
			t.Errorf("%+v: not complete", refusal)
		}
	}
}

func TestOtherSettingsMeanACompleteRead(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5, 2, graphtest.Options{})
	unit := c.AddUnit(c.groups[0])
	base := c.fetch(t, nil, nil)
	for name, change := range map[string]func(*entra.Config){
		"another tenant": func(e *entra.Config) { e.Settings.Tenant = graphtest.TenantID },
		"a group filter": func(e *entra.Config) { e.IncludeGroups = c.groups[:1] },
		"a unit":         func(e *entra.Config) { e.ExcludeUnits = []string{unit} },
		"without groups": func(e *entra.Config) { e.SyncGroups = false },
		"outside or not": func(e *entra.Config) { e.ResolveOutside = true },
		"another program": func(e *entra.Config) {
			c.AddApp(otherApp, secret, graphtest.AllPermissions()...)
			e.Settings.ApplicationID = otherApp
		},
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

const otherApp = "2b1f3c4d-0000-4000-8000-0000000000ff"

func TestWithoutGroupsOnlyUsersAreAskedFor(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, graphtest.Options{})
	usersOnly := func(c *entra.Config) { c.SyncGroups = false }
	base := c.fetch(t, nil, usersOnly)
	c.DeleteUser(c.users[0])
	c.AddUser(graphtest.User{Mail: "new@example.test"})
	s := c.changesAreFound(t, base, usersOnly)
	if n := c.Requests(); n["/groups/delta"]+n["/groups"]+n["/$batch"] != 0 || len(s.Groups) != 0 || len(s.Users) != 4 {
		t.Errorf("asked %v, got %d users, %d groups", n, len(s.Users), len(s.Groups))
	}
}

func TestLargeGroupsArePagedInPlainReads(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 2100, 2, graphtest.Options{NoDelta: true})
	c.isTruth(t, c.fetch(t, nil, nil))
	if n := c.Requests(); n["/users"] != 3 || n["/$batch"] != 1 || n["/groups/{id}/members"] != 4 {
		t.Errorf("asked %v", n)
	}
}
