package bridge_test

import (
	"slices"
	"testing"

	"directoryconnector/backend/bridge"
)

// explained looks at somebody, and returns the answer.
func (f *fixture) explained(r bridge.ExplainRequest) bridge.Explained {
	f.t.Helper()
	_, people := f.nouns()
	j := f.ends("done")(people.Explain(r))
	e, err := people.Explained(j.ID)
	f.ok(err)
	return e
}

// One person is found by a few letters, and her page tells where she is from,
// why she is in her groups, what happens next, and what was done.
func TestOnePersonIsFoundAndExplained(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	_, people := f.nouns()
	found, err := people.Find(bridge.FindQuery{Search: " GRA", Limit: 5})
	f.ok(err)
	if found.Total != 1 || found.Items[0].Kind != "user" || found.Items[0].Ref.Key != "id-grace" {
		t.Fatalf("found: %+v", found)
	}
	if found, err = people.Find(bridge.FindQuery{Search: "tea"}); err != nil || found.Total != 1 || found.Items[0].Kind != "group" {
		t.Errorf("found: %+v, %v", found, err)
	}
	e := f.explained(bridge.ExplainRequest{Who: "id-grace", Kind: "user"})
	if !e.Cached || e.Read == "" || e.Kind != "user" || e.Ref.Name != "grace@example.com" || e.Fate != "member" || e.Entry == nil || e.Had == nil || e.GroupsTotal != 2 || e.EventsTotal != 3 {
		t.Fatalf("from what is kept: %+v", e)
	}
	groups, err := people.Groups(bridge.ExplainedQuery{JobID: e.JobID})
	f.ok(err)
	if groups.Total != 2 || groups.Items[1].Ref.Name != "Department" || len(groups.Items[1].Path) != 2 || groups.Items[1].Path[1].Name != "Team" {
		t.Errorf("groups: %+v", groups)
	}
	events, err := people.Events(bridge.ExplainedQuery{JobID: e.JobID, Search: "team"})
	f.ok(err)
	if events.Total != 1 || events.Items[0].What != "join" || events.Items[0].Other.Name != "Team" || events.Items[0].Run == "" {
		t.Errorf("events: %+v", events)
	}
	if !slices.Equal(e.Actions, []string{"sync", "offboard"}) {
		t.Errorf("actions: %v", e.Actions)
	}
	if e := f.explained(bridge.ExplainRequest{Who: "Team", Now: true}); e.Cached || e.Kind != "group" || e.Holds == nil || e.Holds.All != 3 || len(e.Actions) != 0 {
		t.Errorf("a group: %+v", e)
	}
	p := f.ends("failed")(people.Explain(bridge.ExplainRequest{Who: "graec@example.com"}))
	f.wants(p, "Did you mean grace@example.com")
	_, err = people.Explained(p.ID)
	f.fails(err, "failed", "Look again")
}

// People are known by what the directory calls them: in the plan of a test,
// after a sync, and where nobody is asked.
func TestPeopleAreNamedAsInTheDirectory(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	plans, people := f.nouns()
	f.staff("ada", "grace", "barbara", "joan|Joan Clärke", "hedy|Hedy Lamarr")
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	page, err := plans.Changes(bridge.PlanQuery{Part: "joins", Search: "clarke"})
	f.ok(err)
	if page.Total != 1 || page.Items[0].Called != "Joan Clärke" || page.Items[0].Ref.Key != "id-joan" {
		t.Errorf("plan: %+v", page)
	}
	users, err := f.pages.TestUsers(bridge.UserQuery{List: "enabled", Search: "lamarr hedy"})
	f.ok(err)
	if users.Total != 1 || users.Items[0].Name != "Hedy Lamarr" {
		t.Errorf("users: %+v", users)
	}
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
	found, err := people.Find(bridge.FindQuery{Search: "CLARKE"})
	f.ok(err)
	if found.Total != 1 || found.Items[0].Name != "Joan Clärke" || found.Items[0].Ref.Name != "joan@example.com" {
		t.Errorf("found: %+v", found)
	}
	for _, now := range []bool{false, true} {
		if e := f.explained(bridge.ExplainRequest{Who: "clarke joan", Now: now}); e.Name != "Joan Clärke" || e.Ref.Name != "joan@example.com" || e.Entry.Name != e.Name {
			t.Errorf("explained: %+v", e)
		}
	}
	p := f.ends("failed")(people.Explain(bridge.ExplainRequest{Who: "c"}))
	f.wants(p, "nobody")
}

// Who was removed is told when and by which run, as long as nothing brought the
// member back.
func TestWhoIsGoneIsToldSince(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	if e := f.explained(bridge.ExplainRequest{Who: "id-grace"}); e.Gone != nil {
		t.Errorf("a member: %+v", e.Gone)
	}
	f.staff("ada", "barbara")
	if e := f.explained(bridge.ExplainRequest{Who: "id-grace", Now: true}); e.Gone != nil || len(e.Would.Changes) != 1 {
		t.Errorf("who leaves next: %+v", e)
	}
	run := f.ends("done")(f.pages.Sync(bridge.SyncRequest{})).RunID
	for _, now := range []bool{false, true} {
		if e := f.explained(bridge.ExplainRequest{Who: "grace@example.com", Now: now}); e.Gone == nil || e.Gone.What != "remove" || e.Gone.Run != run || e.Gone.At == "" {
			t.Errorf("who was removed: %+v", e.Gone)
		}
	}
	f.staff("ada", "barbara", "grace")
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
	if e := f.explained(bridge.ExplainRequest{Who: "id-grace"}); e.Gone != nil {
		t.Errorf("who came back: %+v", e.Gone)
	}
}

