package syncer

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

func TestDuplicates(t *testing.T) {
	t.Parallel()
	other := func(u directory.User, ref string) directory.User { u.ReferenceID = ref; return u }
	for _, test := range []struct {
		name     string
		has      []any
		conflict []string
		skipped  []string // members with duplicateEmails skip
		members  []string // members where there is no conflict
	}{
		{
			name:    "the same entry found twice is one",
			has:     []any{user("a"), other(user("a"), "CN=a")},
			members: []string{"a=a@x.test"},
		},
		{
			name:    "a live entry outweighs a tombstone of its id",
			has:     []any{user("a"), tombstone("a")},
			members: []string{"a=a@x.test"},
		},
		{
			name:    "a disabled twin yields",
			has:     []any{disabled(withEmail(user("a"), "c@x.test")), user("b"), user("c")},
			members: []string{"b=b@x.test", "c=c@x.test"},
		},
		{
			name:    "a disabled twin of the same id yields",
			has:     []any{disabled(withEmail(user("a"), "old@x.test")), other(user("a"), "cn=a2"), group("g", "a")},
			members: []string{"a=a@x.test"},
		},
		{
			name:     "two disabled ones are a conflict",
			has:      []any{disabled(user("a")), disabled(withEmail(user("b"), "A@x.test")), user("c")},
			conflict: []string{"email a@x.test: a@x.test (cn=a) | a@x.test (cn=b)"},
			skipped:  []string{"c=c@x.test"},
		},
		{
			name:     "all are listed, not three",
			has:      []any{user("a"), withEmail(user("b"), "a@x.test"), withEmail(user("c"), " A@X.test"), withEmail(user("d"), "a@x.test"), user("e")},
			conflict: []string{"email a@x.test: a@x.test (cn=a) | a@x.test (cn=b) | a@x.test (cn=c) | a@x.test (cn=d)"},
			skipped:  []string{"e=e@x.test"},
		},
		{
			name:     "one external id twice",
			has:      []any{user("a"), other(withEmail(user("a"), "z@x.test"), "cn=z"), user("b")},
			conflict: []string{"external id a: a@x.test (cn=a) | z@x.test (cn=z)"},
			skipped:  []string{"b=b@x.test"},
		},
		{
			name:     "each conflict is named",
			has:      []any{user("a"), withEmail(user("b"), "a@x.test"), user("c"), withEmail(user("d"), "c@x.test"), user("e")},
			conflict: []string{"email a@x.test: a@x.test (cn=a) | a@x.test (cn=b)", "email c@x.test: c@x.test (cn=c) | c@x.test (cn=d)"},
			skipped:  []string{"e=e@x.test"},
		},
		{
			name:    "who is filtered out can't be a duplicate",
			has:     []any{user("a"), withEmail(tombstone("b"), "a@x.test")},
			members: []string{"a=a@x.test"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.has(test.has...)
			if test.conflict == nil {
				w.mustSync()
				w.wantMembers(test.members...)
				return
			}
			run, err := w.sync()
			var conflict *ConflictError
			if !errors.As(err, &conflict) || !errors.Is(err, ErrStopped) || run.Result != "stopped" {
				t.Fatalf("error %v, result %s", err, run.Result)
			}
			lines := strings.Split(err.Error(), "\n  ")[1:]
			if diff := cmp.Diff(test.conflict, lines); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
			w.wantSent()
			w.syncer.Options.Sync.DuplicateEmails = config.DuplicatesSkip
			w.mustSync()
			w.wantMembers(test.skipped...)
		})
	}
}

func TestDisabledTwinOfTheSameIDKeepsGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	twin := withEmail(disabled(user("a")), "old@x.test")
	twin.ReferenceID = "cn=0" // sorts first
	w.has(twin, user("a"), group("g", "a"))
	wantWarning(t, w.mustSync(), desired.WarnDuplicate, "cn=0", "disabled")
	w.sent()
	req := manual()
	req.Full = true
	run, err := w.syncer.Sync(t.Context(), req)
	if err != nil || len(run.Warnings) != 1 {
		t.Errorf("%v, warnings %v", err, run.Warnings)
	}
	w.wantSent("a=a@x.test", "G[g]{a}")
	w.wantGroups("G{a}")
	w.wantMembers("a=a@x.test")
}

func TestSkippedDuplicatesAreHeldIfAcknowledged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.DuplicateEmails = config.DuplicatesSkip
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.has(user("a"), user("b"), withEmail(user("c"), "a@x.test"), group("g", "a", "b", "c"))
	run := w.mustSync()
	wantWarning(t, run, desired.WarnDuplicate, "cn=a", "held")
	wantWarning(t, run, desired.WarnDuplicate, "cn=c", "left out")
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}")
}

