package bridge_test

import (
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
)

// From an empty folder to the first sync.
func TestFirstDay(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	state := f.state()
	if state.Account.LoggedIn || state.Configured || state.NotReady == nil || state.Profile != "default" || state.LastRun != nil || state.Automatic != nil || state.Test != nil {
		t.Fatalf("an empty profile: %+v", state)
	}
	key := bridge.LoginRequest{ClientID: f.server.ClientID(), ClientSecret: f.server.ClientSecret(), Server: f.atServer()}
	key.Server.Set["sync.interval"] = "9"
	f.fails(f.pages.Login(key), "settings", "not about the server")
	f.fails(f.pages.Login(bridge.LoginRequest{ClientID: f.server.ClientID(), ClientSecret: "wrong secret", Server: f.atServer()}), "auth", "log in again")
	if list, err := f.pages.Settings(); err != nil || slices.ContainsFunc(list, func(s bridge.Setting) bool { return s.Origin == "set" }) {
		t.Errorf("a log-in that failed has saved something: %+v, %v", list, err)
	}
	f.login()
	if state := f.state(); !state.Account.LoggedIn || state.Account.ClientID != f.server.ClientID() || state.Configured {
		t.Fatalf("after the log-in: %+v", state)
	}

	problems, err := f.pages.Validate(bridge.Draft{Set: map[string]string{"directory": "file", "sync.interval": "soon"}})
	f.ok(err)
	if len(problems) != 2 || problems[0].Key != "sync.interval" || problems[1].Key != "file.path" {
		t.Errorf("wrong: %+v", problems)
	}
	if problems, err := f.pages.Validate(f.draft()); err != nil || len(problems) != 0 {
		t.Errorf("wrong: %+v, %v", problems, err)
	}

	// Everything can be tried before it is saved.
	check := f.ends("done")(f.pages.Check(bridge.CheckRequest{Draft: f.draft()}))
	if len(check.Steps) == 0 || !check.Draft || check.Steps[len(check.Steps)-1].Part != "organization" {
		t.Errorf("check: %+v", check)
	}
	filter := f.draft()
	filter.Set["sync.userFilter"] = "exclude:ada@example.com"
	tried := f.ends("done")(f.pages.TryFilter(bridge.FilterRequest{Draft: filter}))
	if f := tried.Filter; f == nil || f.Users.Matched != 2 || f.Users.Total != 3 || f.Groups.Matched != 2 || f.Users.First[0] != "barbara@example.com" {
		t.Errorf("filter: %+v", tried.Filter)
	}
	f.ends("done")(f.pages.Test(bridge.TestRequest{Draft: f.draft()}))
	r, err := f.pages.TestResult()
	f.ok(err)
	if !r.Draft || r.Counts.Enabled != 3 || r.Counts.InGroups != 2 || r.Counts.Joins != 3 || len(r.Stop) != 1 || r.Stop[0].Allowance != "allowFirst" {
		t.Errorf("test: %+v", r)
	}
	failed := f.ends("failed")(f.pages.Test(bridge.TestRequest{}))
	if failed.Error.Code != "settings" || strings.Contains(failed.Error.Hint, "bwdc") {
		t.Errorf("a test of what is saved: %+v", failed.Error)
	}

	_, err = f.pages.SaveSettings(f.draft())
	f.ok(err)
	if state := f.state(); !state.Configured || state.NotReady != nil || state.Test == nil || state.Directory != "file" || state.Location != f.people {
		t.Errorf("set up: %+v", state)
	}
	stopped := f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{}))
	if f := stopped.Error.Findings; len(f) != 1 || f[0].Guard != "first-sync" || f[0].Count != 3 {
		t.Errorf("first sync: %+v", stopped.Error)
	}
	f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{AllowFirst: 2}))
	if f.members() != "" {
		t.Errorf("members: %s", f.members())
	}
	done := f.ends("done")(f.pages.Sync(bridge.SyncRequest{AllowFirst: 3}))
	if f.members() != "ada barbara grace" {
		t.Errorf("members: %s", f.members())
	}
	state = f.state()
	if state.LastRun == nil || state.LastRun.ID != done.RunID || state.LastRun.Counts.UsersAdded != 3 || state.Members != 3 || state.LastUsers == "" || state.Jobs[0].ID != done.ID {
		t.Errorf("after the sync: %+v", state)
	}
	run, err := f.pages.HistoryRun(bridge.RunQuery{ID: done.RunID, Search: "GRACE"})
	f.ok(err)
	if run.ChangesTotal != 3 || run.Changes[0].Ref.Name != "grace@example.com" {
		t.Errorf("run: %+v", run)
	}
	history, err := f.pages.History(bridge.HistoryQuery{Result: "stopped"})
	f.ok(err)
	if history.Total != 2 || len(history.Items) != 2 {
		t.Errorf("history: %+v", history)
	}
	points, err := f.pages.Counts(bridge.CountsQuery{})
	f.ok(err)
	if len(points) != 3 || points[2].Added != 5 || points[2].Users == 0 || points[0].Users != 0 {
		t.Errorf("counts: %+v", points)
	}
}

