package google_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/google"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestAQuotaErrorWaits(t *testing.T) {
	t.Parallel()
	for _, fault := range []cloudtest.Fault{
		refusal(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
		refusal(403, "quotaExceeded", "Quota exceeded"),
		refusal(403, "rateLimitExceeded", "Rate Limit Exceeded"),
		refusal(429, "rateLimitExceeded", "Rate Limit Exceeded"),
		{Status: 429, Body: "<html>"},
	} {
		c := newCompany(t, 5, 3, googletest.Options{PageCap: 2})
		for _, list := range []string{"/users", "/deleted", "/groups", "/groups/{id}/members"} {
			fault.Match = to(list)
			c.Fail(2, fault)
		}
		source := open(t, c.Server, nil)
		c.isTruth(t, sourcetest.Fetch(t, source, nil))
		if got := source.Traffic(); got.Throttled != 8 || got.Retries != 8 {
			t.Errorf("traffic %v", got)
		}
	}
}

// Customer and domain are never sent together, so that secondary domains do
// not vanish; the fake refuses both at once.
func TestSecondaryDomainsDoNotVanish(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 2, 1, googletest.Options{})
	c.AddUser(googletest.User{Email: "ada@second.example"})
	c.AddGroup(googletest.Group{Name: "Second", Email: "all@second.example"}, c.users[0])
	for name, test := range map[string]struct {
		set           config.Google
		users, groups int
	}{
		"my_customer":       {config.Google{Customer: "my_customer"}, 3, 2},
		"the customer's id": {config.Google{Customer: googletest.CustomerID}, 3, 2},
		"both":              {config.Google{Customer: "my_customer", Domain: "example.com"}, 3, 2},
		"one domain":        {config.Google{Domain: "second.example"}, 1, 1},
	} {
		s := c.fetch(t, func(g *google.Config) { g.Settings.Customer, g.Settings.Domain = test.set.Customer, test.set.Domain })
		if len(s.Users) != test.users || len(s.Groups) != test.groups {
			t.Errorf("%s: %d users, %d groups", name, len(s.Users), len(s.Groups))
		}
	}
}

func TestSuspendedPeopleKeepTheirGroups(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 1, googletest.Options{})
	c.ChangeUser(c.users[0], func(u *googletest.User) { u.Suspended = true })
	c.ChangeUser(c.users[1], func(u *googletest.User) { u.Archived = true })
	s := c.fetch(t, nil)
	c.isTruth(t, s)
	if !s.Users[0].Disabled || !s.Users[1].Disabled || s.Users[2].Disabled || len(s.Groups[0].UserMembers) != 3 {
		t.Errorf("users %+v, groups %+v", s.Users, s.Groups)
	}
}

func TestMembersOfAllTypes(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 4, 2, googletest.Options{})
	c.SetMembers(c.groups[0], c.users[1], c.groups[1], "1999", "0gelsewhere", "guest")
	c.SetMembers(c.groups[1], c.users[2])
	everybody := c.AddGroup(googletest.Group{Name: "Everybody", Email: "all@example.com", Everybody: true}, c.users[0])
	c.DeleteUser(c.users[3])
	s := c.fetch(t, func(g *google.Config) { g.ResolveOutside = true })
	c.isTruth(t, s)
	i := slices.IndexFunc(s.Groups, func(g directory.Group) bool { return g.ExternalID == everybody })
	if len(s.Groups[i].UserMembers) != 3 || len(s.Users) != 4 || !s.Users[3].Deleted {
		t.Errorf("users %+v, groups %+v", s.Users, s.Groups)
	}
	if len(s.Warnings) != 1 || s.Warnings[0].Entry != "0gelsewhere" || s.Warnings[0].Code != directory.WarnMemberUnreadable {
		t.Errorf("warnings %+v", s.Warnings)
	}
}

// A nested group that the names leave out is read where groups.resolveOutside
// is on, and as little as one that the query does not find where it is off.
func TestNestedGroupsThatTheNamesLeaveOut(t *testing.T) {
	t.Parallel()
	for follow, read := range map[bool]int{true: 3, false: 1} {
		c := newCompany(t, 3, 5, googletest.Options{})
		c.SetMembers(c.groups[0], c.groups[1])
		c.SetMembers(c.groups[1], c.groups[2])
		c.SetMembers(c.groups[2], c.groups[0], c.users[0])
		s := c.fetch(t, func(g *google.Config) { g.GroupNames, g.ResolveOutside = only("Group 0000"), follow })
		if n := c.Requests()["/groups/{id}/members"]; len(s.Groups) != read || n != read || len(s.Groups[0].NestedGroups) != read/3 || len(s.Warnings) != 0 {
			t.Errorf("follow %v: groups %+v, asked for the members of %d", follow, s.Groups, n)
		}
	}
}

// only chooses one name.
type only string

func (o only) Match(name string) bool { return name == string(o) }
func (o only) String() string         { return string(o) }

// A group that vanished, or that nobody may look into, is left out; the others
// are read. Where nobody may look into any, something else is wrong.
func TestOneGroupDoesNotFailTheSync(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 3, googletest.Options{})
	path := func(id string) func(*http.Request) bool {
		return func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/"+id+"/members") }
	}
	gone := refusal(404, "notFound", "Resource Not Found: groupKey")
	gone.Match = path(c.groups[0])
	forbidden := refusal(403, "forbidden", "Not Authorized to access this resource/api")
	forbidden.Match = path(c.groups[1])
	c.Fail(1, gone)
	c.Fail(1, forbidden)
	s := c.fetch(t, nil)
	if len(s.Groups) != 1 || s.Groups[0].ExternalID != c.groups[2] || len(s.Warnings) != 1 || s.Warnings[0].Entry != c.groups[1] {
		t.Errorf("groups %+v, warnings %+v", s.Groups, s.Warnings)
	}
	forbidden.Match = to("/groups/{id}/members")
	c.Fail(3, forbidden)
	if _, err := open(t, c.Server, nil).Fetch(t.Context(), nil); !errors.Is(err, directory.ErrPermission) || directory.HintOf(err) == "" {
		t.Errorf("no group may be seen: %v", err)
	}
}

