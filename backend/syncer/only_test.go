package syncer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/who"
)

// only asks for a sync of one person.
func only(name string) Request {
	req := manual()
	req.Only = name
	return req
}

// mustSyncOnly syncs one person, and a minute goes by.
func (w *world) mustSyncOnly(name string) *organization.Run {
	w.t.Helper()
	run := w.mustSyncWith(only(name))
	if run.Only == nil {
		w.t.Fatal("the record does not say that it was about one person")
	}
	return run
}

func wantNothing(t *testing.T, run *organization.Run, code plan.Code, text string) {
	t.Helper()
	if got := run.Only.Nothing; got.Code != code || !strings.Contains(got.Params["text"], text) {
		t.Errorf("nothing was sent because of %v, want %s with %q", got, code, text)
	}
}

func TestOnlyOnePersonIsSynced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b"), group("h", "b", "c"), group("i", "a"))
	w.mustSync()
	w.wantSent("a=a@x.test b=b@x.test c=c@x.test", "G[g]{a b} H[h]{b c} I[i]{a}")
	before := w.store.state.Times

	// Ada and Eve come, c leaves, b goes from one group to the other, a group
	// gets another name, and a new one comes.
	w.has(user("a"), user("b"), user("ada"), user("eve"),
		entryNamed(group("g", "a", "ada", "eve"), "Renamed"), group("h", "ada"), group("i", "a", "b"), group("j", "ada", "b"))
	run := w.mustSyncOnly("ADA@x.test")
	w.wantSent("ada=ada@x.test", "G[g]{a ada b} H[h]{ada b c} J[j]{ada}")
	w.wantMembers("a=a@x.test", "ada=ada@x.test", "b=b@x.test", "c=c@x.test")
	want := &plan.One{ExternalID: "ada", Name: "ada@x.test", Waiting: 6} // eve, c, and what else is in four groups
	if diff := cmp.Diff(want, run.Only); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if run.Counts.UsersAdded != 1 || run.Counts.GroupsChanged != 2 || run.Counts.GroupsAdded != 1 || run.Counts.UsersRemoved != 0 || run.FullSend {
		t.Errorf("counts %+v", run.Counts)
	}
	for _, c := range run.Changes {
		for _, ref := range slices.Concat(c.Joins, c.Leaves) {
			if ref.ExternalID != "ada" {
				t.Errorf("%s is in the record of a sync that was only about ada: %+v", ref.ExternalID, c)
			}
		}
	}
	if diff := cmp.Diff(before, w.store.state.Times); diff != "" {
		t.Errorf("a time moved (-want +got):\n%s", diff)
	}
	noWarnings(t, run)

	// She leaves one group.
	w.source.groups[1] = group("h")
	w.mustSyncOnly("ada")
	w.wantSent("H[h]{b c}")
	run = w.mustSyncOnly("ada")
	w.wantSent()
	wantNothing(t, run, plan.UpToDate, "")

	// What waited is done by the next sync.
	run = w.mustSync()
	w.wantSent("-c", "eve=eve@x.test", "Renamed[g]{a ada eve} H[h]{} I[i]{a b} J[j]{ada b}")
	if run.Only != nil {
		t.Errorf("a sync of everybody was only about %v", run.Only)
	}
	w.isTrue("after the next sync")
}

func TestOnlyALeaverIsSynced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"), user("d"), group("g", "a", "b", "c"), group("h", "a"))
	w.mustSync()
	w.sent()
	// One is deleted with a tombstone, one without; nobody else goes yet.
	w.has(tombstone("a"), user("c"), group("g", "c"), group("h"))
	w.mustSyncOnly("a@x.test")
	w.wantSent("-a")
	w.wantMembers("b=b@x.test", "c=c@x.test", "d=d@x.test")
	w.wantGroups("G{b c}", "H{}")
	if got := w.store.state.Groups["g"].Members; !slices.Equal(got, []string{"b", "c"}) {
		t.Errorf("acknowledged in g: %v", got)
	}
	if len(w.store.state.Removals) != 1 || w.store.state.Removals[0].N != 1 {
		t.Errorf("removals of the last 24 hours: %v", w.store.state.Removals)
	}
	w.mustSyncOnly("b")
	w.wantSent("-b")
	w.mustSync()
	w.wantSent("-d")
	w.isTrue("in the end")
}

