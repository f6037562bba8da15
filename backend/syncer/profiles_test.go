package syncer

import (
	"maps"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// two are two profiles that feed one organization.
func two(t *testing.T, o orgserver.Options) (one, other *world) {
	t.Helper()
	one, other = newWorld(t, o), newWorld(t, o)
	other.server = one.server
	other.syncer.Organization = &client{one.server}
	return one, other
}

// meet lets w know what the other profile has.
func (w *world) meet(profile string, other *world) {
	o := Other{
		Profile: profile, Members: maps.Clone(other.store.state.Members), Groups: maps.Clone(other.store.state.Groups),
		Here: map[string]string{},
	}
	for _, u := range other.source.users {
		o.Here[u.Email] = u.ExternalID
	}
	w.syncer.Others = []Other{o}
}

// p1 is p1@x.test under the external id of one of two directories.
func p1(id string) any { return withEmail(user(id), "p1@x.test") }

func TestTwoProfilesOnePerson(t *testing.T) {
	t.Parallel()
	for name, server := range map[string]orgserver.Options{"vaultwarden": {Vaultwarden: true, VaultwardenGroups: true}, "official": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second := two(t, server)
			first.has(p1("1"), user("2"), group("g", "1", "2"))
			first.mustSync()
			second.has(p1("x1"), user("x2"), group("h", "x1", "x2"))
			second.meet("first", first)
			wantWarning(t, second.mustSync(), compare.WarnOtherProfile, "p1@x.test", "first", "as 1")
			first.meet("second", second)
			wantWarning(t, first.mustSync(), compare.WarnOtherProfile, "p1@x.test", "x1", "second")
			first.wantMembers("1=p1@x.test", "2=2@x.test", "x2=x2@x.test")
			first.wantGroups("G{1 2}", "H{1 x2}")

			// x1 leaves the second.
			second.has(user("x2"), group("h", "x2"), tombstone("x1"))
			for range 2 {
				second.meet("first", first)
				second.mustSync()
				first.meet("second", second)
				first.mustSync()
				first.wantMembers("1=p1@x.test", "2=2@x.test", "x2=x2@x.test")
				first.wantGroups("G{1 2}", "H{x2}")
				second.now = second.now.Add(25 * time.Hour)
			}
		})
	}
}

func TestTwoProfilesThatBothSentSomebody(t *testing.T) {
	t.Parallel()
	// An earlier version sent p1 as 1 and as x1: the one that loses her takes
	// nothing from the other one.
	for _, missing := range []bool{true, false} {
		first, second := two(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
		second.has(p1("x1"), user("x2"))
		second.mustSync()
		first.has(p1("1"), user("2"), group("g", "1", "2"))
		first.mustSync()
		second.has(user("x2"))
		if !missing {
			second.has(user("x2"), withEmail(tombstone("x1"), "p1@x.test"))
		}
		second.meet("first", first)
		run := second.mustSync()
		wantWarning(t, run, compare.WarnOtherProfile, "p1@x.test", "x1", "first", "nothing is taken away")
		if run.Counts.UsersRemoved != 0 {
			t.Errorf("counts %+v", run.Counts)
		}
		first.wantMembers("1=p1@x.test", "2=2@x.test", "x2=x2@x.test")
		first.wantGroups("G{1 2}")
		if _, acked := second.store.state.Members["x1"]; acked {
			t.Error("x1 is still acknowledged")
		}
		// When the first loses her too, she goes.
		first.has(user("2"), group("g", "2"))
		first.meet("second", second)
		first.mustSync()
		first.wantMembers("2=2@x.test", "x2=x2@x.test")
	}
}

func TestTwoProfilesOfOneDirectory(t *testing.T) {
	t.Parallel()
	// Both have a, who leaves the filter of one.
	first, second := two(t, orgserver.Options{})
	first.has(user("a"), user("b"))
	first.mustSync()
	second.has(user("a"), user("c"))
	second.meet("first", first)
	wantWarning(t, second.mustSync(), compare.WarnOtherProfile, "a@x.test", "first")
	second.has(user("c"))
	wantWarning(t, second.mustSync(), compare.WarnOtherProfile, "a@x.test", "nothing is taken away")
	first.wantMembers("a=a@x.test", "b=b@x.test", "c=c@x.test")
	first.has(user("b"))
	first.meet("second", second)
	first.mustSync()
	first.wantMembers("b=b@x.test", "c=c@x.test")
}

func TestTwoProfilesOneExternalIDOfTwoPeople(t *testing.T) {
	t.Parallel()
	for _, server := range []orgserver.Options{{Vaultwarden: true, VaultwardenGroups: true}, {}} {
		first, second := two(t, server)
		first.has(withEmail(user("1"), "ada@x.test"), group("g", "1"))
		first.mustSync()
		second.has(withEmail(user("1"), "bob@x.test"), user("x2"), group("h", "1", "x2"))
		second.meet("first", first)
		wantWarning(t, second.mustSync(), compare.WarnOtherProfile, "bob@x.test", "ada@x.test", "external id 1")
		first.wantMembers("1=ada@x.test", "x2=x2@x.test")
		first.wantGroups("G{1}", "H{x2}")
	}
}

func TestOtherProfileThatCannotBeRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	w.syncer.Others = []Other{{Profile: "two", Problem: "damaged"}}
	wantWarning(t, w.mustSync(), compare.WarnOtherProfile, `"two"`, "damaged")
}

