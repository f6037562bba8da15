package syncer

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// is gives an entry its stable id.
func is(u directory.User, who string) directory.User { return withStable(u, "entryUUID:"+who) }

// isGroup gives a group its stable id.
func isGroup(g directory.Group, which string) directory.Group {
	g.StableID = "entryUUID:" + which
	return g
}

// stableIDs are those that are remembered of members and groups.
func (w *world) stableIDs() map[string]string {
	ids := map[string]string{}
	for id, m := range w.store.state.Members {
		ids[id] = m.StableID
	}
	for id, g := range w.store.state.Groups {
		ids[id] = g.StableID
	}
	return ids
}

func (w *world) wantStableIDs(want map[string]string) {
	w.t.Helper()
	if diff := cmp.Diff(want, w.stableIDs()); diff != "" {
		w.t.Errorf("stable ids (-want +got):\n%s", diff)
	}
}

// TestStableIDsAreLearntWithoutAChange: a cache of an earlier version knows
// none, or none with a kind. The next sync learns them although nothing
// differs, and the one after it recognizes who was renamed.
func TestStableIDsAreLearntWithoutAChange(t *testing.T) {
	t.Parallel()
	for _, before := range []string{"", "uuid:"} {
		t.Run("before "+before, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			old := func(who string) string {
				if before == "" {
					return ""
				}
				return before + who
			}
			g := group("g", "a", "b")
			g.StableID = old("team")
			w.has(withStable(user("a"), old("ann")), withStable(user("b"), old("bob")), g)
			w.mustSync()
			w.sent()

			read := w.reads()
			w.has(is(user("a"), "ann"), is(user("b"), "bob"), isGroup(group("g", "a", "b"), "team"))
			w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
			w.wantSent()
			w.wantStableIDs(map[string]string{"a": "entryUUID:ann", "b": "entryUUID:bob", "g": "entryUUID:team"})
			if w.reads() != read {
				t.Error("the member list was read to learn stable ids")
			}
			commits := len(w.store.commits)
			w.mustSync()
			if again := w.store.commits[commits:]; len(again) > 1 {
				t.Errorf("learnt again: %v", again)
			}

			renamed := entryNamed(isGroup(group("h", "x", "y"), "team"), "G")
			w.has(is(withEmail(user("x"), "a@x.test"), "ann"), is(withEmail(user("y"), "b@x.test"), "bob"), renamed)
			noWarnings(t, w.mustSync())
			w.wantSent()
		})
	}
}

// TestRenamedBetweenTwoVersions: the first read of this version recognizes by
// stable ids that an earlier one wrote.
func TestRenamedBetweenTwoVersions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(withStable(user("a"), "uuid:ann"), group("g", "a"))
	w.mustSync()
	w.sent()
	w.has(is(withEmail(user("b"), "a@x.test"), "ann"), is(withEmail(user("a"), "alan@x.test"), "alan"), group("g", "b"))
	w.mustSync()
	w.wantSent("alan=alan@x.test")
	w.wantGroups("G{a}")
}

// TestUnreadableStableIDsAreNotForgotten: an attribute that can't be read for a
// while takes nothing away from what is known.
func TestUnreadableStableIDsAreNotForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(is(user("a"), "ann"), isGroup(group("g", "a"), "team"))
	w.mustSync()
	w.sent()
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	// Also not where it is sent.
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.wantSent("b=b@x.test", "G[g]{a b}")
	w.wantStableIDs(map[string]string{"a": "entryUUID:ann", "b": "", "g": "entryUUID:team"})
}

// TestStableIDsAreLearntBehindAGuard: nobody knows how long an administrator
// takes to look at what stopped a sync.
func TestStableIDsAreLearntBehindAGuard(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true}
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(is(user("a"), "ann"))
	var guard *GuardError
	if _, err := w.syncErr(ErrStopped); !errors.As(err, &guard) {
		t.Fatalf("error %v", err)
	}
	w.wantStableIDs(map[string]string{"a": "entryUUID:ann", "b": ""})
}

// TestRemovedByHandAndRenamed: who was removed by hand stays out under any
// name, and a newcomer with the old name is somebody else.
func TestRemovedByHandAndRenamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.sent()
	w.server.RemoveMember("b@x.test")
	for range 2 {
		w.now = w.now.Add(2 * w.syncer.Options.Sync.LookEvery)
		w.has(user("a"), is(user("b"), "bob"), group("g", "a", "b"))
		w.mustSync()
	}
	if diff := cmp.Diff(map[string]organization.AckedMember{"b": {Email: "b@x.test", StableID: "entryUUID:bob"}}, w.store.state.RemovedByHand); diff != "" {
		t.Errorf("removed by hand (-want +got):\n%s", diff)
	}
	w.wantGroups("G{a}")
	w.sent()
	w.has(user("a"), is(withEmail(user("bobby"), "b@x.test"), "bob"), is(withEmail(user("b"), "ben@x.test"), "ben"), group("g", "a", "bobby"))
	w.mustSync()
	w.wantSent("ben=ben@x.test")
	w.wantMembers("a=a@x.test", "ben=ben@x.test")
}

// TestSharedExternalIDsAreNobodysStableID: where two entries have one external
// id, nobody knows whose member it is.
func TestSharedExternalIDsAreNobodysStableID(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.DuplicateEmails = config.DuplicatesSkip
	w.has(user("a"), user("c"))
	w.mustSync()
	w.sent()
	w.has(user("c"), is(user("a"), "ann"), is(withEmail(user("a"), "other@x.test"), "other"))
	for range 2 {
		w.mustSync()
		w.wantSent()
	}
	w.wantMembers("a=a@x.test", "c=c@x.test")
}