func TestDisabledMemberWithANewAccount(t *testing.T) {
	t.Parallel()
	// The old account is disabled, not deleted: the member stays as it is.
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"))
	w.mustSync()
	w.has(disabled(user("a")), withEmail(user("a2"), "a@x.test"), user("b"), group("g", "a", "a2"))
	run := w.mustSync()
	wantWarning(t, run, desired.WarnDuplicate, "cn=a", "held")
	wantWarning(t, run, compare.WarnConflict, "cn=a2", "external id a")
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a}")

	// With removeDisabled it goes, and the new account takes its place.
	w.syncer.Options.Sync.RemoveDisabled = true
	w.mustSync()
	w.wantMembers("a2=a@x.test", "b=b@x.test")
	w.wantGroups("G{a2}")
}

// TestDisabledMemberWithANewAccountWhoLostTheID: that the member has no external
// id for the moment is no reason to leave the groups of the new account empty
// until the next sync.
func TestDisabledMemberWithANewAccountWhoLostTheID(t *testing.T) {
	t.Parallel()
	for name, wanted := range map[string]string{"a twin": "a@x.test", "somebody else by now": "new@x.test"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.has(user("a"), user("b"), group("g", "b"))
			w.mustSync()
			w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.ExternalID = "" })
			w.has(disabled(withEmail(user("a"), wanted)), withEmail(user("a2"), "a@x.test"), user("b"), group("g", "a2", "b"))
			wantWarning(t, w.mustSync(), compare.WarnConflict, "cn=a2", "a@x.test is the email of another member")
			w.wantMembers("a=a@x.test", "b=b@x.test")
			if twin := wanted == "a@x.test"; twin {
				w.wantGroups("G{a b}")
			} else {
				w.wantGroups("G{b}")
			}
			if left, _ := w.mustPlan(true); len(left.Changes) > 0 {
				t.Errorf("left: %q", inShort(left.Changes))
			}
		})
	}
}

func TestDisabledMemberRemovedByHand(t *testing.T) {
	t.Parallel()
	// Two of one email in a request would make the server fail.
	for _, overwrite := range []bool{false, true} {
		w := newWorld(t, orgserver.Options{})
		w.syncer.Options.Sync.OverwriteExisting = overwrite
		w.server.AddUser("b@x.test", "b")
		w.has(user("a"), user("b"))
		w.mustSync()
		w.server.RemoveMember("a@x.test")
		w.has(disabled(user("a")), user("b"), withEmail(user("a2"), "a@x.test"), group("g", "a", "a2"))
		w.mustSync()
		w.wantMembers("a2=a@x.test", "b=b@x.test")
		w.wantGroups("G{a2}")
		w.sent()
		w.mustSync()
		w.wantSent()
	}
}

func TestGroupsOfOneID(t *testing.T) {
	t.Parallel()
	twin := func(g directory.Group) directory.Group { g.ReferenceID += ",ou=2"; return g }
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"), twin(group("g", "a")))
	noWarnings(t, w.mustSync())
	w.wantGroups("G{a}")

	w.has(user("a"), user("b"), group("g", "a"), twin(group("g", "b")), twin(twin(group("g"))))
	_, err := w.syncErr(ErrStopped)
	if !strings.Contains(err.Error(), `group "G" (cn=g) | group "G" (cn=g,ou=2) | group "G" (cn=g,ou=2,ou=2)`) {
		t.Errorf("error: %v", err)
	}
	w.syncer.Options.Sync.DuplicateEmails = config.DuplicatesSkip
	w.sent()
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantGroups("G{a}")
	if sent := w.sent(); !slices.Contains(sent, "G[g]{a}") {
		t.Errorf("a held group is part of a full send: %q", sent)
	}
	// A test shows it as it stays, with its own members.
	w.has(user("a"), user("b"), group("g", "a"), twin(nesting(group("g", "a"), "in")), group("in", "b"))
	v, err := w.syncer.Test(t.Context(), TestOptions{})
	if want := (PreviewGroup{ExternalID: "g", Name: "G", Members: []string{"a"}, Direct: []string{"a"}, Nested: []string{}}); err != nil || !cmp.Equal(v.Groups[0], want) {
		t.Errorf("%+v, %v", v.Groups, err)
	}
}

func TestDisabledCopyRemovesNobody(t *testing.T) {
	t.Parallel()
	// It has the same id and the same email, and comes first: it is no copy of
	// the one who works.
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveDisabled = true
	w.has(user("a"), user("b"), group("g", "a"))
	w.mustSync()
	twin := disabled(user("a"))
	twin.ReferenceID = "cn=0"
	w.has(twin, user("a"), user("b"), group("g", "a"))
	run := w.mustSync()
	if run.Counts.UsersRemoved != 0 {
		t.Errorf("counts %+v", run.Counts)
	}
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a}")
}