func TestOnlyALeaverIsRevoked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	w.syncer.Options.Sync.Leavers = config.LeaversRevoke
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b", "c"))
	w.mustSync()
	w.has(user("c"), group("g", "c"))
	w.mustSyncOnly("a")
	if diff := cmp.Diff([]string{"revoke a"}, e.did()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	wantNothing(t, w.mustSyncOnly("a"), plan.StaysRevoked, "")
	// Who was revoked keeps counting days by syncs of everybody only.
	w.now = w.now.Add(48 * time.Hour)
	w.mustSyncOnly("b")
	if days := w.store.state.Revoked["a"].Days; days != 0 {
		t.Errorf("%d days counted", days)
	}
	// And is back.
	w.has(user("a"), user("c"), group("g", "a", "c"))
	e.did()
	w.mustSyncOnly("a")
	if diff := cmp.Diff([]string{"restore a"}, e.did()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	w.wantMembers("a=a@x.test", "c=c@x.test")
}

// An account that was made anew and the member that it replaces are one person,
// whichever is named.
func TestOnlyAnAccountMadeAnew(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"old", "new", "ada@x.test"} {
		w := newWorld(t, orgserver.Options{})
		w.has(withEmail(user("old"), "ada@x.test"), user("b"), group("g", "old", "b"), group("h", "old"))
		w.mustSync()
		w.sent()
		w.has(tombstone("old"), withEmail(user("new"), "ada@x.test"), user("b"), user("c"), group("g", "new", "b", "c"), group("h"))
		w.mustSyncOnly(name)
		w.wantSent("-old", "new=ada@x.test", "G[g]{b new} H[h]{}")
		w.mustSync()
		w.wantSent("c=c@x.test", "G[g]{b c new}")
	}
}

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

func TestOnlyTakesNobodyElseOutOfAGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"), group("g", "a"), group("h", "b"))
	w.mustSync()
	w.sent()
	// By hand, c came into g and somebody without an external id into h.
	w.server.AddMember(orgserver.Member{Member: organization.Member{Email: "guest@x.test", Status: organization.StatusConfirmed}})
	w.putInGroup("g", "a@x.test", "c@x.test")
	w.putInGroup("h", "b@x.test", "guest@x.test")
	w.has(user("a"), user("b"), user("c"), user("ada"), group("g", "a", "ada"), group("h", "ada", "b"))
	run := w.mustSyncOnly("ada")
	w.wantSent("ada=ada@x.test", "G[g]{a ada c}")
	wantWarning(t, run, compare.WarnGroupWaits, `"H"`, "guest@x.test")
	if len(run.Drift) != 2 || run.Drift[0].Kind != plan.GroupMembers {
		t.Errorf("drift: %+v", run.Drift)
	}
	run = w.mustSyncOnly("ada")
	w.wantSent()
	wantNothing(t, run, plan.GroupWaits, "")
	w.now = w.now.Add(25 * time.Hour)
	w.mustSync() // the daily look puts everything right
	w.wantGroups("G{a ada}", "H{ada b}")
}

// Where nothing can be listed the members are those that were acknowledged, and
// vaultwarden gets nothing about anybody else.
func TestOnlyOnVaultwarden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b"))
	w.mustSync()
	w.sent()
	w.has(user("a"), user("c"), user("ada"), user("eve"), group("g", "a", "ada", "eve"))
	w.mustSyncOnly("ada")
	w.wantSent("ada=ada@x.test", "G[g]{a ada b}")
	w.mustSyncOnly("b")
	w.wantSent("-b", "G[g]{a ada}")
	w.mustSync()
	w.wantSent("eve=eve@x.test", "G[g]{a ada eve}")
}

