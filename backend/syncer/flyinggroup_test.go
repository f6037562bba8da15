package syncer

import (
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
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
			if _, known := w.store.state.Groups["g"]; known != is {
				t.Errorf("%s, killed at moment %d, %s: is known: %t, is there: %t", missing, n, where, known, is)
			}
		}
	}
}

// A group that is deleted while a request about it is in flight is not known
// again.
func TestADeletedGroupInFlightIsForgotten(t *testing.T) {
	t.Parallel()
	for n, where := 1, "?"; where != ""; n++ {
		w := newWorld(t, orgserver.Options{})
		w.withEditor()
		w.syncer.Options.Groups.Missing = config.MissingDelete
		w.has(user("a"), user("b"), group("g", "a"))
		w.mustSync()
		w.has(user("a"), user("b"), group("g", "a", "b"))
		where = w.killed(n)
		w.has(user("a"), user("b"))
		w.mustSync()
		if _, known := w.store.state.Groups["g"]; known {
			t.Errorf("killed at moment %d, %s: %+v", n, where, w.store.state.Groups)
		}
	}
}
