package e2e

import (
	"context"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
)

type member = orgserver.Member

// settings are settings by key.
type settings map[string]string

// with returns a copy with more settings.
func (s settings) with(more settings) settings {
	all := settings{}
	maps.Copy(all, s)
	maps.Copy(all, more)
	return all
}

// configure imports the settings and logs in.
func (p *profile) configure(s *orgServer, all settings) {
	p.t.Helper()
	p.replaceSettings(all.with(settings{"server.url": s.URL}))
	p.ok("login", s.ClientID(), s.ClientSecret())
}

// replaceSettings imports the settings.
func (p *profile) replaceSettings(all settings) {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), "settings.json")
	file := map[string]any{"version": 1}
	for key, value := range all {
		file[key] = value
	}
	data, err := json.Marshal(file)
	if err != nil {
		p.t.Fatal(err)
	}
	write(p.t, path, string(data))
	p.ok("config", "import", path)
}

// export returns all settings as they are exported.
func (p *profile) export() string {
	p.t.Helper()
	return p.ok("config", "export").stdout
}

// database is the path of the database of the default profile.
func (p *profile) database() string {
	return filepath.Join(p.dir, "profiles", "default", "bwdc.db")
}

// state opens the database, which must be sound, and returns what is
// remembered of the organization.
func (p *profile) state() *organization.State {
	p.t.Helper()
	state, err := store.New(p.database(), store.Options{}).Load(context.Background())
	if err != nil {
		p.t.Fatalf("the database can't be read: %v", err)
	}
	return state
}

// lastRun returns the record of the last run.
func (p *profile) lastRun() organization.Run {
	p.t.Helper()
	s := store.New(p.database(), store.Options{})
	runs, _, err := s.RunsPage(context.Background(), "", 0, 1)
	if err != nil || len(runs) == 0 {
		p.t.Fatalf("no run in the history: %v", err)
	}
	run, err := s.Run(context.Background(), runs[0].ID)
	if err != nil {
		p.t.Fatalf("the last run can't be read: %v", err)
	}
	return run
}

// honest fails the test if something counts as acknowledged that the
// organization does not hold. What is in flight is known to be unknown.
func (p *profile) honest(s *orgServer) {
	p.t.Helper()
	state := p.state()
	flying := map[string]bool{}
	for _, f := range state.InFlight {
		flying[f.ExternalID] = true
	}
	emails := map[string]string{}
	for _, m := range s.Members() {
		if m.ExternalID != "" && m.Status >= 0 {
			emails[m.ExternalID] = m.Email
		}
	}
	for id, m := range state.Members {
		if emails[id] != m.Email && !flying[id] {
			p.t.Errorf("member %s counts as acknowledged with the email %q, the organization has %q", id, m.Email, emails[id])
		}
	}
	groups := map[string]orgserver.Group{}
	for _, g := range s.Groups() {
		groups[g.ExternalID] = g
	}
	for id, g := range state.Groups {
		if flying[id] {
			continue
		}
		// Who left, and who is in flight, does not count.
		unclear := func(m string) bool { return flying[m] || emails[m] == "" }
		known := slices.DeleteFunc(slices.Clone(g.Members), unclear)
		has := slices.DeleteFunc(slices.Clone(groups[id].MemberExternalIDs), unclear)
		if groups[id].Name != g.Name || !slices.Equal(known, has) {
			p.t.Errorf("group %s counts as acknowledged as %v, the organization has %v", id, g, groups[id])
		}
	}
}

// same fails the test unless both are equal.
func same[T any](t testing.TB, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// An installation is what an administrator has: an organization, a profile that feeds it from
// a file, and the company in that file.
type installation struct {
	*profile
	org     *orgServer
	company *company
	// path is the file.
	path string
}

// newInstallation sets up a profile that reads a JSON file, and logs in. Guards are
// wide open unless more says otherwise.
func newInstallation(t testing.TB, o orgserver.Options, c *company, more settings) *installation {
	t.Helper()
	return newInstallationIn(t, newProfile(t), o, c, more)
}

// newInstallationIn is newInstallation in a data folder that is there already.
func newInstallationIn(t testing.TB, p *profile, o orgserver.Options, c *company, more settings) *installation {
	t.Helper()
	d := &installation{profile: p, org: newOrgServer(t, o), company: c, path: filepath.Join(t.TempDir(), "company.json")}
	c.save(t, d.path)
	d.configure(d.org, settings{
		"directory": "file", "file.path": d.path, "sync.maxRemovals": "5000", "sync.maxAdditions": "5000",
	}.with(more))
	return d
}

// now replaces the company in the file.
func (d *installation) now(c *company) {
	d.t.Helper()
	d.company = c
	c.save(d.t, d.path)
}

// syncs runs a sync that must succeed, after which the organization must be
// what the directory says, but for groups that left.
func (d *installation) syncs(left ...string) answer {
	d.t.Helper()
	a := d.ok("sync", "--yes")
	d.org.holds(d.t, d.company, left...)
	d.honest(d.org)
	return a
}

// cache is the state as a text that can be compared. What a guard showed is
// not part of it.
func (p *profile) cache() string {
	p.t.Helper()
	state := p.state()
	state.Shown = nil
	data, err := json.MarshalIndent(state, "", " ")
	if err != nil {
		p.t.Fatal(err)
	}
	return string(data)
}