// With overwriteExisting one person is sent in ordinary requests.
func TestOnlyOverwritesNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.OverwriteExisting, w.syncer.Options.Sync.RemoveMissing = true, false
	w.has(user("a"), user("b"))
	w.mustSync()
	w.sent()
	w.has(user("a"), user("ada"))
	w.mustSyncOnly("ada")
	w.wantSent("ada=ada@x.test")
	wantNothing(t, w.mustSyncOnly("b"), plan.Overwrites, "")
	w.has(user("a"), user("ada"), user("eve"))
	w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.MasterPassword = true })
	w.mustSync()
	w.wantSent("a=a@x.test ada=ada@x.test eve=eve@x.test overwrite")
}

// A dry run shows exactly the plan of one person, and writes nothing.
func TestOnlyInATest(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"), group("h", "b"))
	w.mustSync()
	w.sent()
	w.has(user("a"), user("ada"), user("eve"), group("g", "a", "ada"), group("h", "eve"))
	commits := len(w.store.commits)
	v, err := w.syncer.Test(t.Context(), TestOptions{Only: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	var changes []string
	for _, c := range v.Plan.Changes {
		changes = append(changes, string(c.Action)+" "+c.Name)
		if len(c.Joins) > 1 || len(c.Leaves) > 0 {
			t.Errorf("somebody else is in it: %+v", c)
		}
	}
	if diff := cmp.Diff([]string{"invite ada@x.test", "update G"}, changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if len(v.Enabled) != 1 || len(v.Groups) != 1 || v.Only.Waiting != 4 { // eve, b, and the rest of both groups
		t.Errorf("shown: %v, %v, %+v", v.Enabled, v.Groups, v.Only)
	}
	if len(w.store.commits) != commits {
		t.Error("a test wrote something")
	}
	w.wantSent()
}

// A sync of one person keeps snapshot, cursor and tombstones; what was due
// still is.
func TestOnlyLosesNothingOfTheDirectory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveMissing = false // only a tombstone removes
	w.has(user("a"), user("b"), user("c"))
	w.mustSync()
	w.sent()
	w.now = w.now.Add(25 * time.Hour) // everything is due
	w.has(user("a"), tombstone("b"), user("c"), user("ada"))
	w.mustSyncOnly("ada")
	w.wantSent("ada=ada@x.test")
	if last := w.source.bases[len(w.source.bases)-1]; last != nil {
		t.Error("the read that was due was not complete")
	}
	// The directory forgets the tombstone before anybody else is synced.
	w.has(user("a"), user("c"), user("ada"))
	run := w.mustSync()
	w.wantSent("-b", "a=a@x.test ada=ada@x.test c=c@x.test")
	if !run.FullSend || run.CompleteRead {
		t.Errorf("full send %v, complete read %v", run.FullSend, run.CompleteRead)
	}
}

func TestOnlyWithoutUsers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"), group("g", "a"), group("h", "a", "b"))
	w.mustSync()
	w.sent()
	w.syncer.Options.Sync.Users = false
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b", "c"), group("h", "a", "c"))
	w.mustSyncOnly("b@x.test")
	w.wantSent("G[g]{a b} H[h]{a}")
}

// Where a server can't tell who is in a group, the members are those that were
// acknowledged, and that is said.
func TestOnlyWithoutMemberships(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"))
	w.mustSync()
	w.sent()
	w.syncer.Organization = noMemberships{&client{w.server}}
	w.has(user("a"), user("b"), group("g", "a", "b"))
	run := w.mustSyncOnly("b")
	w.wantSent("G[g]{a b}")
	wantWarning(t, run, "member-list-unavailable", "earlier syncs")
}

type noMemberships struct{ *client }

func (noMemberships) GroupMembers(context.Context, string) ([]string, error) {
	return nil, organization.ErrNotFound
}

// putInGroup gives a group its members by hand, by their emails.
func (w *world) putInGroup(externalID string, emails ...string) {
	w.t.Helper()
	c := &client{w.server}
	ids := []string{}
	for _, m := range w.server.Members() {
		if slices.Contains(emails, m.Email) {
			ids = append(ids, m.ID)
		}
	}
	token, err := c.token(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, g := range w.server.Groups() {
		if g.ExternalID != externalID {
			continue
		}
		rec, err := c.call(w.t.Context(), "PUT", "/api/public/groups/"+g.ID+"/member-ids", "application/json", marshal(w.t, map[string][]string{"memberIds": ids}), token)
		if err != nil || rec.Code != 200 {
			w.t.Fatalf("put members into %s: %v, HTTP %d", externalID, err, rec.Code)
		}
	}
}

// An answer that is lost in a sync of one person is waited for as always, and
// the next sync looks.
func TestOnlyWithALostAnswer(t *testing.T) {
	t.Parallel()
	for apply, sent := range map[orgserver.Apply][]string{
		orgserver.ApplyNothing: {"ada=ada@x.test", "ada=ada@x.test", "G[g]{a ada}"},
		orgserver.ApplyFirst:   {"ada=ada@x.test", "G[g]{a ada}"},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, orgserver.Options{Now: time.Now})
			w.has(user("a"), user("b"), group("g", "a"))
			w.mustSync()
			w.sent()
			w.has(user("a"), user("ada"), user("eve"), group("g", "a", "ada", "eve"))
			w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Drop: true, Apply: apply})
			w.mustSyncOnly("ada")
			w.wantSent(sent...)
			if len(w.store.state.InFlight) > 0 || !w.store.state.Times.Look.IsZero() {
				t.Errorf("in flight %v, looked %s", w.store.state.InFlight, w.store.state.Times.Look)
			}
			w.mustSync()
			w.isTrue("after the next sync")
		})
	}
}

