package syncer

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// TestAQuietWindowTakesNothingAway syncs random directories in a quiet window
// and after it: in it nobody loses anything, and after it the organization is
// as it would have been without.
func TestAQuietWindowTakesNothingAway(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		x := drawTwoWorlds(rt)
		for range rapid.IntRange(1, 4).Draw(rt, "syncs") {
			x.change(rt)
			x.with.syncQuietly(rt)
			x.syncBoth(rt)
		}
	})
}

// syncQuietly syncs in a quiet window, and looks whether anything was lost.
func (w *world) syncQuietly(rt *rapid.T) {
	w.quietly(rt, func() bool { return syncAllowing(rt, w) })
}

// quietly does something in a quiet window. Where it was possible, nobody lost
// anything.
func (w *world) quietly(rt *rapid.T, do func() bool) {
	hour := w.now.Local().Hour()
	w.syncer.Options.Sync.Quiet = fmt.Sprintf("%d:00-%d:00", hour, hour+1)
	defer func() { w.syncer.Options.Sync.Quiet = "" }()
	before := w.access()
	if !do() {
		return
	}
	after := w.access()
	for what, had := range before {
		if has, there := after[what]; !there || slices.ContainsFunc(had, func(who string) bool { return !slices.Contains(has, who) }) {
			rt.Fatalf("in a quiet window %s went from %q to %q", what, had, has)
		}
	}
}

// access is who has access, and who is in which group: by email, since
// vaultwarden gives a member the external id of a new account.
func (w *world) access() map[string][]string {
	emails, access := map[string]string{}, map[string][]string{}
	for _, m := range w.server.Members() {
		emails[m.ExternalID] = m.Email
		if m.Status != organization.StatusRevoked {
			access["the organization"] = append(access["the organization"], m.Email)
		}
	}
	for _, g := range w.server.Groups() {
		group := "group " + g.ExternalID
		access[group] = []string{}
		for _, id := range g.MemberExternalIDs {
			access[group] = append(access[group], emails[id])
		}
	}
	return access
}

// TestAKilledSyncInAQuietWindowTakesNothingAway kills syncs in a quiet window
// anywhere, and syncs again in it: nobody loses anything then either, whether or
// not the server shows what became of what was sent.
func TestAKilledSyncInAQuietWindowTakesNothingAway(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		x := drawTwoWorlds(rt)
		for range rapid.IntRange(1, 3).Draw(rt, "windows") {
			x.change(rt)
			x.with.killedQuietly(rt)
			x.with.syncQuietly(rt)
			syncAllowing(rt, x.with) // what flew is brought to its end
			x.syncBoth(rt)
		}
	})
}

// TestWhatAKilledSyncGaveIsNotTakenInAQuietWindow is the same for a directory
// that changes in between: what a sync gave that was killed goes after the
// window. The server tells what that was: else nobody knows the members of a
// group of such a sync.
func TestWhatAKilledSyncGaveIsNotTakenInAQuietWindow(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		x := twoWorldsOn(rt, orgserver.Options{})
		x.change(rt)
		syncAllowing(rt, x.with)
		for range rapid.IntRange(2, 5).Draw(rt, "syncs") {
			x.change(rt)
			if rapid.Bool().Draw(rt, "killed") {
				x.with.killedQuietly(rt)
			} else {
				x.with.syncQuietly(rt)
			}
		}
	})
}

// killedQuietly kills syncs in a quiet window, and looks whether anything was lost.
func (w *world) killedQuietly(rt *rapid.T) {
	for range rapid.IntRange(1, 3).Draw(rt, "killed") {
		at := rapid.IntRange(1, 12).Draw(rt, "at")
		w.quietly(rt, func() bool {
			w.killedIn(at, func() { syncAllowing(rt, w) })
			return true
		})
	}
}
