package syncer

import (
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// losing loses the answer to the next import, which is not carried out.
func (w *world) losing(t *testing.T) {
	t.Helper()
	w.server.Fail(orgserver.RouteImport, 2, orgserver.Fault{Status: 504}) // and once more
	if _, err := w.sync(); err == nil {
		t.Fatal("the answer was not lost")
	}
	if len(w.store.state.InFlight) == 0 {
		t.Fatal("nothing is in flight")
	}
	w.now = w.now.Add(time.Hour)
	w.sent()
}

// What is not synced for a while can't be settled meanwhile: it stays in the
// record, and makes no run send everything.
func TestInFlightWhileSwitchedOff(t *testing.T) {
	t.Parallel()
	for name, server := range map[string]orgserver.Options{"vaultwarden": {Vaultwarden: true, VaultwardenGroups: true}, "official": {}} {
		t.Run(name+", users", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, server)
			w.has(user("a"), group("g", "a"))
			w.mustSync()
			w.has(user("a"), user("b"), group("g", "a"))
			w.losing(t)
			w.syncer.Options.Sync.Users = false
			for range 3 {
				if run := w.mustSync(); run.FullSend {
					t.Error("everything was sent")
				}
				w.wantSent()
			}
			if len(w.store.state.InFlight) != 1 {
				t.Errorf("in flight: %+v", w.store.state.InFlight)
			}
			w.syncer.Options.Sync.Users = true
			w.mustSync()
			w.wantMembers("a=a@x.test", "b=b@x.test")
			w.mustSync()
			if len(w.store.state.InFlight) != 0 {
				t.Errorf("in flight: %+v", w.store.state.InFlight)
			}
		})
		t.Run(name+", groups", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, server)
			w.has(user("a"))
			w.mustSync()
			w.has(user("a"), group("g", "a"))
			w.losing(t)
			w.syncer.Options.Sync.Groups = false
			for range 3 {
				if run := w.mustSync(); run.FullSend {
					t.Error("everything was sent")
				}
				w.wantSent()
			}
			w.has(user("a")) // the group is gone before groups are synced again
			w.syncer.Options.Sync.Groups, w.syncer.Options.Groups.Missing = true, config.MissingEmpty
			w.server.AddGroup("G", "g", "a") // it came late
			w.mustSync()
			w.wantGroups("G{}")
		})
	}
}

// Whom this program revoked stays in the groups, whatever else is switched off,
// or no longer tells that he or she left.
func TestARevokedMemberStaysInGroups(t *testing.T) {
	t.Parallel()
	for name, then := range map[string]func(w *world){
		"users are not synced":                              func(w *world) { w.syncer.Options.Sync.Users = false },
		"the tombstone is gone, and who is missing is kept": func(w *world) { w.syncer.Options.Sync.RemoveMissing = false },
		"the cache was cleared":                             func(w *world) { w.store.clear(true) },
		"leavers are removed now": func(w *world) {
			w.syncer.Options.Sync.Leavers, w.syncer.Options.Sync.RemoveMissing = config.LeaversRemove, false
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := revoking(t)
			w.has(user("a"), tombstone("b"), group("g", "a"))
			w.mustSync()
			w.wantGroups("G{a b}")
			then(w)
			w.has(user("a"), user("c"), group("g", "a", "c"))
			w.store.snapshot = nil // the directory has forgotten the tombstone
			w.mustSync()
			if w.syncer.Options.Sync.Users {
				w.wantGroups("G{a b c}")
			} else {
				w.wantGroups("G{a b}") // c is no member
			}
			w.now = w.now.Add(25 * time.Hour)
			w.mustSync()
			w.wantRevoked("b")
			if w.syncer.Options.Sync.Users {
				w.wantGroups("G{a b c}")
			} else {
				w.wantGroups("G{a b}")
			}
			// Back in the directory, the groups are the directory's again.
			w.has(user("a"), user("b"), user("c"), group("g", "a"))
			w.mustSync()
			w.wantGroups("G{a}")
		})
	}
}

