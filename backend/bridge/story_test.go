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
	o := newOffice(t)
	s := o.state()
	if s.Account.LoggedIn || s.Configured || s.NotReady == nil || s.Profile != "default" || s.LastRun != nil || s.Automatic != nil || s.Test != nil {
		t.Fatalf("an empty profile: %+v", s)
	}
	key := bridge.LoginRequest{ClientID: o.server.ClientID(), ClientSecret: o.server.ClientSecret(), Server: o.atServer()}
	key.Server.Set["sync.interval"] = "9"
	o.fails(o.pages.Login(key), "settings", "not about the server")
	o.fails(o.pages.Login(bridge.LoginRequest{ClientID: o.server.ClientID(), ClientSecret: "wrong secret", Server: o.atServer()}), "auth", "log in again")
	if list, err := o.pages.Settings(); err != nil || slices.ContainsFunc(list, func(s bridge.Setting) bool { return s.Origin == "set" }) {
		t.Errorf("a log-in that failed has saved something: %+v, %v", list, err)
	}
	o.login()
	if s := o.state(); !s.Account.LoggedIn || s.Account.ClientID != o.server.ClientID() || s.Configured {
		t.Fatalf("after the log-in: %+v", s)
	}

	problems, err := o.pages.Validate(bridge.Draft{Set: map[string]string{"directory": "file", "sync.interval": "soon"}})
	o.ok(err)
	if len(problems) != 2 || problems[0].Key != "sync.interval" || problems[1].Key != "file.path" {
		t.Errorf("wrong: %+v", problems)
	}
	if problems, err := o.pages.Validate(o.draft()); err != nil || len(problems) != 0 {
		t.Errorf("wrong: %+v, %v", problems, err)
	}

	// Everything can be tried before it is saved.
	check := o.ends("done")(o.pages.Check(bridge.CheckRequest{Draft: o.draft()}))
	if len(check.Steps) == 0 || !check.Draft || check.Steps[len(check.Steps)-1].Part != "organization" {
		t.Errorf("check: %+v", check)
	}
	filter := o.draft()
	filter.Set["sync.userFilter"] = "exclude:ada@example.com"
	tried := o.ends("done")(o.pages.TryFilter(bridge.FilterRequest{Draft: filter}))
	if f := tried.Filter; f == nil || f.Users.Matched != 2 || f.Users.Total != 3 || f.Groups.Matched != 2 || f.Users.First[0] != "barbara@example.com" {
		t.Errorf("filter: %+v", tried.Filter)
	}
	o.ends("done")(o.pages.Test(bridge.TestRequest{Draft: o.draft()}))
	r, err := o.pages.TestResult()
	o.ok(err)
	if !r.Draft || r.Enabled != 3 || r.Groups != 2 || r.Added != 3 || len(r.Stop) != 1 || r.Stop[0].Allowance != "allowFirst" {
		t.Errorf("test: %+v", r)
	}
	failed := o.ends("failed")(o.pages.Test(bridge.TestRequest{}))
	if failed.Error.Code != "settings" || strings.Contains(failed.Error.Hint, "bwdc") {
		t.Errorf("a test of what is saved: %+v", failed.Error)
	}

	_, err = o.pages.SaveSettings(o.draft())
	o.ok(err)
	if s := o.state(); !s.Configured || s.NotReady != nil || s.Test == nil || s.Directory != "file" || s.Place != o.people {
		t.Errorf("set up: %+v", s)
	}
	stopped := o.ends("stopped")(o.pages.Sync(bridge.SyncRequest{}))
	if f := stopped.Error.Findings; len(f) != 1 || f[0].Guard != "first-sync" || f[0].Count != 3 {
		t.Errorf("first sync: %+v", stopped.Error)
	}
	o.ends("stopped")(o.pages.Sync(bridge.SyncRequest{AllowFirst: 2}))
	if o.members() != "" {
		t.Errorf("members: %s", o.members())
	}
	done := o.ends("done")(o.pages.Sync(bridge.SyncRequest{AllowFirst: 3}))
	if o.members() != "ada barbara grace" {
		t.Errorf("members: %s", o.members())
	}
	s = o.state()
	if s.LastRun == nil || s.LastRun.ID != done.RunID || s.LastRun.Counts.UsersAdded != 3 || s.Members != 3 || s.LastUsers == "" || s.Jobs[0].ID != done.ID {
		t.Errorf("after the sync: %+v", s)
	}
	run, err := o.pages.HistoryRun(bridge.RunQuery{ID: done.RunID, Search: "GRACE"})
	o.ok(err)
	if run.ChangesTotal != 1 || run.Changes[0].Name != "grace@example.com" {
		t.Errorf("run: %+v", run)
	}
	history, err := o.pages.History(bridge.HistoryQuery{Result: "stopped"})
	o.ok(err)
	if history.Total != 2 || len(history.Items) != 2 {
		t.Errorf("history: %+v", history)
	}
	points, err := o.pages.Counts(bridge.CountsQuery{})
	o.ok(err)
	if len(points) != 3 || points[2].Added != 5 || points[2].Users == 0 || points[0].Users != 0 {
		t.Errorf("counts: %+v", points)
	}
}

