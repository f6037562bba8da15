package app

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/syncer/desired"
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

// optionsOf returns what valid settings mean for a sync.
func optionsOf(settings *config.Settings, identity organization.Identity) syncer.Options {
	o := syncer.Options{Options: desired.Options{Sync: settings.Sync, Groups: settings.Groups}, Identity: identity}
	o.UserFilter, o.GroupFilter, _ = setFilters(settings)
	o.UserNames, o.GroupNames = filterNames(settings)
	return o
}

// setFilters returns the set filters of users and groups; an LDAP filter is
// the server's work.
func setFilters(settings *config.Settings) (users, groups func(string) bool, problems config.Problems) {
	if settings.Directory == config.DirectoryLDAP {
		return nil, nil, ldapFilters(settings)
	}
	if settings.Directory == config.DirectoryEntra {
		return entraFilters(settings)
	}
	parse := func(key, text, example string) func(string) bool {
		f, err := filter.Parse(text, filter.Options{Query: settings.Directory != config.DirectoryFile})
		if err != nil {
			problems = append(problems, config.Problem{Key: key, Text: err.Error(), Example: example})
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

// filterNames returns what the valid set filters name one by one, as far as a
// read shows whether it is there. Of most cloud directories the groups that a
// filter excludes are not read.
func filterNames(settings *config.Settings) (users, groups []string) {
	switch settings.Directory {
	case config.DirectoryLDAP:
		return nil, nil
	case config.DirectoryEntra:
		byUser, _ := filter.ParseEntraUsers(settings.Sync.UserFilter)
		byGroup, _ := filter.ParseEntraGroups(settings.Sync.GroupFilter)
		users, groups = byUser.Names(), byGroup.Names()
	default:
		byUser, _ := filter.Parse(settings.Sync.UserFilter, filter.Options{Query: true})
		byGroup, _ := filter.Parse(settings.Sync.GroupFilter, filter.Options{Query: true})
		users, groups = byUser.Names(), byGroup.Names()
		if byGroup.Excludes() && settings.Directory != config.DirectoryFile {
			groups = nil
		}
	}
	if !settings.Sync.Users {
		users = nil
	}
	if !settings.Sync.Groups {
		groups = nil
	}
	return users, groups
}

// ldapFilters finds what can't be right in filters that the server works by.
func ldapFilters(settings *config.Settings) (problems config.Problems) {
	for _, f := range []struct{ key, text, example string }{
		{"sync.userFilter", settings.Sync.UserFilter, "(memberOf=cn=staff,ou=groups,dc=example,dc=com)"},
		{"sync.groupFilter", settings.Sync.GroupFilter, "(!(cn=guests))"},
		{"ldap.disabledFilter", settings.LDAP.DisabledFilter, "(employeeStatus=suspended)"},
	} {
		if _, err := filter.ParseLDAP(f.text); err != nil {
			problems = append(problems, config.Problem{Key: f.key, Text: err.Error(), Example: f.example})
		}
	}
	return problems
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
	if client, ok := s.Organization.(*bitwarden.Client); ok {
		client.Close()
	}
}

// Sync does one sync, and writes its record into the history. The record is
// returned also when the sync failed; it is nil when none was started. Who is to
// be told of it is told after that.
func (a *App) Sync(ctx context.Context, req SyncRequest) (run *organization.Run, err error) {
	run, err = a.sync(ctx, req)
	if run != nil {
		a.Notifier().after(ctx, run, req.OnProgress)
	}
	return run, err
}

func (a *App) sync(ctx context.Context, req SyncRequest) (run *organization.Run, err error) {
	req.Trigger = cmp.Or(req.Trigger, organization.TriggerManual)
	what := automaticWhat
	if req.Trigger == organization.TriggerManual {
		what = "manual sync"
	}
	err = a.underLocks(ctx, what, func() (err error) {
		run, err = a.syncLocked(ctx, req)
		return err
	})
	return run, err
}

// underLocks does what changes the organization, while nobody else does: in this
// profile, or in another one of the same organization.
func (a *App) underLocks(ctx context.Context, what string, do func() error) (err error) {
	lock, err := lockProfile(a, a.lockPath(), what)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Release()) }() // also in a panic
	release, err := a.lockOrganization(ctx, what)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	a.applyLogLevel(ctx, "log.level") // another process may have changed it
	return do()
}

func (a *App) lockPath() string { return filepath.Join(a.dir, lockName) }

func (a *App) syncLocked(ctx context.Context, req SyncRequest) (*organization.Run, error) {
	s, err := a.saved().prepare(ctx, req.OnProgress)
	if err == nil && s.Organization == nil {
		err = a.requireOrganization(ctx)
	}
	if err != nil {
		now := a.opts.Now()
		run := &organization.Run{ID: now.UTC().Format(organization.RunIDFormat), Trigger: req.Trigger, Start: now, End: now, Result: organization.ResultFailed}
		if ctx.Err() != nil {
			run.Result = organization.ResultCancelled
		}
		return run, a.History().record(ctx, run, err)
	}
	defer closeOrganization(s)
	a.log.Info("sync started", "trigger", req.Trigger, "full", req.Full)
	run, err := s.Sync(ctx, req.Request)
	if meter, ok := s.Source.(directory.Meter); ok {
		traffic := meter.Traffic()
		run.Traffic = &traffic
		a.log.Info("directory asked", "requests", traffic.Requests, "throttled", traffic.Throttled, "retries", traffic.Retries, "waited", traffic.Waited)
	}
	if err == nil && req.Only == "" {
		if err := a.Config().rememberSynced(context.WithoutCancel(ctx)); err != nil {
			a.log.Warn("settings of this sync not remembered", "error", err)
		}
	}
	return run, a.History().record(ctx, run, err)
}

// ClearCache forgets snapshot, cursors, acknowledged state, in-flight record
// and sync times. Settings, secrets and history stay.
func (a *App) ClearCache(ctx context.Context) error {
	lock, err := lockProfile(a, a.lockPath(), "clear cache")
	if err != nil {
		return err
	}
	return errors.Join(a.store.ClearCache(ctx), lock.Release())
}
