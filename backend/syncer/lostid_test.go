package syncer

import (
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/syncer/compare"
)

// A leaver from whom somebody took the external id by hand can't be removed by
// it: every run names her until she is gone, and nobody forgets her.
func TestALeaverWhoLostTheExternalIDIsNamed(t *testing.T) {
	t.Parallel()
	for _, way := range []config.Leavers{config.LeaversRemove, config.LeaversRevoke} {
		w := revoking(t)
		w.syncer.Options.Sync.Leavers = way
		w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.ExternalID = "" })
		w.has(user("a"), group("g", "a"))
		for range 2 {
			run := w.mustSync()
			wantWarning(t, run, compare.WarnLostID, "1 member is", "b@x.test")
			if n := run.Counts.UsersRemoved + run.Counts.UsersRevoked; n > 0 {
				t.Errorf("%s: counted as removed: %+v", way, run.Counts)
			}
			w.wantDid()
		}

		w.has(user("a"), user("b"), group("g", "a", "b"))
		noWarnings(t, w.mustSync())
		w.wantMembers("a=a@x.test", "b=b@x.test")

		w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.ExternalID = "" })
		w.has(user("a"), group("g", "a"))
		w.mustSync()
		w.server.RemoveMember("b@x.test")
		noWarnings(t, w.mustSync())
		if _, known := w.store.state.Members["b"]; known {
			t.Errorf("%s: somebody who is gone is remembered", way)
		}
	}
}

// Whose email a new account has is nobody who keeps an access.
func TestALeaverWhoLostTheExternalIDAndHasANewAccount(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.ExternalID = "" })
	w.has(user("a"), withEmail(user("b2"), "b@x.test"), group("g", "a", "b2"))
	noWarnings(t, w.mustSync())
	w.wantMembers("a=a@x.test", "b2=b@x.test")
	w.wantRest()
}
