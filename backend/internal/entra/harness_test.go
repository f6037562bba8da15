package entra_test

import (
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

const (
	appID  = "2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d"
	secret = "Hq~8Q~very.secret.value-of_the_app"
)

// configOf returns how a test reads s.
func configOf(s *graphtest.Server) entra.Config {
	return entra.Config{
		Settings: config.Entra{IdentityAuthority: graphtest.Global.Authority, Tenant: graphtest.Tenant, ApplicationID: appID},
		Key:      config.NewSecret(secret), SyncGroups: true, ReadOptions: transport.ReadOptions{Transport: s.Transport()},
	}
}

// open returns a Source, changed before it is made.
func open(t testing.TB, s *graphtest.Server, change func(*entra.Config)) *entra.Source {
	t.Helper()
	return sourcetest.Open(t, configOf(s), change, entra.New)
}

// harness fills a fake. With filters, users are hidden by leaving a group,
// groups by entering an administrative unit.
type harness struct {
	server *graphtest.Server
	ids    map[string]string
	traits sourcetest.Traits
	// everybody is the group that users are hidden by leaving, archive the
	// unit.
	everybody, archive string
	hidden             map[string]bool
}

func newHarness(t *testing.T, o graphtest.Options, filters bool) *harness {
	o.PageCap, o.DeltaPage, o.DeltaMembers = 10, 10, 7
	s := graphtest.New(t, o)
	s.AddApp(appID, secret, graphtest.AllPermissions()...)
	h := &harness{server: s, ids: map[string]string{}, hidden: map[string]bool{}, traits: sourcetest.Traits{
		PageSize: 10, Incremental: !o.NoDelta && !filters, KeepsDeleted: true, StableIDs: true, Nested: true, Outside: filters,
	}}
	if filters {
		h.everybody = s.AddGroup(graphtest.Group{Name: "Everybody"})
		h.archive = s.AddUnit(h.everybody)
	}
	return h
}

func (h *harness) Traits() sourcetest.Traits { return h.traits }

func (h *harness) config(c *entra.Config) {
	if h.everybody != "" {
		c.IncludeGroups, c.ExcludeUnits, c.ResolveOutside = []string{h.everybody}, []string{h.archive}, h.traits.Outside
	}
}

func (h *harness) FollowOutside(_ testing.TB, on bool) { h.traits.Outside = on }

func (h *harness) Source(t testing.TB) directory.Source { return open(t, h.server, h.config) }

func (h *harness) PutUser(_ testing.TB, u sourcetest.User) {
	put := func(g *graphtest.User) {
		g.Name, g.Mail, g.Disabled = u.Name, u.Email, u.Disabled
		if g.UPN = u.Email; u.Email == "" {
			g.UPN = "" // an account of B2C
		}
	}
	if id, ok := h.ids[u.Key]; ok {
		h.server.ChangeUser(id, put)
		return
	}
	id := h.server.AddUser(graphtest.User{})
	h.server.ChangeUser(id, put)
	if h.ids[u.Key] = id; h.everybody != "" {
		h.server.SetMember(h.everybody, id, true)
	}
}

func (h *harness) PutGroup(_ testing.TB, g sourcetest.Group) {
	members := sourcetest.IDs(h.ids, g.Members)
	id, ok := h.ids[g.Key]
	if !ok {
		h.ids[g.Key] = h.server.AddGroup(graphtest.Group{Name: g.Name}, members...)
		return
	}
	h.server.RenameGroup(id, g.Name)
	h.server.SetMembers(id, members...)
}

func isUser(id string) bool { return strings.HasPrefix(id, "a") }

func (h *harness) Delete(_ testing.TB, key string) {
	if id := h.ids[key]; isUser(id) {
		h.server.DeleteUser(id)
	} else {
		h.server.DeleteGroup(id)
	}
}

func (h *harness) OnAnswer(_ testing.TB, fn func())  { h.server.OnNextPage(fn) }
func (h *harness) FailPages(_ testing.TB, fail bool) { h.server.CutLists(fail) }
func (h *harness) ExpireCursors(testing.TB)          { h.server.ForgetTokens(0, "") }

func (h *harness) Throttle(_ testing.TB, n int) {
	h.server.Fail(n, graphtest.Fault{Status: http.StatusTooManyRequests, Code: "TooManyRequests", Header: http.Header{"Retry-After": {"0"}}})
	h.server.FailParts(n, graphtest.PartFault{Status: http.StatusTooManyRequests, Code: "TooManyRequests", RetryAfter: "0"})
}

func (h *harness) WrongCredentials(t testing.TB) directory.Source {
	return open(t, h.server, func(c *entra.Config) { h.config(c); c.Key = config.NewSecret("another") })
}

func (h *harness) Denied(t testing.TB) directory.Source {
	const other = "2b1f3c4d-0000-4000-8000-000000000001"
	h.server.AddApp(other, secret, "User.Read.All", "AdministrativeUnit.Read.All")
	return open(t, h.server, func(c *entra.Config) { h.config(c); c.Settings.ApplicationID = other })
}

// hiding is a harness with filters, which entries can leave.
type hiding struct{ *harness }

func (h hiding) Hide(_ testing.TB, key string, hidden bool) {
	if id := h.ids[key]; isUser(id) {
		h.server.SetMember(h.everybody, id, !hidden)
	} else {
		h.server.SetInUnit(h.archive, id, hidden)
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]graphtest.Options{
		"with delta": {}, "with a delta that tells less": {Silent: true}, "without delta": {NoDelta: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sourcetest.Run(t, func(t *testing.T) sourcetest.Harness { return newHarness(t, o, false) })
		})
	}
	t.Run("with filters", func(t *testing.T) {
		t.Parallel()
		sourcetest.Run(t, func(t *testing.T) sourcetest.Harness { return hiding{newHarness(t, graphtest.Options{}, true)} })
	})
}