func TestAPageThatFailsForGoodFailsTheRead(t *testing.T) {
	t.Parallel()
	for _, list := range []string{"/users", "/deleted", "/groups", "/groups/{id}/members"} {
		for name, f := range map[string]cloudtest.Fault{
			"204":              {Status: 204},
			"302":              {Status: 302, Header: http.Header{"Location": {"https://example.test/login?x=y"}}},
			"400":              refusal(400, "invalid", "Invalid Input: pageToken"),
			"401":              refusal(401, "authError", "Invalid Credentials"),
			"403":              refusal(403, "forbidden", "Not Authorized to access this resource/api"),
			"403 for good":     refusal(403, "quotaExceeded", "Quota exceeded"),
			"404":              refusal(404, "notFound", "Resource Not Found: groupKey"),
			"500":              {Status: 500, Body: "<html>secret</html>"},
			"503":              refusal(503, "backendError", "Backend Error"),
			"an HTML page":     {Status: 200, Body: "<html>secret</html>"},
			"another object":   {Status: 200, Body: `{"message":"secret"}`},
			"an empty object":  {Status: 200, Body: `{}`},
			"a list":           {Status: 200, Body: `[]`},
			"nothing":          {Status: 200},
			"cut":              {Half: true},
			"a dropped line":   {Drop: true},
			"an id is missing": {Status: 200, Body: `{"kind":"admin#directory#users","users":[{"primaryEmail":"secret"}]}`},
		} {
			if name == "an id is missing" && list != "/users" {
				continue
			}
			t.Run(list+" "+name, func(t *testing.T) {
				t.Parallel()
				c := newCompany(t, 5, 3, googletest.Options{PageCap: 2})
				for i := range 3 {
					c.DeleteUser(c.AddUser(googletest.User{Email: fmt.Sprintf("gone%d@example.com", i)}))
				}
				f.Match = second(list)
				c.Fail(10_000, f)
				sourcetest.FailsIncomplete(t, open(t, c.Server, nil), nil, "", "secret")
			})
		}
	}
}

func TestTroubleThatPassesIsRepeated(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5, 3, googletest.Options{PageCap: 2})
	for _, list := range []string{"token", "/users", "/deleted", "/groups", "/groups/{id}/members"} {
		c.Fail(1, cloudtest.Fault{Drop: true, Match: to(list)})
		c.Fail(1, cloudtest.Fault{Half: true, Match: to(list)})
		c.Fail(1, cloudtest.Fault{Status: 502, Body: "<html>bad</html>", Match: to(list)})
	}
	c.isTruth(t, c.fetch(t, nil))
}

func TestATokenThatEndsIsRenewedOnce(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 9, 3, googletest.Options{PageCap: 2})
	c.Fail(1, cloudtest.Fault{Before: c.EndTokens, Match: second("/users")})
	c.isTruth(t, c.fetch(t, nil))
	if n := c.Requests()["token"]; n != 2 {
		t.Errorf("%d tokens were asked for", n)
	}
}

func TestAListBeginsAnewWhenItsPageTokenExpires(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 9, 1, googletest.Options{PageCap: 2})
	c.Fail(1, cloudtest.Fault{Before: c.ForgetPages, Match: second("/users")})
	c.isTruth(t, c.fetch(t, nil))
}

func TestWithoutGroupsOnlyUsersAreAskedFor(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, googletest.Options{})
	s := c.fetch(t, func(g *google.Config) { g.SyncGroups = false })
	if n := c.Requests(); n[""] != 3 || len(s.Groups) != 0 || len(s.Users) != 3 {
		t.Errorf("asked %v, got %d users, %d groups", n, len(s.Users), len(s.Groups))
	}
}

func TestPagesAtTheirTrueLimits(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 1001, 1, googletest.Options{})
	for i := range 400 {
		c.AddGroup(googletest.Group{Name: fmt.Sprint("Empty ", i), Email: fmt.Sprintf("empty%d@example.com", i)})
	}
	c.isTruth(t, c.fetch(t, nil))
	if n := c.Requests(); n["/users"] != 3 || n["/deleted"] != 1 || n["/groups"] != 3 || n["/groups/{id}/members"] != 400+6 {
		t.Errorf("asked %v", n)
	}
}

func TestAFullReadEqualsTheTruthAlsoInTrouble(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 40, 30, googletest.Options{PageCap: 7})
	for i, id := range c.groups {
		c.SetMembers(id, append(slices.Clone(c.users[i:]), c.groups[(i*7+1)%30])...)
	}
	c.DeleteUser(c.users[3])
	c.FailRandomly(5)
	for range 3 {
		c.isTruth(t, c.fetch(t, nil))
	}
}

func TestProgressIsToldByOneAtATime(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 30, 20, googletest.Options{PageCap: 5})
	sourcetest.TellsProgress(t, func(tell func(directory.Progress)) sourcetest.Metered {
		return open(t, c.Server, func(g *google.Config) { g.OnProgress = tell })
	}, map[string]int{"users": 30, "groups": 20, "members": 20}, c.Requests)
}
