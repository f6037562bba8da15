package okta_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// company is a fake with people in it, and the clock it goes by.
type company struct {
	*oktatest.Server
	clock *clock
	users []string
	group []string
}

// newCompany has n users and m groups of them all.
func newCompany(t testing.TB, n, m int, o oktatest.Options) *company {
	t.Helper()
	c := &company{clock: &clock{}}
	o.Now = c.clock.now
	c.Server = oktatest.New(t, o)
	c.fill(n, m)
	return c
}

func (c *company) fill(n, m int) {
	c.AddToken(goodToken, oktatest.AllRights())
	for i := range n {
		c.users = append(c.users, c.AddUser(oktatest.User{
			Email: fmt.Sprintf("person%05d@example.test", i), FirstName: "Person", LastName: fmt.Sprintf("No%05d", i),
		}))
	}
	for i := range m {
		c.group = append(c.group, c.AddGroup(oktatest.Group{Name: fmt.Sprintf("Group %04d", i)}, c.users...))
	}
}

// fetch reads with a new Source, ten minutes after the last read.
func (c *company) fetch(t testing.TB, base *directory.Snapshot, change func(*okta.Config)) *directory.Snapshot {
	t.Helper()
	c.clock.skip(10 * time.Minute)
	return sourcetest.Fetch(t, open(t, c.Server, change), base)
}

// isTruth compares with what the fake holds.
func (c *company) isTruth(t testing.TB, s *directory.Snapshot) {
	t.Helper()
	sourcetest.IsTruth(t, c.Truth(), s)
}

// changesAreFound reads what changed, and compares it with a complete read.
func (c *company) changesAreFound(t testing.TB, base *directory.Snapshot, change func(*okta.Config)) *directory.Snapshot {
	t.Helper()
	s := c.fetch(t, base, change)
	sourcetest.SameAsComplete(t, c.fetch(t, nil, change), s)
	return s
}

func to(path string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.URL.Path == path }
}

func members(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/v1/groups/") }

func (c *company) mutate(rng *rand.Rand) {
	user, group := c.users[rng.IntN(len(c.users))], c.group[rng.IntN(len(c.group))]
	statuses := []string{oktatest.Active, oktatest.Suspended, oktatest.Deprovisioned, oktatest.LockedOut, oktatest.Staged}
	switch rng.IntN(8) {
	case 0:
		c.users = append(c.users, c.AddUser(oktatest.User{Email: fmt.Sprint("new", rng.Int(), "@example.test")}))
	case 1:
		c.group = append(c.group, c.AddGroup(oktatest.Group{Name: fmt.Sprint("New ", rng.Int())}, user))
	case 2:
		c.ChangeUser(user, func(u *oktatest.User) { u.Email = fmt.Sprint("changed", rng.Int(), "@example.test") })
	case 3:
		c.ChangeGroup(group, func(g *oktatest.Group) { g.Name = fmt.Sprint("Renamed ", rng.Int()) })
	case 4, 5:
		c.SetStatus(user, statuses[rng.IntN(len(statuses))])
	default:
		c.SetMember(group, user, rng.IntN(2) == 0)
	}
}
