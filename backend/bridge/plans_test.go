package bridge_test

import (
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
)

// plans and people are the nouns of the fixture's manager.
func (f *fixture) nouns() (plans *bridge.Plans, people *bridge.People) {
	f.t.Helper()
	for _, noun := range f.manager.Nouns() {
		switch n := noun.(type) {
		case *bridge.Plans:
			plans = n
		case *bridge.People:
			people = n
		}
	}
	if plans == nil || people == nil {
		f.t.Fatal("a noun is missing")
	}
	return plans, people
}

// shown is the plan that is shown.
func (f *fixture) shown() *bridge.TestResult {
	f.t.Helper()
	r, err := f.pages.TestResult()
	f.ok(err)
	if r == nil {
		f.t.Fatal("there is no test")
	}
	return r
}

// A test names everybody who comes, goes or changes group, also in a group that
// is new; and exactly that is what a sync of the plan does.
func TestAPlanIsShownAndCarriedOut(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	plans, _ := f.nouns()
	f.ready()
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	r := f.shown()
	if r.Changes != 5 || r.Counts.Joins != 3 || r.Counts.Groups != 2 || r.Joins != 6 || r.Seats == nil || !f.state().Test.Applies {
		t.Fatalf("first plan: %+v", r)
	}
	groups, err := plans.Changes(bridge.PlanQuery{Part: "groups", Search: "grace"})
	f.ok(err)
	if groups.Total != 2 || groups.Items[1].Ref.Name != "Team" || groups.Items[1].Joins != 3 || len(groups.Reasons) != 1 || groups.Reasons[0].Count != 2 {
		t.Fatalf("groups: %+v", groups)
	}
	members, err := plans.Members(bridge.MemberQuery{At: groups.Items[1].At, Side: "joins", Search: "GRA"})
	f.ok(err)
	if members.Total != 1 || members.Items[0].Name != "grace@example.com" {
		t.Errorf("members: %+v", members)
	}
	counts, err := plans.Counts(bridge.PlanSearch{Search: "ada@"})
	f.ok(err)
	if counts.Joins != 1 || counts.Groups != 2 || counts.Enabled != 1 || counts.InGroups != 0 {
		t.Errorf("counts: %+v", counts)
	}

	if good, err := plans.LastGood(bridge.GoodQuery{Kind: "test"}); err != nil || good != nil {
		t.Errorf("before the first: %+v, %v", good, err)
	}

	// What stops it must be allowed by its number.
	p := f.ends("failed")(f.pages.Sync(bridge.SyncRequest{Plan: r.Plan}))
	f.wants(p, "allowed exactly that")
	f.ends("failed")(f.pages.Sync(bridge.SyncRequest{Plan: r.Plan, AllowFirst: 2}))
	f.ends("failed")(f.pages.Sync(bridge.SyncRequest{Plan: "another", AllowFirst: 3}))
	if f.members() != "" {
		t.Fatalf("members: %s", f.members())
	}
	done := f.ends("done")(f.pages.Sync(bridge.SyncRequest{Plan: r.Plan, AllowFirst: 3}))
	if !done.Planned || f.members() != "ada barbara grace" {
		t.Errorf("done: %+v, members: %s", done, f.members())
	}
	if s := f.state(); s.Test.Outdated != "applied" || s.Test.Applies || !s.LastRun.Planned {
		t.Errorf("afterwards: %+v", s.Test)
	}
}

func (f *fixture) wants(j bridge.Job, words string) {
	f.t.Helper()
	if !strings.Contains(j.Error.Message+j.Error.Hint, words) {
		f.t.Errorf("%q is not in %+v", words, j.Error)
	}
}

// Where the directory has changed meanwhile nothing is sent, and what differs
// is named.
func TestAPlanThatNoLongerHolds(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	plans, _ := f.nouns()
	f.staff("ada", "grace", "barbara", "joan")
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	r := f.shown()
	if good, err := plans.LastGood(bridge.GoodQuery{Kind: "test"}); err != nil || good == nil || good.Users != 3 || good.UsersNow != 4 || len(good.Settings) != 0 {
		t.Errorf("since the last good one: %+v, %v", good, err)
	}
	f.staff("ada", "grace", "barbara", "hedy")
	stopped := f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{Plan: r.Plan}))
	if stopped.Error.Code != "plan" || strings.Contains(stopped.Error.Message, "\n") || strings.Contains(stopped.Error.Hint, "bwdc") || f.members() != "ada barbara grace" {
		t.Errorf("stopped: %+v, members: %s", stopped.Error, f.members())
	}
	// joan is gone, hedy came, both groups have another one.
	d, err := plans.Differences(bridge.DifferenceQuery{})
	f.ok(err)
	if d.Total != 4 {
		t.Fatalf("differences: %+v", d)
	}
	for _, x := range d.Items {
		if x.Planned != nil && x.Now != nil && (x.PlannedJoins[0].Name != "joan@example.com" || x.NowJoins[0].Name != "hedy@example.com") {
			t.Errorf("a group: %+v", x)
		}
	}
	if d, err = plans.Differences(bridge.DifferenceQuery{Search: "hedy", Limit: 1}); err != nil || d.Total != 3 || len(d.Items) != 1 {
		t.Errorf("found: %+v, %v", d, err)
	}
	if s := f.state(); s.Test.Outdated != "" || !s.Test.Applies {
		t.Errorf("what was stopped sent nothing: %+v", s.Test)
	}
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	_, err = f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.userFilter": "exclude:ada@example.com", "log.level": "debug"}})
	f.ok(err)
	if good, err := plans.LastGood(bridge.GoodQuery{Kind: "test"}); err != nil || good == nil || !slices.Equal(good.Settings, []string{"sync.userFilter"}) {
		t.Errorf("with another filter: %+v, %v", good, err)
	}
	if d, err := plans.Differences(bridge.DifferenceQuery{}); err != nil || d.Total != 0 {
		t.Errorf("of another plan: %+v, %v", d, err)
	}
}

