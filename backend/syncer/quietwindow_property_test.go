package syncer

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

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
	hour := w.now.Local().Hour()
	w.syncer.Options.Sync.Quiet = fmt.Sprintf("%d:00-%d:00", hour, hour+1)
	defer func() { w.syncer.Options.Sync.Quiet = "" }()
	before := w.access()
	if !syncAllowing(rt, w) {
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
