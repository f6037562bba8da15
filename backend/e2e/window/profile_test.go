//go:build linux

package window_test

import "testing"

// TestThePagesComeBackToTheirProfile, after the window was closed.
func TestThePagesComeBackToTheirProfile(t *testing.T) {
	d := newFixture(t)
	p := d.open()
	p.call("bridge.Bridge.CreateProfile", nil, "Bonn")
	d.must(d.CloseWindow(d.ctx))
	d.ends(p)

	p = d.open()
	if s := p.state(); s.Profile != "Bonn" {
		t.Errorf("the pages are on %q", s.Profile)
	}
	p.call("bridge.Bridge.DeleteProfile", nil, "Bonn")
	d.terminate()
	d.ends(p)

	p = d.open()
	if s := p.state(); s.Profile != "default" {
		t.Errorf("the pages are on %q, after theirs was deleted", s.Profile)
	}
	d.terminate()
	d.ends(p)
}
