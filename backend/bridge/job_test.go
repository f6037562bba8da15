package bridge_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/locktest"
)

// A test and a sync never run together, one of each kind at a time does, and
// what is refused says what runs.
func TestOneAtATime(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	release := f.wait()
	test, err := f.pages.Test(bridge.TestRequest{})
	f.ok(err)
	_, err = f.pages.Test(bridge.TestRequest{})
	f.fails(err, "sync-running", "a test", "cancel")
	_, err = f.pages.Sync(bridge.SyncRequest{})
	f.fails(err, "sync-running", "a test")
	filter, err := f.pages.TryFilter(bridge.FilterRequest{})
	f.ok(err)
	if !f.manager.Busy() || test.ID == filter.ID {
		t.Error("nothing runs")
	}
	release()
	f.ends("done")(test, nil)
	f.ends("done")(filter, nil)
	if f.manager.Busy() {
		t.Error("still busy")
	}

	release = f.wait()
	defer release()
	sync, err := f.pages.Sync(bridge.SyncRequest{AllowFirst: 3})
	f.ok(err)
	_, err = f.pages.Test(bridge.TestRequest{})
	f.fails(err, "sync-running", "a sync")
	release()
	f.ends("done")(sync, nil)
}

func TestCancel(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	release := f.wait()
	test, err := f.pages.Test(bridge.TestRequest{})
	f.ok(err)
	f.ok(f.pages.Cancel(test.ID))
	if j := f.ends("cancelled")(test, nil); j.Error.Code != "cancelled" {
		t.Errorf("error: %+v", j.Error)
	}
	release()
	f.ok(f.pages.Cancel(test.ID))
	f.fails(f.pages.Cancel("nonsense"), "failed")

	// In mid-sync: what the server accepted before is kept, the rest follows.
	release = f.server.Hold(orgserver.RouteImport)
	t.Cleanup(release)
	sync, err := f.pages.Sync(bridge.SyncRequest{AllowFirst: 3})
	f.ok(err)
	f.job("sending", func(j bridge.Job) bool { return j.ID == sync.ID && strings.HasPrefix(j.Stage, "send") })
	f.ok(f.pages.Cancel(sync.ID))
	if j := f.ends("cancelled")(sync, nil); j.RunID == "" {
		t.Errorf("no record: %+v", j)
	}
	if f.state().LastRun.Result != "cancelled" {
		t.Errorf("last run: %+v", f.state().LastRun)
	}
	release()
	f.age()
	f.syncsFirst(3)
	if f.members() != "ada barbara grace" {
		t.Errorf("members: %s", f.members())
	}
}

// Whom nobody waits for any more may be cancelled late: when another job of its
// kind has begun, when that ended, and when its profile has another name.
func TestCancelOfWhatHasEnded(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	_, people := f.nouns()
	var ids []string
	for _, who := range []string{"id-ada", "id-grace", "id-barbara"} {
		j, err := people.Explain(bridge.ExplainRequest{Who: who})
		f.ok(err)
		ids = append(ids, j.ID)
	}
	test := f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	f.job("the last look", func(j bridge.Job) bool { return j.ID == ids[2] && j.State == "done" })
	f.ok(f.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "berlin"}))
	for _, id := range append(ids, test.ID) {
		f.ok(f.pages.Cancel(id))
	}
	f.fails(f.pages.Cancel("nonsense"), "failed")
	f.fails(f.pages.Cancel(""), "failed")
}

func TestHeldByAnotherProcess(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	pid, _ := locktest.Hold(t, filepath.Join(f.data, "profiles", "default", "sync.lock"))
	if e := f.state().Holder; e == nil || e.PID != pid || e.What != "manual sync" || e.Since == "" {
		t.Errorf("elsewhere: %+v", e)
	}
	// In another container it may have our id.
	holder := filepath.Join(f.data, "profiles", "default", "sync.lock.holder")
	text, err := os.ReadFile(holder)
	f.ok(err)
	f.ok(os.WriteFile(holder, []byte(strings.Replace(string(text), fmt.Sprint(pid), fmt.Sprint(os.Getpid()), 1)), 0o600))
	if e := f.state().Holder; e == nil || e.PID != os.Getpid() {
		t.Errorf("elsewhere, with our id: %+v", e)
	}
	failed := f.ends("failed")(f.pages.Sync(bridge.SyncRequest{}))
	if failed.Error.Code != "sync-running" || !strings.Contains(failed.Error.Message, "manual sync") || failed.RunID != "" {
		t.Errorf("error: %+v", failed.Error)
	}
	f.fails(f.pages.ClearCache(), "sync-running")
	f.fails(f.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "berlin"}), "profile")
	f.fails(f.pages.DeleteProfile("default"), "profile")
	if state := f.state(); state.Profile != "default" || len(state.Jobs) != 1 {
		t.Errorf("state: %+v", state)
	}
}

// A fault of the program ends one job and lets go of what it held.
func TestPanic(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.mu.Lock()
	f.fault = "the secret of " + f.server.ClientSecret()
	f.mu.Unlock()
	for _, begin := range []func() (bridge.Job, error){
		func() (bridge.Job, error) { return f.pages.Test(bridge.TestRequest{}) },
		func() (bridge.Job, error) { return f.pages.Sync(bridge.SyncRequest{}) },
	} {
		j := f.ends("failed")(begin())
		if strings.Contains(j.Error.Message, "secret") || strings.Contains(j.Error.Message, ".go") {
			t.Errorf("error: %+v", j.Error)
		}
	}
	f.ok(f.pages.StartAutomatic())
	f.job("a failed automatic sync", func(j bridge.Job) bool { return j.Automatic && j.State == "failed" })
	f.ok(f.pages.StopAutomatic())
	f.mu.Lock()
	f.fault = nil
	f.mu.Unlock()
	f.syncsFirst(3)
}

// Closing ends what runs, and calls fail from then on.
func TestCloseWhileItWorks(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	t.Cleanup(f.server.Hold(orgserver.RouteImport))
	sync, err := f.pages.Sync(bridge.SyncRequest{AllowFirst: 3})
	f.ok(err)
	f.job("sending", func(j bridge.Job) bool { return j.ID == sync.ID && strings.HasPrefix(j.Stage, "send") })
	began := time.Now()
	f.ok(f.manager.Close())
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("closing took %s", took)
	}
	f.ends("cancelled")(sync, nil) // told before Close returned
	if f.manager.Busy() || len(f.manager.Automatic()) != 0 {
		t.Error("something runs after Close")
	}
	_, err = f.pages.State()
	f.fails(err, "failed")
	_, err = f.pages.Test(bridge.TestRequest{})
	f.fails(err, "failed")
	f.ok(f.manager.Close())
	f.open()
	if last := f.state().LastRun; last == nil || last.Result != "cancelled" {
		t.Errorf("last run: %+v", last)
	}
	f.age()
	f.syncsFirst(3)
}
