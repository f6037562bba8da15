package syncer

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/who"
)

func TestOnlyWhoCantBeSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	o := &w.syncer.Options
	o.Sync.RemoveMissing, o.Sync.InviteDisabled, o.Sync.RemovedByHand = false, false, config.ByHandAsk
	w.server.AddMember(orgserver.Member{Member: organization.Member{ExternalID: "boss", Email: "boss@x.test", Role: organization.RoleOwner, Status: organization.StatusConfirmed}})
	w.has(user("held"), user("hand"), user("gone"), user("boss"), user("same"), group("g", "held", "hand"))
	w.mustSync()
	w.sent()
	w.server.RemoveMember("hand@x.test")
	o.UserFilter = func(email string) bool { return email != "filtered@x.test" }
	w.has(withEmail(user("held"), "no address"), user("hand"), tombstone("boss"), user("same"), tombstone("stranger"),
		disabled(user("off")), withEmail(user("out"), ""), user("filtered"), user("waits"), group("g", "hand"), group("h", "held", "waits"))
	for name, want := range map[string]struct {
		code plan.Code
		text string
	}{
		"held":                {plan.StaysHeld, "held@x.test"},
		"out":                 {plan.StaysOut, "no email"},
		"hand":                {plan.StaysByHand, ""},
		"gone@x.test":         {plan.MissingKept, ""},
		"boss":                {plan.OwnerKept, ""},
		"stranger":            {plan.NoMember, ""},
		"off":                 {plan.NotInvited, ""},
		"filtered@x.test":     {plan.FilteredOut, ""},
		"SAME@x.test":         {plan.UpToDate, ""},
		"cn=same":             {plan.UpToDate, ""},
		"cn=stranger,deleted": {plan.NoMember, ""},
	} {
		run := w.mustSyncOnly(name)
		w.wantSent()
		wantNothing(t, run, want.code, want.text)
		if run.Only.Waiting == 0 {
			t.Errorf("%s: nothing waits", name)
		}
	}
	// Who was removed by hand comes back when that is asked for, and takes
	// nobody along.
	req := only("hand")
	req.Again = []string{"hand"}
	w.mustSyncWith(req)
	w.wantSent("hand=hand@x.test", "G[g]{hand held}")
}

func TestOnlyIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("ada"), withEmail(user("ad"), "ada@y.test"), user("b"), withEmail(user("b@x.test"), "bb@x.test"))
	refused := func(name, want string) {
		t.Helper()
		run, err := w.syncer.Sync(t.Context(), only(name))
		if !errors.Is(err, ErrStopped) || !strings.Contains(err.Error(), want) || run.Result != organization.ResultStopped {
			t.Errorf("%s: %v (%s), want %q", name, err, run.Result, want)
		}
		if _, err := w.syncer.Test(t.Context(), TestOptions{Only: name}); !errors.Is(err, ErrStopped) || !strings.Contains(err.Error(), want) {
			t.Errorf("a test of %s: %v, want %q", name, err, want)
		}
		w.wantSent()
	}
	refused("ada", "has synced nobody yet")
	w.mustSync()
	w.sent()
	refused("adda@x.test", "did you mean ada@x.test (ada), ada@y.test (ad)?")
	var several *who.SeveralError
	if _, err := w.syncer.Sync(t.Context(), only("b@x.test")); !errors.As(err, &several) {
		t.Errorf("the email of one and the external id of another: %v", err)
	} else if diff := cmp.Diff([]string{"b@x.test (b)", "bb@x.test (b@x.test)"}, several.Found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	w.store.state.InFlight = []organization.Flight{{Kind: organization.FlightMember, ExternalID: "b", Email: "b@x.test"}}
	refused("ada@x.test", "is not known yet")
}

// A guard that stops one person says how to allow exactly that, and what a
// guard showed of everybody can still be allowed.
func TestOnlyUnderTheGuards(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 1}
	w.has(user("a"), user("b"), user("c"), user("d"))
	w.mustSync()
	w.sent()
	w.has(user("a"), user("d"))
	_, err := w.syncErr(ErrStopped)
	var guard *GuardError
	if !errors.As(err, &guard) || guard.Only != "" {
		t.Errorf("stopped by %v", err)
	}
	w.mustSyncOnly("b") // one is allowed
	w.wantSent("-b")
	if _, err := w.syncer.Sync(t.Context(), only("c")); !errors.As(err, &guard) || guard.Only != "c" || guard.Findings[0].Used != 1 {
		t.Errorf("a second removal: %v", err)
	}
	w.wantSent()
	one, req := 1, only("c")
	req.Allow.Removals = &one
	w.mustSyncWith(req)
	w.wantSent("-c")

	w.has() // nobody is left: something is wrong with the directory
	if _, err := w.syncer.Sync(t.Context(), only("a")); !errors.As(err, &guard) || guard.Findings[0].Guard != plan.GuardNobody {
		t.Errorf("an empty directory: %v", err)
	}
}
