package app_test

import (
	"context"
	"path/filepath"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/syncer"
)

func sayYes(context.Context, *app.Proposal) (bool, error) { return true, nil }

func TestAdoptIsAloneAndRecorded(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.server.AddOwner("owner@example.com", "")
	f.server.AddGroup("Team", "")
	a := f.open("default")
	set(t, a, "directory", "file", "file.path", f.people, "server.url", f.url)
	adopt := func() (*app.Proposal, *app.Run, error) {
		return app.Adopt(t.Context(), a, app.AdoptRequest{AdoptRequest: syncer.AdoptRequest{Confirm: sayYes}})
	}
	_, run, err := adopt()
	if run != nil {
		t.Errorf("before a log-in: %+v", run)
	}
	fails(t, err, app.CodeNotLoggedIn)
	f.login(a)

	lock, err := filelock.Acquire(filepath.Join(a.Dir(), "sync.lock"), "manual sync")
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = adopt()
	fails(t, err, app.CodeHeld)
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}

	p, run, err := adopt()
	if err != nil || len(p.Changes) != 1 || run.Task != app.TaskAdopt {
		t.Fatalf("%+v, %+v, %v", p, run, err)
	}
	if last := lastRun(t, a); last.ID != run.ID || last.Task != app.TaskAdopt || len(last.Changes) != 1 || last.Changes[0].ExternalID != "team" {
		t.Errorf("the history has %+v", last)
	}
	syncs(t, a)
	if groups := f.server.Groups(); len(groups) != 1 || len(groups[0].MemberExternalIDs) != 3 {
		t.Errorf("groups %+v", groups)
	}
}
