package e2e

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/testbed/proxytest"
	"directoryconnector/backend/internal/transport"
)

// A cloud is a vendor's fake, and how bwdc is pointed at it.
type cloud struct {
	server interface {
		Transport() transport.Options
		Truth() *directory.Snapshot
		FailRandomly(percent int)
		Fail(n int, f cloudtest.Fault)
	}
	settings settings
	// secret is the setting of the secret, and its value.
	secret [2]string
	// day changes what the directory holds: in the end somebody joined, left
	// and was locked out, a team changed and got another name.
	day func(n int)
}

// How large the companies in the clouds are.
const cloudPeople, cloudTeams = 60, 24

func personAt(i int) string { return fmt.Sprintf("person%02d@example.com", i) }

func teamAt(i int) string { return fmt.Sprintf("Team %02d", i) }

// some are the members of a team.
func some[ID any](people []ID, team int) []ID {
	list := make([]ID, 0, 8)
	for m := range 8 {
		list = append(list, people[(team*5+m*7)%len(people)])
	}
	return list
}

func newEntra(t *testing.T) cloud {
	const app, secret = "2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d", "value-of-the-secret"
	s := graphtest.New(t, graphtest.Options{})
	s.AddApp(app, secret, graphtest.AllPermissions()...)
	var people, teams []string
	for i := range cloudPeople {
		people = append(people, s.AddUser(graphtest.User{Mail: personAt(i), Disabled: i%20 == 7}))
	}
	for i := range cloudTeams {
		teams = append(teams, s.AddGroup(graphtest.Group{Name: teamAt(i)}, some(people, i)...))
	}
	s.SetMember(teams[0], teams[1], true)
	s.SetMember(teams[1], teams[2], true)
	s.SetMember(teams[2], teams[0], true)
	return cloud{
		server: s, secret: [2]string{"entra.key", secret},
		settings: settings{"directory": "entra", "entra.tenant": graphtest.Tenant, "entra.applicationId": app},
		day: func(n int) {
			s.DeleteUser(people[n])
			s.ChangeUser(people[20+n], func(u *graphtest.User) { u.Disabled = true })
			s.SetMember(teams[3+n], s.AddUser(graphtest.User{Mail: fmt.Sprintf("joiner%d@example.com", n)}), true)
			s.SetMembers(teams[8+n], people[30:40]...)
			s.RenameGroup(teams[12+n], fmt.Sprintf("Renamed %d", n))
		},
	}
}

func newGoogle(t *testing.T) cloud {
	s := googletest.New(t, googletest.Options{})
	var people, teams []string
	for i := range cloudPeople {
		people = append(people, s.AddUser(googletest.User{Email: personAt(i), Suspended: i%20 == 7}))
	}
	for i := range cloudTeams {
		teams = append(teams, s.AddGroup(googletest.Group{Name: teamAt(i), Email: fmt.Sprintf("team%02d@example.com", i)}, some(people, i)...))
	}
	s.SetMembers(teams[0], append(some(people, 0), teams[1])...)
	s.SetMembers(teams[1], append(some(people, 1), teams[0])...)
	return cloud{
		server: s, secret: [2]string{"google.privateKey", googletest.GoodKey().PEM(t)},
		settings: settings{
			"directory": "google", "google.clientEmail": googletest.ClientEmail, "google.adminUser": googletest.AdminUser, "google.customer": "my_customer",
		},
		day: func(n int) {
			s.DeleteUser(people[n])
			s.ChangeUser(people[20+n], func(u *googletest.User) { u.Suspended = true })
			s.SetMembers(teams[3+n], s.AddUser(googletest.User{Email: fmt.Sprintf("joiner%d@example.com", n)}))
			s.SetMembers(teams[8+n], people[30:40]...)
			s.ChangeGroup(teams[12+n], func(g *googletest.Group) { g.Name = fmt.Sprintf("Renamed %d", n) })
		},
	}
}

func newOkta(t *testing.T) cloud {
	const token = "00QCjAl4MlV-WPXM-token"
	s := oktatest.New(t, oktatest.Options{})
	s.AddToken(token, oktatest.AllRights())
	var people, teams []string
	for i := range cloudPeople {
		status := oktatest.Active
		if i%20 == 7 {
			status = oktatest.Suspended
		}
		people = append(people, s.AddUser(oktatest.User{Email: personAt(i), Status: status}))
	}
	for i := range cloudTeams {
		teams = append(teams, s.AddGroup(oktatest.Group{Name: teamAt(i)}, some(people, i)...))
	}
	return cloud{
		server: s, secret: [2]string{"okta.token", token}, settings: settings{"directory": "okta", "okta.orgUrl": s.URL()},
		day: func(n int) {
			s.SetStatus(people[n], oktatest.Deprovisioned)
			s.SetStatus(people[20+n], oktatest.Suspended)
			s.SetMember(teams[3+n], s.AddUser(oktatest.User{Email: fmt.Sprintf("joiner%d@example.com", n)}), true)
			s.SetMembers(teams[8+n], people[30:40]...)
			s.ChangeGroup(teams[12+n], func(g *oktatest.Group) { g.Name = fmt.Sprintf("Renamed %d", n) })
		},
	}
}

