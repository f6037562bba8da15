package syncer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// An account that got the external id of somebody who left is a new person, also
// in the days in which it has no address yet.
func TestAnOldNameBeforeTheNewPersonHasAnAddress(t *testing.T) {
	t.Parallel()
	for _, kind := range []orgserver.Options{{}, {NoMemberList: true}, {Vaultwarden: true, VaultwardenGroups: true}} {
		w := newWorld(t, kind)
		w.has(withStable(user("a"), "1"), user("b"), group("g", "a", "b"))
		w.mustSync()
		w.has(withStable(withEmail(user("a"), ""), "2"), user("b"), group("g", "b"))
		w.mustSync()
		w.wantMembers("b=b@x.test")
		w.has(withStable(withEmail(user("a"), "newcomer@x.test"), "2"), user("b"), group("g", "b"))
		w.mustSync()
		w.wantMembers("a=newcomer@x.test", "b=b@x.test")
		w.wantGroupHas("G", "b")
	}
}

// wantGroupHas compares who with access is in a group.
func (w *world) wantGroupHas(name string, want ...string) {
	w.t.Helper()
	var got []string
	for _, g := range w.server.Groups() {
		for _, id := range g.MemberExternalIDs {
			if g.Name == name && slices.ContainsFunc(w.server.Members(), func(m orgserver.Member) bool {
				return m.ExternalID == id && m.Status != organization.StatusRevoked
			}) {
				got = append(got, id)
			}
		}
	}
	if !slices.Equal(got, want) {
		w.t.Errorf("group %s has %q, want %q", name, got, want)
	}
}

// A revoked member who lost the external id by hand gets it back with the
// access, also where that happened long before the person came back.
func TestARevokedMemberThatLostTheExternalIDIsRestored(t *testing.T) {
	t.Parallel()
	for _, syncBetween := range []bool{false, true} {
		w := revokedDisabled(t)
		w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.ExternalID = "" })
		if syncBetween {
			w.mustSync()
		}
		w.has(user("a"), user("b"), group("g", "a", "b"))
		w.mustSync()
		w.wantMembers("a=a@x.test", "b=b@x.test")
		w.wantGroups("G{a b}")
		w.wantRest()
	}
}

// Offboarding a member made by hand, whose account has an external id that the
// organization gave to somebody else, leaves that one alone.
func TestOffboardTouchesNobodyWithTheNameOfTheAccount(t *testing.T) {
	t.Parallel()
	for _, way := range []config.Leavers{config.LeaversRemove, config.LeaversRevoke} {
		w := newWorld(t, orgserver.Options{})
		w.withEditor()
		w.has(withStable(user("a"), "1"), user("b"), group("g", "a", "b"))
		w.mustSync()
		w.server.AddUser("newcomer@x.test", "")
		w.has(withStable(withEmail(user("a-renamed"), "a@x.test"), "1"), withStable(withEmail(user("a"), "newcomer@x.test"), "2"), user("b"), group("g", "a-renamed", "b"))
		w.syncer.Options.Sync.Users = false // reads, and asks nobody
		w.mustSync()
		w.syncer.Options.Sync.Users = true
		w.mustOffboard("newcomer@x.test", way)
		w.wantMembers("a=a@x.test", "b=b@x.test")
		if acked := w.store.state.Members["a"]; acked.StableID != "1" {
			t.Errorf("a is acknowledged as %+v", acked)
		}
		w.mustSync()
		w.wantMembers("a=a@x.test", "b=b@x.test")
		w.wantGroups("G{a b}")
		w.wantRest()
		w.has(withStable(withEmail(user("a-renamed"), "a@x.test"), "1"), user("b"), group("g", "a-renamed", "b"))
		w.mustSync()
		w.wantMembers("a=a@x.test", "b=b@x.test")
	}
}

