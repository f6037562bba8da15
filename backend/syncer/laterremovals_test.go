package syncer

import (
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/plan"
)

// deleteRevokedAfter counts days on which a sync ran: no jump of the clock
// makes them pass faster.
func TestRevokedMembersAreRemovedLater(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.syncer.Options.Sync.DeleteRevokedAfter = 3
	w.has(user("a"), group("g", "a"))
	w.mustSync() // the day of the revocation does not count
	day := 24 * time.Hour
	for _, jump := range []time.Duration{time.Hour, 400 * day, -400 * day, time.Hour, -10 * day, 10 * day} {
		w.now = w.now.Add(jump) // two days, at the most: one ahead, one after the clock went back
		w.mustSync()
		w.wantMembers("a=a@x.test")
		w.wantRevoked("b")
	}
	w.now = w.now.Add(day)
	w.mustSync()
	w.wantRevoked("b") // three days now
	w.sent()
	w.now = w.now.Add(day)
	run := w.mustSync()
	if c := run.Changes; len(c) == 0 || c[0].Action != plan.Remove || c[0].Reason.Code != plan.RevokedLongAgo || c[0].Name != "b@x.test" {
		t.Errorf("changes %+v", c)
	}
	w.wantRevoked()
	w.wantGroups("G{a}")
	for _, m := range w.server.Members() {
		if m.ExternalID == "b" {
			t.Error("b is still a member")
		}
	}
}

// Removals after a time are guarded as others are.
func TestLateRemovalsAreGuarded(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.syncer.Options.Sync.DeleteRevokedAfter = 1
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 0}
	w.now = w.now.Add(25 * time.Hour)
	w.mustSync()
	w.now = w.now.Add(25 * time.Hour)
	f := w.stopped(manual(), plan.GuardRemovals)
	if f.Count != 1 || !strings.Contains(f.Entries[0], "b@x.test") {
		t.Errorf("finding %+v", f)
	}
}

// Whoever is wanted again is restored, however long ago the access was revoked.
func TestLateRemovalsSpareWhoIsBack(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	for range 3 {
		w.now = w.now.Add(25 * time.Hour)
		w.mustSync()
	}
	w.did()
	w.syncer.Options.Sync.DeleteRevokedAfter = 1
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.wantDid("restore b")
	w.wantMembers("a=a@x.test", "b=b@x.test")
}
