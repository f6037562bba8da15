//go:build linux

package window_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/e2e/window"
	"directoryconnector/backend/internal/orgserver"
)

// TestTheWindowOpens: it shows the log-in, bound calls answer, and an error
// arrives as a problem.
func TestTheWindowOpens(t *testing.T) {
	d := newFixture(t)
	p := d.open()
	p.says("Log in")
	d.picture("first-start")
	if s := p.state(); s.DataDir != d.data || s.Profile != "default" || s.Account.LoggedIn {
		t.Errorf("the state is %+v", s)
	}
	err := p.Call(d.ctx, "bridge.Bridge.UseProfile", nil, "nobody")
	problem, ok := errors.AsType[*window.CallError](err)
	if !ok || !strings.Contains(problem.Problem, `"code":"profile"`) {
		t.Errorf("a profile that does not exist: %v", err)
	}
	if err := p.Call(d.ctx, "main.App.OpenLink", nil, "file:///etc/passwd"); err == nil {
		t.Error("a file is opened as a link")
	}
	var choice string
	if p.call("main.App.CloseChoice", &choice); choice != "ask" {
		t.Errorf("closing means %q", choice)
	}
	// The pages load only what is theirs.
	var ran bool
	d.must(p.Eval(d.ctx, `
const script = document.createElement('script');
script.textContent = 'window.stranger = true';
document.head.append(script);
return window.stranger === true;`, &ran))
	if ran {
		t.Error("a script that is written into the page runs: there is no Content-Security-Policy")
	}
	d.must(d.Key(d.ctx, "ctrl+q"))
	d.ends(p)
}

// TestTheSecondStart shows the first window, also where it is hidden or
// minimized, and ends.
func TestTheSecondStart(t *testing.T) {
	d := newFixture(t)
	first := d.start()
	again := func() {
		t.Helper()
		second, err := d.Start(d.ctx, d.path, d.data)
		d.must(err)
		if code, err := second.Wait(10 * time.Second); code != 0 || err != nil {
			t.Fatalf("the second start: exit code %d, %v\n%s", code, err, second.Output())
		}
		d.appears()
	}
	again()
	_, err := d.Run(d.ctx, "xdotool", "search", "--onlyvisible", "--name", "^"+window.Title+"$", "windowminimize")
	d.must(err)
	again()
	if state, err := d.Run(d.ctx, "sh", "-c", `xprop -name "`+window.Title+`" _NET_WM_STATE`); err != nil || strings.Contains(state, "HIDDEN") {
		t.Errorf("it is still minimized: %s, %v", state, err)
	}
	d.must(first.Terminate())
	d.ends(first)
}

// TestTheWindowComesBackWhereItWas, with its size and maximized.
func TestTheWindowComesBackWhereItWas(t *testing.T) {
	d := newFixture(t)
	p := d.start()
	sized := func(g window.Geometry) bool { return g.Width == 720 && g.Height == 610 }
	d.comesToRest("shown", func(window.Geometry) bool { return true })
	d.must(d.MoveWindow(d.ctx, window.Geometry{X: 140, Y: 90, Width: 720, Height: 610}))
	was := d.comesToRest("moved, with 720 x 610 pixels", sized)
	d.must(d.CloseWindow(d.ctx))
	d.ends(p)

	p = d.start()
	d.comesToRest(fmt.Sprintf("where it was, at %+v", was), func(g window.Geometry) bool { return g == was })
	_, err := d.Run(d.ctx, "wmctrl", "-F", "-r", window.Title, "-b", "add,maximized_vert,maximized_horz")
	d.must(err)
	maximized := func(g window.Geometry) bool {
		state, err := d.Run(d.ctx, "xprop", "-name", window.Title, "_NET_WM_STATE")
		return err == nil && g.Width >= 1270 && strings.Contains(state, "MAXIMIZED_HORZ")
	}
	d.comesToRest("maximized", maximized)
	d.must(d.CloseWindow(d.ctx))
	d.ends(p)

	p = d.start()
	d.comesToRest("maximized again", maximized)
	d.must(d.CloseWindow(d.ctx))
	d.ends(p)

	// A screen that is gone.
	d.must(os.WriteFile(filepath.Join(d.data, "window.json"),
		[]byte(`{"width": 800, "height": 600, "x": 9000, "y": 9000, "placed": true}`), 0o600))
	p = d.start()
	d.comesToRest("within the screen", func(g window.Geometry) bool {
		return g.X+g.Width <= 1280+10 && g.Y+g.Height <= 900+60 && g.X >= 0 && g.Y >= 0
	})
	d.must(p.Terminate())
	d.ends(p)
}

