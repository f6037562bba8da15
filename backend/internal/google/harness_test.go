package google_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/google"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

// open returns a Source, changed before it is made.
func open(t testing.TB, s *googletest.Server, change func(*google.Config)) *google.Source {
	t.Helper()
	return sourcetest.Open(t, google.Config{
		Settings:   config.Google{ClientEmail: googletest.ClientEmail, AdminUser: googletest.AdminUser, Customer: "my_customer"},
		PrivateKey: config.NewSecret(googletest.GoodKey().PEM(t)), Queries: transport.Queries{SyncGroups: true, ReadOptions: transport.ReadOptions{Transport: s.Transport()}},
	}, change, google.New)
}

// company is a fake with people in it.
type company struct {
	*googletest.Server
	users, groups []string
}

// newCompany has n users and m groups of them all.
func newCompany(t testing.TB, n, m int, o googletest.Options) *company {
	t.Helper()
	c := &company{Server: googletest.New(t, o)}
	for i := range n {
		c.users = append(c.users, c.AddUser(googletest.User{Email: fmt.Sprintf("person%05d@example.com", i), Name: "Person", OrgUnit: "/"}))
	}
	for i := range m {
		c.groups = append(c.groups, c.AddGroup(googletest.Group{Name: fmt.Sprintf("Group %04d", i), Email: fmt.Sprintf("group%04d@example.com", i)}, c.users...))
	}
	return c
}

// fetch reads with a new Source.
func (c *company) fetch(t testing.TB, change func(*google.Config)) *directory.Snapshot {
	t.Helper()
	return sourcetest.Fetch(t, open(t, c.Server, change), nil)
}

// isTruth compares with what the fake holds.
func (c *company) isTruth(t testing.TB, s *directory.Snapshot) {
	t.Helper()
	sourcetest.IsTruth(t, c.Truth(), s)
}

func to(pattern string) func(*http.Request) bool {
	return func(r *http.Request) bool { return googletest.Pattern(r) == pattern }
}

// second matches all pages of a list but the first.
func second(pattern string) func(*http.Request) bool {
	return func(r *http.Request) bool { return googletest.Pattern(r) == pattern && r.URL.Query().Has("pageToken") }
}

// refusal is an answer with an error of the API.
func refusal(status int, reason, text string) cloudtest.Fault {
	return cloudtest.Fault{Status: status, Body: googletest.ErrorBody(status, reason, text)}
}

const visible = "/Visible"

// harness fills a fake for the conformance suite.
type harness struct {
	server *googletest.Server
	// queries has it read by queries, which entries can leave.
	queries bool
	// follow is groups.resolveOutside.
	follow bool
	ids    map[string]string
}

func newHarness(t *testing.T, queries bool) *harness {
	s := googletest.New(t, googletest.Options{PageCap: 10, Options: cloudtest.Options{HTTP2: queries}})
	return &harness{server: s, queries: queries, follow: queries, ids: map[string]string{}}
}

func (h *harness) Traits() sourcetest.Traits {
	return sourcetest.Traits{PageSize: 10, StableIDs: true, KeepsDeleted: true, Nested: true, Outside: h.queries}
}

func (h *harness) config(c *google.Config) {
	if h.queries {
		c.UserQuery, c.GroupQuery, c.ResolveOutside = "orgUnitPath="+visible, "email:visible*", h.follow
	}
}

func (h *harness) FollowOutside(_ testing.TB, on bool) { h.follow = on }

func (h *harness) Source(t testing.TB) directory.Source { return open(t, h.server, h.config) }

func (h *harness) PutUser(_ testing.TB, u sourcetest.User) {
	id, ok := h.ids[u.Key]
	if !ok {
		id = h.server.AddUser(googletest.User{OrgUnit: visible})
		h.ids[u.Key] = id
	}
	h.server.ChangeUser(id, func(o *googletest.User) { o.Email, o.Name, o.Suspended = u.Email, u.Name, u.Disabled })
}

func (h *harness) PutGroup(_ testing.TB, g sourcetest.Group) {
	members := sourcetest.IDs(h.ids, g.Members)
	id, ok := h.ids[g.Key]
	if !ok {
		id = h.server.AddGroup(googletest.Group{Email: "visible-" + g.Key + "@example.com"})
		h.ids[g.Key] = id
	}
	h.server.ChangeGroup(id, func(o *googletest.Group) { o.Name = g.Name })
	h.server.SetMembers(id, members...)
}

func (h *harness) isGroup(key string) bool { return strings.HasPrefix(h.ids[key], "0g") }

func (h *harness) Delete(_ testing.TB, key string) {
	if h.isGroup(key) {
		h.server.DeleteGroup(h.ids[key])
	} else {
		h.server.DeleteUser(h.ids[key])
	}
}

func (h *harness) OnAnswer(_ testing.TB, fn func()) {
	h.server.Fail(1, cloudtest.Fault{Before: fn, Match: second("/users")})
}

func (h *harness) FailPages(_ testing.TB, fail bool) {
	h.server.Cut(fail, to("/users"))
}

func (h *harness) Throttle(_ testing.TB, n int) {
	h.server.Fail(n, refusal(http.StatusForbidden, "quotaExceeded", "Quota exceeded"))
}

func (h *harness) WrongCredentials(t testing.TB) directory.Source {
	return open(t, h.server, func(c *google.Config) { c.PrivateKey = config.NewSecret(googletest.OtherKey().PEM(t)) })
}

func (h *harness) Denied(t testing.TB) directory.Source {
	h.server.Delegate(googletest.ScopeUsers)
	return open(t, h.server, nil)
}

type hiding struct{ *harness }

func (h hiding) Hide(_ testing.TB, key string, hidden bool) {
	unit, prefix := visible, "visible-"
	if hidden {
		unit, prefix = "/Hidden", "hidden-"
	}
	if h.isGroup(key) {
		h.server.ChangeGroup(h.ids[key], func(g *googletest.Group) { g.Email = prefix + key + "@example.com" })
	} else {
		h.server.ChangeUser(h.ids[key], func(u *googletest.User) { u.OrgUnit = unit })
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	sourcetest.RunWithQueries(t, newHarness, func(h *harness) sourcetest.Harness { return hiding{h} })
}
