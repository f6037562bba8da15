//go:build linux

package window_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestTheWholeStory is an administrator's first day: log in, settings, check,
// test, sync, start, stop, clear the cache. By mouse and keyboard in the real
// window, as it is told by its names; light and dark.
func TestTheWholeStory(t *testing.T) {
	for look, env := range map[string]string{"light": "GTK_THEME=Adwaita", "dark": "GTK_THEME=Adwaita:dark"} {
		t.Run(look, func(t *testing.T) {
			d := newFixture(t)
			org, url := newOrgServer(t)
			p := d.open(env)
			p.looks(look)
			shot := func(name string) { d.picture(look + "-" + name) }

			p.logIn(url, org, shot)
			p.chooseFile(company(t, 3), shot)
			p.check(shot)
			p.testNow(shot)
			p.firstSync(3, shot)
			want := []string{"person0000@example.test", "person0001@example.test", "person0002@example.test"}
			if diff := cmp.Diff(want, members(org)); diff != "" {
				t.Errorf("members (-want +got):\n%s", diff)
			}
			p.startAndStop(shot)
			p.seeHistory(shot)
			p.clearCache(shot)
			p.logOut()
			d.clean("the log", d.logs())
			d.must(d.Key(d.ctx, "ctrl+q"))
			d.ends(p)
		})
	}
}

// TestTheStoryWithOpenLDAP is the same with a directory that is asked over the
// network.
func TestTheStoryWithOpenLDAP(t *testing.T) {
	server := slapdtest.Start(t)
	root := server.OU(t)
	for uid, name := range map[string]string{"ada": "Ada Lovelace", "grace": "Grace Hopper"} {
		server.Add(t, "uid="+uid+","+root, slapdtest.Attributes{
			"objectClass": {"inetOrgPerson"}, "cn": {name}, "sn": {name}, "mail": {uid + "@example.test"},
		})
	}
	server.Add(t, "cn=Pioneers,"+root, slapdtest.Attributes{
		"objectClass": {"groupOfNames"}, "member": {"uid=ada," + root, "uid=grace," + root},
	})
	d := newFixture(t)
	org, url := newOrgServer(t)
	p := d.open()
	shot := func(name string) { d.picture("openldap-" + name) }

	p.logIn(url, org, func(string) {})
	p.chooseOpenLDAP(server, root, shot)
	p.check(shot)
	p.testNow(shot)
	p.firstSync(2, shot)
	if got := members(org); !slices.Equal(got, []string{"ada@example.test", "grace@example.test"}) {
		t.Errorf("the members are %v", got)
	}
	d.clean("the log", d.logs())
	d.must(d.Key(d.ctx, "ctrl+q"))
	d.ends(p)
}

// looks fails the test unless the page is light, or dark, as the system is.
func (p *page) looks(look string) {
	p.d.t.Helper()
	var brightness float64
	p.d.must(p.Eval(p.d.ctx, `
for (const element of [document.body, document.documentElement]) {
  const [r, g, b, a = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
  if (a === 1) return (r + g + b) / 3;
}`, &brightness))
	if (brightness > 128) != (look == "light") {
		p.d.t.Errorf("the background of the %s page is %v bright", look, brightness)
	}
}

func (p *page) logIn(url string, org *orgserver.Server, shot func(string)) {
	p.d.t.Helper()
	p.says("Log in")
	p.click("radio", "Self-hosted")
	p.fill("textbox", "Server URL", url)
	// A wrong key first.
	p.fill("textbox", "Client ID", org.ClientID())
	p.fill("textbox", "Client secret", "wrong")
	p.click("button", "Log In")
	p.says("log-in refused by the server", "Check client id and client secret")
	shot("log-in-refused")
	p.fill("textbox", "Client secret", secret)
	p.click("button", "Log In")
	p.until("logged in", func(s state) bool { return s.Account.LoggedIn })
	shot("logged-in")
}

func (p *page) chooseFile(path string, shot func(string)) {
	p.d.t.Helper()
	p.click("link", "Settings")
	p.find("heading", "Settings")
	p.click("radio", "File")
	p.fill("textbox", "File", path)
	p.says("unsaved change")
	shot("settings-unsaved")
	p.save(shot)
}

