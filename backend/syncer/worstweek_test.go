package syncer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/send"
)

// Whoever was removed by hand stays out, whatever else happens meanwhile.
func TestRemovedByHandStaysOut(t *testing.T) {
	t.Parallel()
	for name, meanwhile := range map[string]func(w *world) []any{
		"users are not synced for a while": func(w *world) []any {
			w.syncer.Options.Sync.Users = false
			return []any{user("a"), user("b"), group("g", "a", "b")}
		},
		"without an address":    func(*world) []any { return []any{withEmail(user("a"), ""), user("b"), group("g", "a", "b")} },
		"disabled, not removed": func(*world) []any { return []any{disabled(user("a")), user("b"), group("g", "a", "b")} },
		"disabled and to remove": func(w *world) []any {
			w.syncer.Options.Sync.RemoveDisabled = true
			return []any{disabled(user("a")), user("b"), group("g", "a", "b")}
		},
		"filtered": func(w *world) []any {
			w.syncer.Options.UserFilter = func(email string) bool { return email != "a@x.test" }
			return []any{user("a"), user("b"), group("g", "a", "b")}
		},
		"the list can't be read": func(w *world) []any {
			return []any{user("a"), user("b"), group("g", "a", "b")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.syncer.Options.Sync.RemovedByHand, w.syncer.Options.Sync.InviteDisabled = config.ByHandAsk, false
			all := []any{user("a"), user("b"), group("g", "a", "b")}
			w.has(all...)
			w.mustSync()
			w.server.RemoveMember("a@x.test")
			w.now = w.now.Add(2 * time.Hour)
			w.mustSync()
			w.wantMembers("b=b@x.test")
			before := w.syncer.Options
			w.has(meanwhile(w)...)
			w.now = w.now.Add(2 * time.Hour)
			w.mustSync()
			w.syncer.Options = before
			w.has(all...)
			w.now = w.now.Add(2 * time.Hour)
			w.mustSync()
			w.wantMembers("b=b@x.test")
		})
	}
}

// revokedDisabled is revoking, where a was disabled in the directory and lost
// the access by that.
func revokedDisabled(t *testing.T) *world {
	t.Helper()
	w := revoking(t)
	w.syncer.Options.Sync.RemoveDisabled = true
	w.has(disabled(user("a")), user("b"), group("g", "b"))
	w.mustSync()
	return w
}

// wantRest checks that the next sync sends nothing.
func (w *world) wantRest() {
	w.t.Helper()
	w.sent()
	w.mustSync()
	w.wantSent()
}

func TestLeaverWhomSomebodyDeletedIsForgotten(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.syncer.Options.Sync.RemoveDisabled = true
	w.server.RemoveMember("a@x.test")
	w.has(disabled(user("a")), user("b"), group("g", "b"))
	w.mustSync()
	if _, acked := w.store.state.Members["a"]; acked {
		t.Error("a is acknowledged for ever")
	}
	reads := w.reads()
	w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
	if w.reads() != reads {
		t.Error("not at rest: the member list was read again")
	}
}

func TestHeldIsNotRevokedLongAgo(t *testing.T) {
	t.Parallel()
	w := revokedDisabled(t)
	w.syncer.Options.Sync.DeleteRevokedAfter = 2
	w.has(withEmail(user("a"), "broken"), user("b"), group("g", "b"))
	for range 4 {
		w.now = w.now.Add(24 * time.Hour)
		w.mustSync()
	}
	if slices.ContainsFunc(w.sent(), func(s string) bool { return strings.Contains(s, "-a") }) {
		t.Error("a is in the directory, enabled, and was deleted")
	}
}

func TestHeldIsRestored(t *testing.T) {
	t.Parallel()
	w := revokedDisabled(t)
	w.wantMembers("b=b@x.test")
	w.has(withEmail(user("a"), ""), user("b"), group("g", "a", "b"))
	w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantRest()
}

func TestNewAccountOfOneRevokedBefore(t *testing.T) {
	t.Parallel()
	w := revokedDisabled(t)
	w.syncer.Options.Sync.RemoveMissing = false
	w.has(user("b"), withEmail(user("a2"), "a@x.test"), group("g", "a2", "b"))
	w.mustSync()
	w.wantMembers("a2=a@x.test", "b=b@x.test")
	w.wantRest()
}

func TestNewAccountOfOneRevokedBeforeAClear(t *testing.T) {
	t.Parallel()
	w := revokedDisabled(t)
	w.store.clear(true)
	w.has(user("b"), withEmail(user("a2"), "a@x.test"), group("g", "a2", "b"))
	w.mustSync()
	w.mustSync()
	w.wantMembers("a2=a@x.test", "b=b@x.test")
	w.wantRest()
}

func TestRemovalsWhileTheClockWasAhead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(many(0, 20)...)
	w.mustSync()
	w.now = w.now.AddDate(1, 0, 0)
	w.has(many(0, 16)...)
	w.mustSync()
	w.now = w.now.AddDate(-1, 0, 0)
	w.has(many(0, 14)...)
	_, _ = w.syncErr(ErrStopped)
	w.now = w.now.Add(25 * time.Hour)
	w.mustSync()
}

