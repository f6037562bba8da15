package syncer

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
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