// A plan can be saved, opened again and carried out, also on another day; an
// edited one is refused.
func TestAPlanInAFile(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	f.staff("ada", "barbara", "=joan")
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	digest := f.shown().Plan
	saved := map[string]string{}
	for _, format := range []string{"json", "csv", "html"} {
		file, err := f.pages.Download(bridge.DownloadRequest{What: "plan", Format: format})
		f.ok(err)
		saved[format] = file.Content
	}
	for _, want := range []string{"leave,user,id-grace,grace@example.com,Team", "'=joan@example.com"} {
		if !strings.Contains(saved["csv"], want) {
			t.Errorf("%q is not in %s", want, saved["csv"])
		}
	}
	if !strings.Contains(saved["html"], "<h2>Leave (1)</h2>") || strings.Contains(saved["html"], "<script") {
		t.Errorf("report: %s", saved["html"])
	}
	german, err := f.pages.Download(bridge.DownloadRequest{What: "plan", Format: "html", Words: map[string]string{
		"language": "de", "title": "Was eine Synchronisierung täte", "about": "Profil {profile} von Version {version}.", "sum": "<b>1 geht</b>",
		"leaves": "Abgänge", "action.remove": "Entfernt", "reason.missing": "Nicht mehr da", "less": "{n} weniger", "action.update": "Geändert",
	}})
	f.ok(err)
	for _, want := range []string{
		`<html lang="de">`, "<h1>Was eine Synchronisierung täte</h1>", "Profil default von Version", "&lt;b&gt;1 geht&lt;/b&gt;",
		"<h2>Abgänge (1)</h2>", "Entfernt: Nicht mehr da", "<h2>Join (1)</h2>", "Geändert: 1 more, 1 weniger", ": Nicht mehr da</li>",
	} {
		if !strings.Contains(german.Content, want) {
			t.Errorf("%q is not in %s", want, german.Content)
		}
	}
	// Of the lists that it lacks, what a test found before is still known.
	plans, _ := f.nouns()
	f.ok(plans.Open(bridge.OpenPlan{Name: "friday.json", Content: saved["json"]}))
	if is := f.state().Test.Read; is == nil || is.People != 3 || is.Groups != 2 {
		t.Errorf("read before: %+v", is)
	}
	f.ok(f.manager.Close())
	f.open()
	plans, _ = f.nouns()
	err = plans.Open(bridge.OpenPlan{Name: "friday.json", Content: strings.Replace(saved["json"], "grace@", "ada@", 1)})
	f.fails(err, "plan", "edited")
	f.ok(plans.Open(bridge.OpenPlan{Name: "friday.json", Content: saved["json"]}))
	if r := f.shown(); r.File != "friday.json" || r.Plan != digest || r.Counts.Leaves != 1 || r.Counts.Enabled != 0 || !f.state().Test.Applies || f.state().Test.Read != nil {
		t.Errorf("opened: %+v", r)
	}
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{Plan: digest}))
	if f.members() != "=joan ada barbara" {
		t.Errorf("members: %s", f.members())
	}
	// All of it takes less than the second in which the plan says it was made.
	if is := f.state().Test; is.Outdated != "applied" || is.Applies {
		t.Errorf("after it was carried out: %+v", is)
	}
	// It is history from then on, whatever is synced or set later.
	run := f.state().Test.Run
	f.staff("ada", "barbara", "=joan", "hedy")
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
	_, err = f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.userFilter": "exclude:ada@example.com"}})
	f.ok(err)
	if is := f.state().Test; is.Outdated != "applied" || is.Run != run || is.Applies {
		t.Errorf("after a later sync and other settings: %+v", is)
	}
}

// A plan that was carried out while nobody looked, before another sync, was
// carried out all the same.
func TestAPlanIsCarriedOutThoughNobodyLooks(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	f.staff("ada", "grace", "barbara", "joan")
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	planned := f.ends("done")(f.pages.Sync(bridge.SyncRequest{Plan: f.shown().Plan}))
	f.staff("ada", "grace", "barbara")
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
	if is := f.state().Test; is.Outdated != "applied" || is.Run != planned.RunID || is.At == "" {
		t.Errorf("of %s: %+v", planned.RunID, is)
	}
}
