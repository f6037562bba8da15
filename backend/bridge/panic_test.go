package bridge_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
)

// A fault of the program ends one call, whose page hears of it, and lets go of
// what the call held.
func TestAFaultInACall(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.ok(f.pages.CreateProfile("berlin"))
	f.ok(f.pages.UseProfile("default"))
	fault := func(text string) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.envFault = text
	}
	for name, call := range map[string]func() error{
		"state":  func() error { _, err := f.pages.State(); return err },
		"save":   func() error { _, err := f.pages.SaveSettings(f.draft()); return err },
		"start":  f.pages.StartAutomatic,
		"delete": func() error { return f.pages.DeleteProfile("berlin") },
	} {
		fault("the secret of " + f.server.ClientSecret())
		err := call()
		fault("")
		p := f.fails(err, "failed", "a fault of this program", "log has the details")
		if strings.Contains(p.Message+p.Hint, "secret") {
			t.Errorf("%s tells %+v", name, p)
		}
		if state := f.state(); state.Profile != "default" || !state.Configured || len(state.Profiles) != 2 || state.Profiles[1].Automatic {
			t.Errorf("after %s: %+v", name, state)
		}
	}
	text, err := os.ReadFile(filepath.Join(f.data, "profiles", "default", "logs", "bwdc.log"))
	f.ok(err)
	if !strings.Contains(string(text), "bridge.go") || strings.Contains(string(text), f.server.ClientSecret()) {
		t.Errorf("the log: %s", text)
	}
	f.ok(f.pages.StartAutomatic())
	f.ok(f.pages.StopAutomatic())
	f.ok(f.pages.RenameProfile(bridge.RenameRequest{From: "berlin", To: "bonn"}))
	f.ok(f.pages.UseProfile("bonn"))
}