// TestTheMenuKeys quit and close the window.
func TestTheMenuKeys(t *testing.T) {
	for _, key := range []string{"ctrl+q", "ctrl+w"} {
		t.Run(key, func(t *testing.T) {
			d := newFixture(t)
			p := d.start()
			d.must(d.Key(d.ctx, key))
			d.ends(p)
		})
	}
}

// TestWithoutASessionBus: as root over SSH there is none.
func TestWithoutASessionBus(t *testing.T) {
	d := newFixture(t)
	// An address where nobody listens; without one GTK starts a bus itself.
	env := "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent"
	p := d.start(env)
	second, err := d.Start(d.ctx, d.path, d.data, env)
	d.must(err)
	if code, err := second.Wait(10 * time.Second); code != 0 || err != nil {
		t.Errorf("the second start: exit code %d, %v\n%s", code, err, second.Output())
	}
	d.must(p.Terminate())
	d.ends(p)
}

// TestWithoutADisplay the program says so, and what works there.
func TestWithoutADisplay(t *testing.T) {
	d := newFixture(t)
	for _, address := range []string{"", ":4711"} {
		p, err := d.Start(d.ctx, d.path, d.data, "DISPLAY="+address)
		d.must(err)
		code, err := p.Wait(10 * time.Second)
		if code != 1 || err != nil || !strings.Contains(p.Output(), "error: ") {
			t.Errorf("DISPLAY=%q: exit code %d, %v\n%s", address, code, err, p.Output())
		}
		d.clean("what it printed", p.Output())
	}
}

// TestWhatCannotStart is told in a window.
func TestWhatCannotStart(t *testing.T) {
	d := newFixture(t)
	p, err := d.Start(d.ctx, d.path, d.data, "BWDC_PROFILE=nobody")
	d.must(err)
	d.appears()
	time.Sleep(time.Second)
	d.picture("cannot-start")
	d.must(d.CloseWindow(d.ctx))
	if code, err := p.Wait(10 * time.Second); code != 1 || err != nil || !strings.Contains(p.Output(), "nobody") {
		t.Errorf("exit code %d, %v\n%s", code, err, p.Output())
	}
}

// TestWhatCannotStartInTheSystemsLanguage is told in it, whole.
func TestWhatCannotStartInTheSystemsLanguage(t *testing.T) {
	d := newFixture(t)
	p := d.open("BWDC_PROFILE=nobody", "LANGUAGE=de")
	var text string
	for start := time.Now(); !strings.Contains(text, "dieses Profil gibt es nicht"); time.Sleep(50 * time.Millisecond) {
		d.must(p.Eval(d.ctx, "return document.querySelector('main').innerText", &text))
		if time.Since(start) > 20*time.Second {
			t.Fatalf("the page says:\n%s", text)
		}
	}
	if !strings.Contains(text, "Directory Connector kann nicht starten") || strings.Contains(text, "there is no such") || strings.Contains(text, "shows the profiles") {
		t.Errorf("the page says:\n%s", text)
	}
	d.picture("cannot-start-german")
}

// TestASignalDuringASync: the request is cancelled, the next sync knows that
// something is in flight, and nobody is left.
func TestASignalDuringASync(t *testing.T) {
	d := newFixture(t)
	org, url := newOrgServer(t)
	p := d.open()
	p.setUp(url, org, company(t, 20))
	t.Cleanup(org.Hold(orgserver.RouteImport))
	p.call("bridge.Bridge.Sync", nil, map[string]any{"allowFirst": 20})
	for start := time.Now(); len(org.Imports()) == 0; time.Sleep(20 * time.Millisecond) {
		if time.Since(start) > 20*time.Second {
			t.Fatalf("nothing was sent; the state is %+v", p.state())
		}
	}
	signalled := time.Now()
	d.terminate()
	d.ends(p)
	if took := time.Since(signalled); took > 30*time.Second {
		t.Errorf("the end took %v", took)
	}
	if log := d.logs(); !strings.Contains(log, "cancel") {
		t.Errorf("the log does not tell that the sync was cancelled:\n%s", log)
	}
	d.clean("the log", d.logs())
}

