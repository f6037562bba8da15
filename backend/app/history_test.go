package app_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func TestHistoryIsPagedAndCounted(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	if runs, total, err := a.History().Page(t.Context(), app.HistoryQuery{Limit: 10}); err != nil || total != 0 || runs == nil {
		t.Errorf("got %v, %d, %v", runs, total, err)
	}
	a = f.ready("default")
	began := time.Now()
	syncs(t, a)
	f.staff("ada", "grace", "barbara", "joan")
	syncs(t, a)
	f.server.Fail(orgserver.RouteImport, 9, orgserver.Fault{Status: 400})
	f.staff("ada", "grace", "barbara", "joan", "fran")
	if _, err := a.Sync(t.Context(), yes()); err == nil {
		t.Fatal("it is done")
	}
	for _, c := range []struct {
		q     app.HistoryQuery
		total int
		want  string
	}{
		{app.HistoryQuery{Limit: 10}, 3, "failed done done"},
		{app.HistoryQuery{Limit: 1, Offset: 1}, 3, "done"},
		{app.HistoryQuery{Limit: 10, Result: "done"}, 2, "done done"},
		{app.HistoryQuery{Limit: 10, Result: "failed"}, 1, "failed"},
		{app.HistoryQuery{Limit: -1, Offset: -1, Result: "stopped"}, 0, ""},
	} {
		runs, total, err := a.History().Page(t.Context(), c.q)
		var got []string
		for _, r := range runs {
			got = append(got, string(r.Result))
		}
		if err != nil || total != c.total || strings.Join(got, " ") != c.want {
			t.Errorf("%+v: got %v of %d, %v", c.q, got, total, err)
		}
	}
	counts, err := a.History().Counts(t.Context(), began.Add(-time.Second))
	if err != nil || len(counts) != 3 || counts[0].Counts.UsersAdded != 3 || counts[1].Counts.UsersAdded != 1 || counts[2].Result != organization.ResultFailed {
		t.Errorf("got %+v, %v", counts, err)
	}
	if counts, err := a.History().Counts(t.Context(), time.Now().Add(time.Hour)); err != nil || counts == nil || len(counts) != 0 {
		t.Errorf("got %v, %v", counts, err)
	}
}

func TestLogsAreReadAgain(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	a.Log().Info("an apple", "colour", "green")
	a.Log().Warn("a pear", "client_secret", "x", "text", "the secret is "+f.server.ClientSecret())
	for want, q := range map[string]app.LogQuery{"a pear": {Level: "warn"}, "an apple": {Search: "COLOUR=Green"}} {
		lines, err := a.Logs(t.Context(), q)
		if err != nil || len(lines) != 1 || lines[0].Message != want {
			t.Errorf("got %+v, %v", lines, err)
		}
		if text, _ := json.Marshal(lines); strings.Contains(string(text), f.server.ClientSecret()) {
			t.Errorf("a secret: %s", text)
		}
	}
	if lines, err := a.Logs(t.Context(), app.LogQuery{Search: "no such fruit"}); err != nil || lines == nil || len(lines) != 0 {
		t.Errorf("got %v, %v", lines, err)
	}
	if _, err := a.Logs(t.Context(), app.LogQuery{Level: "loud"}); err == nil {
		t.Error("no error")
	}
}

// A window asks for the status at every event: it must not read all that the
// organization has accepted. What that takes is measured beside it, since this
// machine may be busy.
func TestStatusOfALargeOrganizationIsQuick(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	s := store.New(filepath.Join(a.Dir(), app.DatabaseName), store.Options{})
	c := organization.Change{SetMembers: map[string]organization.AckedMember{}, SetGroups: map[string]organization.AckedGroup{}}
	var ids []string
	for n := range 50_000 {
		id := fmt.Sprintf("%08x-1111-4222-8333-%012x", uint32(n)*2654435761, n)
		c.SetMembers[id] = organization.AckedMember{Email: fmt.Sprintf("user%05d@example.com", n)}
		ids = append(ids, id)
	}
	for n := range 5_000 {
		c.SetGroups[fmt.Sprintf("group-%04d", n)] = organization.AckedGroup{Name: fmt.Sprintf("Group %d", n), Members: ids[n : n+100]}
	}
	if err := s.Commit(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		run := organization.Run{ID: fmt.Sprintf("run-%d", n), Start: time.Now(), End: time.Now(), Result: organization.ResultDone}
		if err := s.AppendRun(t.Context(), run); err != nil {
			t.Fatal(err)
		}
	}
	best, whole := time.Hour, time.Hour
	for range 10 {
		start := time.Now()
		if _, err := s.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		whole = min(whole, time.Since(start))
		start = time.Now()
		status, err := a.Status(t.Context())
		best = min(best, time.Since(start))
		if err != nil || status.Members != 50_000 || status.Groups != 5_000 || status.Last == nil || status.Last.ID != "run-2" || !status.LoggedIn {
			t.Fatalf("got %+v, %v", status, err)
		}
	}
	t.Logf("the best of ten took %s, reading everything %s", best, whole)
	if best > whole/3 && runtime.GOOS != "windows" { // opening a file takes Wine about as long as reading it
		t.Errorf("the best of ten took %s, reading everything only %s", best, whole)
	}
}

// A run that was killed is in the history with what it did, but not while it
// may still be at work.
func TestAKilledRunIsInTheHistory(t *testing.T) {
	t.Parallel()
	_, a := syncedFixture(t)
	s := store.New(filepath.Join(a.Dir(), app.DatabaseName), store.Options{})
	died := organization.Run{ID: "20200101T000000.000000000Z", Start: time.Now()}
	for _, err := range []error{
		s.Begin(t.Context(), &died),
		s.Commit(t.Context(), organization.Change{At: time.Now(), Done: []plan.Change{{Action: plan.Invite, Kind: plan.User, ExternalID: "ada"}}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	lock, err := filelock.Acquire(filepath.Join(a.Dir(), "sync.lock"), "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, total, err := a.History().Page(t.Context(), app.HistoryQuery{Limit: 10}); err != nil || total != 1 {
		t.Errorf("while it may be at work: %d, %v", total, err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	status, err := a.Status(t.Context())
	if err != nil || status.Last == nil || status.Last.Result != organization.ResultInterrupted {
		t.Errorf("%+v, %v", status.Last, err)
	}
	run, err := a.History().Run(t.Context(), died.ID)
	if err != nil || len(run.Changes) != 1 || run.Counts.UsersAdded != 1 || run.Error == "" {
		t.Errorf("%+v, %v", run, err)
	}
}
