package syncer

import (
	"errors"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/send"
)

func TestChangedEmailUnderKnownID(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"))
	w.mustSync()
	w.sent()
	w.has(withEmail(user("a"), "new@x.test"), user("b"), group("g", "a"))
	for range 3 {
		run := w.mustSync()
		w.wantSent()
		wantWarning(t, run, compare.WarnEmailKept, "new@x.test (cn=a)", "a@x.test", "never changes")
		if run.Counts.UsersChanged != 0 {
			t.Errorf("counts %+v", run.Counts)
		}
	}
	reads := w.reads()
	w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
	if w.reads() != reads {
		t.Error("the member list was read again")
	}
	w.wantMembers("a=a@x.test", "b=b@x.test")

	// The person changes it: the next full send sees that.
	w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.Email = "new@x.test" })
	req := manual()
	req.Full = true
	run, err := w.syncer.Sync(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	noWarnings(t, run)
}

func TestChangedEmailThatAnotherMemberHas(t *testing.T) {
	t.Parallel()
	// Sending the new address would make every import fail (issue 4117).
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	w.mustSync()
	w.server.AddUser("private@x.test", "")
	w.has(withEmail(user("a"), "private@x.test"), user("b"))
	wantWarning(t, w.mustSync(), compare.WarnEmailKept, "private@x.test", "a@x.test")
	w.wantMembers("=private@x.test", "a=a@x.test", "b=b@x.test")
}

func TestEmailOfSomebodyElse(t *testing.T) {
	t.Parallel()
	// a is called new@ now, and b got the address that the list shows for a.
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.has(withEmail(user("a"), "new@x.test"), withEmail(user("b"), "a@x.test"), group("g", "b"))
	run := w.mustSync()
	wantWarning(t, run, compare.WarnConflict, "cn=b", "external id a")
	w.wantMembers("a=a@x.test")
	w.wantGroups("G{}") // b's group is not a's
}

func TestRecreatedAccount(t *testing.T) {
	t.Parallel()
	again := withEmail(user("a2"), "a@x.test")
	for _, test := range []struct {
		name          string
		removeMissing bool
		then          []any
		sent          []string
		members       []string
		groups        []string
		warning       directory.WarningCode
	}{
		{
			name: "the directory has a tombstone of the old one", removeMissing: false,
			then:    []any{tombstone("a"), again, user("b"), group("g", "a2", "b"), group("h", "a2")},
			sent:    []string{"-a", "a2=a@x.test", "G[g]{a2 b} H[h]{a2}"},
			members: []string{"a2=a@x.test", "b=b@x.test"}, groups: []string{"G{a2 b}", "H{a2}"},
		},
		{
			name: "the old one is missing", removeMissing: true,
			then:    []any{again, user("b"), group("g", "a2", "b"), group("h", "a2")},
			sent:    []string{"-a", "a2=a@x.test", "G[g]{a2 b} H[h]{a2}"},
			members: []string{"a2=a@x.test", "b=b@x.test"}, groups: []string{"G{a2 b}", "H{a2}"},
		},
		{
			name: "the old one is missing and nobody may say why", removeMissing: false,
			then:    []any{again, user("b"), group("g", "a2", "b"), group("h", "a2", "b")},
			sent:    []string{"H[h]{a b}"},
			members: []string{"a=a@x.test", "b=b@x.test"}, groups: []string{"G{a b}", "H{a b}"},
			warning: compare.WarnConflict,
		},
		{
			name: "it is in no group yet", removeMissing: false,
			then:    []any{again, user("b"), group("g", "b"), group("h")},
			members: []string{"a=a@x.test", "b=b@x.test"}, groups: []string{"G{a b}", "H{a}"},
			warning: compare.WarnConflict,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.syncer.Options.Sync.RemoveMissing = test.removeMissing
			w.has(user("a"), user("b"), group("g", "a", "b"), group("h", "a"))
			w.mustSync()
			w.sent()
			w.has(test.then...)
			run := w.mustSync()
			w.wantSent(test.sent...)
			w.wantMembers(test.members...)
			w.wantGroups(test.groups...)
			if test.warning != "" {
				wantWarning(t, run, test.warning, "cn=a2", "external id a")
			}
			w.mustSync()
			w.wantSent()
		})
	}
}

