package bridge_test

import (
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
)

// A test before the log-in says so once, and promises nothing of a server that
// nobody asked; once its settings are saved, only the log-in makes it old.
func TestATestBeforeTheLogin(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	plans, _ := f.nouns()
	f.ends("done")(f.pages.Test(bridge.TestRequest{Draft: f.draft()}))
	if r := f.shown(); !r.BeforeLogin || r.Unlisted || r.Counts.LeftOut != 0 {
		t.Errorf("the result: %+v", r)
	}
	left, err := plans.LeftOut(bridge.WarningQuery{Limit: 10})
	f.ok(err)
	if left.Total != 0 || len(left.Items) != 0 {
		t.Errorf("left out: %+v", left)
	}
	joins, err := plans.Changes(bridge.PlanQuery{Part: "joins", Limit: 10})
	f.ok(err)
	if joins.Total != 3 || joins.Items[0].Action != "invite" || joins.Items[0].Unchecked {
		t.Errorf("joins: %+v", joins)
	}
	is := func(when string, draft bool, outdated string) {
		t.Helper()
		if s := f.state().Test; s == nil || s.Draft != draft || s.Outdated != outdated || s.Applies {
			t.Errorf("%s: %+v", when, s)
		}
	}
	is("before its settings are saved", true, "")
	_, err = f.pages.SaveSettings(f.draft())
	f.ok(err)
	is("after they were saved", false, "")
	f.login()
	is("after the log-in", false, "login")
}

// A sync cache of another directory stops every sync: the plan says so, and
// can't be carried out, until the cache is cleared.
func TestAPlanBesideAnotherSyncCache(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	plans, _ := f.nouns()
	f.people += ".moved.json"
	f.staff("ada", "grace", "barbara")
	_, err := f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"file.path": f.people}})
	f.ok(err)
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	r := f.shown()
	if r.Blocked == nil || r.Blocked.Code != "cache-identity" || !strings.Contains(r.Blocked.Message, "until the sync cache is cleared") {
		t.Fatalf("what stops it: %+v", r.Blocked)
	}
	left, err := plans.LeftOut(bridge.WarningQuery{Limit: 10})
	f.ok(err)
	if left.Total != r.Counts.LeftOut || left.Total != 0 {
		t.Errorf("left out: %+v", left)
	}
	if s := f.state().Test; s.Applies || s.Outdated != "" {
		t.Errorf("its status: %+v", s)
	}
	f.ok(f.pages.ClearCache())
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	if r := f.shown(); r.Blocked != nil || !f.state().Test.Applies {
		t.Errorf("after the cache was cleared: %+v", r.Blocked)
	}
}
