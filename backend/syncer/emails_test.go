package syncer

import (
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

func TestRecreatedAccountOfAnOwner(t *testing.T) {
	t.Parallel()
	// An import never removes an owner, so that the new account has no place:
	// the owner stays, and stays in the groups.
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("a@x.test", "")
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.sent()
	w.has(tombstone("a"), withEmail(user("a2"), "a@x.test"), user("b"), group("g", "a2", "b"))
	for range 2 {
		wantWarning(t, w.mustSync(), compare.WarnConflict, "cn=a2", "external id a")
		w.wantSent()
		w.wantMembers("a=a@x.test", "b=b@x.test")
		w.wantGroups("G{a b}")
	}
}

func TestMemberOfAnotherNameIsSomebodyElse(t *testing.T) {
	t.Parallel()
	// Where names are compared by meaning, an email alone makes nobody the same.
	w := newWorld(t, orgserver.Options{})
	w.syncer.Source = identifier{w.source}
	w.server.AddUser("a@x.test", "uid=old")
	w.has(user("uid=a"), withEmail(user("uid=b"), "a@x.test"), group("g", "uid=a", "uid=b"))
	wantWarning(t, w.mustSync(), compare.WarnConflict, "cn=uid=b", "external id uid=old")
	w.wantMembers("uid=a=uid=a@x.test", "uid=old=a@x.test")
}

func TestTombstoneInAnotherSpelling(t *testing.T) {
	t.Parallel()
	// After a clear the list is all that is known: the member is the one who
	// lives, and the tombstone of the same name removes nobody.
	w := newWorld(t, orgserver.Options{})
	w.syncer.Source = identifier{w.source}
	w.server.AddUser("a@x.test", "uid=a")
	w.has(withEmail(user("UID=A"), "a@x.test"), withEmail(tombstone("uid=a"), "a@x.test"), group("g", "UID=A"))
	w.mustSync()
	w.wantMembers("uid=a=a@x.test")
	w.wantGroups("G{uid=a}")
}

func TestHeldMemberKeepsTheAddressOfTheList(t *testing.T) {
	t.Parallel()
	// Everything is sent: not under the address that was accepted once, which
	// may be somebody else's by now.
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"))
	w.mustSync()
	w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.Email = "new@x.test" })
	w.server.AddUser("b@x.test", "")
	w.has(user("a"), withEmail(user("b"), "broken"))
	w.sent()
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantSent("a=a@x.test b=new@x.test")
	w.wantMembers("=b@x.test", "a=a@x.test", "b=new@x.test")
}

func TestVaultwardenRevokesNobodyWhoStays(t *testing.T) {
	t.Parallel()
	// It looks members up by email, whoever has it: somebody who is to be a
	// member, or who is held, with an entry or without one.
	for name, stays := range map[string]directory.User{
		"a member":                user("a"),
		"held":                    withEmail(user("a"), ""),
		"held without an entry":   withEmail(user("a2"), "a@x.test"),
		"a member, written large": withEmail(user("a"), "A@X.test"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := vaultwarden(t)
			w.syncer.Options.Sync.RemoveMissing = false
			w.has(user("a"), user("b"))
			w.mustSync()
			w.has(stays, user("b"), withEmail(tombstone("z"), "A@x.test"))
			w.mustSync()
			w.wantMembers("a=a@x.test", "b=b@x.test")
		})
	}
}

func TestVaultwardenGivesNobodyBackWhoWasRevokedByHand(t *testing.T) {
	t.Parallel()
	// Held, without an entry: not even where everything is sent.
	w := vaultwarden(t)
	w.syncer.Options.Sync.RemoveMissing = false
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(withEmail(user("a2"), "a@x.test"), user("b"))
	wantWarning(t, w.mustSync(), compare.WarnConflict, "cn=a2")
	w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantMembers("b=b@x.test")
}

func TestTombstoneOfAMovedEntry(t *testing.T) {
	t.Parallel()
	// Some servers leave a tombstone where the entry was. It comes first, and
	// is still not the member: she lives.
	w := newWorld(t, orgserver.Options{})
	w.has(withStable(user("uid=m"), "s"), group("g", "uid=m"))
	w.mustSync()
	w.sent()
	moved := withEmail(withStable(user("uid=z"), "s"), "uid=m@x.test")
	w.has(withStable(tombstone("uid=a"), "s"), moved, group("g", "uid=z"))
	if run := w.mustSync(); run.Counts.UsersRemoved != 0 {
		t.Errorf("counts %+v", run.Counts)
	}
	w.wantMembers("uid=m=uid=m@x.test")
	w.wantGroups("G{uid=m}")
}

func TestEntriesWithoutAnIDAreNamedOneByOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	nameless := func(ref string) directory.User { return directory.User{ReferenceID: ref, Email: "b@x.test"} }
	w.has(user("a"), nameless("cn=1"), nameless("cn=2"))
	run := w.mustSync()
	wantWarning(t, run, desired.WarnUserLeftOut, "cn=1", "no external id")
	wantWarning(t, run, desired.WarnUserLeftOut, "cn=2", "no external id")
	if run.Counts.LeftOut != 2 {
		t.Errorf("counts %+v", run.Counts)
	}
}

// exact is a directory in which only the very same text is the same id.
type exact struct{ *stubSource }

func (exact) ExternalIDKey(id string) string { return id }

func TestIDsThatOnlyLookAlikeAreTwoPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Source = exact{w.source}
	w.has(withEmail(user("a b"), "a.b@x.test"), group("g", "a b"), group("h"))
	w.mustSync()
	w.has(user("b"), withEmail(user("AB"), "ab@x.test"), group("g"), entryNamed(group("H", "AB"), "H2"))
	w.mustSync()
	w.wantMembers("AB=ab@x.test", "b=b@x.test")
	w.wantGroups("H2{AB}", "G{}", "H{}")
}

func TestRenamedMemberInNestedGroups(t *testing.T) {
	t.Parallel()
	// The first of two hundred is the last by the name that groups use now.
	w := newWorld(t, orgserver.Options{})
	all := many(0, 200)
	first := withStable(all[0].(directory.User), "s")
	all[0] = first
	w.has(all...)
	w.mustSync()
	first.ReferenceID, first.ExternalID = "cn=zz", "zz"
	w.has(append(all[1:], first, nesting(group("top", "u00150", "zz"), "one", "two"), group("one", "u00190"), group("two", "u00191"))...)
	w.mustSync()
	w.wantGroups("ONE{u00190}", "TOP{u00000 u00150 u00190 u00191}", "TWO{u00191}")
}