// A sync of one person does hers, and the others wait.
func TestASyncOfOnePerson(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	f.staff("ada", "grace", "barbara", "joan", "hedy")
	j := f.ends("done")(f.pages.Sync(bridge.SyncRequest{Only: "id-joan"}))
	if f.members() != "ada barbara grace joan" || j.Only != "id-joan" {
		t.Errorf("members: %s, %+v", f.members(), j)
	}
	if only := f.state().LastRun.Only; only == nil || only.Name != "joan@example.com" {
		t.Errorf("run: %+v", f.state().LastRun)
	}
}

// Access is taken away once it was said what that means, and is counted as
// revoked; then the person can be invited again.
func TestOffboardingFromThePage(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	_, people := f.nouns()
	// What it does by the settings is told before anybody asks.
	offboards := func(leavers, want string) {
		t.Helper()
		_, err := f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.leavers": leavers}})
		f.ok(err)
		if e := f.explained(bridge.ExplainRequest{Who: "id-grace"}); e.Offboards != want || !slices.Contains(e.Actions, "offboard") {
			t.Errorf("leavers %s: %q %v", leavers, e.Offboards, e.Actions)
		}
	}
	if e := f.explained(bridge.ExplainRequest{Who: "id-grace"}); e.Offboards != "remove" {
		t.Errorf("by default: %q", e.Offboards)
	}
	offboards("revoke", "revoke")
	offboards("remove", "remove")
	ask := bridge.OffboardRequest{Who: "id-grace", Way: "revoke"}
	means := f.ends("done")(people.Offboard(ask)).Offboarding
	if means == nil || means.Done || means.Action != "revoke" || means.Ref.Name != "grace@example.com" || len(means.Follows) == 0 || f.members() != "ada barbara grace" {
		t.Fatalf("means: %+v", means)
	}
	ask.Shown = "something else"
	f.wants(f.ends("failed")(people.Offboard(ask)), "something else by now")
	ask.Shown = means.Shown
	done := f.ends("done")(people.Offboard(ask))
	if !done.Offboarding.Done || done.RunID == "" {
		t.Errorf("done: %+v", done)
	}
	run := f.state().LastRun
	if run.Task != "offboard" || run.Counts.UsersRemoved != 1 || run.Counts.UsersRevoked != 1 {
		t.Errorf("run: %+v", run)
	}
	points, err := f.pages.Counts(bridge.CountsQuery{})
	f.ok(err)
	if last := points[len(points)-1]; last.Removed != 0 || last.Revoked != 1 {
		t.Errorf("counted: %+v", last)
	}
	e := f.explained(bridge.ExplainRequest{Who: "id-grace"})
	if e.Fate != "offboarded" || !slices.Equal(e.Actions, []string{"reinvite"}) {
		t.Errorf("afterwards: %s %v", e.Fate, e.Actions)
	}
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{Again: []string{"id-grace"}}))
	if e := f.explained(bridge.ExplainRequest{Who: "id-grace"}); e.Fate != "member" {
		t.Errorf("invited again: %+v", e)
	}
}

// A group lists its members by page, and finds one by name or email.
func TestAGroupListsItsMembers(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, people := f.nouns()
	f.ready()
	f.directory(`{"version":1,"users":[{"id":"a","email":"ada@example.com","name":"Ada Lovelace","groups":["t"]},
		{"id":"g","email":"grace@example.com","name":"Grace Hopper","groups":["t"]},{"id":"n","name":"No Address","groups":["t"]}],
		"groups":[{"id":"t","name":"Team"}]}`)
	f.syncsFirst(2)
	e := f.explained(bridge.ExplainRequest{Who: "t", Kind: "group"})
	if e.MembersTotal != 3 {
		t.Fatalf("members: %+v", e)
	}
	list, err := people.Members(bridge.ExplainedQuery{JobID: e.JobID, Limit: 2, Offset: 1})
	f.ok(err)
	if list.Total != 3 || len(list.Items) != 2 || list.Items[0].Ref.Name != "ada@example.com" || list.Items[0].Called != "Ada Lovelace" || !list.Items[0].Direct {
		t.Errorf("a page: %+v", list)
	}
	list, err = people.Members(bridge.ExplainedQuery{JobID: e.JobID, Search: "grace hop"})
	f.ok(err)
	if list.Total != 1 || list.Items[0].Ref.Key != "g" || list.Items[0].Listed != "" {
		t.Errorf("found: %+v", list)
	}
	if list, err = people.Members(bridge.ExplainedQuery{JobID: e.JobID, Search: "address"}); err != nil || list.Total != 1 || list.Items[0].Ref.Reason != "not-a-member" {
		t.Errorf("who has no address: %+v, %v", list, err)
	}
	if _, err := people.Members(bridge.ExplainedQuery{JobID: "other"}); err == nil {
		t.Error("an answer that is not kept")
	}
	ada := f.explained(bridge.ExplainRequest{Who: "a", Kind: "user"})
	if list, err := people.Members(bridge.ExplainedQuery{JobID: ada.JobID}); err != nil || list.Total != 0 || ada.MembersTotal != 0 {
		t.Errorf("of a person: %+v, %v", list, err)
	}
}
