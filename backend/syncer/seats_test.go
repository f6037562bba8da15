package syncer

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

func seats(bought int) organization.Seats { return organization.Seats{Known: true, Bought: bought} }

func seatsUpTo(bought, most int) organization.Seats {
	return organization.Seats{Known: true, Bought: bought, MaxAutoScale: &most}
}

func (w *world) seats() *plan.Seats {
	w.t.Helper()
	v, err := w.syncer.Test(w.t.Context(), TestOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	return v.Plan.Seats
}

func TestSeatsAreCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	e.seats = seats(3)
	for email, status := range map[string]organization.MemberStatus{
		"invited": organization.StatusInvited, "accepted": organization.StatusAccepted, "confirmed": organization.StatusConfirmed,
		"staged": organization.StatusStaged, "revoked": organization.StatusRevoked, "tomorrow": 17,
	} {
		w.server.AddUser(email+"@x.test", "")
		w.server.EditMember(email+"@x.test", func(m *orgserver.Member) { m.Status = status })
	}
	w.has(user("invited"), user("a"), user("b"))
	want := &plan.Seats{UsedBefore: 3, UsedAfter: 5, Known: true, BoughtBefore: 3, BoughtAfter: 5, Buys: 2}
	if diff := cmp.Diff(want, w.seats()); diff != "" {
		t.Errorf("seats (-want +got):\n%s", diff)
	}
	w.syncer.Options.Sync.InviteUsersAfterProvisioning = false // staged ones are free
	want = &plan.Seats{UsedBefore: 3, UsedAfter: 3, Known: true, BoughtBefore: 3, BoughtAfter: 3}
	if diff := cmp.Diff(want, w.seats()); diff != "" {
		t.Errorf("seats (-want +got):\n%s", diff)
	}
	w.syncer.Organization = &client{w.server} // a server that does not tell
	if diff := cmp.Diff(&plan.Seats{UsedBefore: 3, UsedAfter: 3}, w.seats()); diff != "" {
		t.Errorf("seats (-want +got):\n%s", diff)
	}
}

// Who goes makes room for who comes, in the same sync.
func TestSeatsOfLeaversAreFree(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	e.seats = seatsUpTo(2, 2)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(user("a"), user("c"))
	want := &plan.Seats{UsedBefore: 2, UsedAfter: 2, Known: true, BoughtBefore: 2, BoughtAfter: 2, Limit: e.seats.MaxAutoScale}
	if diff := cmp.Diff(want, w.seats()); diff != "" {
		t.Errorf("seats (-want +got):\n%s", diff)
	}
	w.mustSync()
	if got := w.store.state.Seats; got.Used != 2 || got.Bought != 2 || got.MayBuy {
		t.Errorf("remembered: %+v", got)
	}
}

// The cloud buys seats by itself: the first time somebody is asked.
func TestTheFirstSeatsThatAreBought(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	e.seats = seats(2)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(user("a"), user("b"), user("c"), user("d"))
	f := w.stopped(Request{Trigger: organization.TriggerManual}, plan.GuardSeats)
	if f.Why != plan.SeatsBought || f.Count != 2 || f.Seats.BoughtAfter != 4 || !cmp.Equal(f.Entries, []string{"c@x.test", "d@x.test"}) {
		t.Errorf("finding %+v", f)
	}
	automatic := manual()
	automatic.Trigger = organization.TriggerAutomatic
	w.stopped(automatic, plan.GuardSeats)
	var asked []Question
	ask := Request{Trigger: organization.TriggerManual, Confirm: func(_ context.Context, q Question) (bool, error) {
		asked = append(asked, q)
		return len(asked) > 1, nil
	}}
	w.stopped(ask, plan.GuardSeats)
	w.mustSyncWith(ask)
	if diff := cmp.Diff([]Question{{Buys: 2}, {Buys: 2}}, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if got := w.store.state.Seats; !got.MayBuy || got.Used != 4 || got.Bought != 4 {
		t.Errorf("remembered: %+v", got)
	}
	// The next time it is said, and not asked.
	e.seats = seats(4)
	w.has(user("a"), user("b"), user("c"), user("d"), user("e"))
	run, err := w.syncer.Sync(t.Context(), automatic)
	if err != nil {
		t.Fatal(err)
	}
	wantWarning(t, run, compare.WarnSeats, "1 seat ", "charged at once")
}

func TestSeatsAreAllowedByNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.withEditor().seats = seats(1)
	w.server.AddUser("a@x.test", "a")
	w.has(user("a"), user("b"))
	one, two := 1, 2
	w.stopped(Request{Trigger: organization.TriggerManual, Allow: Allowance{Seats: &one}}, plan.GuardSeats) // never shown before
	w.stopped(Request{Trigger: organization.TriggerManual, Allow: Allowance{Seats: &two}}, plan.GuardSeats)
	w.mustSyncWith(Request{Trigger: organization.TriggerManual, Allow: Allowance{Seats: &one}})
}

func TestAFirstSyncThatBuysAsksOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("boss@x.test", "")
	w.withEditor().seats = seats(2)
	w.has(user("a"), user("b"))
	var asked []Question
	_, err := w.syncer.Sync(t.Context(), Request{Trigger: organization.TriggerManual, Confirm: func(_ context.Context, q Question) (bool, error) {
		asked = append(asked, q)
		return true, nil
	}})
	if diff := cmp.Diff([]Question{{First: 2, Buys: 1}}, asked); err != nil || diff != "" {
		t.Errorf("error %v, asked (-want +got):\n%s", err, diff)
	}
}

func TestMaxSeats(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.withEditor()
	w.has(user("a"), user("b"))
	w.mustSync()
	w.syncer.Options.Sync.MaxSeats = 2
	w.has(user("a"), user("b"), user("c"))
	f := w.stopped(manual(), plan.GuardSeats) // a yes is no allowance
	if f.Why != plan.SeatsSetting || f.Count != 1 || f.Limit != 2 || f.Seats.UsedAfter != 3 {
		t.Errorf("finding %+v", f)
	}
	one := 1
	w.mustSyncWith(allowing(Allowance{Seats: &one}))
	// More than allowed are there now; a sync that takes no more goes on.
	w.has(user("a"), user("b"), entryNamed(group("g", "a"), "G"))
	w.mustSync()
}

func TestMoreSeatsThanThePlanHas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	e.seats = seatsUpTo(2, 3)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(user("a"), user("b"), user("c"), user("d"))
	f := w.stopped(manual(), plan.GuardSeats)
	if f.Why != plan.SeatsLimit || f.Count != 1 || f.Limit != 3 || f.Seats.Buys != 1 || f.Seats.BoughtAfter != 3 {
		t.Errorf("finding %+v", f)
	}
	// A limit below what is bought already is none.
	e.seats = seatsUpTo(4, 1)
	w.mustSync()
}

// A restored member takes a seat as well.
func TestARestoredMemberTakesASeat(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.has(user("a"))
	w.mustSync()
	w.syncer.Organization.(*editor).seats = seats(1)
	w.has(user("a"), user("b"))
	if f := w.stopped(Request{Trigger: organization.TriggerManual}, plan.GuardSeats); f.Count != 1 || !cmp.Equal(f.Entries, []string{"b@x.test"}) {
		t.Errorf("finding %+v", f)
	}
}

// A subscription that can't be read stops nothing.
func TestSeatsThatCantBeRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Organization = &noSeats{&client{w.server}}
	w.has(user("a"))
	run := w.mustSync()
	wantWarning(t, run, "member-list-unavailable", "subscription")
}

type noSeats struct{ *client }

func (*noSeats) Seats(context.Context) (organization.Seats, error) {
	return organization.Seats{}, errors.New("forbidden")
}

// Somebody who let the cloud buy seats is asked again for another organization
// only, and not for a cleared cache.
func TestWhoMayBuyOutlivesAClear(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.withEditor().seats = seats(1)
	w.has(user("a"), user("b"))
	w.mustSync() // a yes
	w.store.clear(true)
	w.has(user("a"), user("b"), user("c"))
	w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
	w.wantMembers("a=a@x.test", "b=b@x.test", "c=c@x.test")

	w.store.clear(true)
	w.syncer.Options.Identity.Organization = "another"
	w.has(user("a"), user("b"), user("c"), user("d"))
	w.stopped(Request{Trigger: organization.TriggerAutomatic}, plan.GuardSeats)
}
