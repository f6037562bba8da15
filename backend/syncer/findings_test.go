package syncer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func TestFindingsNameWhomTheListShows(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	all := many(0, 20)
	w.has(all...)
	w.mustSync()
	w.server.EditMember("u00000@x.test", func(m *orgserver.Member) { m.Email = "married@x.test" })
	w.has(all[6:]...)
	if f := w.stopped(manual(), plan.GuardRemovals); f.Entries[0] != "married@x.test (u00000), no longer in the directory or the filter" {
		t.Errorf("finding %+v", f)
	}
	_, err := w.syncErr(ErrStopped)
	if !strings.Contains(err.Error(), "removals (6)") {
		t.Errorf("error %v", err)
	}
}

func TestFindingsAreInOrder(t *testing.T) {
	t.Parallel()
	// An allowance covers the very list that was shown: it must come out the
	// same twice.
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveMissing = false
	w.has(many(0, 12)...)
	w.mustSync()
	w.has()
	f := w.stopped(manual(), plan.GuardNobody)
	if f.Count != 12 || !slices.IsSorted(f.Entries) {
		t.Errorf("finding %+v", f)
	}
	w.mustSyncWith(allowing(Allowance{Removals: &f.Count}))
}

func TestGuardNobodyWithStrangersToOverwrite(t *testing.T) {
	t.Parallel()
	// Not the first sync, and nobody is acknowledged any more: the members that
	// are there would all go.
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	w.mustSync()
	w.has()
	one := 1
	w.stopped(manual(), plan.GuardNobody)
	w.mustSyncWith(allowing(Allowance{Removals: &one}))
	w.mustSync()
	w.server.AddUser("stray@x.test", "stray")
	w.syncer.Options.Sync.OverwriteExisting = true
	w.stopped(manual(), plan.GuardNobody)
}

func TestNoFirstSyncWhereMembersHaveExternalIDs(t *testing.T) {
	t.Parallel()
	// A clear, or another connector before: automatic sync asks nobody.
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("a@x.test", "a")
	w.has(user("a"), user("b"))
	w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

func TestFindingsSayWhatHappensToNewMembers(t *testing.T) {
	t.Parallel()
	for does, invite := range map[string]bool{"invited": true, "staged": false} {
		w := newWorld(t, orgserver.Options{Staging: true})
		w.syncer.Options.Sync.InviteUsersAfterProvisioning = invite
		w.has(user("a"), user("b"))
		if f := w.stopped(Request{Trigger: organization.TriggerAutomatic}, plan.GuardFirstSync); f.Count != 2 || f.Staged != (does == "staged") {
			t.Errorf("finding %+v", f)
		}
	}
}

func TestGuardMembershipsLeavesOutWhoLeaves(t *testing.T) {
	t.Parallel()
	// Somebody who is removed loses memberships, too, and counts once.
	w := newWorld(t, orgserver.Options{})
	all := many(0, 5)
	groups := make([]any, 6)
	for i := range groups {
		g := group(string(rune('a' + i)))
		for _, u := range all {
			g.UserMembers = append(g.UserMembers, u.(directory.User).ExternalID)
		}
		groups[i] = g
	}
	w.has(slices.Concat(all, groups)...)
	w.mustSync()
	for i := range groups {
		g := groups[i].(directory.Group)
		g.UserMembers = g.UserMembers[4:]
		groups[i] = g
	}
	w.has(append(groups, all[4])...)
	w.mustSync() // 24 memberships, and 4 members
	w.wantMembers("u00004=u00004@x.test")
}

func TestGuardWithoutMemberListUsesAcknowledgedState(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{NoMemberList: true})
	all := many(0, 20)
	w.has(all...)
	w.mustSync()
	w.has(all[6:]...)
	if f := w.stopped(manual(), plan.GuardRemovals); f.Count != 6 {
		t.Errorf("finding %+v", f)
	}
}

func TestRemovalsTheOrganizationLacksDoNotCount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	all := many(0, 20)
	w.has(all...)
	w.mustSync()
	for i := range 10 {
		w.server.RemoveMember(fmt.Sprintf("u%05d@x.test", i))
	}
	w.has(all[10:]...)
	w.sent()
	run := w.mustSync()
	w.wantSent()
	if run.Counts.UsersRemoved != 0 || len(w.store.state.Members) != 10 {
		t.Errorf("removed %d, acknowledged %d", run.Counts.UsersRemoved, len(w.store.state.Members))
	}
}