// TestTheSecretIsNowhere: a log-in passes the secret through the toolkit, also
// when it fails, when its arguments are wrong and when the page logs.
func TestTheSecretIsNowhere(t *testing.T) {
	d := newFixture(t)
	org, url := newOrgServer(t)
	p := d.open()
	server := map[string]any{"set": map[string]string{"server.url": url}}
	for name, arguments := range map[string][]any{
		"a wrong id":     {map[string]any{"clientId": "organization.1", "clientSecret": secret, "server": server}},
		"a wrong type":   {map[string]any{"clientId": 1, "clientSecret": secret}},
		"a wrong shape":  {[]string{secret}},
		"an extra value": {map[string]any{"clientId": "organization.1", "clientSecret": secret}, secret},
	} {
		if err := p.Call(d.ctx, "bridge.Bridge.Login", nil, arguments...); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p.call("bridge.Bridge.Login", nil, map[string]any{"clientId": org.ClientID(), "clientSecret": secret, "server": server})
	if !p.state().Account.LoggedIn {
		t.Error("not logged in")
	}
	d.clean("the log", d.logs())
	d.must(d.Key(d.ctx, "ctrl+q"))
	d.ends(p)
	err := filepath.WalkDir(d.Home, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), secret) {
			t.Errorf("%s holds the secret", path)
		}
		return err
	})
	d.must(err)
}

// TestTheMenuBringsViews by keys, which are the menu's here and the page's own
// in a browser.
func TestTheMenuBringsViews(t *testing.T) {
	d := newFixture(t)
	p := d.open()
	for _, c := range []struct{ key, hash string }{
		{"ctrl+2", "#settings"}, {"ctrl+3", "#history"}, {"ctrl+4", "#more"}, {"ctrl+comma", "#settings"}, {"ctrl+1", "#dashboard"},
	} {
		d.must(d.Key(d.ctx, c.key))
		hash := ""
		for start := time.Now(); hash != c.hash && time.Since(start) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
			d.must(p.Eval(d.ctx, "return location.hash", &hash))
		}
		if hash != c.hash {
			t.Errorf("%s brings %q, want %q", c.key, hash, c.hash)
		}
	}
	size := func() (pixels float64) {
		d.must(p.Eval(d.ctx, "return parseFloat(getComputedStyle(document.documentElement).fontSize)", &pixels))
		return pixels
	}
	normal := size()
	for _, c := range []struct {
		key   string
		right func(float64) bool
	}{
		{"ctrl+plus", func(s float64) bool { return s > normal }},
		{"ctrl+0", func(s float64) bool { return s == normal }},
		{"ctrl+minus", func(s float64) bool { return s < normal }},
	} {
		d.must(d.Key(d.ctx, c.key))
		for start := time.Now(); !c.right(size()) && time.Since(start) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
		}
		if is := size(); !c.right(is) {
			t.Errorf("%s makes text of %v pixels %v pixels big", c.key, normal, is)
		}
	}
	d.must(d.Key(d.ctx, "ctrl+q"))
	d.ends(p)
}

// TestCopyAndPaste work in fields, by the web view's own keys.
func TestCopyAndPaste(t *testing.T) {
	d := newFixture(t)
	p := d.open()
	p.fill("textbox", "Client ID", "organization.copied")
	p.click("textbox", "Client ID")
	d.must(d.Key(d.ctx, "ctrl+a", "ctrl+c"))
	p.click("textbox", "Client secret")
	d.must(d.Key(d.ctx, "ctrl+v"))
	var pasted string
	for start := time.Now(); pasted == "" && time.Since(start) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
		d.must(p.Eval(d.ctx, "return document.activeElement.value", &pasted))
	}
	if pasted != "organization.copied" {
		t.Errorf("pasted %q", pasted)
	}
	d.must(d.Key(d.ctx, "ctrl+q"))
	d.ends(p)
}
