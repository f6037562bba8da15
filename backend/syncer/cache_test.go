package syncer

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

func TestEverythingEveryDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync() // and a minute
	w.sent()
	w.now = w.now.Add(24*time.Hour - 2*time.Minute)
	if run := w.mustSync(); run.FullSend || run.CompleteRead {
		t.Errorf("too early: %+v", run)
	}
	w.wantSent()
	// Changed by hand, in the minute before the day is over.
	w.server.RemoveMember("a@x.test")
	run := w.mustSync()
	if !run.FullSend || !run.CompleteRead {
		t.Errorf("full send %v, complete read %v", run.FullSend, run.CompleteRead)
	}
	w.wantSent("b=b@x.test", "a=a@x.test", "G[g]{a b}")
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}")
	if diff := cmp.Diff([]plan.Change{
		{Action: plan.Invite, Kind: plan.User, ExternalID: "a", Name: "a@x.test", Reason: plan.Because(plan.Again)},
		{Action: plan.Update, Kind: plan.Group, ExternalID: "g", Name: "G", Members: 2, Joins: []plan.Ref{{ExternalID: "a", Name: "a@x.test"}}, Leaves: []plan.Ref{}, Reason: plan.Because(plan.Healed)},
	}, run.Changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	w.mustSync()
	w.wantSent()
	// The clock was set back by years.
	w.now = w.now.AddDate(-3, 0, 0)
	if run := w.mustSync(); !run.FullSend || !run.CompleteRead {
		t.Errorf("%+v", run)
	}
}

func TestFullOnDemand(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.mustSync()
	if w.source.bases[1] == nil {
		t.Error("the second read got no base")
	}
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	if w.source.bases[2] != nil {
		t.Error("a full sync read changes only")
	}
}

// wholeReader is a stubSource that reads everything each time.
type wholeReader struct{ *stubSource }

func (wholeReader) ReadsAll() bool { return true }

// Who reads everything anyway is told whom to look for also by a full sync.
func TestAFullSyncTellsWhoReadsEverythingWhomToLookFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Source = wholeReader{w.source}
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.now = w.now.AddDate(0, 0, 2)
	w.mustSync()
	if len(w.source.bases) != 3 || w.source.bases[1] == nil || w.source.bases[2] == nil {
		t.Errorf("bases %v", w.source.bases)
	}
}

func TestReadFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	w.mustSync()
	w.sent()
	commits, snapshot := len(w.store.commits), w.store.snapshot
	w.source.err = directory.WithHint(directory.ErrIncomplete, "ask the directory")
	w.has()
	run, err := w.syncErr(directory.ErrIncomplete)
	if run.Result != organization.ResultFailed || directory.HintOf(err) == "" {
		t.Errorf("%s, %v", run.Result, err)
	}
	w.wantSent()
	if len(w.store.commits) != commits || w.store.snapshot != snapshot {
		t.Error("the cache changed")
	}
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	w.mustSync()
	w.sent()
	old := w.syncer.Options.Identity
	w.syncer.Options.Identity.Host, w.syncer.Options.Identity.Bases = "other.test", "dc=other"
	commits := len(w.store.commits)
	run, err := w.syncErr(ErrStopped)
	var identity *IdentityError
	if !errors.As(err, &identity) || !strings.Contains(err.Error(), `host was "dc.test" and is "other.test"`) || run.Result != organization.ResultStopped {
		t.Fatalf("%s, %v", run.Result, err)
	}
	w.wantSent()
	if len(w.store.commits) != commits || w.store.state.Identity != old {
		t.Error("the cache changed")
	}
	v, err := w.syncer.Test(t.Context(), TestOptions{})
	if err != nil || len(v.Enabled) != 1 || !slices.ContainsFunc(v.Plan.Warnings, func(w directory.Warning) bool { return w.Code == WarnIdentity }) {
		t.Errorf("test: %+v, %v", v, err)
	}
	w.store.clear(true)
	w.mustSync()
	if w.store.state.Identity != w.syncer.Options.Identity {
		t.Error("the new identity was not recorded")
	}
}

func TestIdentityBeforeAnythingWasSent(t *testing.T) {
	t.Parallel()
	// A first sync was stopped, then the settings changed: nothing of the
	// other directory is used.
	w := newWorld(t, orgserver.Options{})
	w.has(withEmail(user("a"), ""), tombstone("z"))
	w.stopped(manual(), plan.GuardNobody)
	w.store.state.Removed["z"] = struct{}{}
	w.store.state.Removals = []organization.RemovalCount{{At: w.now, N: 100}}
	w.syncer.Options.Identity.Host = "other.test"
	w.has(user("a"), tombstone("z"))
	w.server.AddUser("z@x.test", "z")
	w.mustSync()
	if last := w.source.bases[len(w.source.bases)-1]; last != nil {
		t.Error("the source got the snapshot of another directory")
	}
	w.wantMembers("a=a@x.test")
}

