package app_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/file"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/locktest"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
)

func TestSecondSyncIsToldWhoSyncs(t *testing.T) {
	t.Parallel()
	_, a := syncedFixture(t)
	pid, stop := locktest.Hold(t, filepath.Join(a.Dir(), app.LockName))
	for _, err := range []error{
		func() error { run, err := a.Sync(t.Context(), yes()); return first(err, run != nil) }(),
		a.ClearCache(t.Context()),
		func() error {
			_, err := a.TakeOver(t.Context(), strings.NewReader(oldFile), false)
			return err
		}(),
	} {
		fails(t, err, app.CodeHeld, fmt.Sprintf("manual sync (process %d) holds the lock since %s", pid, time.Now().Format("2006-01-02")), "Wait until it has ended")
	}
	s, err := a.Status(t.Context())
	if err != nil || s.Holder == nil || s.Holder.PID != pid || s.Holder.What != "manual sync" || time.Since(s.Holder.Since) > time.Minute || s.Members != 3 {
		t.Errorf("got %+v, %v", s, err)
	}
	if _, err := a.Test(t.Context(), app.TestRequest{}); err != nil {
		t.Errorf("a test needs no lock: %v", err)
	}
	if runs, err := a.History().Runs(t.Context(), 0, 10); err != nil || len(runs) != 1 {
		t.Errorf("what was not started is in the history: %v, %v", runs, err)
	}
	// The lock ends with its process, however that ends.
	stop()
	syncs(t, a)
	if s, err := a.Status(t.Context()); err != nil || s.Holder != nil {
		t.Errorf("got %+v, %v", s, err)
	}
	if err := a.ClearCache(t.Context()); err != nil {
		t.Error(err)
	}
	if s, err := a.Status(t.Context()); err != nil || s.Members != 0 || s.Last == nil || !s.LoggedIn {
		t.Errorf("after a clear: %+v, %v", s, err)
	}
}

// first returns err, or an error that says what else is wrong.
func first(err error, wrong bool) error {
	if wrong {
		return fmt.Errorf("there is a run: %w", err)
	}
	return err
}

func TestHistoryTellsHowRunsEnded(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "directory", "file", "server.url", f.url)
	ended := func(result organization.Result, code app.Code, words ...string) {
		t.Helper()
		run := lastRun(t, a)
		if run.Result != result || run.ErrorCode != string(code) || run.End.Before(run.Start) || run.Start.IsZero() {
			t.Errorf("want %s %s, got %+v", result, code, run)
		}
		for _, w := range words {
			if !strings.Contains(run.Error+run.Hint, w) {
				t.Errorf("%q is not in %q, %q", w, run.Error, run.Hint)
			}
		}
	}
	// Those that fail before anything is read.
	_, err := a.Sync(t.Context(), yes())
	fails(t, err, app.CodeSettings, "file.path: is not set")
	ended("failed", app.CodeSettings, "file.path: is not set")
	set(t, a, "file.path", f.people)
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeNotLoggedIn)
	ended("failed", app.CodeNotLoggedIn, "bwdc login")
	f.login(a)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = a.Sync(gone, yes())
	fails(t, err, app.CodeCancelled)
	ended("cancelled", app.CodeCancelled)

	// A person says no; a guard; a conflict.
	_, err = a.Sync(t.Context(), app.SyncRequest{})
	fails(t, err, app.CodeGuard, "this is the first sync", "--yes")
	ended("stopped", app.CodeGuard, "3 new members would be invited", "--yes")
	if run := lastRun(t, a); len(run.Stops) != 1 || len(run.Stops[0].Entries) != 3 {
		t.Errorf("got %+v", run.Stops)
	}
	f.staff("ada", "joan:ada")
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeConflict, "ada@example.com", "sync.duplicateEmails")
	ended("stopped", app.CodeConflict, "ada@example.com")

	// The directory and the server.
	set(t, a, "file.path", f.people+".gone")
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeDirectory, ".gone")
	ended("failed", app.CodeDirectory)
	set(t, a, "file.path", f.people)
	f.staff("ada", "grace")
	f.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 400})
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeServer, "HTTP 400")
	ended("failed", app.CodeServer)

	// Cancelled while the server sits on a request.
	t.Cleanup(f.server.Hold(orgserver.RouteImport))
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for len(f.server.Imports()) < 2 {
			time.Sleep(5 * time.Millisecond)
		}
		cancel()
	}()
	start := time.Now()
	_, err = a.Sync(ctx, yes())
	fails(t, err, app.CodeCancelled, "goes on from there")
	ended("cancelled", app.CodeCancelled)
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
	if s, err := a.Status(t.Context()); err != nil || s.Holder != nil || s.InFlight == 0 {
		t.Errorf("got %+v, %v", s, err)
	}
	runs, err := a.History().Runs(t.Context(), 0, 100)
	if err != nil || len(runs) != 8 {
		t.Errorf("%d runs, %v", len(runs), err)
	}
	_, err = a.History().Run(t.Context(), "19990101T000000Z")
	fails(t, err, app.CodeNotFound, `no such run: "19990101T000000Z"`, "bwdc history")
	if strings.Contains(err.Error(), "bwdc.db") {
		t.Errorf("a path is no help: %v", err)
	}
}

