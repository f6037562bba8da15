package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
)

// smallCompany has ten people and two teams.
func smallCompany() *company {
	c := newCompany()
	for i := range 10 {
		key := fmt.Sprintf("p%d", i)
		c.people[key] = person{email: key + "@example.test", id: key}
	}
	c.teams["t-1"] = team{name: "One", members: []string{"p1", "p2", "t-2"}}
	c.teams["t-2"] = team{name: "Two", members: []string{"p3"}}
	return c
}

// promptly is how quickly a service has to stop, generously.
const promptly = 5 * time.Second

// TestServiceStopsOnSIGTERM: 'bwdc run' ends in order within seconds, while
// it waits, and in the middle of a read of the member list or of an import
// that the server sits on; the next sync brings the organization to what the
// directory says.
func TestServiceStopsOnSIGTERM(t *testing.T) {
	t.Parallel()
	t.Run("while it waits for the next run", func(t *testing.T) {
		t.Parallel()
		d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
		d.syncs()
		c := d.start("run")
		eventually(t, "a run of the service", patience, func() bool { return strings.Contains(d.statusText(), `"waiting"`) })
		c.terminate()
		if a := c.wait(promptly); a.code != 0 || a.killed {
			t.Errorf("%s", a.report("did not end in order"))
		}
		d.ok("sync").says("nothing had changed")
	})
	for _, kind := range []string{"members", "people", "groups"} {
		t.Run("in the middle of a request for "+kind, func(t *testing.T) {
			t.Parallel()
			c := smallCompany()
			d := newInstallation(t, orgserver.Options{SelfHosted: true}, c, nil)
			d.syncs()
			day := c.clone()
			day.people["new"] = person{email: "new@example.test", id: "new"}
			day.changeTeam("t-2", func(t *team) { t.members = append(t.members, "new") })
			d.now(day)

			arrived, goOn := make(chan bool), make(chan bool)
			var once sync.Once
			d.org.setGate(gate{before: func(_ int, k string) bool {
				if k == kind {
					once.Do(func() {
						close(arrived)
						<-goOn
					})
				}
				return true
			}})
			service := d.start("run")
			select {
			case <-arrived:
			case <-service.done:
				t.Fatalf("%s", service.wait(0).report("ended"))
			case <-time.After(patience):
				t.Fatal("the request did not come")
			}
			service.terminate()
			a := service.wait(promptly)
			close(goOn)
			if a.killed || a.code != 0 {
				t.Errorf("%s", a.report("did not end in order"))
			}
			d.org.Wait()
			d.org.setGate(gate{})
			d.honest(d.org)
			d.syncs()
		})
	}
}

// statusText is the status as JSON.
func (p *profile) statusText() string { return p.ok("--response", "status").stdout }

// TestServiceSaysLogInRefused: a refused API key stops the service with exit
// code 4, which a service manager does not restart.
func TestServiceSaysLogInRefused(t *testing.T) {
	t.Parallel()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
	d.syncs()
	d.org.RotateSecret("another-secret")
	d.org.RevokeTokens()
	people := d.company.clone()
	people.people["new"] = person{email: "new@example.test", id: "new"}
	d.now(people)
	a := d.exits(4, "run").saysNot("another-secret", orgserver.DefaultClientSecret)
	a.says("log-in")
	d.exits(4, "sync")
	// The administrator is not logged out by it: the right key goes on.
	d.org.RotateSecret(orgserver.DefaultClientSecret)
	d.syncs()
}

// TestSecondSyncIsToldWhoSyncs: of two syncs at once the second one is told
// which process is at it, and since when.
func TestSecondSyncIsToldWhoSyncs(t *testing.T) {
	t.Parallel()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
	arrived, goOn := make(chan bool), make(chan bool)
	var once sync.Once
	d.org.setGate(gate{before: func(_ int, kind string) bool {
		if kind == "people" {
			once.Do(func() {
				close(arrived)
				<-goOn
			})
		}
		return true
	}})
	first := d.start("sync", "--yes")
	<-arrived
	pid := fmt.Sprint(first.cmd.Process.Pid)
	for _, command := range [][]string{{"sync"}, {"clear-cache", "--yes"}} {
		d.exits(11, command...).says("process "+pid, "sync").inWords()
	}
	if text := d.statusText(); !strings.Contains(text, pid) {
		t.Errorf("status does not name process %s: %s", pid, text)
	}
	d.ok("test") // reading is no trouble
	close(goOn)
	if a := first.wait(patience); a.code != 0 {
		t.Errorf("%s", a.report("failed"))
	}
	d.org.holds(t, d.company)
}

// TestSettingsWhileServiceSyncs: 'bwdc config' writes while 'bwdc run' syncs,
// as a window beside a service does: no setting is lost, no sync fails.
func TestSettingsWhileServiceSyncs(t *testing.T) {
	t.Parallel()
	c := smallCompany()
	for i := range 2000 {
		key := fmt.Sprintf("q%04d", i)
		c.people[key] = person{email: key + "@example.test", id: key}
	}
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, c, nil)
	d.env["BWDC_SYNC_FULL_SYNC_EVERY"] = "0s" // each run sends everything
	d.ok("sync", "--yes")
	service := d.start("run")
	var wait sync.WaitGroup
	var syncs int
	for w := range 3 {
		wait.Go(func() {
			for i := range 8 {
				key, value := []string{"sync.emailSuffix", "ldap.hostname", "okta.orgUrl"}[w], []string{"@w%d.test", "dc%d.example.test", "https://o%d.example.test"}[w]
				a := d.start("config", key, fmt.Sprintf(value, i)).wait(patience)
				if a.code != 0 {
					t.Errorf("%s", a.report("config failed"))
				}
				a = d.start("config", "get", key).wait(patience)
				if want := fmt.Sprintf(value, i); strings.TrimSpace(a.stdout) != want {
					t.Errorf("%s", a.report("want "+want))
				}
			}
		})
	}
	wait.Wait()
	eventually(t, "a run of the service", patience, func() bool { return strings.Contains(d.statusText(), `"waiting"`) })
	service.terminate()
	a := service.wait(promptly)
	if a.code != 0 || syncs > 0 {
		t.Errorf("%s", a.report("the service failed"))
	}
	if run := d.lastRun(); run.Result != "done" {
		t.Errorf("the service's run ended as %s: %s", run.Result, run.Error)
	}
	exported := d.export()
	for _, text := range []string{"@w7.test", "dc7.example.test", "https://o7.example.test", filepath.Base(d.path)} {
		if !strings.Contains(exported, text) {
			t.Errorf("lost %s:\n%s", text, exported)
		}
	}
	d.org.holds(t, c)
}
