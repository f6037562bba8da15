package e2e

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
)

// twoDays returns a company on two days. Between them everything happens
// that makes a request: somebody leaves, is deleted or disabled, the email of
// a new one belongs to a member who came from no directory, more join than
// fit into one request, and groups are
// changed, made and, where the server can do that, renamed.
func twoDays(renames bool) (before, after *company) {
	before = newCompany()
	before.removesDisabled = true
	for i := range 12 {
		before.people[fmt.Sprintf("p%02d", i)] = person{email: fmt.Sprintf("p%02d@example.test", i), id: fmt.Sprintf("p%02d", i)}
	}
	before.teams["t-all"] = team{name: "All", members: []string{"t-a", "t-b"}}
	before.teams["t-a"] = team{name: "Team A", members: []string{"p00", "p01", "p02", "p03", "p04", "p05"}}
	before.teams["t-b"] = team{name: "Team B", members: []string{"p05", "p06", "p07", "p08", "p09", "p10", "p11"}}
	after = before.clone()
	after.leave("p00")
	after.change("p01", func(p *person) { p.deleted = true })
	after.change("p02", func(p *person) { p.disabled = true })
	after.people["by-hand"] = person{email: "by-hand@example.test", id: "by-hand"}
	for i := range newcomers {
		key := fmt.Sprintf("n%03d", i)
		after.people[key] = person{email: key + "@example.test", id: key}
	}
	after.changeTeam("t-a", func(t *team) {
		t.members = append(t.members, "n000", "by-hand")
		if renames {
			t.name = "Team A renamed"
		}
	})
	after.changeTeam("t-b", func(t *team) { t.members = slices.DeleteFunc(t.members, func(m string) bool { return m == "p11" }) })
	after.teams["t-new"] = team{name: "Team new", members: []string{"n000", "n001", "t-b"}}
	return before, after
}

// newcomers need two requests.
const newcomers = 503

// A setting of the crash tests: a kind of server and options of the sync.
type crashSetting struct {
	name     string
	server   orgserver.Options
	settings settings
	// requests are those of the second day, by kind.
	requests []string
}

var crashSettings = []crashSetting{
	{
		"official server", orgserver.Options{SelfHosted: true}, nil,
		[]string{"config", "token", "members", "seats", "group list", "removals", "people", "people", "people", "members", "groups"},
	},
	{
		"overwriting", orgserver.Options{SelfHosted: true}, settings{"sync.overwriteExisting": "true"},
		[]string{"config", "token", "members", "seats", "group list", "removals", "people", "members", "groups"},
	},
	{
		"without a member list", orgserver.Options{SelfHosted: true, NoMemberList: true}, nil,
		[]string{"config", "token", "members", "removals", "people", "people", "groups"},
	},
	{
		"vaultwarden", orgserver.Options{Vaultwarden: true, VaultwardenGroups: true}, nil,
		[]string{"config", "token", "removals", "people", "people", "groups"},
	},
}

// firstDay syncs the first day into an organization that has a member by hand.
func (s crashSetting) firstDay(t *testing.T) (d *installation, after *company) {
	t.Helper()
	before, after := twoDays(!s.server.Vaultwarden)
	d = newInstallation(t, s.server, before, s.settings.with(settings{"sync.removeDisabled": "true"}))
	d.org.AddUser("by-hand@example.test", "")
	d.syncs()
	d.org.ResetCalls()
	return d, after
}

// TestKilledAtEachRequest kills a sync with SIGKILL when a request arrives,
// before it is passed on, or after it was carried out and before the answer
// goes back: at every request that a sync makes. Then either the same
// directory is synced again, or the directory has changed back in between.
func TestKilledAtEachRequest(t *testing.T) {
	t.Parallel()
	for _, s := range crashSettings {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			t.Run("nobody kills", func(t *testing.T) {
				t.Parallel()
				d, after := s.firstDay(t)
				d.org.setGate(gate{})
				d.now(after)
				d.syncs()
				same(t, "requests", s.requests, d.org.requests())
			})
			for i, kind := range s.requests {
				for _, applied := range []bool{false, true} {
					for _, back := range []bool{false, true} {
						k := crash{s, i + 1, applied, back}
						t.Run(fmt.Sprintf("request %d %s%s", i+1, kind, k), func(t *testing.T) {
							t.Parallel()
							k.play(t)
						})
					}
				}
			}
		})
	}
}

// A crash is the kill at the n-th request.
type crash struct {
	crashSetting
	n int
	// applied: the request was carried out before. back: the directory changes
	// back before the next sync.
	applied, back bool
}

func (k crash) String() string {
	text := " was not passed on"
	if k.applied {
		text = " was carried out"
	}
	if k.back {
		text += ", and the directory changed back"
	}
	return text
}

// sync syncs the second day and is killed.
func (k crash) sync(t *testing.T, d *installation) {
	t.Helper()
	running := make(chan *child, 1)
	kill := func(seen int, _ string) bool {
		if seen != k.n {
			return true
		}
		c := <-running
		c.kill()
		running <- c
		return false
	}
	if k.applied {
		d.org.setGate(gate{after: kill})
	} else {
		d.org.setGate(gate{before: kill})
	}
	c := d.start("sync", "--yes")
	running <- c
	if a := c.wait(patience); !a.killed {
		t.Fatalf("%s", a.report("was not killed"))
	}
	d.org.setGate(gate{})
	d.org.Wait()
}

// age makes the record of what is in flight a minute older, so that nobody has
// to wait.
func (d *installation) age() {
	d.t.Helper()
	flights := d.state().InFlight
	for i := range flights {
		flights[i].At = flights[i].At.Add(-time.Minute)
	}
	if err := store.New(d.database(), store.Options{}).Commit(d.t.Context(), organization.Change{AddFlights: flights}); err != nil {
		d.t.Fatal(err)
	}
}

func (k crash) play(t *testing.T) {
	d, after := k.firstDay(t)
	before := d.company
	exported := d.export()
	d.now(after)
	k.sync(t, d)

	if diff := cmp.Diff(exported, d.export()); diff != "" {
		t.Errorf("settings (-before the kill +after it):\n%s", diff)
	}
	d.honest(d.org)
	inFlight := 0
	for _, f := range d.state().InFlight {
		if !f.Resent { // else it was accepted, and nobody looked for it yet
			inFlight++
		}
	}
	switch k.requests[k.n-1] {
	case "removals", "people", "groups":
		if inFlight == 0 {
			t.Error("nothing is in flight although a request was under way")
		}
	case "config", "members", "seats", "group list":
		if inFlight > 0 {
			t.Errorf("%d entries are in flight although no import was under way", inFlight)
		}
	}
	d.ok("status")

	left := []string{}
	if k.back {
		d.now(before)
		left = append(left, "Team new")
	}
	d.age()
	d.syncs(left...)
	if len(d.state().InFlight) > 0 { // what nobody can look at is sent once more
		d.syncs(left...)
	}
	if got := d.state().InFlight; len(got) > 0 {
		t.Errorf("in flight after a good sync: %v", got)
	}
	d.org.imports()
	d.syncs(left...)
	if got := sent(d.org.imports(), itself); len(got) > 0 {
		t.Errorf("sent although nothing had changed: %v", got)
	}
}
