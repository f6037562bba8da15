package syncer

import (
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

func vaultwarden(t *testing.T) *world {
	return newWorld(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
}

func TestVaultwarden(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(user("a"), user("b"), group("g", "a", "b"))
	wantWarning(t, w.mustSync(), WarnVaultwarden, "vaultwarden")
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}")
	w.sent()

	// Somebody revoked by hand stays revoked in a full send.
	w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	w.now = w.now.Add(25 * time.Hour)
	w.mustSync()
	w.wantSent("G[g]{a b}")
	w.wantMembers("b=b@x.test")

	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.wantSent("-b", "G[g]{a}")
	w.wantMembers()
	if w.reads() > 0 {
		t.Error("the member list was asked for")
	}
}

func TestVaultwardenRecreatedAccount(t *testing.T) {
	t.Parallel()
	for _, tombstoned := range []bool{true, false} {
		w := vaultwarden(t)
		w.has(user("a"), user("b"), group("g", "a", "b"))
		w.mustSync()
		w.sent()
		again := withEmail(user("a2"), "a@x.test")
		w.has(again, user("b"), group("g", "a2", "b"))
		if tombstoned {
			w.has(again, user("b"), group("g", "a2", "b"), tombstone("a"))
		}
		run := w.mustSync()
		w.wantSent("a2=a@x.test", "G[g]{a2 b}") // never a removal that would hit the one who stays
		w.wantMembers("a2=a@x.test", "b=b@x.test")
		w.wantGroups("G{a2 b}")
		if run.Counts.UsersRemoved != 0 || run.Counts.UsersChanged != 1 {
			t.Errorf("counts %+v", run.Counts)
		}
		if _, acked := w.store.state.Members["a"]; acked {
			t.Error("the old id is still acknowledged")
		}
		for range 2 {
			w.mustSync()
			w.wantSent()
			w.now = w.now.Add(24 * time.Hour)
			w.mustSync()
			w.wantSent("G[g]{a2 b}")
			w.wantMembers("a2=a@x.test", "b=b@x.test")
		}
	}
}

func TestVaultwardenRecreatedAccountRefused(t *testing.T) {
	t.Parallel()
	// The old id is known until the server took the new one.
	w := vaultwarden(t)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(withEmail(user("a2"), "a@x.test"), user("b"), tombstone("a"))
	w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 429})
	w.mustFail()
	w.has(user("b"), tombstone("a"))
	w.mustSync()
	w.wantMembers("b=b@x.test")
}

func TestVaultwardenChangedEmail(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(user("a"))
	w.mustSync()
	w.sent()
	w.has(withEmail(user("a"), "new@x.test"))
	wantWarning(t, w.mustSync(), compare.WarnEmailKept, "new@x.test", "a@x.test")
	w.now = w.now.Add(25 * time.Hour)
	wantWarning(t, w.mustSync(), compare.WarnEmailKept, "new@x.test", "a@x.test")
	w.wantSent()
	w.wantMembers("a=a@x.test")
}

func TestVaultwardenRemovalWithoutEmail(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	// Whoever was sent under no address can't be found by one.
	w.has(user("a"), user("z"))
	w.mustSync()
	w.store.state.Members["z"] = organization.AckedMember{}
	w.has(user("a"), tombstone("z"))
	w.sent()
	wantWarning(t, w.mustSync(), compare.WarnRemovalMail, "1 member is", "z")
	w.wantSent()
}

func TestVaultwardenLostRemovalAndBack(t *testing.T) {
	t.Parallel()
	// The removal was done and its answer lost; the directory changed back.
	for _, then := range [][]any{
		{user("a"), user("b"), group("g", "a")},
		{withEmail(user("a"), ""), user("b"), group("g", "a")}, // held
	} {
		w := vaultwarden(t)
		w.has(user("a"), user("b"), group("g", "a"))
		w.mustSync()
		w.has(user("b"), group("g"))
		w.mustLose()
		w.wantMembers("b=b@x.test")
		w.has(then...)
		w.mustSync()
		w.wantMembers("a=a@x.test", "b=b@x.test")
		w.wantGroups("G{a}")
		w.sent()
		w.mustSync() // once more, since nobody can look whether it came late
		w.wantSent("a=a@x.test", "G[g]{a}")
		w.mustSync()
		w.wantSent()
	}
}

// The other connector has made a member whom the filter leaves out: no list
// tells, and whoever is none is passed over by the server.
func TestVaultwardenKeepsWhoIsFilteredInGroups(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.syncer.Options.Groups.KeepFiltered = true
	w.syncer.Options.UserFilter = func(email string) bool { return email != "kept@x.test" && email != "never@x.test" }
	w.server.AddUser("kept@x.test", "kept")
	w.server.AddGroup("G", "g", "kept")
	w.has(user("a"), user("kept"), user("never"), group("g", "a", "kept", "never"))
	for range 2 {
		w.mustSync()
		w.wantMembers("a=a@x.test", "kept=kept@x.test")
		w.wantGroups("G{a kept}")
	}
	w.sent()
	w.mustSync()
	w.wantSent()
}

func TestVaultwardenInFlightAndFilteredComesToRest(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.syncer.Options.Sync.RemoveMissing = false
	w.has(user("a"), user("b"))
	w.mustLose()
	w.has(user("b"))
	w.mustSync()
	w.mustSync()
	w.sent()
	if run := w.mustSync(); run.FullSend {
		t.Error("a full send, although nothing is in flight any more")
	}
	w.has(withEmail(tombstone("a"), "a@x.test"), user("b"))
	w.mustSync()
	w.wantMembers("b=b@x.test")
}

func TestVaultwardenRefusesOverwriteExisting(t *testing.T) {
	t.Parallel()
	// It can't show whom it would delete: among them what other programs and
	// hands made.
	w := vaultwarden(t)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.server.AddUser("stray@x.test", "stray")
	w.syncer.Options.Sync.OverwriteExisting = true
	w.stopped(manual(), plan.GuardUnknown) // also where nothing differs
	w.has(user("a"), user("c"))
	w.stopped(manual(), plan.GuardUnknown)
	w.wantMembers("a=a@x.test", "b=b@x.test", "stray=stray@x.test")
}

func TestVaultwardenLostAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, orgserver.Options{Vaultwarden: true, Now: time.Now})
		w.has(user("a"))
		w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Drop: true, Apply: orgserver.ApplyFirst})
		start := time.Now()
		w.mustSync()
		if got := time.Since(start); got != 120*time.Second {
			t.Errorf("waited %s", got)
		}
		w.wantMembers("a=a@x.test")
	})
}

func TestVaultwardenGroupsThatLeft(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.syncer.Options.Groups.Missing = config.MissingEmpty
	w.has(user("a"), directory.Group{ReferenceID: "cn=g", ExternalID: "g", StableID: "s", Name: "G", UserMembers: []string{"a"}})
	w.mustSync()
	w.has(user("a"))
	w.mustSync()
	w.wantGroups("G{}")
	if w.store.state.Groups["g"].StableID != "s" {
		t.Error("the stable id was forgotten")
	}
}
