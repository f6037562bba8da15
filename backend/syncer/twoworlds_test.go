package syncer

import (
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

// twoWorlds read one directory, at the same times and with the same settings.
// A property does something in one of them that must leave no trace.
type twoWorlds struct {
	with, without *world
	directory     *anyDirectory
}

func drawTwoWorlds(rt *rapid.T) *twoWorlds {
	vaultwarden := rapid.IntRange(0, 3).Draw(rt, "vaultwarden") == 0
	return twoWorldsOn(rt, orgserver.Options{
		Vaultwarden: vaultwarden, VaultwardenGroups: true, NoGroupList: rapid.IntRange(0, 3).Draw(rt, "no group list") == 0,
	})
}

// twoWorldsOn draws all but the server.
func twoWorldsOn(rt *rapid.T, o orgserver.Options) *twoWorlds {
	x := &twoWorlds{newWorld(rt, o), newWorld(rt, o), &anyDirectory{t: rt}}
	removeMissing := rapid.Bool().Draw(rt, "removeMissing")
	removeDisabled := rapid.Bool().Draw(rt, "removeDisabled")
	leavers := config.LeaversRemove
	if !o.Vaultwarden && rapid.Bool().Draw(rt, "revoke") {
		leavers = config.LeaversRevoke
	}
	missing := rapid.SampledFrom([]config.MissingGroups{config.MissingKeep, config.MissingEmpty}).Draw(rt, "missing")
	for _, w := range []*world{x.with, x.without} {
		s := &w.syncer.Options
		s.Sync.DuplicateEmails, s.Sync.RemoveMissing, s.Sync.RemoveDisabled = config.DuplicatesSkip, removeMissing, removeDisabled
		s.Sync.MaxRemovals, s.Sync.MaxAdditions = config.Limit{Set: true, Count: 1000}, config.Limit{Set: true, Count: 1000}
		s.Groups.Missing, s.Sync.Leavers = missing, leavers
		w.withEditor()
	}
	return x
}

// change changes the directory, and time passes.
func (x *twoWorlds) change(rt *rapid.T) {
	for range rapid.IntRange(1, 8).Draw(rt, "changes") {
		x.directory.change()
	}
	later := time.Duration(rapid.SampledFrom([]int{1, 60, 1500}).Draw(rt, "minutes")) * time.Minute
	for _, w := range []*world{x.with, x.without} {
		w.source.users, w.source.groups = x.directory.users, x.directory.groups
		w.now = w.now.Add(later)
	}
}

// syncBoth syncs everybody in both, which must end in the same.
func (x *twoWorlds) syncBoth(rt *rapid.T) {
	if a, b := syncAllowing(rt, x.with), syncAllowing(rt, x.without); a != b {
		rt.Fatalf("with what was done before, the sync was possible: %v, without: %v", a, b)
	}
	if diff := cmp.Diff(x.without.holds(), x.with.holds()); diff != "" {
		rt.Fatalf("the organization is another one (-without +with what was done before):\n%s", diff)
	}
}
