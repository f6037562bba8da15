package syncer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/explain"
)

// explained explains the only one of that name.
func (w *world) explained(who string) *explanation.Explanation {
	w.t.Helper()
	in, err := w.syncer.Facts(w.t.Context(), FactsOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	return explainedOf(w.t, in, who)
}

func explainedOf(t reporter, in explain.Input, who string) *explanation.Explanation {
	t.Helper()
	matches := explain.Find(in, who)
	if len(matches) != 1 {
		t.Fatalf("%s: %d matches: %+v", who, len(matches), matches)
	}
	return explain.Of(in, matches[0])
}

// lines are the steps in one line each.
func lines(e *explanation.Explanation) []string {
	var list []string
	for _, s := range e.Steps {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s", s.Name, s.Outcome, s.Reason.Code)))
	}
	return append(list, string(e.Fate))
}

func wantLines(t *testing.T, e *explanation.Explanation, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, lines(e)); diff != "" {
		t.Errorf("steps of %s (-want +got):\n%s", e.Name, diff)
	}
}

func without(text string) func(string) bool {
	return func(name string) bool { return !strings.Contains(name, text) }
}

func TestExplainWhoIsAMember(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(withStable(user("ada"), "entryUUID:1"), user("bob"), nesting(group("all"), "staff", "board"), nesting(group("staff"), "board"), group("board", "ada"))
	w.mustSync()
	w.has(withStable(withEmail(directory.User{ReferenceID: "cn=lovelace", ExternalID: "lovelace"}, "ada@x.test"), "entryUUID:1"), user("bob"),
		nesting(group("all"), "staff", "board"), nesting(group("staff", "bob"), "board"), group("board", "lovelace"))
	e := w.explained("ADA@x.test")
	wantLines(t, e, "read passed", "recognize passed known-by-stable-id", "filter passed", "validate passed", "organization passed is-member", "member")
	if e.ExternalID != "ada" || e.Steps[1].Reason.Params["was"] != "lovelace" || e.Shown == nil || *e.Shown.Status != organization.StatusInvited || e.Accepted == nil || len(e.Sync.Changes) > 0 {
		t.Errorf("%+v", e)
	}
	var groups []string
	for _, g := range e.Groups {
		var path []string
		for _, ref := range g.Path {
			path = append(path, ref.Name)
		}
		groups = append(groups, fmt.Sprintf("%s +%d as %s", strings.Join(path, " > "), g.Others, g.Listed))
	}
	if diff := cmp.Diff([]string{"BOARD +0 as ada", "ALL > BOARD +1 as ada", "STAFF > BOARD +0 as ada"}, groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	b := w.explained("bob")
	if diff := cmp.Diff([]plan.Ref{{ExternalID: "all", Name: "ALL"}, {ExternalID: "staff", Name: "STAFF"}}, b.Sync.Joins); diff != "" {
		t.Errorf("joins (-want +got):\n%s", diff)
	}
}

// A group names its members: its own, those through other groups, those whom the
// organization does not list, and whom it lists although the directory does not.
func TestExplainWhoIsInAGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.InviteDisabled = false
	in := func(who string) []string {
		var list []string
		for _, m := range w.explained(who).Members {
			list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s direct=%t as %s %s", m.ExternalID, m.Name, m.Direct, m.Listed, m.Reason)))
		}
		return list
	}
	wants := func(who string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, in(who)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", who, diff)
		}
	}
	all := nesting(group("all", "cy", "eve"), "board")
	w.has(user("ada"), user("bob"), user("cy"), disabled(user("eve")), all, group("board", "ada", "bob"))
	wants("all", "ada ada@x.test direct=false as ada", "bob bob@x.test direct=false as bob", "cy cy@x.test direct=true as cy", "eve eve@x.test direct=true as  not-a-member")
	w.mustSync()
	wants("board", "ada ada@x.test direct=true as ada", "bob bob@x.test direct=true as bob")
	// A group that left is named with those whom the organization has in it.
	w.has(user("ada"), user("bob"), user("cy"), group("all", "cy"))
	wants("board", "ada ada@x.test direct=false as ada kept-there", "bob bob@x.test direct=false as bob kept-there")
	w.syncer.Options.Sync.Groups = false
	wants("all", "ada ada@x.test direct=false as ada kept-there", "bob bob@x.test direct=false as bob kept-there", "cy cy@x.test direct=true as")
}

func TestExplainWhoIsLeftOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	o := &w.syncer.Options
	o.Sync.DuplicateEmails, o.Sync.InviteDisabled, o.Sync.RemovedByHand = config.DuplicatesSkip, false, config.ByHandAsk
	o.UserFilter, o.GroupFilter = without("guest"), without("HIDDEN")
	w.has(user("ada"), user("eve"), user("held"), user("gone"), user("lost"), group("staff", "ada", "eve", "held", "gone", "lost"))
	w.mustSync()
	w.server.RemoveMember("eve@x.test")
	w.has(user("ada"), user("eve"), withEmail(user("held"), ""), tombstone("gone"),
		user("guest"), user("alone"), withEmail(user("nomail"), ""), withEmail(user("bad"), "not an address"), disabled(user("off")),
		withEmail(user("twin1"), "twin@x.test"), withEmail(user("twin2"), "twin@x.test"),
		withEmail(user("new"), "other@x.test"), disabled(withEmail(user("dis"), "both@x.test")), withEmail(user("en"), "both@x.test"),
		group("staff", "ada", "eve", "held", "guest", "nomail", "bad", "off", "twin1", "twin2", "dis", "en"), group("hidden", "alone"))
	o.Sync.MaxRemovals = config.Limit{Set: true, Count: 10}
	for who, want := range map[string][]string{
		"eve@x.test": {"filter passed", "groups passed in-chosen-group", "validate passed", "organization left-out removed-by-hand", "removed-by-hand"},
		"held":       {"filter passed", "groups passed in-chosen-group", "validate held no-email", "held"},
		"gone":       {"filter passed", "removal leaves deleted", "leaves"},
		"guest":      {"filter left-out filtered-out", "absent"},
		"alone":      {"filter passed", "groups left-out in-no-chosen-group", "absent"},
		"nomail":     {"filter passed", "groups passed in-chosen-group", "validate left-out no-email", "left-out"},
		"bad":        {"filter passed", "groups passed in-chosen-group", "validate left-out email-refused", "left-out"},
		"off":        {"filter passed", "groups passed in-chosen-group", "validate passed", "disabled left-out not-invited", "left-out"},
		"twin1":      {"filter passed", "groups passed in-chosen-group", "validate passed", "duplicates left-out shared", "left-out"},
		"en":         {"filter passed", "groups passed in-chosen-group", "validate passed", "organization passed will-be-member", "member"},
	} {
		e := w.explained(who)
		if got := lines(e)[2:]; !slices.Equal(got, want) {
			t.Errorf("%s: %q\nwant %q", who, got, want)
		}
	}
	lost := w.explained("lost@x.test")
	wantLines(t, lost, "read left-out not-in-directory", "removal leaves missing", "leaves")
	if lost.Entry != nil || len(lost.Accepted.Groups) != 1 || len(lost.Sync.Changes) != 1 || lost.Sync.Changes[0].Action != plan.Remove || len(lost.Sync.Leaves) != 1 || lost.Sync.Leaves[0].Reason != plan.Missing {
		t.Errorf("who is lost: %+v", lost)
	}
	hidden := w.explained("Hidden")
	wantLines(t, hidden, "read passed", "recognize passed new-here", "filter left-out filtered-out", "absent")
	staff := w.explained("STAFF")
	wantLines(t, staff, "read passed", "recognize passed known-by-external-id", "filter passed", "validate passed", "organization passed is-group", "member")
	if staff.Holds.Users != 11 || staff.Holds.All != 11 || staff.Holds.Listed != 3 {
		t.Errorf("what staff holds: %+v", staff.Holds)
	}
}

func TestExplainBesideAConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(withEmail(user("a"), "one@x.test"), withEmail(user("b"), "one@x.test"), user("ada"))
	in, err := w.syncer.Facts(t.Context(), FactsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if both := explain.Find(in, "one@x.test"); len(both) != 2 {
		t.Errorf("matches %+v", both)
	}
	e := explainedOf(t, in, "cn=a")
	if got := lines(e); !slices.Contains(got, "duplicates stops shared") || e.Fate != explanation.FateLeftOut {
		t.Errorf("who is in conflict: %q", got)
	}
	if ada := explainedOf(t, in, "ada"); ada.Fate != explanation.FateMember || !ada.Conflict || len(ada.Sync.Changes) > 0 {
		t.Errorf("somebody else: %+v", ada)
	}
}

func TestExplainFromTheCache(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("ada"), group("staff", "ada"))
	w.mustSync()
	w.has(user("bob"))
	calls := len(w.source.bases)
	w.syncer.Organization = nil
	in, err := w.syncer.Facts(t.Context(), FactsOptions{Cached: true})
	if err != nil {
		t.Fatal(err)
	}
	e := explainedOf(t, in, "ada@x.test")
	wantLines(t, e, "read passed", "recognize passed known-by-external-id", "filter passed", "validate passed", "organization passed is-member", "member")
	if e.Looked || e.Shown != nil || len(e.Groups) != 1 || e.Groups[0].Listed != "ada" || len(w.source.bases) != calls {
		t.Errorf("from the cache: %+v", e)
	}
}
