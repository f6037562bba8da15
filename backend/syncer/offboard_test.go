package syncer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/who"
)

func TestOffboardRevokes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	w.syncer.Options.Sync.Leavers = config.LeaversRevoke
	w.has(user("ada"), user("b"), group("g", "ada", "b"))
	w.mustSync()
	w.sent()
	means, run := w.mustOffboard("ADA@x.test", "")
	wantFollows(t, means, plan.StillThere, plan.StaysMember)
	if diff := cmp.Diff([]string{"revoke ada"}, e.did()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	want := []plan.Change{{Action: plan.Revoke, Kind: plan.User, ExternalID: "ada", Name: "ada@x.test", Reason: plan.Because(plan.Offboarded)}}
	if diff := cmp.Diff(want, run.Changes); diff != "" || run.Task != organization.TaskOffboard || run.Result != organization.ResultDone || run.Counts.UsersRemoved != 1 {
		t.Errorf("record %+v (-want +got):\n%s", run, diff)
	}
	if len(w.store.state.Removals) != 1 {
		t.Errorf("removals of the last 24 hours: %v", w.store.state.Removals)
	}
	w.staysOut(t, "ada@x.test")
	w.wantGroups("G{ada b}") // membership and groups stay
	// Again there is nothing to do, and nothing is counted.
	means, _ = w.mustOffboard("ada", "")
	if !means.Already || len(w.store.state.Removals) != 1 || len(e.did()) != 0 {
		t.Errorf("again: %+v, %v", means, w.store.state.Removals)
	}
	// Until somebody asks for it.
	run = w.mustSyncWith(again("ada@x.test"))
	if diff := cmp.Diff([]string{"restore ada"}, e.did()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	noWarnings(t, run)
	w.wantMembers("ada=ada@x.test", "b=b@x.test")
	if len(w.store.state.Offboarded)+len(w.store.state.Revoked) != 0 {
		t.Errorf("remembered: %v, %v", w.store.state.Offboarded, w.store.state.Revoked)
	}
}

// A profile that invites again who was removed by hand does not do so with whom
// an administrator put out.
func TestOffboardRemoves(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	w.has(withStable(user("ada"), "s-ada"), user("b"), group("g", "ada", "b"))
	w.mustSync()
	w.sent()
	means, run := w.mustOffboard("ada", "")
	wantFollows(t, means, plan.StillThere)
	if diff := cmp.Diff([]string{"remove ada"}, e.did()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	if run.Changes[0].Action != plan.Remove || len(w.store.state.Groups["g"].Members) != 1 {
		t.Errorf("record %+v, acknowledged %+v", run.Changes, w.store.state.Groups)
	}
	w.staysOut(t, "ada@x.test")
	w.wantSent("b=b@x.test", "G[g]{b}", "b=b@x.test", "G[g]{b}", "b=b@x.test", "G[g]{b}") // sent once a day and when asked for
	// Renamed, and after a clear, she is who she is.
	w.has(withStable(withEmail(user("ada2"), "ada2@x.test"), "s-ada"), user("b"), group("g", "ada2", "b"))
	w.staysOut(t, "ada2@x.test")
	w.store.clear(true)
	w.staysOut(t, "ada2@x.test")
	w.wantMembers("b=b@x.test")

	w.sent()
	noWarnings(t, w.mustSyncWith(again("ada@x.test"))) // as she was called then
	w.wantSent("ada=ada2@x.test", "G[g]{ada b}")
	w.mustSync()
	w.wantSent()
	if len(w.store.state.Offboarded) != 0 {
		t.Errorf("remembered: %v", w.store.state.Offboarded)
	}
}

// Who has left the directory and comes back is a newcomer like others.
func TestOffboardEndsWhereTheDirectoryLetsGo(t *testing.T) {
	t.Parallel()
	for _, way := range []config.Leavers{config.LeaversRemove, config.LeaversRevoke} {
		for name, gone := range map[string][]any{"deleted": {user("b"), tombstone("ada")}, "absent": {user("b")}} {
			w := newWorld(t, orgserver.Options{})
			w.withEditor()
			w.syncer.Options.Sync.Leavers = way
			w.has(user("ada"), user("b"))
			w.mustSync()
			w.mustOffboard("ada", "")
			w.has(gone...)
			w.mustSync()
			w.mustSync()
			if len(w.store.state.Offboarded) != 0 {
				t.Errorf("%s, %s: remembered %v", way, name, w.store.state.Offboarded)
			}
			w.has(user("ada"), user("b"))
			w.mustSync()
			w.wantMembers("ada=ada@x.test", "b=b@x.test")
		}
	}
}

// Disabled is not let go: who is switched on again stays out, and is named only
// then.
func TestOffboardOfSomebodyDisabled(t *testing.T) {
	t.Parallel()
	for _, way := range []config.Leavers{config.LeaversRemove, config.LeaversRevoke} {
		w := newWorld(t, orgserver.Options{})
		w.withEditor()
		w.syncer.Options.Sync.Leavers = way
		w.has(user("ada"), user("b"))
		w.mustSync()
		w.mustOffboard("ada", "")
		w.has(disabled(user("ada")), user("b"))
		if run := w.mustSync(); len(run.Drift) != 0 {
			t.Errorf("%s: named while disabled: %+v", way, run.Drift)
		}
		means, _, _ := w.offboarded(OffboardRequest{Who: "ada", DryRun: true})
		if way == config.LeaversRevoke {
			wantFollows(t, means, plan.SwitchedOff, plan.StaysMember)
		}
		w.has(user("ada"), user("b"))
		w.staysOut(t, "ada@x.test")
	}
}

// With leavers removed, somebody who is revoked now is removed when the
// directory lets go.
func TestOffboardRevokesNowAndIsRemovedLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	w.has(user("ada"), user("b"), group("g", "ada"))
	w.mustSync()
	means, _ := w.mustOffboard("ada", config.LeaversRevoke)
	wantFollows(t, means, plan.StillThere, plan.RemovedLater)
	w.staysOut(t, "ada@x.test")
	w.sent()
	w.has(user("b"), group("g"))
	w.mustSync()
	w.wantSent("-ada", "G[g]{}")
	w.wantMembers("b=b@x.test")
	if diff := cmp.Diff([]string{"revoke ada"}, e.did()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// Whom no sync knows can be put out, too; a sync that would adopt or invite the
// entry with that address does not.
func TestOffboardSomebodyFromElsewhere(t *testing.T) {
	t.Parallel()
	for _, way := range []config.Leavers{config.LeaversRemove, config.LeaversRevoke} {
		w := newWorld(t, orgserver.Options{})
		w.withEditor()
		w.syncer.Options.Sync.Leavers = way
		w.has(user("b"))
		w.mustSync()
		w.server.AddUser("guest@x.test", "")
		means, _ := w.mustOffboard("guest@x.test", "")
		if !slices.Contains(codes(means.Follows), plan.GoneThere) || !slices.Contains(codes(means.Follows), plan.NotFromHere) {
			t.Errorf("%s: follows %v", way, means.Follows)
		}
		w.isOut(t, "guest@x.test")
		// Known to the directory, and no member yet.
		w.server.AddUser("new@x.test", "")
		w.store.snapshot.Users = append(w.store.snapshot.Users, withEmail(user("new"), "new@x.test"))
		w.mustOffboard("new@x.test", "")
		w.has(user("b"), withEmail(user("new"), "new@x.test"))
		w.mustSync()
		w.isOut(t, "new@x.test")
	}
}

func TestOffboardOnVaultwarden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
	w.has(user("ada"), user("b"), group("g", "ada", "b"))
	w.mustSync()
	w.sent()
	means, run := w.mustOffboard("ada@x.test", config.LeaversRemove)
	wantFollows(t, means, plan.RevokesOnly, plan.StillThere)
	w.wantSent("-ada")
	if c := run.Changes[0]; c.Action != plan.Revoke || !c.Unchecked {
		t.Errorf("record %+v", c)
	}
	w.staysOut(t, "ada@x.test")
	w.wantSent("G[g]{b}", "G[g]{b}", "G[g]{b}")
	w.mustSyncWith(again("ada@x.test"))
	w.wantSent("ada=ada@x.test", "G[g]{ada b}")
	w.wantMembers("ada=ada@x.test", "b=b@x.test")

	// An address that is somebody else's, too, is no way to find her.
	w.store.state.Members["b"] = organization.AckedMember{Email: "ada@x.test"}
	if _, _, err := w.offboarded(OffboardRequest{Who: "ada"}); !errors.Is(err, ErrStopped) || !strings.Contains(err.Error(), "no address of its own") {
		t.Errorf("an address that two have: %v", err)
	}
}

func TestOffboardWithoutCalls(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	e.refuse = func(call, _ string) error {
		if call == "revoke" {
			return organization.ErrNoRevocation
		}
		return organization.ErrNoMemberRemoval
	}
	w.has(user("ada"), user("b"))
	w.mustSync()
	w.sent()
	before := w.store.state.Offboarded
	if _, run, err := w.offboarded(OffboardRequest{Who: "ada", Way: config.LeaversRevoke}); !errors.Is(err, organization.ErrNoRevocation) || run.Result != organization.ResultFailed {
		t.Errorf("revoke: %v", err)
	}
	if len(w.store.state.Offboarded) != len(before) || len(w.store.state.Revoked) != 0 {
		t.Errorf("remembered: %v, %v", w.store.state.Offboarded, w.store.state.Revoked)
	}
	_, run := w.mustOffboard("ada", "")
	w.wantSent("-ada")
	if len(run.Warnings) != 1 || run.Warnings[0].Code != WarnByImport {
		t.Errorf("warnings: %v", run.Warnings)
	}
	w.staysOut(t, "ada@x.test")
	w.server.AddUser("guest@x.test", "")
	if _, _, err := w.offboarded(OffboardRequest{Who: "guest@x.test"}); !errors.Is(err, organization.ErrNoMemberRemoval) {
		t.Errorf("no external id: %v", err)
	}
}

func TestOffboardIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	w.server.AddOwner("boss@x.test", "")
	w.has(user("ada"), user("b"), user("b@x.test"))
	w.source.users[2].Email = "bb@x.test"
	w.mustSync()
	w.sent()
	commits := len(w.store.commits)
	refused := func(req OffboardRequest, want string) {
		t.Helper()
		_, run, err := w.offboarded(req)
		if !errors.Is(err, ErrStopped) || !strings.Contains(err.Error(), want) || run != nil {
			t.Errorf("%s: %v, want %q", req.Who, err, want)
		}
	}
	refused(OffboardRequest{Who: "boss@x.test"}, "owner")
	refused(OffboardRequest{Who: "adda@x.test"}, `nobody in the organization is called "adda@x.test": did you mean ada@x.test (ada)?`)
	refused(OffboardRequest{Who: ""}, "nobody")
	refused(OffboardRequest{Who: "b@x.test"}, "b@x.test (b)\n  bb@x.test (b@x.test)")
	refused(OffboardRequest{Who: "ada", Confirm: func(context.Context, *plan.Offboarding) (bool, error) { return false, nil }}, "nobody confirmed")
	var several *who.SeveralError
	if _, _, err := w.offboarded(OffboardRequest{Who: "b@x.test"}); !errors.As(err, &several) {
		t.Errorf("several: %v", err)
	}
	w.syncer.Others = []Other{{Profile: "sales", Members: map[string]organization.AckedMember{"x1": {Email: "sold@x.test"}, "x2": {Email: "ada@x.test"}}}}
	w.server.AddUser("sold@x.test", "x1")
	held := w.server.Members()
	refused(OffboardRequest{Who: "sold@x.test"}, `member of profile "sales"`)
	if means, _, _ := w.offboarded(OffboardRequest{Who: "ada", DryRun: true}); !slices.Contains(codes(means.Follows), plan.OthersHave) {
		t.Errorf("in both profiles: %v", means.Follows)
	}
	w.store.state.InFlight = []organization.Flight{{Kind: organization.FlightMember, ExternalID: "ada"}}
	refused(OffboardRequest{Who: "ada"}, "which could come after this")
	if len(e.did()) != 0 || len(w.store.commits) != commits || !slices.EqualFunc(held, w.server.Members(), func(a, b orgserver.Member) bool { return a.ID == b.ID && a.Status == b.Status }) {
		t.Error("something was done")
	}
	w.mustOffboard("ada", config.LeaversRevoke) // which an invitation does not undo
}

func TestOffboardUnderTheGuard(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.withEditor()
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 1}
	w.has(user("ada"), user("b"), user("c"))
	w.mustSync()
	w.mustOffboard("ada", "")
	var guard *GuardError
	if _, run, err := w.offboarded(OffboardRequest{Who: "b"}); !errors.As(err, &guard) || run != nil || guard.Task != organization.TaskOffboard || guard.Findings[0].Used != 1 {
		t.Errorf("a second one: %v", err)
	}
	one := 1
	if _, _, err := w.offboarded(OffboardRequest{Who: "c", Allow: Allowance{Removals: &one}}); !errors.As(err, &guard) {
		t.Errorf("somebody else than was shown: %v", err)
	}
	if _, _, err := w.offboarded(OffboardRequest{Who: "c", Allow: Allowance{Removals: &one}}); err != nil {
		t.Error(err)
	}
	w.wantMembers("b=b@x.test")
}