func TestEmailOfAMemberNobodyKnows(t *testing.T) {
	t.Parallel()
	for _, overwrite := range []bool{false, true} {
		w := newWorld(t, orgserver.Options{})
		w.syncer.Options.Sync.OverwriteExisting = overwrite
		w.server.AddUser("a@x.test", "other")
		w.server.AddGroup("G", "g", "other")
		w.has(user("a"), user("b"), group("g", "a", "b"))
		run := w.mustSync()
		wantWarning(t, run, compare.WarnConflict, "cn=a", "external id other")
		w.wantMembers("b=b@x.test", "other=a@x.test")
		w.wantGroups("G{b other}")
		if run.Counts.UsersAdded != 1 {
			t.Errorf("counts %+v", run.Counts)
		}
	}
}

func TestAdoptByEmail(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("A@x.test", "")
	w.has(user("a"), group("g", "a"))
	run := w.mustSync()
	w.wantGroups("G{a}")
	if run.Counts.UsersAdded != 0 || run.Counts.UsersChanged != 1 {
		t.Errorf("counts %+v", run.Counts)
	}
}

func TestRenamedEntryKeepsItsExternalID(t *testing.T) {
	t.Parallel()
	dn := func(id, stable string) directory.User {
		return directory.User{ReferenceID: id, ExternalID: id, StableID: stable, Email: "a@x.test"}
	}
	dnGroup := func(id, stable, member string) directory.Group {
		return directory.Group{ReferenceID: id, ExternalID: id, StableID: stable, Name: "G", UserMembers: []string{member}}
	}
	for _, test := range []struct {
		name      string
		was, is   directory.User
		group, to directory.Group
		byMeaning bool
	}{
		{
			name: "moved, with the same entryUUID",
			was:  dn("uid=a,ou=1", "u1"), is: dn("uid=a,ou=2", "u1"),
			group: dnGroup("cn=g,ou=1", "u2", "uid=a,ou=1"), to: dnGroup("cn=g,ou=2", "u2", "uid=a,ou=2"),
		},
		{
			name: "written in another way", byMeaning: true,
			was: dn("uid=a,ou=1", ""), is: dn("UID=A, OU=1", ""),
			group: dnGroup("cn=g,ou=1", "", "uid=a,ou=1"), to: dnGroup("CN=g, ou=1", "", "UID=A, OU=1"),
		},
		{
			name: "moved, and the email changed too",
			was:  dn("uid=a,ou=1", "u1"), is: withEmail(dn("uid=a,ou=2", "u1"), "new@x.test"),
			group: dnGroup("cn=g,ou=1", "u2", "uid=a,ou=1"), to: dnGroup("cn=g,ou=2", "u2", "uid=a,ou=2"),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			if test.byMeaning {
				w.syncer.Source = identifier{w.source}
			}
			w.has(test.was, user("b"), test.group)
			w.mustSync()
			w.sent()
			w.has(test.is, user("b"), test.to)
			for range 2 {
				run := w.mustSync()
				w.wantSent()
				if len(run.MissingGroups) > 0 {
					t.Errorf("missing groups %q", run.MissingGroups)
				}
			}
			req := manual()
			req.Full = true
			w.mustSyncWith(req)
			w.wantMembers("b=b@x.test", test.was.ExternalID+"=a@x.test")
			w.wantGroups("G{" + test.was.ExternalID + "}")

			// It is found again when it is deleted.
			gone := test.is
			gone.Deleted, gone.Email = true, ""
			if test.was.StableID != "" {
				w.syncer.Options.Sync.RemoveMissing = false
			}
			w.has(gone, user("b"), directory.Group{ReferenceID: test.to.ReferenceID, ExternalID: test.to.ExternalID, StableID: test.to.StableID, Name: "G"})
			w.mustSync()
			w.wantMembers("b=b@x.test")
		})
	}
	t.Run("known by the email only, after a clear", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.syncer.Source = identifier{w.source}
		w.server.AddUser("a@x.test", "uid=a,ou=1")
		w.has(dn("UID=A,ou=1", ""), dnGroup("g", "", "UID=A,ou=1"))
		noWarnings(t, w.mustSync())
		w.wantMembers("uid=a,ou=1=a@x.test")
		w.wantGroups("G{uid=a,ou=1}")
		w.sent()
		w.mustSync()
		w.wantSent()
	})
	t.Run("found twice", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.has(dn("uid=a,ou=1", "u1"))
		w.mustSync()
		w.has(dn("uid=a,ou=2", "u1"), dn("uid=a,ou=2", "u1"))
		w.mustSync()
		w.wantMembers("uid=a,ou=1=a@x.test")
	})
	t.Run("the old name belongs to somebody else now", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.has(dn("uid=a,ou=1", "u1"), user("b"))
		w.mustSync()
		w.has(dn("uid=a,ou=2", "u1"), withEmail(dn("uid=a,ou=1", "u9"), "c@x.test"), user("b"))
		w.mustSync()
		w.wantMembers("b=b@x.test", "u9=c@x.test", "uid=a,ou=1=a@x.test")
	})
}

func TestOwnerIsNotRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("a@x.test", "")
	w.has(user("a"), user("b"))
	w.mustSync()
	for _, has := range [][]any{{tombstone("a"), user("b")}, {user("b")}} {
		w.has(has...)
		w.sent()
		for range 2 {
			run := w.mustSync()
			wantWarning(t, run, compare.WarnOwner, "a@x.test", "owner")
			if run.Counts.UsersRemoved != 0 {
				t.Errorf("counts %+v", run.Counts)
			}
		}
		w.wantSent()
		w.wantMembers("a=a@x.test", "b=b@x.test")
	}
	// No owner any more: the removal follows.
	w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.Role = organization.RoleUser })
	w.mustSync()
	w.wantMembers("b=b@x.test")
}

func TestTwinsInTheOrganization(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("a@x.test", "a")
	w.server.AddUser("aa@x.test", "a")
	w.has(user("a"))
	_, err := w.sync()
	var twin *TwinError
	if !errors.As(err, &twin) || !errors.Is(err, ErrStopped) || !strings.Contains(err.Error(), "a@x.test and aa@x.test") {
		t.Fatal(err)
	}
	if directory.HintOf(err) == "" {
		t.Error("no hint")
	}
	w.wantSent()
}

func TestMemberListUnavailable(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	w.server.Fail(orgserver.RouteMembers, 1, orgserver.Fault{Status: 502})
	wantWarning(t, w.mustSync(), send.WarnMemberList, "502")
	w.wantMembers("a=a@x.test")

	w = newWorld(t, orgserver.Options{NoMemberList: true})
	w.has(user("a"), group("g", "a"))
	wantWarning(t, w.mustSync(), send.WarnMemberList, "can't list its members")
	w.wantMembers("a=a@x.test")
}

func TestTwoEntriesThatMeanTheSameMember(t *testing.T) {
	t.Parallel()
	// Which of the two the member is, nobody can tell: neither gets its account
	// nor gives it groups.
	as := func(id, stable, email string) directory.User {
		return directory.User{ReferenceID: id, ExternalID: id, StableID: stable, Email: email}
	}
	for _, test := range []struct {
		name       string
		was, other directory.User
	}{
		{"one stable id twice", as("uid=a", "s", "a@x.test"), as("uid=b", "s", "a@x.test")},
		{"one name in two spellings", as("uid=a", "", "a@x.test"), as("UID=A", "", "a@x.test")},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.syncer.Source = identifier{w.source}
			w.has(test.was, group("g", "uid=a"), group("h"))
			w.mustSync()
			w.has(withEmail(test.was, "new@x.test"), test.other, group("g", "uid=a"), group("h", test.other.ExternalID))
			var conflict *ConflictError
			if _, err := w.sync(); !errors.As(err, &conflict) || conflict.Conflicts[0].Value != "uid=a" {
				t.Fatalf("error %v", err)
			}
			w.wantMembers("uid=a=a@x.test")
			w.wantGroups("G{uid=a}", "H{}")
		})
	}
}
