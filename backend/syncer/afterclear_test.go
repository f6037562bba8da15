package syncer

import (
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// A member that only stays because a new account has the email is known again
// after a clear: the next run finds the old account missing.
func TestAnAccountMadeAnewDuringAClear(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.store.clear(true)
	w.has(withEmail(user("a2"), "a@x.test"), user("b"), group("g", "a2", "b"))
	w.mustSync()
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.mustSync()
	w.wantMembers("a2=a@x.test", "b=b@x.test")
	w.wantGroups("G{a2 b}")
	w.has(user("b"), group("g", "b"))
	w.mustSync()
	w.wantMembers("b=b@x.test")
}

// A sync that dies while it revokes somebody, after a clear, remembers who that
// was: a newcomer with the external id is not let in as that member.
func TestARevocationAfterAClearIsRememberedByStableID(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := revoking(t)
		w.has(withStable(user("a"), "1"), user("b"), group("g", "a", "b"))
		w.mustSync()
		w.store.clear(true)
		w.has(withStable(tombstone("a"), "1"), user("b"), group("g", "b"))
		where := w.killed(n)
		w.has(withStable(withEmail(user("a"), "newcomer@x.test"), "2"), user("b"), group("g", "b"))
		w.mustSync()
		w.mustSync()
		w.wantMembers("2=newcomer@x.test", "b=b@x.test")
		if t.Failed() || where == "" {
			t.Logf("killed at moment %d, %q", n, where)
			return
		}
	}
}

// Where nobody can list the members, a clear makes nobody twice whose address
// has changed: the member is known by the one that was accepted.
func TestAClearMakesNobodyTwiceWhoseAddressChanged(t *testing.T) {
	t.Parallel()
	for _, kind := range []orgserver.Options{{NoMemberList: true}, {Vaultwarden: true, VaultwardenGroups: true}} {
		for _, before := range []bool{false, true} {
			w := newWorld(t, kind)
			changed := []any{withEmail(user("a"), "new@x.test"), user("b"), group("g", "a", "b")}
			w.has(user("a"), user("b"), group("g", "a", "b"))
			w.mustSync()
			if before {
				w.has(changed...)
				w.mustSync()
			}
			w.store.clear(true)
			w.has(changed...)
			wantWarning(t, w.mustSync(), compare.WarnEmailKept, "new@x.test", "a@x.test")
			w.wantMembers("a=a@x.test", "b=b@x.test")
			w.has(user("b"), group("g", "b"))
			w.mustSync()
			w.wantMembers("b=b@x.test")
		}
	}
}

// After a clear a member of vaultwarden goes on under the id of an account that
// was made anew, also where a sync died in between: nobody is told to remove it.
func TestAMemberThatGoesOnAfterAClearIsNoLeaver(t *testing.T) {
	t.Parallel()
	for n, where := 1, "?"; where != "" && !t.Failed(); n++ {
		w := newWorld(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
		w.has(user("a"), user("b"), group("g", "a", "b"))
		w.mustSync()
		w.store.clear(true)
		where = w.killed(n)
		w.has(withEmail(user("a2"), "a@x.test"), user("b"), group("g", "a2", "b"))
		for range 3 {
			w.mustSync()
			if len(w.store.state.Members) != 2 { // either id, never both
				t.Errorf("killed at moment %d, %s: %+v", n, where, w.store.state.Members)
			}
		}
		w.wantMembers("a2=a@x.test", "b=b@x.test")
		w.wantGroups("G{a2 b}")
		if _, old := w.store.state.Members["a"]; old {
			t.Errorf("killed at moment %d, %s: %+v", n, where, w.store.state.Members)
		}
		for _, warning := range w.mustSync().Warnings {
			if warning.Code == compare.WarnRemovalMail {
				t.Errorf("killed at moment %d, %s: %s", n, where, warning.Text)
			}
		}
	}
}

// Offboarding that dies after a clear leaves a record of this organization, and
// the next sync goes on.
func TestOffboardingThatDiesAfterAClear(t *testing.T) {
	t.Parallel()
	for _, kind := range []orgserver.Options{{}, {NoMemberList: true}, {Vaultwarden: true, VaultwardenGroups: true}} {
		for n, where := 1, "?"; where != "" && !t.Failed(); n++ {
			w := newWorld(t, kind)
			w.has(user("ada"), user("b"), group("g", "ada", "b"))
			w.mustSync()
			w.withEditor()
			w.mustOffboard("ada@x.test", config.LeaversRemove)
			w.store.clear(true)
			w.server.EditMember("ada@x.test", func(m *orgserver.Member) { m.Status = organization.StatusConfirmed }) // let in by hand
			where = w.killedIn(n, func() { w.mustOffboard("ada@x.test", config.LeaversRemove) })
			for range 3 {
				w.mustSyncWith(manual())
			}
		}
	}
}

// Who was known before a clear, was in flight, and was removed by a run that
// failed afterwards, is no member again once the time of the clear ends: a later
// person with that external id would wait for an invitation in vain.
func TestARemovalAfterAClearIsNotForgotten(t *testing.T) {
	t.Parallel()
	for _, kind := range []orgserver.Options{{}, {NoMemberList: true}} {
		for _, groupsOnly := range []bool{false, true} {
			w := newWorld(t, kind)
			w.has(user("a"), user("b"), group("g", "a", "b"))
			w.mustSync()
			w.store.clear(true)
			for n := 1; len(w.store.state.InFlight) == 0; n++ {
				w.killedIn(n, func() { w.mustSyncWith(manual()) })
			}
			w.has(user("a"), group("h", "a"))
			w.server.Fail(orgserver.RouteImport, 2, orgserver.Fault{})
			w.server.Fail(orgserver.RouteImport, 9, orgserver.Fault{Status: 504})
			if run, err := w.syncer.Sync(t.Context(), manual()); err == nil {
				t.Errorf("%+v: the run did not fail: %v", kind, run.Changes)
			}
			w.server.ClearFaults()
			w.wantMembers("a=a@x.test")
			w.syncer.Options.Sync.Users = !groupsOnly
			w.mustSyncWith(manual())
			if _, acked := w.store.state.Members["b"]; acked {
				t.Errorf("%+v, groups only: %v: b is acknowledged", kind, groupsOnly)
			}
			w.syncer.Options.Sync.Users = true
			w.has(user("a"), user("b"), group("h", "a"))
			w.mustSyncWith(manual())
			w.wantMembers("a=a@x.test", "b=b@x.test")
		}
	}
}
