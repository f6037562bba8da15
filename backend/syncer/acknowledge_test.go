package syncer

import (
	"errors"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

func TestRemovalsLeaveTheDayOneByOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	all := many(0, 30)
	w.has(all...)
	w.mustSync() // and a minute
	w.has(all[3:]...)
	w.mustSync()
	w.now = w.now.Add(12 * time.Hour)
	w.has(all[5:]...)
	w.mustSync()
	w.has(all[6:]...)
	w.stopped(manual(), plan.GuardRemovals) // five in the last 24 hours
	w.now = w.now.Add(12*time.Hour - 2*time.Minute)
	w.has(all[8:]...)
	w.mustSync() // exactly a day after the first three
	w.has(all[9:]...)
	w.stopped(manual(), plan.GuardRemovals) // again five
	w.now = w.now.Add(12 * time.Hour)
	w.mustSync()
}

func TestOverwrittenMembersCountForTheDay(t *testing.T) {
	t.Parallel()
	w := overwriting(t)
	for _, id := range []string{"s1", "s2", "s3"} {
		w.server.AddUser(id+"@x.test", id)
	}
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b"))
	if run := w.mustSync(); run.Counts.UsersRemoved != 3 {
		t.Errorf("counts %+v", run.Counts)
	}
	for _, id := range []string{"s4", "s5", "s6"} {
		w.server.AddUser(id+"@x.test", id)
	}
	w.has(user("a"), user("b"), user("c"), user("d"), group("g", "a", "b"))
	w.stopped(manual(), plan.GuardRemovals)
}

func TestOverwrittenMembersAreForgotten(t *testing.T) {
	t.Parallel()
	// All but the owner, whom no import removes: she would be removed as soon
	// as she is none.
	w := overwriting(t)
	w.syncer.Options.Sync.RemoveMissing = false
	w.has(user("a"), user("b"), withEmail(user("boss"), "boss@x.test"), group("g", "a", "b"))
	w.mustSync()
	w.has(user("a"), user("c"), group("g", "a"))
	wantWarning(t, w.mustSync(), compare.WarnMissing, "2 members are")
	w.wantMembers("=manual@x.test", "a=a@x.test", "boss=boss@x.test", "c=c@x.test")
	wantWarning(t, w.mustSync(), compare.WarnMissing, "1 member is")
	w.syncer.Options.Sync.OverwriteExisting, w.syncer.Options.Sync.RemoveMissing = false, true
	w.server.EditMember("boss@x.test", func(m *orgserver.Member) { m.Role = organization.RoleUser })
	if run := w.mustSync(); run.Counts.UsersRemoved != 1 {
		t.Errorf("counts %+v", run.Counts)
	}
	w.wantMembers("=manual@x.test", "a=a@x.test", "c=c@x.test")
}

func TestLostInvitationOfSomebodyWhoLeftIsAcknowledged(t *testing.T) {
	t.Parallel()
	// The answer was lost, and before the next run the directory lost the user:
	// a member of this profile all the same, who goes with removeMissing.
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveMissing = false
	w.has(user("a"), user("b"))
	w.mustLose()
	w.has(user("b"))
	w.mustSync()
	wantWarning(t, w.mustSync(), compare.WarnMissing, "1 member is")
	w.syncer.Options.Sync.RemoveMissing = true
	w.mustSync()
	w.wantMembers("b=b@x.test")
}

func TestInvitationThatNeverArrivedIsForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveMissing = false
	w.has(user("a"), user("b"))
	w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 429})
	w.mustFail()
	w.has(user("b"))
	w.mustSync()
	noWarnings(t, w.mustSync())
	if _, acked := w.store.state.Members["a"]; acked || len(w.store.state.InFlight) > 0 {
		t.Errorf("state %+v", w.store.state)
	}
}

func TestAcceptedRemovalsAreNoMembershipsToLose(t *testing.T) {
	t.Parallel()
	// The removals were allowed and accepted, the group was not: the next run
	// does not stop because of the same people.
	w := newWorld(t, orgserver.Options{})
	all := many(0, 30)
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].(directory.User).ExternalID
	}
	w.has(append(all, group("g", ids...))...)
	w.mustSync()
	n := 25
	w.has(append(all[n:len(all):len(all)], group("g", ids[n:]...))...)
	w.stopped(manual(), plan.GuardRemovals)
	w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{})
	w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 429})
	if _, err := w.syncer.Sync(t.Context(), allowing(Allowance{Removals: &n})); !errors.Is(err, organization.ErrNotSent) {
		t.Fatal(err)
	}
	w.mustSync()
	w.wantGroups("G{" + strings.Join(ids[n:], " ") + "}")
}

func TestHeldMemberOfTheListIsAcknowledged(t *testing.T) {
	t.Parallel()
	// Nothing is known after a clear but what the list shows. Who has no email
	// is held, and goes when the directory loses her.
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("b@x.test", "b")
	w.has(user("a"), withEmail(user("b"), ""))
	w.mustSync()
	w.has(user("a"))
	w.mustSync()
	w.wantMembers("a=a@x.test")
}

func TestHeldWithoutAnEntryIsPartOfEverything(t *testing.T) {
	t.Parallel()
	for _, overwrite := range []bool{false, true} {
		w := newWorld(t, orgserver.Options{})
		w.syncer.Options.Sync.OverwriteExisting = overwrite
		w.server.AddUser("b@x.test", "0") // not in the directory, has b's email
		w.has(user("a"), user("b"), user("c"), group("g", "a", "b"))
		if run := w.mustSync(); run.Counts.Users != 3 || run.Counts.Held != 1 || run.Counts.LeftOut != 1 {
			t.Errorf("counts %+v", run.Counts)
		}
		if overwrite {
			w.wantSent("0=b@x.test a=a@x.test c=c@x.test overwrite", "G[g]{0 a}")
		} else {
			w.wantSent("0=b@x.test", "a=a@x.test c=c@x.test", "G[g]{0 a}")
		}
		w.mustSync()
		w.wantSent()
	}
}

func TestTombstoneOfALostInvitationStays(t *testing.T) {
	t.Parallel()
	// The invitation arrived, its answer did not; the removal was throttled,
	// and meanwhile the directory forgot the tombstone.
	w := vaultwarden(t)
	w.syncer.Options.Sync.RemoveMissing = false
	w.has(user("b"))
	w.mustSync()
	w.has(user("a"), user("b"))
	w.mustLose()
	w.has(withEmail(tombstone("a"), "a@x.test"), user("b"))
	w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 429})
	w.mustFail()
	w.has(user("b"))
	w.mustSync()
	w.wantMembers("b=b@x.test")
}
