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
	o := newOffice(t)
	o.ready()
	o.ok(o.pages.CreateProfile("berlin"))
	o.ok(o.pages.UseProfile("default"))
	fault := func(text string) {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.envFault = text
	}
	for name, call := range map[string]func() error{
		"state":  func() error { _, err := o.pages.State(); return err },
		"save":   func() error { _, err := o.pages.SaveSettings(o.draft()); return err },
		"start":  o.pages.StartAutomatic,
		"delete": func() error { return o.pages.DeleteProfile("berlin") },
	} {
		fault("the secret of " + o.server.ClientSecret())
		err := call()
		fault("")
		p := o.fails(err, "failed", "a fault of this program", "log has the details")
		if strings.Contains(p.Message+p.Hint, "secret") {
			t.Errorf("%s tells %+v", name, p)
		}
		if s := o.state(); s.Profile != "default" || !s.Configured || len(s.Profiles) != 2 || s.Profiles[1].Automatic {
			t.Errorf("after %s: %+v", name, s)
		}
	}
	text, err := os.ReadFile(filepath.Join(o.data, "profiles", "default", "logs", "bwdc.log"))
	o.ok(err)
	if !strings.Contains(string(text), "bridge.go") || strings.Contains(string(text), o.server.ClientSecret()) {
		t.Errorf("the log: %s", text)
	}
	o.ok(o.pages.StartAutomatic())
	o.ok(o.pages.StopAutomatic())
	o.ok(o.pages.RenameProfile(bridge.RenameRequest{From: "berlin", To: "bonn"}))
	o.ok(o.pages.UseProfile("bonn"))
}