// What a sync with these settings does not settle keeps nobody waiting.
func TestOnlyBesideARecordOfWhatIsSwitchedOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"))
	w.mustSync()
	w.sent()
	w.syncer.Options.Sync.Groups = false
	w.store.state.InFlight = []organization.Flight{{Kind: organization.FlightGroup, ExternalID: "g", Email: "G", At: w.now.Add(-time.Hour)}}
	w.has(user("a"), user("b"), user("ada"), group("g", "a"))
	w.mustSyncOnly("ada")
	w.wantSent("ada=ada@x.test")
	if len(w.store.state.InFlight) != 1 {
		t.Errorf("in flight: %v", w.store.state.InFlight)
	}
	w.syncer.Options.Sync.Groups = true
	if _, err := w.syncer.Sync(t.Context(), only("ada")); !errors.Is(err, ErrStopped) {
		t.Errorf("with groups: %v", err)
	}
}

func TestOnlyIsNotAboutGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("staff", "a"))
	w.mustSync()
	_, err := w.syncer.Sync(t.Context(), only("staff"))
	if hint := directory.HintOf(err); !strings.Contains(hint, "This is a group") {
		t.Errorf("%v: %s", err, hint)
	}
}

// Before a log-in a test of one person compares with what was sent.
func TestOnlyInATestWithoutAServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.syncer.Organization = nil
	w.has(user("a"), user("ada"), group("g", "a", "ada"))
	v, err := w.syncer.Test(t.Context(), TestOptions{Only: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Plan.Changes) != 2 || v.Plan.Changes[1].Members != 3 || len(v.Plan.Warnings) != 1 {
		t.Errorf("plan %+v", v.Plan)
	}
}

// Whom else somebody wants to be invited again is told that nothing came of it.
func TestOnlyInvitesNobodyElseAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
	w.has(user("a"), user("b"))
	w.mustSync()
	w.server.RemoveMember("b@x.test")
	w.mustSync()
	req := only("a")
	req.Again = []string{"b"}
	run := w.mustSyncWith(req)
	wantWarning(t, run, WarnAgain, "b was not invited", "only about a@x.test")
	w.wantMembers("a=a@x.test")
}
