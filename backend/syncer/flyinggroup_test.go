package syncer

import (
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// A group that a killed sync made leaves the directory, and is known by that
// request alone. In a quiet window, also in the daily look, nothing of it goes.
// After it the group is what groups.missing says, and those who leave it are named.
func TestAGroupInFlightThatLeavesTheDirectory(t *testing.T) {
	t.Parallel()
	for _, missing := range []config.MissingGroups{config.MissingKeep, config.MissingEmpty, config.MissingDelete} {
		for n, where := 1, "?"; where != ""; n++ {
			w := newWorld(t, orgserver.Options{})
			w.withEditor()
			w.syncer.Options.Groups.Missing = missing
			w.has(user("a"), user("b"))
			w.mustSync()
			w.has(user("a"), user("b"), group("g", "a"))
			where = w.killed(n)
			w.now = w.now.Add(25 * time.Hour)
			had, there := w.access()["group g"]
			w.has(user("a"), user("b"))
			w.syncer.Options.Sync.Quiet = "0:00-23:59"
			w.mustSync()
			if has, is := w.access()["group g"]; is != there || !slices.Equal(has, had) {
				t.Errorf("%s, killed at moment %d, %s: in a quiet window %q went to %q", missing, n, where, had, has)
			}
			w.syncer.Options.Sync.Quiet = ""
			run := w.mustSync()
			left := 0
			for _, c := range run.Changes {
				left += len(c.Leaves)
			}
			has, is := w.access()["group g"]
			if kept := there && missing != config.MissingDelete; is != kept {
				t.Errorf("%s, killed at moment %d, %s: is there: %t", missing, n, where, is)
			} else if kept {
				wantWarning(t, w.mustSync(), compare.WarnGroupMissing, "g")
			}
			if goes := len(had); missing == config.MissingKeep && !slices.Equal(has, had) || missing != config.MissingKeep && (len(has) > 0 || left != goes) {
				t.Errorf("%s, killed at moment %d, %s: %q is left, %d of %q are named: %+v", missing, n, where, has, left, had, run.Changes)
			}
			w.mustSync() // what was deleted might have come late
			if _, known := w.store.state.Groups["g"]; known != is {
				t.Errorf("%s, killed at moment %d, %s: is known: %t, is there: %t", missing, n, where, known, is)
			}
		}
	}
}

// A request about a group that is deleted meanwhile may come late, and make the
// group that was there again: the next sync deletes that, too.
func TestAGroupThatComesLateIsDeleted(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		for n, where := 1, "?"; where != ""; n++ {
			w := newWorld(t, orgserver.Options{})
			w.withEditor()
			w.syncer.Options.Groups.Missing = config.MissingDelete
			w.has(user("a"), user("b"))
			w.mustSync()
			w.has(user("a"), user("b"), group("g", "a"))
			where = w.killed(n)
			w.has(user("a"), user("b"))
			made := len(w.store.state.InFlight) > 0 && len(w.server.Groups()) > 0
			w.mustSync()
			if late && made {
				r := organization.Request{Members: []organization.RequestMember{}, Groups: []organization.RequestGroup{{Name: "G", ExternalID: "g", MemberExternalIDs: []string{"a"}}}}
				if err := (&client{w.server}).Import(t.Context(), r); err != nil {
					t.Fatal(err)
				}
			}
			w.mustSync()
			if len(w.server.Groups())+len(w.store.state.Groups) > 0 {
				t.Errorf("late: %t, killed at moment %d, %s: %v, known %v", late, n, where, w.server.Groups(), w.store.state.Groups)
			}
		}
	}
}

// A group that only a request in flight knew is the same under another external
// id.
func TestAGroupInFlightKeepsItsStableID(t *testing.T) {
	t.Parallel()
	for n, where := 1, "?"; where != ""; n++ {
		w := newWorld(t, orgserver.Options{})
		w.has(user("a"))
		w.mustSync()
		was, now := group("g", "a"), group("g2", "a")
		was.StableID, now.StableID = "1", "1"
		w.has(user("a"), was)
		where = w.killed(n)
		w.has(user("a"))
		w.mustSync()
		w.has(user("a"), now)
		if w.mustSync(); len(w.server.Groups()) != 1 {
			t.Errorf("killed at moment %d, %s: %v", n, where, w.server.Groups())
		}
	}
}

// Where nobody can see groups, one that perhaps was never made is not known for
// good: it would be emptied, or made, one day.
func TestAGroupInFlightThatNobodySeesIsForgotten(t *testing.T) {
	t.Parallel()
	for _, kind := range []orgserver.Options{{NoGroupList: true}, {NoMemberList: true}, {Vaultwarden: true, VaultwardenGroups: true}} {
		for n, where := 1, "?"; where != ""; n++ {
			w := newWorld(t, kind)
			w.has(user("a"))
			w.mustSync()
			w.has(user("a"), group("g", "a"))
			where = w.killed(n)
			_, known := w.store.state.Groups["g"]
			w.has(user("a"))
			w.mustSync()
			w.mustSync()
			if _, is := w.store.state.Groups["g"]; is != known {
				t.Errorf("%+v, killed at moment %d, %s: known %t", kind, n, where, is)
			}
		}
	}
}
