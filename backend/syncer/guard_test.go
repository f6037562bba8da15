package syncer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func TestGuardRemovals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name            string
		limit           config.Limit
		members, remove int
		stops           bool
	}{
		{"five of few by default", config.Limit{}, 20, 5, false},
		{"six of few", config.Limit{}, 20, 6, true},
		{"ten percent of many by default", config.Limit{}, 100, 10, false},
		{"more than ten percent", config.Limit{}, 100, 11, true},
		{"a number as configured", config.Limit{Set: true, Count: 2}, 100, 2, false},
		{"more than that number", config.Limit{Set: true, Count: 2}, 100, 3, true},
		{"a share as configured", config.Limit{Set: true, Percent: 20}, 50, 10, false},
		{"more than that share", config.Limit{Set: true, Percent: 20}, 50, 11, true},
		{"none at all", config.Limit{Set: true}, 50, 1, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.syncer.Options.Sync.MaxRemovals = test.limit
			all := many(0, test.members)
			w.has(all...)
			w.mustSync()
			w.has(all[test.remove:]...)
			if !test.stops {
				if run := w.mustSync(); run.Counts.UsersRemoved != test.remove {
					t.Errorf("removed %d", run.Counts.UsersRemoved)
				}
				return
			}
			f := w.stopped(manual(), plan.GuardRemovals)
			if f.Count != test.remove || len(f.Entries) != test.remove || !strings.Contains(f.Entries[0], "u00000@x.test (u00000), no longer in the directory") {
				t.Errorf("finding: %+v", f)
			}
			if f.Used != 0 || f.Total != test.members {
				t.Errorf("finding: %+v", f)
			}
		})
	}
}

func TestGuardRemovalsCountsADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	all := many(0, 30)
	w.has(all...)
	w.mustSync()
	w.has(all[3:]...)
	w.mustSync()
	w.has(all[6:]...)
	f := w.stopped(manual(), plan.GuardRemovals)
	if f.Used != 3 {
		t.Errorf("finding: %+v", f)
	}
	w.now = w.now.Add(24 * time.Hour)
	w.mustSync()
}

func TestAllowanceCoversWhatWasShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	all := many(0, 20)
	w.has(all...)
	w.mustSync()
	six, seven := 6, 7

	w.has(all[6:]...)
	w.stopped(allowing(Allowance{Removals: &six}), plan.GuardRemovals) // nothing was shown yet
	w.stopped(allowing(Allowance{Removals: &seven}), plan.GuardRemovals)
	w.stopped(allowing(Allowance{Additions: &six}), plan.GuardRemovals)
	automatic := allowing(Allowance{Removals: &six})
	automatic.Trigger = organization.TriggerAutomatic
	w.stopped(automatic, plan.GuardRemovals)

	w.has(append(all[:1:1], all[7:]...)...) // six others
	w.stopped(allowing(Allowance{Removals: &six}), plan.GuardRemovals)
	w.has(all[6:]...)
	w.stopped(allowing(Allowance{Removals: &six}), plan.GuardRemovals) // not what was shown last
	w.mustSyncWith(allowing(Allowance{Removals: &six}))

	w.has(all[12:]...)
	w.now = w.now.Add(25 * time.Hour)
	w.stopped(allowing(Allowance{Removals: &six}), plan.GuardRemovals)
}

func TestGuardMemberships(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name           string
		members, leave int
		stops          bool
	}{
		{"twenty of few", 25, 20, false},
		{"twenty-one", 25, 21, true},
		{"twenty percent of many", 150, 30, false},
		{"more", 150, 31, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			people := many(0, test.members)
			ids := make([]string, len(people))
			for i := range people {
				ids[i] = people[i].(directory.User).ExternalID
			}
			w.has(append(people, group("g", ids...), group("h"))...)
			w.mustSync()
			w.has(append(people, group("g", ids[test.leave:]...), group("h", ids[0]))...)
			if !test.stops {
				w.mustSync()
				return
			}
			f := w.stopped(manual(), plan.GuardMemberships)
			if want := fmt.Sprintf("G: %d memberships of %d", test.leave, test.members); f.Count != test.leave || len(f.Entries) != 1 || f.Entries[0] != want {
				t.Errorf("finding %+v", f)
			}
			w.mustSyncWith(allowing(Allowance{Memberships: &test.leave}))
		})
	}
}

