package bridge_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/service"
)

// fakeServices is a service manager that remembers what it was told.
type fakeServices struct {
	mu        sync.Mutex
	installed *service.Spec
	running   bool
	// install is what goes wrong.
	install error
}

func (m *fakeServices) open(service.Options) (service.Manager, error) { return m, nil }

func (m *fakeServices) Check(context.Context, service.Spec) error { return nil }

func (m *fakeServices) Install(_ context.Context, s service.Spec) error {
	if err := s.Prepare(service.Mark{Manager: "fake", Name: "bwdc.fake", Account: "svc"}); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.install == nil {
		m.installed = &s
	}
	return m.install
}

func (m *fakeServices) Uninstall(context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.installed, m.running = nil, false
	return nil
}

func (m *fakeServices) Start(context.Context) error { return m.run(true) }
func (m *fakeServices) Stop(context.Context) error  { return m.run(false) }

func (m *fakeServices) run(on bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.running = on
	return nil
}

func (m *fakeServices) Status(context.Context) (service.Status, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.installed == nil {
		return service.Status{}, service.ErrNotInstalled
	}
	s := service.Status{Manager: "fake", Name: "bwdc.fake", State: service.Stopped, DataDir: m.installed.DataDir, Profile: "default"}
	if m.running {
		s.State = service.Running
	}
	return s, nil
}

// unattended is what pages call about syncs that nobody looks at.
func (f *fixture) unattended() *bridge.Unattended {
	for _, noun := range f.manager.Nouns() {
		if u, is := noun.(*bridge.Unattended); is {
			return u
		}
	}
	f.t.Fatal("there is none")
	return nil
}

func TestAServiceKeepsSyncing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there an administrator is asked")
	}
	tools := t.TempDir()
	if err := os.WriteFile(filepath.Join(tools, "bwdc"), []byte("#!/bin/sh\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	t.Setenv("PATH", tools)
	f := newFixture(t)
	u := f.unattended()
	j := f.ends("failed")(u.KeepSyncing())
	if j.Error.Code != "settings" {
		t.Errorf("without settings: %+v", j.Error)
	}
	f.ready()
	if b, err := u.Background(); err != nil || b.Installed {
		t.Errorf("before: %+v, %v", b, err)
	}
	f.ok(f.pages.StartAutomatic())
	f.ends("done")(u.KeepSyncing())
	b, err := u.Background()
	if err != nil || !b.Installed || b.Name != "bwdc.fake" || b.State != service.Running {
		t.Errorf("after it: %+v, %v", b, err)
	}
	f.until("the end of the window's own sync", func() bool { a := f.state().Automatic; return a == nil || !a.Own || a.State == "stopped" })
	f.ends("done")(u.StopKeepingSyncing())
	if b, err := u.Background(); err != nil || b.Installed {
		t.Errorf("removed: %+v, %v", b, err)
	}
}

func TestAScheduleIsToldBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	u := f.unattended()
	none, err := u.Schedule(bridge.ScheduleRequest{})
	if err != nil || len(none.Times)+len(none.Next)+len(none.Quiet) > 0 {
		t.Errorf("by the interval: %+v, %v", none, err)
	}
	s, err := u.Schedule(bridge.ScheduleRequest{Set: map[string]string{
		"sync.times": "weekdays 07:00-19:00 every 15m; weekends at 02:00,04:00; else every 1h", "sync.quiet": "weekends",
	}})
	f.ok(err)
	if len(s.Times) != 3 || len(s.Next) != 3 || len(s.Quiet) != 1 || len(s.Quiet[0].Days) != 2 {
		t.Fatalf("%+v", s)
	}
	if first := s.Times[0]; len(first.Days) != 5 || first.From != "07:00" || first.To != "19:00" || first.Every != 15 {
		t.Errorf("first: %+v", first)
	}
	if second := s.Times[1]; strings.Join(second.At, " ") != "02:00 04:00" || len(second.Days) != 2 || second.From != "" {
		t.Errorf("second: %+v", second)
	}
	if rest := s.Times[2]; !rest.Rest || rest.Every != 60 || len(rest.Days) > 0 {
		t.Errorf("rest: %+v", rest)
	}
	_, err = u.Schedule(bridge.ScheduleRequest{Set: map[string]string{"sync.times": "soon"}})
	f.fails(err, "settings", "soon")
}

func TestATestOfTheNotificationsIsKept(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	u := f.unattended()
	if j := f.ends("failed")(u.TestNotices()); !strings.Contains(j.Error.Message, "no way to tell") {
		t.Errorf("without a channel: %+v", j.Error)
	}
	_, err := f.pages.SaveSettings(bridge.Draft{Secrets: map[string]string{"webhook.url": "http://127.0.0.1:1/hook"}})
	f.ok(err)
	f.ends("failed")(u.TestNotices())
	list, err := u.Notices()
	if err != nil || len(list) != 1 || list[0].Channel != "webhook" || list[0].Event != "test" || list[0].Error == "" || list[0].At == "" {
		t.Errorf("kept: %+v, %v", list, err)
	}
}

// In a quiet window nothing that removes is sent: pages name what waits.
func TestWhatWaitsForTheEndOfAQuietWindow(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	now := time.Now()
	today, tomorrow := now.Weekday().String()[:3], now.AddDate(0, 0, 1).Weekday().String()[:3]
	_, err := f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.quiet": strings.ToLower(today + "," + tomorrow)}})
	f.ok(err)
	f.staff("ada", "grace")
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	shown, err := f.pages.TestResult()
	f.ok(err)
	if p := shown.Postponed; p == nil || p.Total < 1 || p.Until == "" || shown.Counts.Leaves != 0 {
		t.Fatalf("the test: %+v", shown)
	} else if c := p.Changes[0]; !strings.HasPrefix(c.Ref.Name, "barbara") {
		t.Errorf("waits: %+v", p.Changes)
	}
	done := f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
	run, err := f.pages.HistoryRun(bridge.RunQuery{ID: done.RunID})
	if err != nil || run.Postponed == nil || run.Postponed.Total < 1 {
		t.Errorf("the run: %+v, %v", run.Postponed, err)
	}
	if got := f.members(); !strings.Contains(got, "barbara") {
		t.Errorf("members: %s", got)
	}
}
