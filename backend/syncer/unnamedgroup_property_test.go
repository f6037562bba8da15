package syncer

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// A leaving is a history of one group: syncs that were killed, quiet windows and
// lists that can't be read.
type leaving struct {
	*world
	t    *rapid.T
	org  *failing
	left bool
}

// draws lets the directory have the group with other members, or not at all.
func (x *leaving) draws() {
	entries := []any{user("a"), user("b"), user("c")}
	if x.left = rapid.Bool().Draw(x.t, "left"); !x.left {
		entries = append(entries, group("g", rapid.SliceOfDistinct(rapid.SampledFrom([]string{"a", "b", "c"}), rapid.ID).Draw(x.t, "members")...))
	}
	x.has(entries...)
}

// syncs does one sync: whoever loses the group is named, and nobody does in a
// quiet window; what can be seen does not wait.
func (x *leaving) syncs() {
	had := x.access()["group g"]
	run, err := x.sync()
	has := x.access()["group g"]
	what := fmt.Sprintf("quiet %q, no %q, %s: %q went to %q, %+v, %v", x.syncer.Options.Sync.Quiet, x.org.list, x.syncer.Options.Groups.Missing, had, has, run.Changes, err)
	named := map[string]bool{}
	for _, c := range run.Changes {
		for _, r := range c.Leaves {
			named[r.ExternalID+"@x.test"] = true
		}
	}
	for _, email := range had {
		if slices.Contains(has, email) {
			continue
		}
		if !named[email] || x.syncer.Options.Sync.Quiet != "" {
			x.t.Fatalf("%s lost the group, named: %t: %s", email, named[email], what)
		}
	}
	if x.org.list != "" {
		return
	}
	flies := slices.ContainsFunc(x.store.state.InFlight, func(f organization.Flight) bool { return f.Kind == organization.FlightGroup && !f.Resent })
	waits := x.left && x.syncer.Options.Sync.Quiet == "" && x.syncer.Options.Groups.Missing != config.MissingKeep && len(has) > 0
	if err != nil || flies || waits {
		x.t.Fatalf("in flight: %t, waits: %t: %s", flies, waits, what)
	}
}

// Nobody loses a group unnamed, or in a quiet window, whatever became of a killed
// sync that was about it, and whatever can't be read.
func TestNobodyLosesAGroupUnnamed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		x := &leaving{world: newWorld(rt, orgserver.Options{}), t: rt}
		x.org = &failing{editor: x.withEditor()}
		x.syncer.Options.Groups.Missing = rapid.SampledFrom([]config.MissingGroups{config.MissingKeep, config.MissingEmpty, config.MissingDelete}).Draw(rt, "missing")
		x.has(user("a"), user("b"), user("c"), group("g", "b"))
		x.mustSync()
		for range rapid.IntRange(1, 2).Draw(rt, "kills") {
			x.draws()
			x.killedIn(rapid.IntRange(4, 8).Draw(rt, "moment"), func() { _, _ = x.sync() })
		}
		x.syncer.Organization = x.org
		for range rapid.IntRange(1, 8).Draw(rt, "syncs") {
			if rapid.IntRange(0, 3).Draw(rt, "changes") == 0 {
				x.draws()
			}
			x.syncer.Options.Sync.Quiet = rapid.SampledFrom([]string{"", "0:00-23:59"}).Draw(rt, "quiet")
			x.now = x.now.Add(time.Duration(rapid.SampledFrom([]int{1, 10, 1500}).Draw(rt, "minutes")) * time.Minute)
			x.org.list = rapid.SampledFrom([]string{"", "", "", "members", "groups", "memberships"}).Draw(rt, "fails")
			x.syncs()
		}
	})
}
