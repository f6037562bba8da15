package bridge_test

import (
	"testing"

	"directoryconnector/backend/bridge"
)

// planned returns everybody and every group that the plan on the pages names, as
// its links do.
func (f *fixture) planned() map[string]bridge.ExplainRequest {
	f.t.Helper()
	plans, _ := f.nouns()
	all := map[string]bridge.ExplainRequest{}
	link := func(kind string, refs ...bridge.Ref) {
		for _, r := range refs {
			all[kind+" "+r.Key] = bridge.ExplainRequest{Who: r.Key, Kind: kind}
			if r.Key == "" {
				all[kind+" "+r.Name] = bridge.ExplainRequest{Who: r.Name}
			}
		}
	}
	for _, part := range []string{"joins", "leaves", "changes", "groups"} {
		page, err := plans.Changes(bridge.PlanQuery{Part: part})
		f.ok(err)
		for _, c := range page.Items {
			link(c.Kind, c.Ref)
			for _, side := range []string{"joins", "leaves"} {
				members, err := plans.Members(bridge.MemberQuery{At: c.At, Side: side})
				f.ok(err)
				for _, r := range members.Items {
					link("user", r)
				}
			}
		}
	}
	drift, err := plans.ByHand(bridge.PlanQuery{})
	f.ok(err)
	for _, d := range drift.Items {
		if d.Kind != "" {
			link(d.Kind, d.Ref)
		}
		link("user", append(d.Joined, d.Left...)...)
	}
	left, err := plans.LeftOut(bridge.WarningQuery{})
	f.ok(err)
	for _, w := range left.Items {
		if w.Key != "" {
			all["entry "+w.Key] = bridge.ExplainRequest{Who: w.Key}
		}
	}
	for _, list := range []string{"enabled", "disabled", "deleted"} {
		users, err := f.pages.TestUsers(bridge.UserQuery{List: list})
		f.ok(err)
		for _, u := range users.Items {
			all["user "+u.ExternalID] = bridge.ExplainRequest{Who: u.ExternalID, Kind: "user"}
		}
	}
	groups, err := f.pages.TestGroups(bridge.GroupQuery{})
	f.ok(err)
	for _, g := range groups.Items {
		all["group "+g.ExternalID] = bridge.ExplainRequest{Who: g.ExternalID, Kind: "group"}
	}
	return all
}

// Whoever a plan names is found by the page that it links to, also who came
// after what is kept was read; and nobody else in her place.
func TestWhomAPlanNamesIsFound(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	_, err := f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.duplicateEmails": "skip"}})
	f.ok(err)
	// Others are called, in part, as newcomers and groups are.
	f.directory(`{"version":1,"users":[{"id":"a","email":"ada@example.com","name":"Ada Lovelace"},{"id":"g","email":"grace@example.com","name":"Grace n1 Hopper"},
		{"id":"o","email":"olga@example.com"},{"id":"d","email":"n2@example.com","name":"Donald Knuth"}],
		"groups":[{"id":"t","name":"Team"}]}`)
	f.syncsFirst(4)
	f.directory(`{"version":1,"users":[{"id":"a","email":"ada@example.com","name":"Ada Lovelace","groups":["t"]},{"id":"g","email":"grace@example.com","name":"Grace n1 Hopper","disabled":true},
		{"id":"d","email":"n2@example.com","name":"Donald Knuth"},
		{"id":"n1","email":"joan@example.com","name":"Joan Clärke","groups":["t","u"]},{"id":"n2","email":"hedy@example.com"},
		{"id":"n3","email":"ada@example.com","name":"Ada's second"},{"id":"n4","name":"Room 4"},{"id":"n5","email":"off@example.com","disabled":true},
		{"id":"n6","email":"gone@example.com","deleted":true}],
		"groups":[{"id":"t","name":"Team"},{"id":"u","name":"Unit"}]}`)
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	named := f.planned()
	if len(named) < 12 {
		t.Fatalf("the plan names %d: %v", len(named), named)
	}
	for what, r := range named {
		e := f.explained(r)
		if e.Kind == "" && len(e.Warnings) == 0 || r.Kind != "" && (e.Kind != r.Kind || e.Ref.Key != r.Who) {
			t.Errorf("%s: %s %+v, %d may be meant", what, e.Kind, e.Ref, len(e.Matches))
		}
	}
	for _, who := range []string{"joan@example.com", "JOAN@example.com", "clarke joan"} {
		if e := f.explained(bridge.ExplainRequest{Who: who}); e.Ref.Key != "n1" || len(e.Would.Changes) != 1 {
			t.Errorf("%s: %+v", who, e.Ref)
		}
	}
	if e := f.explained(bridge.ExplainRequest{Who: "a", Kind: "user"}); !e.Cached {
		t.Error("who is kept was asked for")
	}
	_, people := f.nouns()
	f.wants(f.ends("failed")(people.Explain(bridge.ExplainRequest{Who: "nobody at all"})), "nobody")
}

// A plan that was opened names them too, and one of a directory that the sync
// cache is not about.
func TestWhomAnotherPlanNamesIsFound(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	f.staff("ada", "grace", "barbara", "joan")
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	saved, err := f.pages.Download(bridge.DownloadRequest{What: "plan", Format: "json"})
	f.ok(err)
	f.ok(f.manager.Close())
	f.open()
	plans, _ := f.nouns()
	f.ok(plans.Open(bridge.OpenPlan{Name: "p.json", Content: saved.Content}))
	if e := f.explained(bridge.ExplainRequest{Who: "id-joan", Kind: "user"}); e.Ref.Name != "joan@example.com" {
		t.Errorf("of a saved plan: %+v", e.Ref)
	}

	f.people += ".moved.json"
	f.staff("hedy", "ada")
	_, err = f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"file.path": f.people}})
	f.ok(err)
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	for what, r := range f.planned() {
		if e := f.explained(r); e.Ref.Key != r.Who {
			t.Errorf("%s: %+v", what, e.Ref)
		}
	}
}

// Who was removed, and comes back, is told of by the page as the plan has it.
func TestWhoComesBackIsToldAsThePlanHasIt(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	f.staff("ada", "barbara")
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
	if e := f.explained(bridge.ExplainRequest{Who: "id-grace", Kind: "user"}); !e.Cached || e.Gone == nil {
		t.Errorf("who is gone: %+v", e)
	}
	f.staff("ada", "barbara", "grace")
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	if e := f.explained(bridge.ExplainRequest{Who: "id-grace", Kind: "user"}); len(e.Would.Changes) != 1 || e.EventsTotal == 0 {
		t.Errorf("who comes back: %+v", e)
	}
}