func TestClear(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"))
	w.mustSync()
	w.store.clear(true)
	w.has(user("b"), user("c"), user("d"))
	run := w.mustSync()
	wantWarning(t, run, compare.WarnUnknownHere, "a@x.test")
	w.wantMembers("a=a@x.test", "b=b@x.test", "c=c@x.test", "d=d@x.test")
	if w.store.state.Cleared || !run.FullSend || !run.CompleteRead {
		t.Errorf("cleared %v, run %+v", w.store.state.Cleared, run)
	}
	// Whom this profile knew before goes with the next run.
	noWarnings(t, w.mustSync())
	w.wantMembers("b=b@x.test", "c=c@x.test", "d=d@x.test")
}

func TestStateAfterASync(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(withStable(user("a"), "s"), user("b"), group("g", "a"))
	start := w.now
	w.mustSync()
	w.has(withStable(withEmail(user("a"), "new@x.test"), "s"), tombstone("b"), group("g", "a"))
	w.mustSync()
	want := organization.State{
		Identity: w.syncer.Options.Identity,
		Members:  map[string]organization.AckedMember{"a": {Email: "a@x.test", Wanted: "new@x.test", StableID: "s"}},
		Groups:   map[string]organization.AckedGroup{"g": {Name: "G", Members: []string{"a"}}},
		Removed:  map[string]struct{}{"b": {}},
		InFlight: []organization.Flight{},
		Removals: []organization.RemovalCount{{At: start.Add(time.Minute), N: 1}},
		Times:    organization.SyncTimes{Users: start.Add(time.Minute), Groups: start.Add(time.Minute), FullSend: start, Look: start.Add(time.Minute), Memberships: start},
		Shown:    []organization.ShownList{},
		Seats:    organization.SeatsSeen{Used: 1, At: start.Add(time.Minute)},
		Revoked:  map[string]organization.RevokedMember{}, RemovedByHand: map[string]organization.AckedMember{}, Offboarded: map[string]organization.AckedMember{},
	}
	if diff := cmp.Diff(want, w.store.state); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
}

func TestRunIDsSortByTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	var ids []string
	for range 3 {
		ids = append(ids, w.mustSync().ID)
	}
	if !slices.IsSorted(ids) || len(slices.Compact(ids)) != 3 {
		t.Errorf("ids %q", ids)
	}
}

func TestRemovedByHandAndFoundOutByChance(t *testing.T) {
	t.Parallel()
	// The member list is read for somebody else's sake: who comes back comes
	// back into all groups.
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.sent()
	w.server.RemoveMember("a@x.test")
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b"))
	w.mustSync()
	w.wantSent("a=a@x.test c=c@x.test", "G[g]{a b}")
	w.wantGroups("G{a b}")
	w.mustSync()
	w.wantSent()
}

func TestKilledWhileTheIdentityChanges(t *testing.T) {
	t.Parallel()
	// Nothing was ever sent, so another directory is a fresh start; its source
	// must never get a cursor of the first one.
	for n := 1; ; n++ {
		w := newWorld(t, orgserver.Options{})
		w.has(withEmail(user("first"), ""))
		w.stopped(manual(), plan.GuardNobody)
		w.syncer.Options.Identity.Host = "other.test"
		w.has(user("a"))
		rested := w.killed(n) == ""
		w.mustSync()
		for _, base := range w.source.bases {
			if base != nil && len(base.Users) > 0 && base.Users[0].ExternalID == "first" {
				t.Fatalf("killed at moment %d: the source got the snapshot of another directory", n)
			}
		}
		if rested {
			break
		}
	}
}

func TestClearIsRememberedUntilARunWasAcknowledged(t *testing.T) {
	t.Parallel()
	// The members are accepted and the groups are not: the next run names the
	// unknown again, and still removes none of them.
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.OverwriteExisting = true
	w.server.AddUser("a@x.test", "a")
	w.server.AddUser("stray@x.test", "stray")
	w.store.clear(true)
	w.has(user("a"), group("g", "a"))
	for _, refused := range []bool{true, true, false} {
		if refused {
			w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{})
			w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 429})
		}
		run, err := w.sync()
		if refused == (err == nil) {
			t.Fatalf("error %v", err)
		}
		wantWarning(t, run, compare.WarnUnknownHere, "stray@x.test")
		w.wantMembers("a=a@x.test", "stray=stray@x.test")
		if _, acked := w.store.state.Members["a"]; !acked {
			t.Error("a was not acknowledged")
		}
	}
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantMembers("a=a@x.test")
}
