package syncer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// memberships are those that a run's record names, losses first.
func memberships(run *organization.Run) string {
	var lines []string
	for _, sign := range []string{"-", "+"} {
		for _, c := range run.Changes {
			refs := c.Leaves
			if sign == "+" {
				refs = c.Joins
			}
			for _, r := range refs {
				reason := r.Reason
				if reason == "" {
					reason = c.Reason.Code
				}
				lines = append(lines, fmt.Sprintf("%s%s %s %s", sign, c.Name, r.Name, reason))
			}
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, ", ")
}

// Why somebody left a group is in the record, whatever the reason.
func TestEveryLeaveHasItsReason(t *testing.T) {
	t.Parallel()
	company := func() []any {
		return []any{user("a"), user("b"), user("c"), group("g", "a", "b", "c"), group("h", "a", "b")}
	}
	for name, c := range map[string]struct {
		set  func(*world)
		then []any
		want string
	}{
		"out of the group":      {then: []any{user("a"), user("b"), user("c"), group("g", "b", "c"), group("h", "a", "b")}, want: "-G a@x.test changed"},
		"another group instead": {then: []any{user("a"), user("b"), user("c"), group("g", "b", "c"), group("h", "a", "b", "c")}, want: "+H c@x.test changed, -G a@x.test changed"},
		"deleted":               {then: []any{tombstone("a"), user("b"), user("c"), group("g", "b", "c"), group("h", "b")}, want: "-G a@x.test deleted, -H a@x.test deleted"},
		"disabled": {
			set:  func(w *world) { w.syncer.Options.Sync.RemoveDisabled = true },
			then: []any{disabled(user("a")), user("b"), user("c"), group("g", "a", "b", "c"), group("h", "a", "b")}, want: "-G a@x.test disabled, -H a@x.test disabled",
		},
		"gone from the directory": {then: []any{user("b"), user("c"), group("g", "b", "c"), group("h", "b")}, want: "-G a@x.test missing, -H a@x.test missing"},
		"gone, and kept as a member": {
			set:  func(w *world) { w.syncer.Options.Sync.RemoveMissing = false },
			then: []any{user("b"), user("c"), group("g", "b", "c"), group("h", "b")}, want: "-G a@x.test missing, -H a@x.test missing",
		},
		"overwritten": {
			set: func(w *world) {
				w.syncer.Options.Sync.RemoveMissing, w.syncer.Options.Sync.OverwriteExisting = false, true
				for _, email := range []string{"a@x.test", "b@x.test", "c@x.test"} {
					w.server.EditMember(email, func(m *orgserver.Member) { m.MasterPassword = true })
				}
			},
			then: []any{user("b"), user("c"), group("g", "b", "c"), group("h", "b")}, want: "-G a@x.test overwritten, -H a@x.test overwritten",
		},
		"removed by hand": {
			set: func(w *world) {
				w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
				w.server.RemoveMember("a@x.test")
			},
			then: company(), want: "-G a@x.test removed-by-hand, -H a@x.test removed-by-hand",
		},
		"the group left": {
			set:  func(w *world) { w.syncer.Options.Groups.Missing = config.MissingEmpty },
			then: []any{user("a"), user("b"), user("c"), group("g", "a", "b", "c")}, want: "-H a@x.test left, -H b@x.test left",
		},
		"put in by hand": {
			set: func(w *world) {
				w.server.RemoveGroup("h")
				w.server.AddGroup("H", "h", "a", "b", "c")
				w.now = w.now.Add(25 * time.Hour)
			},
			then: []any{user("a"), user("b"), user("c"), group("g", "a", "b", "c"), group("h", "a")}, want: "-H b@x.test changed, -H c@x.test healed",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 100}
			w.has(company()...)
			first := w.mustSync()
			if got := memberships(first); got != "+G a@x.test changed, +G b@x.test changed, +G c@x.test changed, +H a@x.test changed, +H b@x.test changed" {
				t.Fatalf("at first: %s", got)
			}
			if c.set != nil {
				c.set(w)
			}
			w.has(c.then...)
			if got := memberships(w.mustSync()); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A run that dies has in its record who came into groups and who left them, as
// far as the server had said so.
func TestAKilledRunNamesMemberships(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := newWorld(t, orgserver.Options{})
		w.has(user("a"), user("b"), group("g", "a"))
		w.mustSync()
		w.has(user("a"), user("b"), group("g", "b"))
		where := w.killed(n)
		if where == "" {
			break
		}
		got := memberships(&organization.Run{Changes: w.store.done})
		acked := slices.Equal(w.store.state.Groups["g"].Members, []string{"b"})
		if want := map[bool]string{true: "+G b@x.test changed, -G a@x.test changed"}[acked]; got != want {
			t.Errorf("killed at moment %d, %s: got %q, want %q", n, where, got, want)
		}
	}
}

// By the stable id somebody who comes back under another external id is known
// in the history.
func TestARecordHasTheStableID(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 100}
	w.has(withStable(user("a"), "entryUUID:1"), withStable(user("b"), "entryUUID:b"), user("c"))
	got := ""
	for _, c := range w.mustSync().Changes {
		got += c.ExternalID + ":" + c.StableID + " "
	}
	if got != "a:1 b: c: " { // b's says no more than the external id
		t.Errorf("invited: %s", got)
	}
	w.has(user("c"))
	for _, c := range w.mustSync().Changes {
		if want := map[string]string{"a": "1"}[c.ExternalID]; c.Action != plan.Remove || c.StableID != want {
			t.Errorf("removed: %+v", c)
		}
	}
}
