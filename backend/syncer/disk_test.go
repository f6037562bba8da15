package syncer

import (
	"errors"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// What the server accepted and the disk does not take is said so, and the next
// sync finds out what became of it.
func TestAFullDiskAfterTheServerAccepted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	full := directory.WithHint(errors.New("the disk is full"), "Make room.")
	w.store.tick = func(at string) error {
		if at == "before commit" && len(w.server.Imports()) > 0 {
			return full
		}
		return nil
	}
	run, err := w.syncErr(full)
	if text := err.Error(); !strings.Contains(text, "the server accepted this, but it could not be recorded: the disk is full") {
		t.Errorf("error %q", text)
	}
	if hint := directory.HintOf(err); hint != "Make room. The next sync looks at the organization and goes on from there." {
		t.Errorf("hint %q", hint)
	}
	if run.Result != organization.ResultFailed {
		t.Errorf("result %s", run.Result)
	}
}

// What the server refuses while the disk takes nothing tells both.
func TestAFullDiskAfterTheServerRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	w.syncer.Organization = &refusing{&client{w.server}, organization.ErrAuth}
	full := errors.New("the disk is full")
	w.store.tick = func(at string) error {
		if at == "before commit" && len(w.store.state.InFlight) > 0 {
			return full
		}
		return nil
	}
	if _, err := w.syncErr(full); !errors.Is(err, organization.ErrAuth) {
		t.Errorf("error %q", err)
	}
}
