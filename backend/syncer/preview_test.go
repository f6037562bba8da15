package syncer

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/send"
)

func TestPreview(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), disabled(user("b")), user("c"), user("e"), group("g", "a", "c"), group("h", "a"), group("i", "b"))
	w.mustSync()
	before := marshal(t, w.store.state)
	commits, snapshot := len(w.store.commits), w.store.snapshot
	w.sent()

	w.has(user("a"), disabled(user("b")), withEmail(user("c"), ""), user("d"), tombstone("e"), group("g", "a", "c", "d"), group("h", "a"))
	v, err := w.syncer.Test(t.Context(), TestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := &Preview{
		Enabled:  []PreviewUser{{ExternalID: "a", Email: "a@x.test"}, {ExternalID: "c", Email: "c@x.test", Held: true}, {ExternalID: "d", Email: "d@x.test"}},
		Disabled: []PreviewUser{{ExternalID: "b", Email: "b@x.test"}},
		Deleted:  []PreviewUser{{ExternalID: "e", Email: "e@x.test"}},
		Groups: []PreviewGroup{
			{ExternalID: "g", Name: "G", Members: []string{"a", "c", "d"}, Direct: []string{"a", "c", "d"}, Nested: []string{}},
			{ExternalID: "h", Name: "H", Members: []string{"a"}, Direct: []string{"a"}, Nested: []string{}},
		},
		Plan: &plan.Plan{
			Changes: []plan.Change{
				{Action: plan.Remove, Kind: plan.User, ExternalID: "e", Name: "e@x.test", Reason: plan.Because(plan.Deleted)},
				{Action: plan.Invite, Kind: plan.User, ExternalID: "d", Name: "d@x.test", Reason: plan.Because(plan.NewUser)},
				{
					Action: plan.Update, Kind: plan.Group, ExternalID: "g", Name: "G", Members: 3, Reason: plan.Because(plan.Changed),
					Joins: []plan.Ref{{ExternalID: "d", Name: "d@x.test"}}, Leaves: []plan.Ref{},
				},
			},
			Drift: []plan.Drift{}, Missing: []plan.MissingGroup{{ExternalID: "i", Name: "I", Members: 1}}, Warnings: v.Plan.Warnings, Findings: []plan.Finding{},
			Seats: &plan.Seats{UsedBefore: 4, UsedAfter: 4},
		},
		Looked: plan.Looked{Members: true, Groups: true},
		Counts: organization.Counts{Users: 4, Groups: 2, LeftOut: 1, Held: 1},
	}
	if diff := cmp.Diff(want, v, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("preview (-want +got):\n%s", diff)
	}
	if len(v.Plan.Warnings) != 2 {
		t.Errorf("warnings %v", v.Plan.Warnings)
	}

	v, err = w.syncer.Test(t.Context(), TestOptions{SinceLast: true})
	if err != nil {
		t.Fatal(err)
	}
	want.Enabled = []PreviewUser{{ExternalID: "c", Email: "c@x.test", Held: true}, {ExternalID: "d", Email: "d@x.test"}}
	want.Disabled, want.Groups = []PreviewUser{}, want.Groups[:1]
	if diff := cmp.Diff(want, v, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("since the last sync (-want +got):\n%s", diff)
	}

	w.wantSent()
	if string(marshal(t, w.store.state)) != string(before) || len(w.store.commits) != commits || w.store.snapshot != snapshot {
		t.Error("a test wrote something")
	}
}

func TestPreviewSinceLastShowsWhoWasDisabled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), disabled(user("b")), user("c"))
	w.mustSync()
	w.has(disabled(user("a")), user("b"), user("c"))
	v, err := w.syncer.Test(t.Context(), TestOptions{SinceLast: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Disabled) != 1 || v.Disabled[0].ExternalID != "a" || len(v.Enabled) != 1 || v.Enabled[0].ExternalID != "b" {
		t.Errorf("disabled %v, enabled %v", v.Disabled, v.Enabled)
	}
}

