package syncer

import (
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

func TestWhatTheServerWouldRefuseIsLeftOut(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 300)
	for _, test := range []struct {
		name string
		user directory.User
		text string
	}{
		{"no email", withEmail(user("b"), ""), "has no email"},
		{"only spaces", withEmail(user("b"), "  "), "has no email"},
		{"no at sign", withEmail(user("b"), "b.x.test"), "not an email address"},
		{"two at signs", withEmail(user("b"), "b@b@x.test"), "not an email address"},
		{"at sign first", withEmail(user("b"), "@x.test"), "not an email address"},
		{"at sign last", withEmail(user("b"), "b@"), "not an email address"},
		{"line break", withEmail(user("b"), "b@x\n.test"), "not an email address"},
		{"257 characters", withEmail(user("b"), strings.Repeat("b", 250)+"@x.test"), "has 257 characters"},
		{"128 emoji are 256 units", withEmail(user("b"), strings.Repeat("😀", 125)+"@x.test"), "has 257 characters"},
		{"301 characters of id", directory.User{ReferenceID: "cn=b", ExternalID: long + "x", Email: "b@x.test"}, "has 301 characters"},
		{"blank id", directory.User{ReferenceID: "cn=b", ExternalID: " ", Email: "b@x.test"}, "no external id"},
		{"binary id", directory.User{ReferenceID: "cn=b", ExternalID: "b\xff", Email: "b@x.test"}, "not text"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.has(user("a"), test.user, group("g", "a", test.user.ExternalID))
			run := w.mustSync()
			w.wantSent("a=a@x.test", "G[g]{a}")
			wantWarning(t, run, desired.WarnUserLeftOut, "cn=b", test.text)
			if run.Counts.LeftOut != 1 || run.Counts.Held != 0 {
				t.Errorf("counts %+v", run.Counts)
			}
		})
	}
	t.Run("just short enough", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.has(directory.User{ReferenceID: "cn=b", ExternalID: long, Email: " " + strings.Repeat("B", 64) + "@" + strings.Repeat("X", 63) + "." + strings.Repeat("y.", 63) + "z "})
		noWarnings(t, w.mustSync())
		w.wantMembers(long + "=" + strings.Repeat("b", 64) + "@" + strings.Repeat("x", 63) + "." + strings.Repeat("y.", 63) + "z")
	})
}

// TestAHeldMemberGetsTheExternalIDBack: groups list a held member by an external
// id that the organization must know.
func TestAHeldMemberGetsTheExternalIDBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"))
	w.mustSync()
	w.sent()
	w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.ExternalID = "" })
	w.has(user("a"), withEmail(user("b"), ""), group("g", "a", "b"))
	if run := w.mustSync(); len(run.Drift) != 1 || run.Drift[0].Kind != plan.MemberLostID {
		t.Errorf("drift %+v", run.Drift)
	}
	w.wantSent("b=b@x.test", "G[g]{a b}")
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}")
	w.mustSync()
	w.wantSent()
}

func TestLostEmailKeepsGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.sent()

	w.has(user("a"), withEmail(user("b"), ""), group("g", "a", "b"))
	run := w.mustSync()
	w.wantSent()
	wantWarning(t, run, desired.WarnUserHeld, "cn=b", "held as the member b@x.test", "no email")
	if run.Counts.Held != 1 || run.Counts.Users != 2 {
		t.Errorf("counts %+v", run.Counts)
	}

	// A full send sends what was accepted last.
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantSent("a=a@x.test b=b@x.test", "G[g]{a b}")
	w.wantGroups("G{a b}")

	// The email comes back.
	w.has(user("a"), user("b"), group("g", "a", "b"))
	noWarnings(t, w.mustSync())
	w.wantSent()
}

func TestLostEmailUnderAnIncludeFilter(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.UserFilter = func(email string) bool { return email == "a@x.test" || email == "b@x.test" }
	w.has(user("a"), user("b"), user("c"), withEmail(user("d"), ""))
	noWarnings(t, w.mustSync())
	w.has(user("a"), withEmail(user("b"), ""))
	wantWarning(t, w.mustSync(), desired.WarnUserHeld, "cn=b")
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

func TestHeldAfterClearByTheMemberList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.OverwriteExisting = true
	w.server.AddUser("b@x.test", "b")
	w.has(user("a"), withEmail(user("b"), ""), group("g", "a", "b"))
	w.mustSync()
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}")
}

func TestHeldMemberRemovedByHandComesBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"))
	w.mustSync()
	w.server.RemoveMember("b@x.test")
	w.has(user("a"), withEmail(user("b"), "broken"))
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

func TestGroupNames(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 101)
	for _, test := range []struct{ name, group, text string }{
		{"too long", long, "has 101 characters"},
		{"51 emoji are 102 units", strings.Repeat("😀", 51), "has 102 characters"},
		{"empty", "", "is empty"},
		{"blank", "  ", "is empty"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.has(user("a"), user("b"), entryNamed(group("g", "a"), test.group))
			run := w.mustSync()
			wantWarning(t, run, desired.WarnGroupLeftOut, "cn=g", test.text)
			w.wantGroups()

			w.has(user("a"), user("b"), group("g", "a"))
			w.mustSync()
			w.has(user("a"), user("b"), entryNamed(group("g", "a", "b"), test.group))
			run = w.mustSync()
			wantWarning(t, run, desired.WarnGroupName, "cn=g", test.text, `"G"`)
			w.wantGroups("G{a b}")
			w.sent()
			w.mustSync()
			w.wantSent()
		})
	}
	t.Run("a hundred is fine", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.has(user("a"), entryNamed(group("g", "a"), strings.Repeat("😀", 50)), entryNamed(group("h", "a"), "caf\xe9"))
		noWarnings(t, w.mustSync())
		w.wantGroups(strings.Repeat("😀", 50)+"{a}", "caf�{a}")
	})
	t.Run("an id too long", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.has(user("a"), group(strings.Repeat("g", 301), "a"))
		wantWarning(t, w.mustSync(), desired.WarnGroupLeftOut, "has 301 characters")
	})
}
