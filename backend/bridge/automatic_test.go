package bridge_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/internal/testbed/locktest"
)

func TestTwoAutomaticSyncs(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	first := f.state().Jobs[0].ID
	f.ok(f.pages.StartAutomatic())
	f.fails(f.pages.StartAutomatic(), "sync-running")
	f.job("an automatic sync", func(j bridge.Job) bool {
		return j.Automatic && j.Profile == "default" && j.State == "done" && j.RunID != "" && j.ID != first
	})
	f.until("the wait", func() bool { a := f.state().Automatic; return a != nil && a.State == "waiting" })
	if a := f.state().Automatic; !a.Own || a.PID != os.Getpid() || a.NextRun == "" || a.Since == "" || a.Failures != 0 {
		t.Errorf("automatic: %+v", a)
	}
	f.ends("done")(f.pages.Test(bridge.TestRequest{})) // beside the wait

	f.ok(f.pages.CreateProfile("berlin"))
	if state := f.state(); state.Profile != "berlin" || state.Test != nil || len(state.Jobs) != 0 || state.Automatic != nil {
		t.Fatalf("a new profile: %+v", state)
	}
	f.fails(f.pages.StartAutomatic(), "settings")
	f.ready()
	f.ok(f.pages.StartAutomatic())
	f.job("an automatic sync", func(j bridge.Job) bool { return j.Automatic && j.Profile == "berlin" && j.State == "done" })
	if got := f.manager.Automatic(); !slices.Equal(got, []string{"berlin", "default"}) {
		t.Errorf("automatic: %v", got)
	}
	for _, p := range f.state().Profiles {
		if !p.Automatic {
			t.Errorf("profile %+v is not automatic", p)
		}
	}
	p := f.fails(f.pages.DeleteProfile("default"), "profile", "automatic sync")
	if p.Hint == "" {
		t.Error("no hint")
	}
	f.ok(f.pages.StopAutomatic())
	f.until("the end", func() bool { return slices.Equal(f.manager.Automatic(), []string{"default"}) })
	if a := f.state().Automatic; a.Own || a.State != "stopped" || a.Error != nil {
		t.Errorf("automatic: %+v", a)
	}
	f.ok(f.manager.Close()) // ends the other one
}

// A log-in that the server refuses ends the automatic sync, and State says so.
func TestAutomaticEndsByItself(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	f.server.RotateSecret("another secret of the organization")
	f.server.RevokeTokens()
	f.staff("ada", "grace") // there is something to send
	f.ok(f.pages.StartAutomatic())
	f.until("the end", func() bool { return len(f.manager.Automatic()) == 0 })
	a := f.state().Automatic
	if a == nil || a.Own || a.State != "stopped" || a.Error == nil || a.Error.Code != "auth" {
		t.Fatalf("automatic: %+v", a)
	}
	j := f.job("the failed sync", func(j bridge.Job) bool { return j.Automatic && j.State == "failed" })
	if j.Error == nil || j.Error.Code != "auth" {
		t.Errorf("job: %+v", j)
	}
	f.ok(f.pages.Login(bridge.LoginRequest{ClientID: f.server.ClientID(), ClientSecret: "another secret of the organization"}))
	f.ok(f.pages.StartAutomatic())
	if a := f.state().Automatic; !a.Own || a.Error != nil {
		t.Errorf("automatic: %+v", a)
	}
}

func TestStopWhileItSyncs(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	release := f.wait()
	defer release()
	f.ok(f.pages.StartAutomatic())
	j := f.running("sync")
	if !j.Automatic || !f.manager.Busy() {
		t.Errorf("job: %+v", j)
	}
	_, err := f.pages.Test(bridge.TestRequest{})
	f.fails(err, "sync-running", "an automatic sync")
	_, err = f.pages.Sync(bridge.SyncRequest{})
	f.fails(err, "sync-running", "stop the automatic sync")
	f.fails(f.pages.Cancel(j.ID), "failed", "Stop Sync")
	f.ok(f.pages.StopAutomatic())
	f.ends("cancelled")(j, nil)
}

func TestAutomaticElsewhere(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.ok(f.pages.StopAutomatic()) // there is none
	lock, err := filelock.Acquire(f.data+"/profiles/default/automatic.lock", "automatic sync")
	f.ok(err)
	f.fails(f.pages.StartAutomatic(), "sync-running", "automatic sync")
	f.ok(lock.Release())
	if len(f.manager.Automatic()) != 0 {
		t.Errorf("automatic: %v", f.manager.Automatic())
	}
	f.ok(f.pages.StartAutomatic())
}

// TestAutomaticElsewhereWithOurID: another container on the same data folder.
func TestAutomaticElsewhereWithOurID(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	folder := filepath.Join(f.data, "profiles", "default")
	locktest.Hold(t, filepath.Join(folder, "automatic.lock"))
	said := store.AutomaticStatus{PID: os.Getpid(), Process: "another", Since: time.Now(), State: "waiting", NextRun: time.Now().Add(time.Hour)}
	f.ok(store.New(filepath.Join(folder, "bwdc.db"), store.Options{}).SaveStatus(t.Context(), said))
	if a := f.state().Automatic; a == nil || a.Own || a.State != "waiting" || a.NextRun == "" {
		t.Errorf("automatic: %+v", a)
	}
	f.fails(f.pages.StopAutomatic(), "failed", "in another process")
}