func TestCacheOfAnotherConfigurationStopsASync(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	// The directory says that it is an LDAP server; what is read is a file.
	opts := f.options("")
	opts.Sources = func(_ context.Context, c app.SourceConfig) (directory.Source, error) {
		s := c.Settings.File
		s.Path = f.people
		return file.New(file.Config{Settings: s, Logger: c.Logger})
	}
	a, err := app.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	set(t, a, "directory", "ldap", "ldap.hostname", "dc1.example.com", "ldap.username", "reader", "ldap.rootPath", "dc=example,dc=com", "server.url", f.url)
	f.login(a)
	syncs(t, a)

	set(t, a, "ldap.rootPath", `dc = EXAMPLE , domainComponent="com"`)
	syncs(t, a) // another way to write it is no other directory

	for _, c := range []struct{ key, other, want, back string }{
		{"ldap.hostname", "dc2.example.com", `host was "dc1.example.com" and is "dc2.example.com"`, "dc1.example.com"},
		{"ldap.rootPath", "dc=other", `search base was "dc=example,dc=com | cn=users | cn=users" and is "dc=other | cn=users | cn=users"`, "dc=example,dc=com"},
		{"ldap.externalIdAttribute", "entryUUID", `external id attribute was`, ""},
	} {
		set(t, a, c.key, c.other)
		imports := len(f.server.Imports())
		_, err := a.Sync(t.Context(), yes())
		fails(t, err, app.CodeIdentity, "the sync cache belongs to another configuration", c.want, "bwdc clear-cache")
		if n := len(f.server.Imports()); n != imports {
			t.Errorf("%s: %d imports", c.key, n-imports)
		}
		if run := lastRun(t, a); run.Result != organization.ResultStopped {
			t.Errorf("%s: %s", c.key, run.Result)
		}
		v, err := a.Test(t.Context(), app.TestRequest{})
		if err != nil || !slices.ContainsFunc(v.Plan.Warnings, func(w directory.Warning) bool { return w.Code == syncer.WarnIdentity }) {
			t.Errorf("%s: got %+v, %v", c.key, v, err)
		}
		if c.back == "" {
			if err := a.Config().Unset(t.Context(), c.key); err != nil {
				t.Fatal(err)
			}
			continue
		}
		set(t, a, c.key, c.back)
	}
	// What means the same is no other configuration.
	set(t, a, "ldap.hostname", "DC1.Example.Com", "ldap.rootPath", "DC=Example, DC=com", "ldap.port", "636", "ldap.encryption", "ldaps")
	syncs(t, a)
}

func TestTestWritesAndSendsNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "directory", "file", "file.path", f.people, "server.url", f.url)
	before := files(t, f.data)
	var mu sync.Mutex
	var stages []string
	v, err := a.Test(t.Context(), app.TestRequest{OnProgress: func(p app.Progress) {
		mu.Lock()
		defer mu.Unlock()
		stages = append(stages, string(p.Stage))
	}})
	if err != nil || len(v.Enabled) != 3 || len(v.Groups) != 1 || len(v.Plan.Changes) != 4 {
		t.Errorf("before log-in: %+v, %v", v, err)
	}
	if !slices.Contains(stages, "read users") {
		t.Errorf("stages: %v", stages)
	}
	if diff := cmp.Diff(before, files(t, f.data)); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	f.login(a)
	f.server.ResetCalls()
	if v, err = a.Test(t.Context(), app.TestRequest{}); err != nil || len(v.Plan.Findings) != 1 || v.Plan.Findings[0].Guard != plan.GuardFirstSync {
		t.Errorf("got %+v, %v", v, err)
	}
	if n := len(f.server.Imports()); n != 0 {
		t.Errorf("%d imports", n)
	}
	if s, err := a.Status(t.Context()); err != nil || s.Last != nil || !s.Times.Users.IsZero() {
		t.Errorf("got %+v, %v", s, err)
	}
}

// A whole story, with every kind of secret: nowhere in the data folder but in
// the encrypted file may a secret be, and in the log no email.
func TestLogTellsNoSecretsAndNoEmails(t *testing.T) {
	t.Parallel()
	for _, level := range []string{"info", "debug"} {
		f := newFixture(t, orgserver.Options{})
		a := f.ready("default")
		set(t, a, "log.level", level, "ldap.password", "hush-ldap", "network.proxyPassword", "hush-proxy")
		syncs(t, a)
		f.staff("ada", "grace", "barbara", "joan", "fran:ada")
		_, err := a.Sync(t.Context(), yes())
		fails(t, err, app.CodeConflict, "ada@example.com")
		f.staff("ada", "grace", "barbara", "eve:two@ats")
		syncs(t, a)
		f.staff("ada", "grace", "joan")
		f.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 400, ContentType: "application/json", Body: `{"message":"joan@example.com is not wanted, says ` + f.server.ClientSecret() + `"}`})
		_, err = a.Sync(t.Context(), yes())
		fails(t, err, app.CodeServer, "is not wanted")
		if strings.Contains(err.Error(), f.server.ClientSecret()) {
			t.Errorf("the error tells the secret: %v", err)
		}
		syncs(t, a)
		if err := a.Logout(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		for _, hush := range []string{"hush-ldap", "hush-proxy", f.server.ClientSecret()} {
			if where := holds(t, f.data, hush); where != nil {
				t.Errorf("%s: %q is in %v", level, hush, where)
			}
		}
		log := files(t, f.data)["profiles/default/logs/bwdc.log"]
		for _, said := range []string{"sync started", "logged in", `"code":"user-left-out","entry":"id-eve"`} {
			if !strings.Contains(log, said) {
				t.Errorf("%s is not in the log:\n%s", said, log)
			}
		}
		if emails := strings.Contains(log, "@example.com"); emails != (level == "debug") {
			t.Errorf("emails at level %s: %t\n%s", level, emails, log)
		}
	}
}

func TestLogLevelHoldsAtOnce(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	written := func() bool {
		a.Log().Debug("a word")
		return len(holds(t, f.data, "a word")) > 0
	}
	if written() {
		t.Error("debug is written at level info")
	}
	f.setenv("BWDC_LOG_LEVEL", "warn")
	set(t, a, "log.level", "debug")
	if written() {
		t.Error("the environment does not override the level")
	}
	f.setenv("BWDC_LOG_LEVEL", "")
	set(t, a, "log.level", "debug")
	if !written() {
		t.Error("debug is not written at level debug")
	}
}
