package okta_test

import (
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

const goodToken = "00QCjAl4MlV-WPXM-test-token"

// clock is the fake's: real time and what was skipped.
type clock struct{ skipped atomic.Int64 }

func (c *clock) now() time.Time       { return time.Now().Add(time.Duration(c.skipped.Load())) }
func (c *clock) skip(d time.Duration) { c.skipped.Add(int64(d)) }

// configOf returns how a test reads s.
func configOf(s *oktatest.Server) okta.Config {
	return okta.Config{
		Settings: config.Okta{OrgURL: s.URL()}, Token: config.NewSecret(goodToken), Queries: transport.Queries{SyncGroups: true, ReadOptions: transport.ReadOptions{Transport: s.Transport()}},
	}
}

// open returns a Source, changed before it is made.
func open(t testing.TB, s *oktatest.Server, change func(*okta.Config)) *okta.Source {
	t.Helper()
	return sourcetest.Open(t, configOf(s), change, okta.New)
}

const (
	archived = "Archived "
	visible  = "Visible"
)

// harness fills a fake for the conformance suite. Ten minutes pass before each
// read, so that the overlap hides nothing. Since Okta tells nobody that a group
// was deleted, groups leave by a name that is filtered out.
type harness struct {
	server  *oktatest.Server
	clock   *clock
	queries bool
	ids     map[string]string
	names   map[string]string // of groups
}

func newHarness(t *testing.T, queries bool) *harness {
	c := &clock{}
	s := oktatest.New(t, oktatest.Options{Options: cloudtest.Options{Now: c.now, HTTP2: queries}, PageCap: 10})
	s.AddToken(goodToken, oktatest.AllRights())
	return &harness{server: s, clock: c, queries: queries, ids: map[string]string{}, names: map[string]string{}}
}

func (h *harness) Traits() sourcetest.Traits {
	return sourcetest.Traits{PageSize: 10, Incremental: true, KeepsDeleted: true, StableIDs: true}
}

func (h *harness) config(c *okta.Config) {
	c.GroupNames = sourcetest.NotPrefix(archived)
	if h.queries {
		c.UserQuery, c.GroupQuery = `profile.lastName eq "`+visible+`"`, `type eq "OKTA_GROUP"`
	}
}

func (h *harness) Source(t testing.TB) directory.Source {
	h.clock.skip(10 * time.Minute)
	return open(t, h.server, h.config)
}

func (h *harness) PutUser(_ testing.TB, u sourcetest.User) {
	status := oktatest.Active
	if u.Disabled {
		status = oktatest.Suspended
	}
	if id, ok := h.ids[u.Key]; ok {
		h.server.ChangeUser(id, func(o *oktatest.User) { o.Email, o.FirstName, o.Status = u.Email, u.Name, status })
		return
	}
	h.ids[u.Key] = h.server.AddUser(oktatest.User{Login: u.Key, Email: u.Email, FirstName: u.Name, LastName: visible, Status: status})
}

func (h *harness) PutGroup(_ testing.TB, g sourcetest.Group) {
	members := sourcetest.IDs(h.ids, g.Members)
	id, ok := h.ids[g.Key]
	if !ok {
		h.ids[g.Key] = h.server.AddGroup(oktatest.Group{Name: g.Name}, members...)
		h.names[g.Key] = g.Name
		return
	}
	if h.names[g.Key] != g.Name { // a change of members is no update
		h.server.ChangeGroup(id, func(o *oktatest.Group) { o.Name = g.Name })
	}
	h.names[g.Key] = g.Name
	h.server.SetMembers(id, members...)
}

func (h *harness) Delete(_ testing.TB, key string) {
	id := h.ids[key]
	if strings.HasPrefix(id, "00u") {
		h.server.SetStatus(id, oktatest.Deprovisioned)
		return
	}
	h.server.ChangeGroup(id, func(g *oktatest.Group) { g.Name = archived + g.Name })
}

func (h *harness) OnAnswer(_ testing.TB, fn func())  { h.server.OnNextPage(fn) }
func (h *harness) FailPages(_ testing.TB, fail bool) { h.server.Cut(fail, nil) }

func (h *harness) Throttle(_ testing.TB, n int) {
	h.server.Fail(n, oktatest.Fault{Status: http.StatusTooManyRequests, Code: "E0000047", Header: http.Header{
		"X-Rate-Limit-Remaining": {"0"}, "X-Rate-Limit-Reset": {strconv.FormatInt(h.clock.now().Add(10*time.Minute).Unix(), 10)},
	}})
}

func (h *harness) WrongCredentials(t testing.TB) directory.Source {
	return open(t, h.server, func(c *okta.Config) { c.Token = config.NewSecret("wrong") })
}

func (h *harness) Denied(t testing.TB) directory.Source {
	h.server.AddToken("users-only", oktatest.Rights{Users: true})
	return open(t, h.server, func(c *okta.Config) { c.Token = config.NewSecret("users-only") })
}

// hiding is a harness with queries, which entries can leave.
type hiding struct{ *harness }

func (h hiding) Hide(_ testing.TB, key string, hidden bool) {
	name, kind := visible, "OKTA_GROUP"
	if hidden {
		name, kind = "Hidden", "APP_GROUP"
	}
	if id := h.ids[key]; strings.HasPrefix(id, "00u") {
		h.server.ChangeUser(id, func(u *oktatest.User) { u.LastName = name })
	} else {
		h.server.ChangeGroup(id, func(g *oktatest.Group) { g.Type = kind })
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	sourcetest.RunWithQueries(t, newHarness, func(h *harness) sourcetest.Harness { return hiding{h} })
}
