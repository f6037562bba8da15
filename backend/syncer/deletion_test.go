package syncer

import (
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// deleting is a world in which groups that left are deleted; g and h are there,
// and a collection hangs on h.
func deleting(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	w.syncer.Options.Groups.Missing = config.MissingDelete
	w.has(user("a"), user("b"), group("g", "a"), group("h", "a", "b"))
	w.mustSync()
	e.collections["h"] = []string{"finance-id"}
	w.sent()
	return w
}

func TestAGroupThatLeftIsDeleted(t *testing.T) {
	t.Parallel()
	w := deleting(t)
	w.server.AddGroup("By hand", "", "a")
	w.server.AddGroup("Of another program", "other", "a")
	w.has(user("a"), user("b"), group("g", "a"))
	v, err := w.syncer.Test(t.Context(), TestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if m := v.Plan.Missing; len(m) != 1 || m[0].Name != "H" || m[0].Members != 2 || !slices.Equal(m[0].Collections, []string{"finance-id"}) {
		t.Errorf("missing %+v", m)
	}
	w.wantDid()
	run := w.mustSync() // at once, not with the next look
	wantWarning(t, run, compare.WarnGroupMissing, `"H"`, "is deleted", "finance-id")
	if c := run.Changes; len(c) != 1 || c[0].Action != plan.Delete || c[0].Reason.Params["collections"] != "finance-id" || len(c[0].Leaves) != 2 {
		t.Errorf("changes %+v", c)
	}
	w.wantDid("delete h")
	w.wantGroups("By hand{a}", "G{a}", "Of another program{a}")
	noWarnings(t, w.mustSync())
	w.wantDid()
	w.has(user("a"), user("b"), group("g", "a"), group("h", "a")) // and is made anew
	w.mustSync()
	w.wantGroups("By hand{a}", "G{a}", "H{a}", "Of another program{a}")
}

func TestDeletionsAreGuarded(t *testing.T) {
	t.Parallel()
	w := deleting(t)
	w.has(user("a"), user("b"), group("g"), group("h"), group("i"), group("j"))
	w.mustSync()
	w.has(user("a"), user("b"), group("g"))
	f := w.stopped(manual(), plan.GuardGroupRemovals)
	if f.Count != 3 || f.Limit != 2 || !strings.Contains(strings.Join(f.Entries, "\n"), "finance-id") {
		t.Errorf("finding %+v", f)
	}
	w.wantDid()
	two, three := 2, 3
	w.stopped(allowing(Allowance{GroupRemovals: &two}), plan.GuardGroupRemovals)
	w.mustSyncWith(allowing(Allowance{GroupRemovals: &three}))
	w.wantDid("delete h", "delete i", "delete j")
	w.wantGroups("G{}")
}

func TestNoGroupIsDeletedWithGroupsOff(t *testing.T) {
	t.Parallel()
	w := deleting(t)
	w.syncer.Options.Sync.Groups = false
	w.has(user("a"), user("b"))
	w.mustSync()
	w.wantDid()
	w.wantSent()
	w.wantGroups("G{a}", "H{a b}")
}

// What exists neither here nor there is forgotten, and never spoken of again.
func TestAGroupThatIsNowhereIsForgotten(t *testing.T) {
	t.Parallel()
	for _, missing := range []config.MissingGroups{config.MissingKeep, config.MissingEmpty, config.MissingDelete} {
		t.Run(string(missing), func(t *testing.T) {
			t.Parallel()
			w := deleting(t)
			w.syncer.Options.Groups.Missing = missing
			for _, g := range w.server.Groups() {
				if g.ExternalID == "h" {
					if err := w.syncer.Organization.(*editor).DeleteGroup(t.Context(), g.ID); err != nil {
						t.Fatal(err)
					}
				}
			}
			w.did()
			w.has(user("a"), user("c"), group("g", "a"))
			run := w.mustSync()
			noWarnings(t, run)
			if len(run.MissingGroups) != 0 {
				t.Errorf("missing %q", run.MissingGroups)
			}
			w.wantDid()
			if _, known := w.store.state.Groups["h"]; known {
				t.Error("it is not forgotten")
			}
		})
	}
}

// One refusal is named, and the others go on; the next run tries again.
func TestARefusedDeletion(t *testing.T) {
	t.Parallel()
	w := deleting(t)
	e := w.syncer.Organization.(*editor)
	e.refuse = func(_, id string) error {
		if id == "g" {
			return &organization.RejectedError{Status: 400, Message: "Not now."}
		}
		return nil
	}
	w.has(user("a"), user("b"))
	run, err := w.sync()
	if err == nil || !strings.Contains(err.Error(), "delete the group G") || run.Result != organization.ResultFailed {
		t.Fatalf("error %v", err)
	}
	w.wantGroups("G{a}")
	e.refuse = func(string, string) error { return nil }
	w.did()
	w.mustSync()
	w.wantDid("delete g")
	w.wantGroups()
}

// A run that is killed between two deletions is simply done again.
func TestKilledBetweenDeletions(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := deleting(t)
		w.has(user("a"), user("b"))
		where := w.killed(n)
		w.mustSync()
		w.wantGroups()
		w.did()
		w.mustSync()
		w.wantDid()
		if t.Failed() || where == "" {
			if n < 5 {
				t.Errorf("only %d moments", n)
			}
			return
		}
	}
}
