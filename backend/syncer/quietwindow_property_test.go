package syncer

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// TestAQuietWindowTakesNothingAway syncs random directories in a quiet window
// and after it: in it nobody loses anything, and after it the organization is
// as it would have been without.
func TestAQuietWindowTakesNothingAway(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		vaultwarden := rapid.IntRange(0, 3).Draw(rt, "vaultwarden") == 0
		o := orgserver.Options{Vaultwarden: vaultwarden, VaultwardenGroups: true, NoGroupList: rapid.IntRange(0, 3).Draw(rt, "no group list") == 0}
		with, without := newWorld(rt, o), newWorld(rt, o)
		removeMissing := rapid.Bool().Draw(rt, "removeMissing")
		removeDisabled := rapid.Bool().Draw(rt, "removeDisabled")
		leavers := config.LeaversRemove
		if !vaultwarden && rapid.Bool().Draw(rt, "revoke") {
			leavers = config.LeaversRevoke
		}
		missing := rapid.SampledFrom([]config.MissingGroups{config.MissingKeep, config.MissingEmpty}).Draw(rt, "missing")
		for _, w := range []*world{with, without} {
			s := &w.syncer.Options
			s.Sync.DuplicateEmails, s.Sync.RemoveMissing, s.Sync.RemoveDisabled = config.DuplicatesSkip, removeMissing, removeDisabled
			s.Sync.MaxRemovals, s.Sync.MaxAdditions = config.Limit{Set: true, Count: 1000}, config.Limit{Set: true, Count: 1000}
			s.Groups.Missing, s.Sync.Leavers = missing, leavers
			w.withEditor()
		}
		d := &anyDirectory{t: rt}
		for range rapid.IntRange(1, 4).Draw(rt, "syncs") {
			for range rapid.IntRange(1, 8).Draw(rt, "changes") {
				d.change()
			}
			with.source.users, with.source.groups = d.users, d.groups
			without.source.users, without.source.groups = d.users, d.groups
			later := time.Duration(rapid.SampledFrom([]int{1, 60, 1500}).Draw(rt, "minutes")) * time.Minute
			with.now, without.now = with.now.Add(later), without.now.Add(later)
			with.syncQuietly(rt)
			a, b := syncAllowing(rt, with), syncAllowing(rt, without)
			if a != b {
				rt.Fatalf("the sync was possible: %v, without the quiet window: %v", a, b)
			}
			if diff := cmp.Diff(without.holds(), with.holds()); diff != "" {
				rt.Fatalf("the organization is another one (-without +with a quiet window):\n%s", diff)
			}
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