func TestInFlightWhileTheClockWasAhead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	w.mustSync()
	w.store.state.InFlight = []organization.Flight{{Kind: organization.FlightMember, ExternalID: "a", Email: "a@x.test", At: w.now.AddDate(1, 0, 0)}}
	before := w.now
	w.mustSync()
	if waited := w.now.Sub(before); waited > time.Hour {
		t.Errorf("waited %s", waited)
	}
	if len(w.store.state.InFlight) > 0 {
		t.Errorf("in flight: %v", w.store.state.InFlight)
	}
}

func TestDaysOfAClockThatJumps(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.syncer.Options.Sync.RemoveDisabled, w.syncer.Options.Sync.DeleteRevokedAfter = true, 5
	w.has(disabled(user("a")), user("b"), group("g", "b"))
	w.mustSync()
	w.sent()
	for range 8 {
		w.now = w.now.AddDate(0, 1, 0)
		w.mustSync()
		w.now = w.now.AddDate(0, -1, 0)
		w.mustSync()
	}
	w.sent()
	if m, ours := w.store.state.Revoked["a"]; !ours || m.Days > 2 {
		t.Errorf("revoked: %v, %+v", ours, m)
	}
}

func TestClearOnVaultwardenTakesNobodysGroups(t *testing.T) {
	t.Parallel()
	for name, now := range map[string]any{"disabled": disabled(user("a")), "without an address": withEmail(user("a"), "")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
			w.syncer.Options.Sync.InviteDisabled = false
			w.has(user("a"), user("b"), group("g", "a", "b"))
			w.mustSync()
			w.has(now, user("b"), group("g", "a", "b"))
			w.mustSync()
			w.store.clear(true)
			w.mustSync()
			w.wantGroups("G{a b}")
			w.mustSync()
			w.wantGroups("G{a b}")
		})
	}
}

func TestLostExternalIDAndChangedAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.ExternalID = "" })
	w.has(withEmail(user("a"), "new@x.test"), user("b"), group("g", "a", "b"))
	w.now = w.now.Add(2 * time.Hour)
	run := w.mustSync()
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}")
	wantWarning(t, run, compare.WarnEmailKept, "new@x.test", "a@x.test")
}

func TestTombstoneWaitsUnderAnotherName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveMissing = false
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 0}
	w.has(withStable(user("a"), "1"), user("b"))
	w.mustSync()
	gone := withStable(tombstone("renamed"), "1")
	w.has(gone, user("b"))
	_, _ = w.syncErr(ErrStopped)
	w.has(user("b")) // the directory forgot it
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 1}
	w.mustSync()
	w.wantMembers("b=b@x.test")
}

func TestTombstoneWaitsBesideANewcomerOfThatName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveMissing = false
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 0}
	w.has(withStable(user("a"), "1"), user("b"))
	w.mustSync()
	w.has(withStable(tombstone("a"), "1"), user("b"))
	_, _ = w.syncErr(ErrStopped)
	w.has(withStable(withEmail(user("a"), "newcomer@x.test"), "2"), user("b"))
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 1}
	w.mustSync()
	w.wantMembers("2=newcomer@x.test", "b=b@x.test")
}

func TestAnotherOrganizationKnowsNothingOfWhoWasRemovedByHand(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
	w.server.AddOwner("owner@x.test", "")
	w.has(user("a"))
	w.mustSync()
	w.server.RemoveMember("a@x.test")
	w.now = w.now.Add(2 * time.Hour)
	w.mustSync()
	w.wantMembers("=owner@x.test")
	w.syncer.Options.Identity.Organization = "another"
	w.mustSync()
	w.wantMembers("=owner@x.test", "a=a@x.test")
}

// forgetful answers an empty member list, as some proxies do.
type forgetful struct{ *editor }

func (forgetful) Members(context.Context) ([]organization.Member, error) {
	return []organization.Member{}, nil
}

func TestEmptyMemberListIsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.syncer.Organization = forgetful{e}
	w.now = w.now.Add(2 * time.Hour)
	run := w.mustSync()
	wantWarning(t, run, send.WarnMemberList, "empty member list")
	w.wantGroups("G{a b}")
	if len(run.Drift)+len(w.store.state.RemovedByHand) > 0 {
		t.Errorf("drift %v, removed by hand %v", run.Drift, w.store.state.RemovedByHand)
	}
}

// deafToGroups can't tell the members of groups for a while.
type deafToGroups struct {
	*client
	err error
}

func (c *deafToGroups) GroupMembers(ctx context.Context, id string) ([]string, error) {
	if c.err != nil {
		return nil, c.err
	}
	return c.client.GroupMembers(ctx, id)
}

func TestMembershipsThatCantBeReadStopAFirstSyncOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("a@x.test", "a")
	w.server.AddGroup("G", "g", "a")
	deaf := &deafToGroups{client: &client{w.server}, err: errors.New("gateway time-out")}
	w.syncer.Organization = deaf
	w.has(user("a"), group("g", "a"))
	if _, err := w.sync(); err == nil || !strings.Contains(err.Error(), "gateway time-out") {
		t.Fatalf("a first sync does not know what would go: %v", err)
	}
	deaf.err = nil
	w.mustSync()
	deaf.err = errors.New("gateway time-out")
	w.now = w.now.Add(25 * time.Hour) // the daily look
	w.has(user("a"), user("b"), group("g", "a", "b"))
	wantWarning(t, w.mustSync(), send.WarnMemberList, "gateway time-out")
	w.wantGroups("G{a b}")
}
