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
)

// A test and a sync never run together, one of each kind at a time does, and
// what is refused says what runs.
func TestOneAtATime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	release := o.wait()
	test, err := o.pages.Test(bridge.TestRequest{})
	o.ok(err)
	_, err = o.pages.Test(bridge.TestRequest{})
	o.fails(err, "sync-running", "a test", "cancel")
	_, err = o.pages.Sync(bridge.SyncRequest{})
	o.fails(err, "sync-running", "a test")
	filter, err := o.pages.TryFilter(bridge.FilterRequest{})
	o.ok(err)
	if !o.desk.Busy() || test.ID == filter.ID {
		t.Error("nothing runs")
	}
	release()
	o.ends("done")(test, nil)
	o.ends("done")(filter, nil)
	if o.desk.Busy() {
		t.Error("still busy")
	}

	release = o.wait()
	defer release()
	sync, err := o.pages.Sync(bridge.SyncRequest{AllowFirst: 3})
	o.ok(err)
	_, err = o.pages.Test(bridge.TestRequest{})
	o.fails(err, "sync-running", "a sync")
	release()
	o.ends("done")(sync, nil)
}

func TestCancel(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	release := o.wait()
	test, err := o.pages.Test(bridge.TestRequest{})
	o.ok(err)
	o.ok(o.pages.Cancel(test.ID))
	if j := o.ends("cancelled")(test, nil); j.Error.Code != "cancelled" {
		t.Errorf("error: %+v", j.Error)
	}
	release()
	o.ok(o.pages.Cancel(test.ID))
	o.fails(o.pages.Cancel("nonsense"), "failed")

	// In mid-sync: what the server accepted before is kept, the rest follows.
	o.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Delay: 3 * time.Second})
	sync, err := o.pages.Sync(bridge.SyncRequest{AllowFirst: 3})
	o.ok(err)
	o.job("sending", func(j bridge.Job) bool { return j.ID == sync.ID && strings.HasPrefix(j.Stage, "send") })
	o.ok(o.pages.Cancel(sync.ID))
	if j := o.ends("cancelled")(sync, nil); j.RunID == "" {
		t.Errorf("no record: %+v", j)
	}
	if o.state().LastRun.Result != "cancelled" {
		t.Errorf("last run: %+v", o.state().LastRun)
	}
	o.syncsFirst(3)
	if o.members() != "ada barbara grace" {
		t.Errorf("members: %s", o.members())
	}
}

func TestHeldByAnotherProcess(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	pid := holdElsewhere(t, filepath.Join(o.data, "profiles", "default", "sync.lock"))
	if e := o.state().Elsewhere; e == nil || e.PID != pid || e.What != "manual sync" || e.Since == "" {
		t.Errorf("elsewhere: %+v", e)
	}
	// In another container it may have our id.
	holder := filepath.Join(o.data, "profiles", "default", "sync.lock.holder")
	text, err := os.ReadFile(holder)
	o.ok(err)
	o.ok(os.WriteFile(holder, []byte(strings.Replace(string(text), fmt.Sprint(pid), fmt.Sprint(os.Getpid()), 1)), 0o600))
	if e := o.state().Elsewhere; e == nil || e.PID != os.Getpid() {
		t.Errorf("elsewhere, with our id: %+v", e)
	}
	failed := o.ends("failed")(o.pages.Sync(bridge.SyncRequest{}))
	if failed.Error.Code != "sync-running" || !strings.Contains(failed.Error.Message, "manual sync") || failed.RunID != "" {
		t.Errorf("error: %+v", failed.Error)
	}
	o.fails(o.pages.ClearCache(), "sync-running")
	o.fails(o.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "berlin"}), "profile")
	o.fails(o.pages.DeleteProfile("default"), "profile")
	if s := o.state(); s.Profile != "default" || len(s.Jobs) != 1 {
		t.Errorf("state: %+v", s)
	}
}

// A fault of the program ends one job and lets go of what it held.
func TestPanic(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	o.mu.Lock()
	o.fault = "the secret of " + o.server.ClientSecret()
	o.mu.Unlock()
	for _, begin := range []func() (bridge.Job, error){
		func() (bridge.Job, error) { return o.pages.Test(bridge.TestRequest{}) },
		func() (bridge.Job, error) { return o.pages.Sync(bridge.SyncRequest{}) },
	} {
		j := o.ends("failed")(begin())
		if strings.Contains(j.Error.Message, "secret") || strings.Contains(j.Error.Message, ".go") {
			t.Errorf("error: %+v", j.Error)
		}
	}
	o.ok(o.pages.StartAutomatic())
	o.job("a failed automatic sync", func(j bridge.Job) bool { return j.Automatic && j.State == "failed" })
	o.ok(o.pages.StopAutomatic())
	o.mu.Lock()
	o.fault = nil
	o.mu.Unlock()
	o.syncsFirst(3)
}

// Closing ends what runs, and calls fail from then on.
func TestCloseWhileItWorks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	o.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Delay: 3 * time.Second})
	sync, err := o.pages.Sync(bridge.SyncRequest{AllowFirst: 3})
	o.ok(err)
	o.job("sending", func(j bridge.Job) bool { return j.ID == sync.ID && strings.HasPrefix(j.Stage, "send") })
	began := time.Now()
	o.ok(o.desk.Close())
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("closing took %s", took)
	}
	o.ends("cancelled")(sync, nil) // told before Close returned
	if o.desk.Busy() || len(o.desk.Automatic()) != 0 {
		t.Error("something runs after Close")
	}
	_, err = o.pages.State()
	o.fails(err, "failed")
	_, err = o.pages.Test(bridge.TestRequest{})
	o.fails(err, "failed")
	o.ok(o.desk.Close())
	o.open()
	if last := o.state().LastRun; last == nil || last.Result != "cancelled" {
		t.Errorf("last run: %+v", last)
	}
	o.syncsFirst(3)
}
