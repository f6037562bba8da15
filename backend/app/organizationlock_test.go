package app_test

import (
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
)

func TestOneImportAtATimeIntoAnOrganization(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a, b := f.ready("one"), f.ready("two")
	release := f.server.Hold(orgserver.RouteImport)
	t.Cleanup(release)
	done := make(chan error, 1)
	go func() {
		_, err := a.Sync(t.Context(), yes())
		done <- err
	}()
	eventually(t, "the import is at work", func() bool { return len(f.server.CallsTo(orgserver.RouteImport)) > 0 })
	run, err := b.Sync(t.Context(), yes())
	fails(t, err, app.CodeHeld, "manual sync of profile one (process ", "since")
	if run != nil || len(done) > 0 {
		t.Errorf("run %v; the other one has ended: %v", run, len(done) > 0)
	}
	release()
	if err := <-done; err != nil {
		t.Error(err)
	}
	syncs(t, b)
	if f.members() != "ada barbara grace" {
		t.Errorf("members %s", f.members())
	}
}

func TestHeldOrganizationIsNoFailureOfAutomaticSync(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a, b := f.ready("one"), f.ready("two")
	syncs(t, a)
	f.staff("ada", "grace", "barbara", "joan")
	release := f.server.Hold(orgserver.RouteImport)
	t.Cleanup(release)
	imports := len(f.server.CallsTo(orgserver.RouteImport))
	done := make(chan error)
	go func() {
		_, err := a.Sync(t.Context(), yes())
		done <- err
	}()
	eventually(t, "the import is at work", func() bool { return len(f.server.CallsTo(orgserver.RouteImport)) > imports })
	var d diary
	quick(b, time.Millisecond, nil)
	if err := b.Automatic().Start(t.Context(), nil, d.note); err != nil {
		t.Fatal(err)
	}
	held := func() (n int) {
		for _, e := range d.runs() {
			if app.Describe(e.Err).Code == app.CodeHeld {
				n++
			}
		}
		return n
	}
	eventually(t, "three were told", func() bool { return held() >= 3 })
	if got := d.lastFailures(); got != 0 {
		t.Errorf("%d failures", got)
	}
	release()
	if err := <-done; err != nil {
		t.Error(err)
	}
	eventually(t, "a run of its own", func() bool { return len(d.runs()) > held() })
	if err := b.Automatic().Stop(); err != nil {
		t.Error(err)
	}
	if !strings.Contains(f.members(), "joan") {
		t.Errorf("members %s", f.members())
	}
}