// Whom a sync invited that died, and who left before the next one, is found when
// the window has ended, whether or not leavers stay members.
func TestALeaverOfADeadSyncIsFoundAfterTheQuietWindow(t *testing.T) {
	t.Parallel()
	for _, leavers := range []config.Leavers{config.LeaversRemove, config.LeaversRevoke} {
		for n := 1; ; n++ {
			w := newWorld(t, orgserver.Options{})
			w.withEditor()
			w.syncer.Options.Sync.Leavers = leavers
			w.has(user("b"))
			w.mustSync()
			w.has(user("a"), user("b"))
			where := w.killedIn(n, func() { w.mustSync() })
			w.has(user("b"))
			hour := w.now.Local().Hour()
			w.syncer.Options.Sync.Quiet = fmt.Sprintf("%d:00-%d:00", hour, (hour+2)%24)
			w.mustSync()
			w.syncer.Options.Sync.Quiet = ""
			w.mustSync()
			w.wantMembers("b=b@x.test")
			if t.Failed() {
				t.Fatalf("%s, killed at moment %d, %s", leavers, n, where)
			}
			if where == "" {
				break
			}
		}
	}
}

// A group whose name becomes too long keeps the one that the organization has,
// also after a clear, and where a sync died that made it.
func TestAGroupWithATooLongNameIsKnown(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long", 26)
	t.Run("after a clear", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.has(user("a"), user("b"), group("g", "a", "b"))
		w.mustSync()
		w.store.clear(true)
		w.has(user("a"), user("b"), entryNamed(group("g", "b"), long))
		w.mustSync()
		w.wantGroups("G{b}")
		w.wantRest()
	})
	t.Run("made by a sync that died", func(t *testing.T) {
		t.Parallel()
		for n := 1; ; n++ {
			w := newWorld(t, orgserver.Options{})
			w.has(user("a"), user("b"), group("g", "a", "b"))
			where := w.killed(n)
			w.has(user("a"), user("b"), entryNamed(group("g", "b"), long))
			w.mustSync()
			for _, g := range w.server.Groups() {
				if !slices.Equal(g.MemberExternalIDs, []string{"b"}) {
					t.Fatalf("killed at moment %d, %s: %v", n, where, g)
				}
			}
			if where == "" {
				return
			}
		}
	})
}

// Nobody knows whether a server without a list invited somebody whose address
// changes before the next sync: that keeps to the first one, under which there
// may be a member.
func TestAnAddressThatChangesWhileItFlies(t *testing.T) {
	t.Parallel()
	for _, kind := range []orgserver.Options{{NoMemberList: true}, {Vaultwarden: true, VaultwardenGroups: true}} {
		for n, where := 1, "?"; where != "" && !t.Failed(); n++ {
			w := newWorld(t, kind)
			w.has(user("b"))
			w.mustSync()
			w.has(user("a"), user("b"), group("g", "a", "b"))
			where = w.killed(n)
			w.has(withEmail(user("a"), "new@x.test"), user("b"), group("g", "a", "b"))
			w.mustSync()
			w.mustSync()
			var emails []string
			for _, m := range w.server.Members() {
				if m.ExternalID == "a" {
					emails = append(emails, m.Email)
				}
			}
			if len(emails) != 1 || emails[0] != w.store.state.Members["a"].Email {
				t.Errorf("killed at moment %d, %s: %q are members, %+v is acknowledged", n, where, emails, w.store.state.Members["a"])
			}
			w.has(user("b"), group("g", "b"))
			w.mustSync()
			w.wantMembers("b=b@x.test")
		}
	}
}

// A leaver whose accepted address is to be somebody else's is not forgotten with
// the removal for the other address: every run names that one, until the address
// is free.
func TestALeaverWhoseAcceptedAddressIsGivenAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
	w.has(user("a"), user("b"), user("c"))
	w.mustSync()
	w.has(withEmail(user("a"), "new@x.test"), withEmail(user("b"), "a@x.test"), user("c"))
	w.mustSync()
	w.has(withEmail(user("b"), "a@x.test"), user("c"))
	for range 3 {
		wantWarning(t, w.mustSync(), compare.WarnRemovalMail, "a")
	}
	w.wantMembers("a=a@x.test", "b=b@x.test", "c=c@x.test")
	_, _, err := w.offboarded(OffboardRequest{Who: "a", Way: config.LeaversRemove})
	if !errors.Is(err, ErrStopped) {
		t.Errorf("offboard: %v", err)
	}
	w.sent()
	w.has(user("b"), user("c"))
	w.mustSync()
	w.wantSent("-a")
	w.wantMembers("b=b@x.test", "c=c@x.test")
	w.wantRest()
}

