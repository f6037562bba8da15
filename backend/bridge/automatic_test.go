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
)

func TestTwoAutomaticSyncs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	o.syncsFirst(3)
	first := o.state().Jobs[0].ID
	o.ok(o.pages.StartAutomatic())
	o.fails(o.pages.StartAutomatic(), "sync-running")
	o.job("an automatic sync", func(j bridge.Job) bool {
		return j.Automatic && j.Profile == "default" && j.State == "done" && j.RunID != "" && j.ID != first
	})
	o.until("the wait", func() bool { a := o.state().Automatic; return a != nil && a.State == "waiting" })
	if a := o.state().Automatic; !a.Here || a.PID != os.Getpid() || a.NextRun == "" || a.Since == "" || a.Failures != 0 {
		t.Errorf("automatic: %+v", a)
	}
	o.ends("done")(o.pages.Test(bridge.TestRequest{})) // beside the wait

	o.ok(o.pages.CreateProfile("berlin"))
	if s := o.state(); s.Profile != "berlin" || s.Test != nil || len(s.Jobs) != 0 || s.Automatic != nil {
		t.Fatalf("a new profile: %+v", s)
	}
	o.fails(o.pages.StartAutomatic(), "settings")
	o.ready()
	o.ok(o.pages.StartAutomatic())
	o.job("an automatic sync", func(j bridge.Job) bool { return j.Automatic && j.Profile == "berlin" && j.State == "done" })
	if got := o.desk.Automatic(); !slices.Equal(got, []string{"berlin", "default"}) {
		t.Errorf("automatic: %v", got)
	}
	for _, p := range o.state().Profiles {
		if !p.Automatic {
			t.Errorf("profile %+v is not automatic", p)
		}
	}
	p := o.fails(o.pages.DeleteProfile("default"), "profile", "automatic sync")
	if p.Hint == "" {
		t.Error("no hint")
	}
	o.ok(o.pages.StopAutomatic())
	o.until("the end", func() bool { return slices.Equal(o.desk.Automatic(), []string{"default"}) })
	if a := o.state().Automatic; a.Here || a.State != "stopped" || a.Error != nil {
		t.Errorf("automatic: %+v", a)
	}
	o.ok(o.desk.Close()) // ends the other one
}

// A log-in that the server refuses ends the automatic sync, and State says so.
func TestAutomaticEndsByItself(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	o.syncsFirst(3)
	o.server.RotateSecret("another secret of the organization")
	o.server.RevokeTokens()
	o.staff("ada", "grace") // there is something to send
	o.ok(o.pages.StartAutomatic())
	o.until("the end", func() bool { return len(o.desk.Automatic()) == 0 })
	a := o.state().Automatic
	if a == nil || a.Here || a.State != "stopped" || a.Error == nil || a.Error.Code != "auth" {
		t.Fatalf("automatic: %+v", a)
	}
	j := o.job("the failed sync", func(j bridge.Job) bool { return j.Automatic && j.State == "failed" })
	if j.Error == nil || j.Error.Code != "auth" {
		t.Errorf("job: %+v", j)
	}
	o.ok(o.pages.Login(bridge.LoginRequest{ClientID: o.server.ClientID(), ClientSecret: "another secret of the organization"}))
	o.ok(o.pages.StartAutomatic())
	if a := o.state().Automatic; !a.Here || a.Error != nil {
		t.Errorf("automatic: %+v", a)
	}
}

func TestStopWhileItSyncs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	release := o.wait()
	defer release()
	o.ok(o.pages.StartAutomatic())
	j := o.running("sync")
	if !j.Automatic || !o.desk.Busy() {
		t.Errorf("job: %+v", j)
	}
	_, err := o.pages.Test(bridge.TestRequest{})
	o.fails(err, "sync-running", "an automatic sync")
	_, err = o.pages.Sync(bridge.SyncRequest{})
	o.fails(err, "sync-running", "stop the automatic sync")
	o.fails(o.pages.Cancel(j.ID), "failed", "Stop Sync")
	o.ok(o.pages.StopAutomatic())
	o.ends("cancelled")(j, nil)
}

func TestAutomaticElsewhere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	o.ok(o.pages.StopAutomatic()) // there is none
	lock, err := filelock.Acquire(o.data+"/profiles/default/automatic.lock", "automatic sync")
	o.ok(err)
	o.fails(o.pages.StartAutomatic(), "sync-running", "automatic sync")
	o.ok(lock.Release())
	if len(o.desk.Automatic()) != 0 {
		t.Errorf("automatic: %v", o.desk.Automatic())
	}
	o.ok(o.pages.StartAutomatic())
}

// TestAutomaticElsewhereWithOurID: another container on the same data folder.
func TestAutomaticElsewhereWithOurID(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	folder := filepath.Join(o.data, "profiles", "default")
	holdElsewhere(t, filepath.Join(folder, "automatic.lock"))
	said := store.AutoStatus{PID: os.Getpid(), Process: "another", Since: time.Now(), State: "waiting", NextRun: time.Now().Add(time.Hour)}
	o.ok(store.New(filepath.Join(folder, "bwdc.db"), store.Options{}).SaveStatus(t.Context(), said))
	if a := o.state().Automatic; a == nil || a.Here || a.State != "waiting" || a.NextRun == "" {
		t.Errorf("automatic: %+v", a)
	}
	o.fails(o.pages.StopAutomatic(), "failed", "in another process")
}
