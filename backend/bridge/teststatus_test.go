package bridge_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/bridge"
)

// A test says how long it shows what a sync would do.
func TestATestGrowsOld(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	is := func(when string, want *bridge.TestStatus) {
		t.Helper()
		if diff := cmp.Diff(want, f.state().Test, cmpopts.IgnoreFields(bridge.TestStatus{}, "Plan", "Read")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	set := func(key, value string) bridge.Draft { return bridge.Draft{Set: map[string]string{key: value}} }
	save := func(d bridge.Draft) {
		t.Helper()
		_, err := f.pages.SaveSettings(d)
		f.ok(err)
	}
	test := func(d bridge.Draft) {
		t.Helper()
		f.ends("done")(f.pages.Test(bridge.TestRequest{Draft: d}))
	}
	f.ready()
	is("before the first test", nil)
	test(bridge.Draft{})
	is("at once", &bridge.TestStatus{Applies: true})
	save(set("sync.interval", "30"))
	is("after a change that no sync depends on", &bridge.TestStatus{Applies: true})
	save(set("sync.userFilter", "exclude:ada@example.com"))
	is("after another filter was saved", &bridge.TestStatus{Outdated: "settings"})
	save(bridge.Draft{Unset: []string{"sync.userFilter"}})
	is("after it was taken back", &bridge.TestStatus{Applies: true})

	f.ends("done")(f.pages.Sync(bridge.SyncRequest{AllowFirst: 3}))
	is("after a sync", &bridge.TestStatus{Outdated: "sync"})
	save(set("sync.userFilter", "exclude:ada@example.com"))
	is("after a sync and a change of settings", &bridge.TestStatus{Outdated: "sync"})
	save(bridge.Draft{Unset: []string{"sync.userFilter"}})
	test(bridge.Draft{})
	is("after the next test", &bridge.TestStatus{Applies: true})
	release := f.wait()
	sync, err := f.pages.Sync(bridge.SyncRequest{})
	f.ok(err)
	f.ok(f.pages.Cancel(sync.ID))
	f.job("its end", func(j bridge.Job) bool { return j.ID == sync.ID && j.State == "cancelled" })
	release()
	is("after a sync that was cancelled before it sent anything", &bridge.TestStatus{Applies: true})

	filter := set("sync.userFilter", "exclude:grace@example.com")
	test(filter)
	is("of settings that are not saved", &bridge.TestStatus{Draft: true})
	save(filter)
	is("after they were saved", &bridge.TestStatus{Applies: true})
	test(bridge.Draft{Secrets: map[string]string{"okta.token": "not-saved"}})
	is("of a secret that is not saved", &bridge.TestStatus{Draft: true})
	save(bridge.Draft{Secrets: map[string]string{"okta.token": "not-saved"}})
	is("after it was saved", &bridge.TestStatus{Applies: true})
	save(bridge.Draft{Forget: []string{"okta.token"}})
	is("after it was forgotten", &bridge.TestStatus{Outdated: "settings"})
	f.ok(f.pages.ClearCache())
	is("after the cache was cleared", nil)
}