// A page draws groups as a tree: whose members are a group's own, and which
// groups are right inside it.
func TestPreviewKnowsWhatIsDirectlyInAGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	hidden := nesting(group("o", "d"), "c")
	hidden.Outside = true
	everything := []any{
		user("a"), user("b"), user("c"), user("d"), withEmail(user("e"), ""),
		nesting(group("all", "b", "a", "e"), "part", "loop", "o", "all"), // e has no email, o is not sent
		group("part", "b", "c"), nesting(group("loop"), "all"), hidden, group("empty"),
	}
	w.has(everything...)
	check := func(opts TestOptions, want ...PreviewGroup) {
		t.Helper()
		v, err := w.syncer.Test(t.Context(), opts)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, v.Groups); diff != "" {
			t.Errorf("groups (-want +got):\n%s", diff)
		}
	}
	all := []string{"a", "b", "c", "d"}
	check(TestOptions{},
		PreviewGroup{ExternalID: "all", Name: "ALL", Members: all, Direct: []string{"a", "b"}, Nested: []string{"loop", "part"}},
		PreviewGroup{ExternalID: "empty", Name: "EMPTY", Members: []string{}, Direct: []string{}, Nested: []string{}},
		PreviewGroup{ExternalID: "loop", Name: "LOOP", Members: all, Direct: []string{}, Nested: []string{"all"}},
		PreviewGroup{ExternalID: "part", Name: "PART", Members: []string{"b", "c"}, Direct: []string{"b", "c"}, Nested: []string{}},
	)
	w.mustSync()
	// Since then: a new member of a group inside, which is the only one shown
	// besides those above it.
	w.has(append(everything[:len(everything)-1], group("empty", "d"))...)
	check(TestOptions{SinceLast: true},
		PreviewGroup{ExternalID: "empty", Name: "EMPTY", Members: []string{"d"}, Direct: []string{"d"}, Nested: []string{}})
	// Who is held without being in the directory stays, as if directly.
	w.has(user("a"), withEmail(user("b"), ""), user("c"), user("d"), nesting(group("all", "a", "b"), "part"), group("part", "c"))
	check(TestOptions{},
		PreviewGroup{ExternalID: "all", Name: "ALL", Members: []string{"a", "b", "c"}, Direct: []string{"a", "b"}, Nested: []string{"part"}},
		PreviewGroup{ExternalID: "part", Name: "PART", Members: []string{"c"}, Direct: []string{"c"}, Nested: []string{}})
}

func TestPreviewShowsWhatWouldStop(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(many(0, 5)...)
	v, err := w.syncer.Test(t.Context(), TestOptions{})
	if err != nil || len(v.Plan.Findings) != 1 || v.Plan.Findings[0].Guard != plan.GuardFirstSync || v.Plan.Findings[0].Count != 5 || len(v.Plan.Changes) != 5 {
		t.Errorf("%+v, %v", v.Plan.Findings, err)
	}
	w.has(user("a"), withEmail(user("b"), "a@x.test"))
	_, err = w.syncer.Test(t.Context(), TestOptions{})
	if _, ok := errors.AsType[*ConflictError](err); !ok {
		t.Errorf("error %v", err)
	}
}

func TestPreviewWithoutAServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	w.server.Fail(orgserver.RouteConfig, 1, orgserver.Fault{Status: 503})
	v, err := w.syncer.Test(t.Context(), TestOptions{})
	if err != nil || len(v.Plan.Warnings) != 1 || v.Plan.Warnings[0].Code != send.WarnMemberList {
		t.Errorf("%+v, %v", v, err)
	}
	w.syncer.Organization = nil
	v, err = w.syncer.Test(t.Context(), TestOptions{})
	if err != nil || len(v.Enabled) != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	if body, _ := json.Marshal(v); strings.Contains(string(body), "null") {
		t.Errorf("null in %s", body)
	}
	w.has()
	if v, err = w.syncer.Test(t.Context(), TestOptions{}); err != nil {
		t.Fatal(err)
	}
	if body, _ := json.Marshal(v); strings.Contains(string(body), "null") {
		t.Errorf("null in %s", body)
	}
}