// A guard shows its list, also after a restart, and lets it happen once.
func TestGuard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.staff("a", "b", "c", "d", "e", "f", "g", "h")
	o.ready()
	o.syncsFirst(8)
	o.staff("a", "b")
	stopped := o.ends("stopped")(o.pages.Sync(bridge.SyncRequest{}))
	f := stopped.Error.Findings
	if len(f) != 1 || f[0].Guard != "removals" || f[0].Count != 6 || f[0].Allowance != "allowRemovals" || len(f[0].Entries) != 6 {
		t.Fatalf("findings: %+v", f)
	}
	page, err := o.pages.Findings(bridge.FindingQuery{Kind: "sync", Guard: "removals", Search: "H@", Limit: 1})
	o.ok(err)
	if page.Total != 1 || !strings.HasPrefix(page.Items[0], "h@example.com") {
		t.Errorf("page: %+v", page)
	}
	o.ok(o.desk.Close())
	o.open()
	last := o.state().LastRun
	if last.Result != "stopped" || len(last.Error.Findings) != 1 || last.Error.Findings[0].Count != 6 || last.Error.Findings[0].Allowance != "allowRemovals" {
		t.Fatalf("last run: %+v", last)
	}
	if page, err := o.pages.Findings(bridge.FindingQuery{Kind: "sync", Limit: 2}); err != nil || page.Total != 6 || len(page.Items) != 2 {
		t.Errorf("page: %+v, %v", page, err)
	}
	o.ends("stopped")(o.pages.Sync(bridge.SyncRequest{AllowRemovals: 5}))
	o.ends("done")(o.pages.Sync(bridge.SyncRequest{AllowRemovals: 6}))
	if o.members() != "a b" {
		t.Errorf("members: %s", o.members())
	}
	if page, err := o.pages.Findings(bridge.FindingQuery{Kind: "sync"}); err != nil || page.Total != 0 {
		t.Errorf("after it was allowed: %+v, %v", page, err)
	}
}

// A conflict stops a test as it would stop a sync, and a new one replaces the
// result only when it succeeds.
func TestTwoTests(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	o.ends("done")(o.pages.Test(bridge.TestRequest{}))
	o.staff("ada", "joan:ada")
	stopped := o.ends("stopped")(o.pages.Test(bridge.TestRequest{}))
	if stopped.Error.Code != "conflict" {
		t.Errorf("error: %+v", stopped.Error)
	}
	if r, err := o.pages.TestResult(); err != nil || r == nil || r.Enabled != 3 {
		t.Errorf("result: %+v, %v", r, err)
	}
	groups, err := o.pages.TestGroups(bridge.GroupQuery{Roots: true})
	o.ok(err)
	if groups.Total != 1 || groups.Items[0].Name != "Department" || groups.Items[0].Members != 3 || groups.Items[0].Direct != 0 || groups.Items[0].Nested != 1 {
		t.Errorf("groups: %+v", groups)
	}
	inside, err := o.pages.TestGroup(bridge.GroupMembersQuery{ExternalID: groups.Items[0].ExternalID, Search: "gra"})
	o.ok(err)
	if inside.Total != 1 || inside.Items[0].Email != "grace@example.com" || len(inside.Nested) != 1 || inside.Nested[0].Direct != 3 {
		t.Errorf("inside: %+v", inside)
	}
	o.ok(o.pages.ClearCache())
	if r, err := o.pages.TestResult(); err != nil || r != nil || o.state().Test != nil {
		t.Errorf("after a clear: %+v, %v", r, err)
	}
	_, err = o.pages.TestUsers(bridge.UserQuery{List: "enabled"})
	o.fails(err, "failed", "Test Now")
}
