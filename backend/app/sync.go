package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

// A SyncRequest is one order to sync.
type SyncRequest struct {
	syncer.Request
	// OnProgress, where not nil, hears how far the run is.
	OnProgress func(syncer.Progress)
}

// A TestRequest is one order to test.
type TestRequest struct {
	syncer.TestOptions
	OnProgress func(syncer.Progress)
}

// setFilters returns the set filters of users and groups; an LDAP filter is
// the server's work.
func setFilters(settings *config.Settings) (users, groups func(string) bool, problems config.Problems) {
	if settings.Directory == config.DirectoryLDAP {
		return nil, nil, nil
	}
	if settings.Directory == config.DirectoryEntra {
		return entraFilters(settings)
	}
	parse := func(key, text, example string) func(string) bool {
		if text == "" {
			return nil
		}
		f, err := filter.Parse(text, filter.Options{Query: settings.Directory != config.DirectoryFile})
		if err != nil {
			problems = append(problems, config.Problem{Key: key, Text: err.Error(), Example: example})
			return nil
		}
		if !f.HasSet() {
			return nil // the query is the directory's work
		}
		return f.Match
	}
	users = parse("sync.userFilter", settings.Sync.UserFilter, "include:alice@example.com,bob@example.com")
	groups = parse("sync.groupFilter", settings.Sync.GroupFilter, "exclude:Contractors,Guests")
	return users, groups, problems
}

// entraFilters are those of Microsoft Entra ID, which has more to choose by.
// Choosing groups by administrative unit is choosing groups, too: the directory
// leaves the others out.
func entraFilters(settings *config.Settings) (users, groups func(string) bool, problems config.Problems) {
	parse := func(key, text, example string, read func(string) (filter.Clauses, error)) filter.Clauses {
		clauses, err := read(text)
		if err != nil {
			problems = append(problems, config.Problem{Key: key, Text: err.Error(), Example: example})
		}
		return clauses
	}
	byUser := parse("sync.userFilter", settings.Sync.UserFilter, "includeGroup:11111111-1111-4111-8111-111111111111|exclude:bob@example.com", filter.ParseEntraUsers)
	byGroup := parse("sync.groupFilter", settings.Sync.GroupFilter, "exclude:Contractors,Guests", filter.ParseEntraGroups)
	if byUser.ByName() {
		users = byUser.Match
	}
	if len(byGroup) > 0 {
		groups = byGroup.Match
	}
	return users, groups, problems
}

// Test shows what a sync would mean. It sends nothing and writes nothing, and
// works before log-in.
func (a *App) Test(ctx context.Context, req TestRequest) (*syncer.Preview, error) {
	return a.Try(Draft{}).Test(ctx, req)
}

// closeOrganization lets go of the connections to the server.
func closeOrganization(s *syncer.Syncer) {
	if client, ok := s.Organization.(*server); ok {
		client.Close()
	}
}

// Sync does one sync, and writes its record into the history. The record is
// returned also when the sync failed; it is nil when none was started.
func (a *App) Sync(ctx context.Context, req SyncRequest) (run *organization.Run, err error) {
	if req.Trigger == "" {
		req.Trigger = organization.TriggerManual
	}
	lock, err := filelock.Acquire(a.lockPath(), string(req.Trigger)+" sync")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lock.Release()) }() // also in a panic
	release, err := a.lockOrganization(ctx, string(req.Trigger)+" sync")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, release()) }()
	return a.syncLocked(ctx, req)
}

func (a *App) lockPath() string { return filepath.Join(a.dir, lockName) }

func (a *App) syncLocked(ctx context.Context, req SyncRequest) (*organization.Run, error) {
	a.applyLogLevel(ctx, "log.level") // another process may have changed it
	s, err := a.saved().prepare(ctx, req.OnProgress)
	if err == nil && s.Organization == nil {
		err = a.requireOrganization(ctx)
	}
	if err != nil {
		now := a.opts.Now()
		run := &organization.Run{ID: runID(now), Trigger: req.Trigger, Start: now, End: now, Result: organization.ResultFailed}
		if ctx.Err() != nil {
			run.Result = organization.ResultCancelled
		}
		return run, a.record(ctx, run, err)
	}
	defer closeOrganization(s)
	a.log.Info("sync started", "trigger", req.Trigger, "full", req.Full)
	run, err := s.Sync(ctx, req.Request)
	if meter, ok := s.Source.(directory.Meter); ok {
		traffic := meter.Traffic()
		run.Traffic = &traffic
		a.log.Info("directory asked", "requests", traffic.Requests, "throttled", traffic.Throttled, "retries", traffic.Retries, "waited", traffic.Waited)
	}
	return run, a.record(ctx, run, err)
}

// record writes a run into the history, whatever became of it, also when ctx
// was cancelled.
func (a *App) record(ctx context.Context, run *organization.Run, err error) error {
	if err != nil {
		problem := Describe(err)
		run.Error, run.Hint, run.ErrorCode = a.Redacted(problem.Message), a.Redacted(problem.Hint), string(problem.Code)
		run.Stops = problem.Findings
		a.log.Error("sync ended", "result", run.Result, "error", a.loggable(ctx, problem.Message), "duration", run.End.Sub(run.Start))
	} else {
		a.log.Info("sync ended", "result", run.Result, "users", run.Counts.Users, "groups", run.Counts.Groups,
			"added", run.Counts.UsersAdded, "changed", run.Counts.UsersChanged, "removed", run.Counts.UsersRemoved,
			"warnings", len(run.Warnings), "requests", run.Counts.Requests, "duration", run.End.Sub(run.Start))
	}
	a.logWarnings(ctx, run)
	if historyErr := a.store.AppendRun(context.WithoutCancel(ctx), *run); historyErr != nil {
		return errors.Join(err, fmt.Errorf("write the history: %w", historyErr))
	}
	return err
}

// mostLogged is how many warnings of a run go into the log; the history has all.
const mostLogged = 50

// logWarnings tells who was left out, for those who watch the log only.
func (a *App) logWarnings(ctx context.Context, run *organization.Run) {
	for i, w := range run.Warnings {
		if i == mostLogged {
			a.log.Warn("more warnings in the history", "run", run.ID, "warnings", len(run.Warnings))
			return
		}
		a.log.Warn("entry", "code", w.Code, "entry", a.loggable(ctx, w.Entry), "text", a.loggable(ctx, w.Text))
	}
}

// loggable is a text for people as the log may have it.
func (a *App) loggable(ctx context.Context, text string) string {
	if a.log.Enabled(ctx, slog.LevelDebug) {
		return text
	}
	return withoutEmails(text)
}

// email recognizes addresses in a text for people.
var email = regexp.MustCompile(`[^\s<>"'(),;:|=]+@[^\s<>"'(),;:|=]+`)

// withoutEmails takes addresses out of a text for the log, which has them at
// level debug only. The history keeps the whole text.
func withoutEmails(text string) string { return email.ReplaceAllString(text, "<email>") }

// ClearCache forgets snapshot, cursors, acknowledged state, in-flight record
// and sync times. Settings, secrets and history stay.
func (a *App) ClearCache(ctx context.Context) error {
	lock, err := filelock.Acquire(a.lockPath(), "clear cache")
	if err != nil {
		return err
	}
	return errors.Join(a.store.ClearCache(ctx), lock.Release())
}