// A mistyped address was invited, the directory mended, the administrator has
// deleted the wrong invitation.
func TestVaultwardenResend(t *testing.T) {
	t.Parallel()
	for _, who := range []string{"7", "right7@x.test", "typo7@x.test"} {
		w := vaultwarden(t)
		w.has(withEmail(user("7"), "typo7@x.test"), user("b"), group("g", "7", "b"))
		w.mustSync()
		w.server.RemoveMember("typo7@x.test")
		w.has(withEmail(user("7"), "right7@x.test"), user("b"), group("g", "7", "b"))
		for range 2 {
			wantWarning(t, w.mustSync(), compare.WarnEmailKept, "right7@x.test", "typo7@x.test", "bwdc sync --resend 7")
		}
		w.now = w.now.Add(25 * time.Hour)
		w.mustSync()
		w.wantMembers("b=b@x.test")
		w.sent()
		again := manual()
		again.Again = []string{who}
		run, err := w.syncer.Sync(t.Context(), again)
		if err != nil {
			t.Fatal(err)
		}
		w.wantSent("7=right7@x.test", "G[g]{7 b}")
		w.wantMembers("7=right7@x.test", "b=b@x.test")
		w.wantGroups("G{7 b}")
		noWarningOf(t, run, compare.WarnEmailKept)
		if m := w.store.state.Members["7"]; m != (organization.AckedMember{Email: "right7@x.test"}) {
			t.Errorf("acknowledged %+v", m)
		}
		w.mustSync()
		w.wantSent()
		// Nobody is sent under the old address again, not even to be removed.
		w.has(user("b"), group("g", "b"))
		w.mustSync()
		w.wantSent("-7", "G[g]{b}")
		w.wantMembers("b=b@x.test")
	}
}

func TestVaultwardenResendOfOneDeletedByHand(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.server.RemoveMember("a@x.test")
	w.mustSync()
	w.wantMembers("b=b@x.test")
	again := manual()
	again.Again = []string{"a"}
	if _, err := w.syncer.Sync(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}")
}

func TestVaultwardenResendTakesNobodysAddress(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.sent()
	// a has b's address by mistake; b is held.
	w.has(withEmail(user("a"), "b@x.test"), withEmail(user("b"), ""))
	again := manual()
	again.Again = []string{"a"}
	if _, err := w.syncer.Sync(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	w.wantMembers("a=a@x.test", "b=b@x.test")
}
