package onelogin_test

import (
	"fmt"
	"net/http"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/onelogin"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

const (
	clientID     = "5f0f8c2e1b"
	clientSecret = "d0nt-show-th1s-secret"
)

// open returns a Source, changed before it is made.
func open(t testing.TB, s *onelogintest.Server, change func(*onelogin.Config)) *onelogin.Source {
	t.Helper()
	return sourcetest.Open(t, onelogin.Config{
		Settings: config.OneLogin{ClientID: clientID, Region: "us"}, Secret: config.NewSecret(clientSecret),
		Queries: transport.Queries{SyncGroups: true, ReadOptions: transport.ReadOptions{Transport: s.Transport()}},
	}, change, onelogin.New)
}

// account is a fake with people in it.
type account struct {
	*onelogintest.Server
	users []int64
	roles []int64
}

// newAccount has n users and m roles of them all.
func newAccount(t testing.TB, n, m int, o onelogintest.Options) *account {
	t.Helper()
	a := &account{Server: onelogintest.New(t, o)}
	a.AddCredential(clientID, clientSecret, onelogintest.ScopeReadUsers)
	for i := range n {
		a.users = append(a.users, a.AddUser(onelogintest.User{
			Email: fmt.Sprintf("person%05d@example.test", i), Username: fmt.Sprintf("person%05d", i), Firstname: "Person", Status: onelogintest.Active,
		}))
	}
	for i := range m {
		a.roles = append(a.roles, a.AddRole(onelogintest.Role{Name: fmt.Sprintf("Role %04d", i)}, a.users...))
	}
	return a
}

// fetch reads with a new Source.
func (a *account) fetch(t testing.TB, change func(*onelogin.Config)) *directory.Snapshot {
	t.Helper()
	return sourcetest.Fetch(t, open(t, a.Server, change), nil)
}

// isTruth compares with what the fake holds.
func (a *account) isTruth(t testing.TB, s *directory.Snapshot) {
	t.Helper()
	sourcetest.IsTruth(t, a.Truth(), s)
}

func to(pattern string) func(*http.Request) bool {
	return func(r *http.Request) bool { return onelogintest.Pattern(r) == pattern }
}

// second matches all pages of a list but the first.
func second(pattern string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		return onelogintest.Pattern(r) == pattern && (r.URL.Query().Has("cursor") || r.URL.Query().Has("page"))
	}
}

const (
	visible    = "Visible"
	visibleApp = 7
)

// harness fills a fake for the conformance suite.
type harness struct {
	server  *onelogintest.Server
	queries bool
	ids     map[string]int64
	roles   map[string]bool
}

func newHarness(t *testing.T, queries bool) *harness {
	s := onelogintest.New(t, onelogintest.Options{PageCap: 10, Options: cloudtest.Options{HTTP2: queries}})
	s.AddCredential(clientID, clientSecret, onelogintest.ScopeReadUsers)
	return &harness{server: s, queries: queries, ids: map[string]int64{}, roles: map[string]bool{}}
}

func (h *harness) Traits() sourcetest.Traits { return sourcetest.Traits{PageSize: 10, StableIDs: true} }

func (h *harness) Source(t testing.TB) directory.Source {
	return open(t, h.server, func(c *onelogin.Config) {
		if h.queries {
			c.UserQuery, c.GroupQuery = "lastname="+visible, "app_id=7"
		}
	})
}

func (h *harness) PutUser(_ testing.TB, u sourcetest.User) {
	status := onelogintest.Active
	if u.Disabled {
		status = onelogintest.Suspended
	}
	id, ok := h.ids[u.Key]
	if !ok {
		id = h.server.AddUser(onelogintest.User{Username: u.Key, Lastname: visible})
		h.ids[u.Key] = id
	}
	h.server.ChangeUser(id, func(o *onelogintest.User) { o.Email, o.Firstname, o.Status = u.Email, u.Name, status })
}

func (h *harness) PutGroup(_ testing.TB, g sourcetest.Group) {
	members := sourcetest.IDs(h.ids, g.Members)
	id, ok := h.ids[g.Key]
	if !ok {
		id = h.server.AddRole(onelogintest.Role{Apps: []int64{visibleApp}})
		h.ids[g.Key], h.roles[g.Key] = id, true
	}
	h.server.ChangeRole(id, func(r *onelogintest.Role) { r.Name = g.Name })
	h.server.SetUsers(id, members...)
}

func (h *harness) Delete(_ testing.TB, key string) {
	if h.roles[key] {
		h.server.DeleteRole(h.ids[key])
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
	h.server.Fail(n, cloudtest.Fault{
		Status: http.StatusTooManyRequests, Header: http.Header{"X-Ratelimit-Reset": {"0"}, "X-Ratelimit-Remaining": {"0"}},
		Body: `{"message":"Too Many Requests","statusCode":429,"name":"TooManyRequestsError"}`,
	})
}

func (h *harness) WrongCredentials(t testing.TB) directory.Source {
	return open(t, h.server, func(c *onelogin.Config) { c.Secret = config.NewSecret("wrong") })
}

func (h *harness) Denied(t testing.TB) directory.Source {
	h.server.AddCredential("login-only", clientSecret, onelogintest.ScopeAuthentication)
	return open(t, h.server, func(c *onelogin.Config) { c.Settings.ClientID = "login-only" })
}

// hiding is a harness with queries, which entries can leave.
type hiding struct{ *harness }

func (h hiding) Hide(_ testing.TB, key string, hidden bool) {
	name, apps := visible, []int64{visibleApp}
	if hidden {
		name, apps = "Hidden", nil
	}
	if h.roles[key] {
		h.server.ChangeRole(h.ids[key], func(r *onelogintest.Role) { r.Apps = apps })
	} else {
		h.server.ChangeUser(h.ids[key], func(u *onelogintest.User) { u.Lastname = name })
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	sourcetest.RunWithQueries(t, newHarness, func(h *harness) sourcetest.Harness { return hiding{h} })
}
