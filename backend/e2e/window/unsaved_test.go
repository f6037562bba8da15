//go:build linux

package window_test

import (
	"testing"
	"time"
)

// TestClosingAsksForUnsavedSettings: the button of the window and Quit in the
// menu lose nothing that was typed, unless somebody says so.
func TestClosingAsksForUnsavedSettings(t *testing.T) {
	d := newFixture(t)
	p := d.open()
	p.call("bridge.Bridge.SaveSettings", nil, map[string]any{"set": map[string]string{"directory": "file", "file.path": company(t, 3)}})
	d.must(p.Eval(d.ctx, `location.hash = '#settings'`, nil))
	p.fill("textbox", "File", "/somewhere/else.csv")

	const question = "Leave without saving?"
	d.must(d.CloseWindow(d.ctx))
	p.says(question)
	d.picture("close-unsaved")
	p.click("button", "Stay here")
	p.saysNot(question)
	d.appears()

	d.must(d.Key(d.ctx, "ctrl+q"))
	p.says(question)
	p.leave("button", "Discard changes")
	d.ends(p)
}

// TestSavedSettingsAreNotAskedFor: what was saved, or taken back, is not lost.
func TestSavedSettingsAreNotAskedFor(t *testing.T) {
	d := newFixture(t)
	p := d.open()
	path := company(t, 3)
	p.call("bridge.Bridge.SaveSettings", nil, map[string]any{"set": map[string]string{"directory": "file", "file.path": path}})
	d.must(p.Eval(d.ctx, `location.hash = '#settings'`, nil))
	p.fill("textbox", "File", "/somewhere/else.csv")
	p.fill("textbox", "File", path)
	time.Sleep(300 * time.Millisecond) // the page tells it after it was drawn
	d.must(d.CloseWindow(d.ctx))
	d.ends(p)
}

// TestClosingAsksForSettingsThatWaitBehindTheirTest: they are on no page then,
// and come back with Settings.
func TestClosingAsksForSettingsThatWaitBehindTheirTest(t *testing.T) {
	d := newFixture(t)
	p := d.open()
	p.call("bridge.Bridge.SaveSettings", nil, map[string]any{"set": map[string]string{"directory": "file", "file.path": company(t, 3)}})
	d.must(p.Eval(d.ctx, `location.hash = '#settings'`, nil))
	p.fill("textbox", "File", company(t, 4))
	p.click("button", "Test with these settings")
	p.says("What a sync would do")

	const question = "Leave without saving?"
	d.must(d.CloseWindow(d.ctx))
	p.says(question)
	p.click("button", "Stay here")
	p.saysNot(question)
	d.must(p.Eval(d.ctx, `location.hash = '#settings'`, nil))
	p.says("1 unsaved change")
	d.terminate() // the end of the session asks nothing
	d.ends(p)
}