func newOneLogin(t *testing.T) cloud {
	const id, secret = "5f0f8c2e1b", "secret-of-the-credential"
	s := onelogintest.New(t, onelogintest.Options{})
	s.AddCredential(id, secret, onelogintest.ScopeReadUsers)
	var people, teams []int64
	for i := range cloudPeople {
		status := onelogintest.Active
		if i%20 == 7 {
			status = onelogintest.Suspended
		}
		people = append(people, s.AddUser(onelogintest.User{Email: personAt(i), Username: fmt.Sprint("person", i), Status: status}))
	}
	for i := range cloudTeams {
		teams = append(teams, s.AddRole(onelogintest.Role{Name: teamAt(i)}, some(people, i)...))
	}
	return cloud{
		server: s, secret: [2]string{"onelogin.clientSecret", secret},
		settings: settings{"directory": "onelogin", "onelogin.region": "us", "onelogin.clientId": id},
		day: func(n int) {
			s.DeleteUser(people[n])
			s.ChangeUser(people[20+n], func(u *onelogintest.User) { u.Status = onelogintest.Suspended })
			s.SetUsers(teams[3+n], s.AddUser(onelogintest.User{Email: fmt.Sprintf("joiner%d@example.com", n), Username: "joiner", Status: onelogintest.Active}))
			s.SetUsers(teams[8+n], people[30:40]...)
			s.ChangeRole(teams[12+n], func(r *onelogintest.Role) { r.Name = fmt.Sprintf("Renamed %d", n) })
		},
	}
}

var clouds = map[string]func(*testing.T) cloud{"entra": newEntra, "google": newGoogle, "okta": newOkta, "onelogin": newOneLogin}

// reach points bwdc at the fake, as a company's proxy would lead it to the
// vendor: by the vendor's own host names.
func (p *profile) reach(t *testing.T, c cloud) {
	p.reachBy(t, c)
	p.env["SECRET"] = c.secret[1]
	p.ok("config", c.secret[0], "--secretenv", "SECRET").saysNot(c.secret[1])
	delete(p.env, "SECRET")
}

// reachBy is reach of a profile that has the secret.
func (p *profile) reachBy(t *testing.T, c cloud) {
	o := c.server.Transport()
	p.env["HTTPS_PROXY"], p.env["NO_PROXY"] = proxytest.Start(t, proxytest.Options{Dial: o.DialContext}).URL, "127.0.0.1"
	p.env["BWDC_NETWORK_CA_FILE"] = o.Network.CAFile
}

// wantedOf is what the organization has to hold: who is neither disabled nor
// deleted, and the groups with everybody below them.
func wantedOf(truth *directory.Snapshot) (people map[string]string, teams map[string][]string) {
	people, teams = map[string]string{}, map[string][]string{}
	for _, u := range truth.Users {
		if !u.Disabled && !u.Deleted {
			people[u.ExternalID] = u.Email
		}
	}
	byRef := map[string]directory.Group{}
	for _, g := range truth.Groups {
		byRef[g.ReferenceID] = g
	}
	for _, g := range truth.Groups {
		below, todo := map[string]bool{}, []string{g.ReferenceID}
		inside := map[string]bool{}
		for len(todo) > 0 {
			at := byRef[todo[0]]
			todo = todo[1:]
			if below[at.ReferenceID] {
				continue
			}
			below[at.ReferenceID] = true
			todo = append(todo, at.NestedGroups...)
			for _, id := range at.UserMembers {
				if people[id] != "" {
					inside[id] = true
				}
			}
		}
		teams[g.Name] = slices.Sorted(maps.Keys(inside))
	}
	return people, teams
}

// holdsCloud fails the test unless the organization is what the cloud holds.
func (s *orgServer) holdsCloud(t *testing.T, when string, truth *directory.Snapshot) {
	t.Helper()
	people, teams := map[string]string{}, map[string][]string{}
	for _, m := range s.Members() {
		if m.ExternalID != "" {
			people[m.ExternalID] = m.Email
		}
	}
	for _, g := range s.Groups() {
		teams[g.Name] = slices.Sorted(slices.Values(g.MemberExternalIDs))
	}
	wantPeople, wantTeams := wantedOf(truth)
	same(t, when+": the members", wantPeople, people)
	same(t, when+": the groups", wantTeams, teams)
}

// TestCloudsIntoTheOrganization: what a vendor holds is what the organization
// comes to hold, also where one request in twenty goes wrong and another is
// throttled, and after changes.
func TestCloudsIntoTheOrganization(t *testing.T) {
	t.Parallel()
	for name, start := range clouds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := start(t)
			o, p := newOrgServer(t, orgserver.Options{}), newProfile(t)
			p.configure(o, c.settings.with(settings{
				"sync.maxRemovals": "100", "sync.maxAdditions": "100", "sync.removeDisabled": "true",
			}))
			p.reach(t, c)
			p.ok("check").says("Directory", "ok").saysNot(c.secret[1])
			c.server.FailRandomly(5)
			p.ok("sync", "--yes").saysNot(c.secret[1])
			o.holdsCloud(t, "after the first sync", c.server.Truth())
			slower := cloudtest.Fault{Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"1"}, "Content-Type": {"text/plain"}}, Body: "slower"}
			for n := range 4 {
				c.day(n)
				// Okta's limit ends with its minute, which nobody waits for here: see
				// the tests of backend/internal/okta, where time is not real.
				if name != "okta" {
					c.server.Fail(1, slower)
				}
				p.ok("sync", "--allow-memberships", "1000").saysNot(c.secret[1])
				o.holdsCloud(t, fmt.Sprintf("after day %d", n+1), c.server.Truth())
				p.honest(o)
				if traffic := p.lastRun().Traffic; traffic == nil || traffic.Requests == 0 || traffic.Throttled == 0 && name != "okta" {
					t.Errorf("the history says of the requests: %v", traffic)
				}
			}
			p.ok("sync", "--full")
			o.holdsCloud(t, "after everything was sent again", c.server.Truth())
			if log := p.ok("history").stdout; strings.Contains(log, "failed") {
				t.Errorf("the history:\n%s", log)
			}
		})
	}
}
