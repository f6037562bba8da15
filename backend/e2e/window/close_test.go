//go:build linux

package window_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"directoryconnector/backend/e2e/window"
	"directoryconnector/backend/internal/orgserver"
)

// setUp logs in and makes the file the directory, by calls: the pages have
// their own tests.
func (p *page) setUp(url string, org *orgserver.Server, file string) {
	p.d.t.Helper()
	p.call("bridge.Bridge.Login", nil, map[string]any{
		"clientId": org.ClientID(), "clientSecret": secret, "server": map[string]any{"set": map[string]string{"server.url": url}},
	})
	p.call("bridge.Bridge.SaveSettings", nil, map[string]any{"set": map[string]string{
		"directory": "file", "file.path": file, "sync.maxAdditions": "5000", "sync.maxRemovals": "5000",
	}})
}

// terminate asks the program to end. WebDriver's shell scripts are not meant.
func (d *fixture) terminate() {
	d.t.Helper()
	for _, pid := range d.Processes() {
		if strings.HasPrefix(window.Name(pid), d.path+" ") {
			d.must(syscall.Kill(pid, syscall.SIGTERM))
			return
		}
	}
	d.t.Fatal("the program does not run")
}

// automatic starts the automatic sync of a small company.
func (d *fixture) automatic() (*page, *orgserver.Server) {
	d.t.Helper()
	org, url := newOrgServer(d.t)
	p := d.open()
	p.setUp(url, org, company(d.t, 3))
	p.call("bridge.Bridge.Sync", nil, map[string]any{"allowFirst": 3})
	p.until("the first sync, which a guard asks for, is over", func(s state) bool { return s.LastUsers != "" })
	p.call("bridge.Bridge.StartAutomatic", nil)
	p.until("it waits", func(s state) bool { return s.Automatic != nil && s.Automatic.State == "waiting" })
	return p, org
}

// members are the emails of the organization's members who came from the
// directory.
func members(org *orgserver.Server) (emails []string) {
	for _, m := range org.Members() {
		if m.ExternalID != "" {
			emails = append(emails, m.Email)
		}
	}
	slices.Sort(emails)
	return emails
}

// TestClosingAsksWhileAutomaticSyncRuns, in the page; hiding keeps it running,
// a second start brings the window back, and the answer is remembered.
func TestClosingAsksWhileAutomaticSyncRuns(t *testing.T) {
	d := newFixture(t)
	p, org := d.automatic()
	if got := members(org); len(got) != 3 {
		t.Errorf("the members are %v", got)
	}
	// What the page would do with the event.
	d.must(p.Eval(d.ctx, `window.heard = 0; window.runtime.EventsOn('close', () => window.heard++)`, nil))
	d.must(d.CloseWindow(d.ctx))
	heard := func(want int) {
		t.Helper()
		n := 0
		for start := time.Now(); n != want && time.Since(start) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
			d.must(p.Eval(d.ctx, "return window.heard", &n))
		}
		if n != want {
			t.Fatalf("the page was asked %d times, want %d", n, want)
		}
	}
	heard(1)
	d.picture("close-asks")
	d.appears()
	p.call("main.App.AnswerClose", nil, map[string]any{"action": "stay"})
	d.must(d.CloseWindow(d.ctx))
	heard(2)
	p.call("main.App.AnswerClose", nil, map[string]any{"action": "hide", "remember": true})
	d.vanishes()
	if s := p.state(); s.Automatic == nil || s.Automatic.State != "waiting" {
		t.Errorf("behind a hidden window the state is %+v", s)
	}
	second, err := d.Start(d.ctx, d.path, d.data)
	d.must(err)
	if code, err := second.Wait(10 * time.Second); code != 0 || err != nil {
		t.Fatalf("the second start: exit code %d, %v", code, err)
	}
	d.appears()
	d.must(d.CloseWindow(d.ctx))
	d.vanishes()
	heard(2)
	var prefs struct{ OnClose string }
	text, err := os.ReadFile(filepath.Join(d.data, "window.json"))
	d.must(err)
	d.must(json.Unmarshal(text, &prefs))
	if prefs.OnClose != "hide" {
		t.Errorf("remembered is %s", text)
	}
	// The end of the session stops automatic sync.
	d.terminate()
	d.ends(p)
}

// TestQuittingStopsAutomaticSync without a question.
func TestQuittingStopsAutomaticSync(t *testing.T) {
	d := newFixture(t)
	p, _ := d.automatic()
	p.call("main.App.SetCloseChoice", nil, "quit")
	d.must(d.CloseWindow(d.ctx))
	d.ends(p)
	again := d.open()
	if s := again.state(); s.Automatic == nil || s.Automatic.State != "stopped" {
		t.Errorf("the next start says %+v", s)
	}
	d.terminate()
	d.ends(again)
}

// TestClosingWithAPageThatHangs: the system asks instead.
func TestClosingWithAPageThatHangs(t *testing.T) {
	d := newFixture(t)
	p, _ := d.automatic()
	d.must(p.Eval(d.ctx, `setTimeout(() => { const end = Date.now() + 6000; while (Date.now() < end); }, 50)`, nil))
	time.Sleep(300 * time.Millisecond)
	d.must(d.CloseWindow(d.ctx))
	asked := func() bool {
		list, _ := d.Run(d.ctx, "wmctrl", "-l")
		return strings.Contains(list, "Automatic sync is running")
	}
	for start := time.Now(); !asked(); time.Sleep(100 * time.Millisecond) {
		if time.Since(start) > 20*time.Second {
			t.Fatal("nobody asked")
		}
	}
	d.picture("close-asks-system")
	d.must(d.Key(d.ctx, "alt+n"))
	d.ends(p)
}