func TestGuardAdditions(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		limit     config.Limit
		have, add int
		stops     bool
	}{
		{"25 to few", config.Limit{}, 10, 25, false},
		{"26 to few", config.Limit{}, 10, 26, true},
		{"20 percent of many", config.Limit{}, 200, 40, false},
		{"more", config.Limit{}, 200, 41, true},
		{"as configured", config.Limit{Set: true, Count: 3}, 10, 3, false},
		{"more than configured", config.Limit{Set: true, Count: 3}, 10, 4, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.syncer.Options.Sync.MaxAdditions = test.limit
			w.has(many(0, test.have)...)
			w.mustSync()
			w.has(many(0, test.have+test.add)...)
			if !test.stops {
				w.mustSync()
				return
			}
			f := w.stopped(manual(), plan.GuardAdditions)
			if f.Count != test.add {
				t.Errorf("finding %+v", f)
			}
			w.mustSyncWith(allowing(Allowance{Additions: &test.add}))
		})
	}
}

func TestAdoptedMembersAreNoAdditions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("u00000@x.test", "u00000")
	for i := range 40 {
		w.server.AddUser(fmt.Sprintf("u%05d@x.test", i+1), "")
	}
	w.has(many(0, 41)...)
	run := w.mustSync()
	if run.Counts.UsersAdded != 0 || run.Counts.UsersChanged != 40 {
		t.Errorf("counts %+v", run.Counts)
	}
}

func TestFirstSyncAsks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("boss@x.test", "")
	w.has(many(0, 3)...)
	asked := 0
	say := func(yes bool) Request {
		return Request{Trigger: organization.TriggerManual, Confirm: func(_ context.Context, q Question) (bool, error) {
			asked = q.First
			return yes, nil
		}}
	}
	w.stopped(Request{Trigger: organization.TriggerManual}, plan.GuardFirstSync)
	w.stopped(say(false), plan.GuardFirstSync)
	if asked != 3 {
		t.Errorf("asked about %d", asked)
	}
	automatic := say(true)
	automatic.Trigger = organization.TriggerAutomatic
	w.stopped(automatic, plan.GuardFirstSync)
	w.mustSyncWith(say(true))
}

func TestConfirmIsAskedLast(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	for i := range 6 {
		w.server.AddUser(fmt.Sprintf("old%d@x.test", i), "")
	}
	w.has(user("a"))
	w.mustSync()
	w.store.clear(true)
	w.server.RemoveMember("a@x.test")
	// 30 members without external ids are in the group, by hand.
	for _, id := range manyIDs(30) {
		w.server.AddUser(id+"@x.test", id)
	}
	w.server.AddGroup("G", "g", manyIDs(30)...)
	for _, id := range manyIDs(30) {
		w.server.EditMember(id+"@x.test", func(m *orgserver.Member) { m.ExternalID = "" })
	}
	w.has(user("a"), group("g"))
	req := manual()
	req.Confirm = func(context.Context, Question) (bool, error) {
		t.Error("asked although the run stops anyway")
		return true, nil
	}
	if _, err := w.syncer.Sync(t.Context(), req); !errors.Is(err, ErrStopped) {
		t.Fatal(err)
	}
}

func TestGuardNobodyLeft(t *testing.T) {
	t.Parallel()
	t.Run("an empty answer", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.has(user("a"), user("b"))
		w.mustSync()
		w.has()
		two := 2
		if f := w.stopped(manual(), plan.GuardNobody); f.Count != 2 {
			t.Errorf("finding %+v", f)
		}
		w.mustSyncWith(allowing(Allowance{Removals: &two}))
		w.wantMembers()
	})
	t.Run("also where nobody would be removed", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.syncer.Options.Sync.RemoveMissing = false
		w.has(user("a"))
		w.mustSync()
		w.has()
		w.stopped(manual(), plan.GuardNobody)
	})
	t.Run("with overwriteExisting", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.syncer.Options.Sync.OverwriteExisting = true
		w.server.AddUser("a@x.test", "a")
		w.has()
		w.stopped(manual(), plan.GuardNobody)
	})
	t.Run("an attribute that nobody has", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.has(withEmail(user("a"), ""))
		none := 0
		for range 2 { // nothing was shown that could be allowed
			if f := w.stopped(allowing(Allowance{Removals: &none}), plan.GuardNobody); f.Count != 0 {
				t.Errorf("finding %+v", f)
			}
		}
	})
}

func TestGuardUnknownMembers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{NoMemberList: true})
	w.syncer.Options.Sync.OverwriteExisting = true
	w.has(user("a"))
	_, err := w.sync()
	var stop *GuardError
	if !errors.As(err, &stop) || stop.Findings[0].Guard != plan.GuardUnknown {
		t.Fatal(err)
	}
	w.syncer.Options.Sync.OverwriteExisting = false
	w.mustSync()
	w.syncer.Options.Sync.OverwriteExisting = true
	w.has(user("a"), user("b"))
	w.mustSync()
	w.wantMembers("a=a@x.test", "b=b@x.test")
}
