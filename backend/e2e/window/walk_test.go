//go:build linux

package window_test

import (
	"slices"
	"testing"
)

// TestAWalkThroughThePlanAndOnePerson goes the first steps in the real window,
// carries out a plan that is on the screen, and asks for one person, by name.
func TestAWalkThroughThePlanAndOnePerson(t *testing.T) {
	for look, env := range map[string]string{"light": "GTK_THEME=Adwaita", "dark": "GTK_THEME=Adwaita:dark"} {
		t.Run(look, func(t *testing.T) {
			d := newFixture(t)
			org, url := newOrgServer(t)
			p := d.open(env)
			shot := func(name string) { d.picture(look + "-walk-" + name) }

			p.logIn(url, org, func(string) {})
			path := company(t, 3)
			p.firstSteps(path, shot)
			hire(t, path, 4)
			p.carryOut(shot)
			want := []string{"person0000@example.test", "person0001@example.test", "person0002@example.test", "person0003@example.test"}
			if got := members(org); !slices.Equal(got, want) {
				t.Errorf("the members are %v", got)
			}
			p.askFor("person no 3", "person0003@example.test", shot)
			d.clean("the log", d.logs())
			d.must(d.Key(d.ctx, "ctrl+q"))
			d.ends(p)
		})
	}
}

// firstSteps follows the checklist to its end.
func (p *page) firstSteps(path string, shot func(string)) {
	p.d.t.Helper()
	p.click("link", "Dashboard")
	p.find("heading", "First steps")
	p.says("Set up the directory")
	shot("first")
	p.click("button", "Set up the directory")
	p.click("radio", "File")
	p.fill("textbox", "File", path)
	p.save(func(string) {})
	p.click("link", "Dashboard")
	p.click("button", "Check the connection")
	p.until("checked", func(s state) bool { return s.job("check") == "done" })
	p.click("button", "Read users and groups")
	p.until("tested", func(s state) bool { return s.job("test") == "done" })
	p.says("3 people, 1 group")
	p.click("button", "Show the plan")
	p.firstSync(3, func(string) {})
	p.says("By itself", "6 of 7 done")
	shot("last-step")
	p.click("button", "Not now")
	p.saysNot("First steps")
}

// carryOut tests, and syncs exactly what is shown.
func (p *page) carryOut(shot func(string)) {
	p.d.t.Helper()
	first := p.state().LastUsers
	p.click("button", "Test Now")
	p.says("1 person joins", "1 group changes", "Pérson No 3")
	shot("plan")
	p.click("button", "Sync these 2 changes")
	p.until("synced", func(s state) bool { return s.LastUsers != first && s.job("sync") == "done" })
	p.find("heading", "What the sync did")
	p.says("1 person joined", "This has been carried out")
	shot("applied")
}

// askFor finds somebody by a part of the name, typed without accents.
func (p *page) askFor(name, email string, shot func(string)) {
	p.d.t.Helper()
	p.d.must(p.d.Key(p.d.ctx, "slash"))
	p.fill("combobox", "Find a person or group", name)
	p.click("option", email)
	p.find("heading", email)
	p.says("Pérson No 3", "Belongs in the organization", "Engineering", "Invited as "+email)
	shot("person")
}