// A guard shows its list, also after a restart, and lets it happen once.
func TestGuard(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.staff("a", "b", "c", "d", "e", "f", "g", "h|Hedy Lamarr")
	f.ready()
	f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{}))
	page, err := f.pages.Findings(bridge.FindingQuery{Kind: "sync", Guard: "first-sync", Search: "lamarr"})
	f.ok(err)
	want := bridge.FindingEntry{Text: "h@example.com", Kind: "user", Key: "id-h", Called: "Hedy Lamarr"}
	if page.Total != 1 || page.Items[0] != want {
		t.Errorf("page: %+v", page)
	}
	f.syncsFirst(8)
	f.staff("a", "b")
	stopped := f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{}))
	list := stopped.Error.Findings
	if len(list) != 1 || list[0].Guard != "removals" || list[0].Count != 6 || list[0].Allowance != "allowRemovals" || len(list[0].Entries) != 6 {
		t.Fatalf("findings: %+v", list)
	}
	page, err = f.pages.Findings(bridge.FindingQuery{Kind: "sync", Guard: "removals", Search: "H@", Limit: 1})
	f.ok(err)
	if page.Total != 1 || page.Items[0].Key != "id-h" || !strings.HasPrefix(page.Items[0].Text, "h@example.com") {
		t.Errorf("page: %+v", page)
	}
	f.ok(f.manager.Close())
	f.open()
	last := f.state().LastRun
	if last.Result != "stopped" || len(last.Error.Findings) != 1 || last.Error.Findings[0].Count != 6 || last.Error.Findings[0].Allowance != "allowRemovals" {
		t.Fatalf("last run: %+v", last)
	}
	if page, err := f.pages.Findings(bridge.FindingQuery{Kind: "sync", Limit: 2}); err != nil || page.Total != 6 || len(page.Items) != 2 {
		t.Errorf("page: %+v, %v", page, err)
	}
	f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{AllowRemovals: 5}))
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{AllowRemovals: 6}))
	if f.members() != "a b" {
		t.Errorf("members: %s", f.members())
	}
	if page, err := f.pages.Findings(bridge.FindingQuery{Kind: "sync"}); err != nil || page.Total != 0 {
		t.Errorf("after it was allowed: %+v, %v", page, err)
	}
}

// A conflict stops a test as it would stop a sync, and a new one replaces the
// result only when it succeeds.
func TestTwoTests(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	f.staff("ada", "joan:ada")
	stopped := f.ends("stopped")(f.pages.Test(bridge.TestRequest{}))
	if stopped.Error.Code != "conflict" {
		t.Errorf("error: %+v", stopped.Error)
	}
	if r, err := f.pages.TestResult(); err != nil || r == nil || r.Counts.Enabled != 3 {
		t.Errorf("result: %+v, %v", r, err)
	}
	groups, err := f.pages.TestGroups(bridge.GroupQuery{Roots: true})
	f.ok(err)
	if groups.Total != 1 || groups.Items[0].Name != "Department" || groups.Items[0].Members != 3 || groups.Items[0].Direct != 0 || groups.Items[0].Nested != 1 {
		t.Errorf("groups: %+v", groups)
	}
	inside, err := f.pages.TestGroup(bridge.GroupMembersQuery{ExternalID: groups.Items[0].ExternalID, Search: "gra"})
	f.ok(err)
	if inside.Total != 1 || inside.Items[0].Email != "grace@example.com" || len(inside.Nested) != 1 || inside.Nested[0].Direct != 3 {
		t.Errorf("inside: %+v", inside)
	}
	f.ok(f.pages.ClearCache())
	if s := f.state(); !s.Cleared || s.LastUsers != "" {
		t.Errorf("the state after a clear: %v, %q", s.Cleared, s.LastUsers)
	}
	if r, err := f.pages.TestResult(); err != nil || r != nil || f.state().Test != nil {
		t.Errorf("after a clear: %+v, %v", r, err)
	}
	_, err = f.pages.TestUsers(bridge.UserQuery{List: "enabled"})
	f.fails(err, "failed", "Test Now")
}
