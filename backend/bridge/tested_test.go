package bridge_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/bridge"
)

// A test says how long it shows what a sync would do.
func TestATestGrowsOld(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	is := func(when string, want *bridge.Tested) {
		t.Helper()
		if diff := cmp.Diff(want, o.state().Test); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	set := func(key, value string) bridge.Draft { return bridge.Draft{Set: map[string]string{key: value}} }
	save := func(d bridge.Draft) {
		t.Helper()
		_, err := o.pages.SaveSettings(d)
		o.ok(err)
	}
	test := func(d bridge.Draft) {
		t.Helper()
		o.ends("done")(o.pages.Test(bridge.TestRequest{Draft: d}))
	}
	o.ready()
	is("before the first test", nil)
	test(bridge.Draft{})
	is("at once", &bridge.Tested{})
	save(set("sync.interval", "30"))
	is("after a change that no sync depends on", &bridge.Tested{})
	save(set("sync.userFilter", "exclude:ada@example.com"))
	is("after another filter was saved", &bridge.Tested{Outdated: "settings"})
	save(bridge.Draft{Unset: []string{"sync.userFilter"}})
	is("after it was taken back", &bridge.Tested{})

	o.ends("done")(o.pages.Sync(bridge.SyncRequest{AllowFirst: 3}))
	is("after a sync", &bridge.Tested{Outdated: "sync"})
	test(bridge.Draft{})
	is("after the next test", &bridge.Tested{})

	filter := set("sync.userFilter", "exclude:grace@example.com")
	test(filter)
	is("of settings that are not saved", &bridge.Tested{Draft: true})
	save(filter)
	is("after they were saved", &bridge.Tested{})
	test(bridge.Draft{Secrets: map[string]string{"okta.token": "not-saved"}})
	is("of a secret that is not saved", &bridge.Tested{Draft: true})
	save(bridge.Draft{Secrets: map[string]string{"okta.token": "not-saved"}})
	is("after it was saved", &bridge.Tested{})
	save(bridge.Draft{ForgetSecrets: []string{"okta.token"}})
	is("after it was forgotten", &bridge.Tested{Outdated: "settings"})
	o.ok(o.pages.ClearCache())
	is("after the cache was cleared", nil)
}