// Somebody who may have been invited and has no address now is remembered, also
// where the directory has given the address away: nobody is sent with it.
func TestWhoFliesIsRememberedWhereTheAddressIsOnlyWanted(t *testing.T) {
	t.Parallel()
	for _, kind := range []orgserver.Options{{NoMemberList: true}, {Vaultwarden: true, VaultwardenGroups: true}} {
		for n, where := 1, "?"; where != "" && !t.Failed(); n++ {
			w := newWorld(t, kind)
			w.has(user("b"))
			w.mustSync()
			w.has(user("a"), user("b"))
			where = w.killed(n)
			w.has(withEmail(user("a"), ""), withEmail(user("b"), "a@x.test"))
			w.mustSync()
			w.mustSync()
			w.has(user("b"))
			w.mustSync()
			if w.wantMembers("b=b@x.test"); t.Failed() {
				t.Errorf("killed at moment %d, %s", n, where)
			}
		}
	}
}

// Somebody who is held and has changed the own address in the organization is
// acknowledged under it with the next full sync, and is no change of each.
func TestAHeldMemberThatChangedTheOwnAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.Email = "own@x.test" })
	w.has(withEmail(user("a"), ""), user("b"), group("g", "a", "b"))
	full := manual()
	full.Full = true
	w.mustSyncWith(full)
	if acked := w.store.state.Members["a"]; acked.Email != "own@x.test" || acked.Wanted != "a@x.test" {
		t.Errorf("acknowledged: %+v", acked)
	}
	if run := w.mustSyncWith(full); len(run.Changes) > 0 {
		t.Errorf("changes: %+v", run.Changes)
	}
}

// On vaultwarden somebody in flight leaves whose address another person wants
// meanwhile. Every run names the leaver, until the address is nobody else's.
func TestALeaverInFlightWhoseAddressIsWanted(t *testing.T) {
	t.Parallel()
	invited := func(w *world, n int) string {
		w.has(user("a"), user("b"))
		return w.killedIn(n, func() { w.mustSync() })
	}
	offboarded := func(w *world, n int) string {
		w.has(user("a"), user("b"))
		w.mustSync()
		return w.killedIn(n, func() { w.mustOffboard("b@x.test", config.LeaversRemove) })
	}
	for name, last := range map[string]string{"invited": "after import", "offboarded": "before import"} {
		work, where, w := invited, "", (*world)(nil)
		if name == "offboarded" {
			work = offboarded
		}
		for n := 1; where != last; n++ {
			w = newWorld(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
			w.has(user("a"))
			w.mustSync()
			where = work(w, n)
		}
		w.has(withEmail(user("a"), "b@x.test"))
		for range 3 {
			w.now = w.now.Add(25 * time.Hour)
			wantWarning(t, w.mustSyncWith(manual()), compare.WarnRemovalMail, "by hand: b")
			w.wantMembers("a=a@x.test", "b=b@x.test")
		}
		w.has(user("a"))
		w.now = w.now.Add(25 * time.Hour)
		w.mustSyncWith(manual())
		w.wantMembers("a=a@x.test")
	}
}

// Whom an invitation reached whose answer was lost, and who goes on under another
// external id, is offboarded alone: not the new person who has got that id.
func TestOffboardingSomebodyInFlight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), withStable(user("b"), "1"))
	for n := 1; len(w.server.Members()) < 2; n++ {
		w.killedIn(n, func() { w.mustSync() })
	}
	w.has(user("a"), withStable(withEmail(user("d"), "b@x.test"), "1"), withStable(withEmail(user("b"), "new@x.test"), "2"), group("g"))
	w.syncer.Options.Sync.Users = false
	w.mustSyncWith(manual())
	w.withEditor()
	w.mustOffboard("b@x.test", config.LeaversRevoke)
	w.syncer.Options.Sync.Users = true
	w.mustSyncWith(manual())
	w.wantMembers("2=new@x.test", "a=a@x.test")
}