func (p *page) chooseOpenLDAP(server *slapdtest.Server, root string, shot func(string)) {
	p.d.t.Helper()
	p.click("link", "Settings")
	p.click("radio", "Active Directory or LDAP")
	p.click("switch", "Active Directory")
	p.fill("textbox", "Server", server.Host)
	p.d.must(p.Choose(p.d.ctx, "Encryption", "StartTLS"))
	p.fill("textbox", "Port", fmt.Sprint(server.Port))
	p.fill("textbox", "Certificate authority", server.CA.File)
	p.fill("textbox", "User name", slapdtest.ReaderDN)
	p.fill("textbox", "Password", slapdtest.ReaderPassword)
	p.fill("textbox", "Root path", root)
	shot("settings-unsaved")
	p.save(shot)
}

func (p *page) save(shot func(string)) {
	p.d.t.Helper()
	p.click("button", "Save")
	p.says("Settings saved")
	shot("settings-saved")
	p.until("set up", func(s state) bool { return s.Configured })
}

func (p *page) check(shot func(string)) {
	p.d.t.Helper()
	p.click("button", "Check connection")
	p.until("checked", func(s state) bool { return s.job("check") == "done" })
	p.find("button", "Check again")
	shot("settings-check")
}

func (p *page) testNow(shot func(string)) {
	p.d.t.Helper()
	p.click("link", "Dashboard")
	p.click("button", "Test Now")
	p.until("tested", func(s state) bool { return s.job("test") == "done" })
	p.find("heading", "What a sync would do")
	p.says("Everybody")
	shot("test")
}

// firstSync is stopped by the guard that wants to be told how many people
// become members.
func (p *page) firstSync(people int, shot func(string)) {
	p.d.t.Helper()
	number := fmt.Sprint(people)
	p.click("button", "Sync Now") // which leads to the question of the plan
	p.asked()
	p.click("button", "Add "+number+" new members")
	p.fill("textbox", "Type "+number+" to confirm", number)
	shot("first-sync")
	p.click("button", "Add and sync")
	p.until("synced", func(s state) bool { return s.job("sync") == "done" && s.LastUsers != "" })
	p.says("members added")
	shot("synced")
}

// asked waits until a question was brought into sight: until then the page moves.
func (p *page) asked() {
	p.d.t.Helper()
	is := false
	for start := time.Now(); !is; time.Sleep(50 * time.Millisecond) {
		p.d.must(p.Eval(p.d.ctx, "return document.activeElement.tagName === 'SECTION'", &is))
		if time.Since(start) > 20*time.Second {
			p.d.t.Fatal("the question does not get the focus")
		}
	}
}

func (p *page) startAndStop(shot func(string)) {
	p.d.t.Helper()
	p.click("button", "Start Sync")
	p.until("waiting", func(s state) bool { return s.Automatic != nil && s.Automatic.State == "waiting" })
	p.says("Waiting until")
	shot("automatic")
	// The window's close button asks now.
	p.d.must(p.d.CloseWindow(p.d.ctx))
	p.find("heading", "Automatic sync is running")
	shot("close")
	p.click("button", "Hide the window, keep syncing")
	p.d.vanishes()
	second, err := p.d.Start(p.d.ctx, p.d.path, p.d.data)
	p.d.must(err)
	if code, err := second.Wait(10 * time.Second); code != 0 || err != nil {
		p.d.t.Fatalf("the second start: exit code %d, %v", code, err)
	}
	p.d.appears()
	p.click("button", "Stop Sync")
	p.until("stopped", func(s state) bool { return s.Automatic == nil || s.Automatic.State == "stopped" })
	p.says("Off")
	p.find("button", "Keep syncing without this window")
}

func (p *page) seeHistory(shot func(string)) {
	p.d.t.Helper()
	p.click("link", "History")
	p.find("heading", "History")
	p.says("Done")
	// The chart is loaded when it is needed.
	p.saysNot("The chart could not be loaded")
	shot("history")
}

func (p *page) clearCache(shot func(string)) {
	p.d.t.Helper()
	p.click("link", "More")
	p.find("heading", "More")
	shot("more")
	p.click("button", "Clear Sync Cache")
	shot("clear-cache")
	p.click("button", "Clear Sync Cache") // in the dialog now
	p.until("cleared", func(s state) bool { return s.LastUsers == "" })
}

func (p *page) logOut() {
	p.d.t.Helper()
	p.click("button", "Log out")
	p.click("button", "Log out")
	p.until("logged out", func(s state) bool { return !s.Account.LoggedIn })
}

// job is the state of the last job of a kind; empty without one.
func (s state) job(kind string) string {
	for _, j := range s.Jobs {
		if j.Kind == kind {
			return j.State
		}
	}
	return ""
}