// After a clear the group list can't be read, or groups are not synced: who
// made which group is known nevertheless.
func TestWhoMadeAGroupIsKnownAfterAClear(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]func(w *world){
		"the list can't be read": func(w *world) { w.server.Fail(orgserver.RouteOther, 1, orgserver.Fault{Status: 500}) },
		"groups are off":         func(w *world) { w.syncer.Options.Sync.Groups = false },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.withEditor()
			w.syncer.Options.Groups.Missing = config.MissingDelete
			w.has(user("a"), group("g", "a"), group("h", "a"))
			w.mustSync()
			w.server.AddGroup("By hand", "other", "a")
			w.store.clear(true)
			first(w)
			w.has(user("a"), group("g", "a"))
			w.mustSync()
			w.syncer.Options.Sync.Groups = true
			w.now = w.now.Add(2 * time.Hour)
			w.mustSync()
			w.wantGroups("G{a}", "By hand{a}")
		})
	}
}

// A tombstone rarely has an email: the last one that is known judges, and after
// a clear nobody is filtered out who was acknowledged before.
func TestATombstoneWithoutEmailPassesTheFilter(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(w *world){
		"taken over": func(w *world) {
			w.server.AddUser("a@x.test", "a")
			w.server.AddUser("b@x.test", "b")
			w.store.state.TakenOver = true
		},
		"after a clear": func(w *world) {
			w.has(user("a"), user("b"))
			w.mustSync()
			w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.Email = "elsewhere@y.test" })
			w.store.clear(true)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			before(w)
			w.syncer.Options.UserFilter = func(email string) bool { return email == "a@x.test" || email == "b@x.test" }
			w.has(user("a"), tombstone("b"), tombstone("stranger"))
			w.mustSync()
			w.wantMembers("a=a@x.test")
		})
	}
}

// The directory still has somebody whom an administrator removed by hand, and
// nobody else: that is no reason to take everybody else's access away.
func TestOnlySomebodyRemovedByHandIsLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
	w.has(user("a"), user("b"), user("c"))
	w.mustSync()
	w.server.RemoveMember("a@x.test")
	w.mustSync()
	w.has(user("a"))
	f := w.stopped(manual(), "nobody-left")
	if f.Count != 2 {
		t.Errorf("finding %+v", f)
	}
	w.wantMembers("b=b@x.test", "c=c@x.test")

	// All who are acknowledged were removed by hand: nobody is left to lose.
	w.has(user("a"), user("b"), user("c"))
	w.server.RemoveMember("b@x.test")
	w.server.RemoveMember("c@x.test")
	for range 2 {
		w.mustSync()
	}
}

// The hint to send somebody again is for servers that show nothing.
func TestResendIsForServersWithoutLists(t *testing.T) {
	t.Parallel()
	for name, server := range map[string]orgserver.Options{"vaultwarden": {Vaultwarden: true}, "official": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, server)
			w.has(user("a"))
			w.mustSync()
			w.has(withEmail(user("a"), "new@x.test"))
			w.mustSync()
			run := w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic}) // looks at nothing
			if server.Vaultwarden {
				wantWarning(t, run, compare.WarnEmailKept, "--resend a")
				return
			}
			wantWarning(t, run, compare.WarnEmailKept, "new@x.test")
			for _, warning := range run.Warnings {
				if strings.Contains(warning.Text, "--resend") {
					t.Errorf("warning %q", warning.Text)
				}
			}
		})
	}
}

// Whom an administrator removed while the cache was cleared is no member, also
// if this program knew the account before it was disabled.
func TestADisabledAccountIsNotInvitedForWhatWasBeforeAClear(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.InviteDisabled = false
	w.has(user("a"), user("b"))
	w.mustSync()
	w.store.clear(true)
	w.server.RemoveMember("b@x.test")
	w.has(user("a"), disabled(user("b")))
	w.mustSync()
	w.wantMembers("a=a@x.test")
}
