package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/logging"
	"directoryconnector/backend/internal/secret"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

// A Trial works with settings and secrets as they would be if a Draft were
// saved. It writes nothing: no setting, no secret, no cache, no folder. The
// environment overrides the draft as it overrides what is saved.
type Trial struct {
	app   *App
	draft *parsedDraft
	log   *slog.Logger
	// keep says that this is no trial but the real thing, which may write.
	keep bool
}

// Try returns a Trial of a draft. That of the zero Draft works with what is
// saved.
func (a *App) Try(d Draft) *Trial {
	return &Trial{app: a, draft: a.parseDraft(d), log: a.trialLog()}
}

// saved works with what is saved, and may write.
func (a *App) saved() *Trial { return &Trial{app: a, draft: &parsedDraft{}, log: a.log, keep: true} }

// trialLog is the log, except that a profile without a folder gets none by a
// trial.
func (a *App) trialLog() *slog.Logger {
	if _, err := os.Stat(a.dir); err == nil {
		return a.log
	}
	log, _ := logging.New(logging.Options{Level: &a.level, Console: a.opts.Console, JSON: a.opts.JSONLogs, Redactor: a.redact})
	return log
}

// Validate returns nil, or everything that would be wrong as config.Problems,
// or why that can't be told.
func (t *Trial) Validate(ctx context.Context) error {
	_, err := t.valid(ctx)
	return err
}

// valid returns the settings that would hold, if nothing is wrong with them.
func (t *Trial) valid(ctx context.Context) (*config.Settings, error) {
	settings, problems, err := t.evaluate(ctx)
	if err != nil {
		return nil, err
	}
	return settings, t.app.andOthers(ctx, settings, problems)
}

// evaluate returns the settings that would hold as far as they can be read, and
// all that is wrong in this profile.
func (t *Trial) evaluate(ctx context.Context) (*config.Settings, config.Problems, error) {
	values, err := t.app.store.Values(ctx)
	if err != nil {
		return nil, nil, err
	}
	t.draft.apply(values)
	settings, problems, err := t.app.env.evaluate(values)
	return settings, append(t.draft.problems, problems...), err
}

// Settings returns the settings that would hold, if each is right by itself.
func (t *Trial) Settings(ctx context.Context) (*config.Settings, error) {
	values, err := t.app.store.Values(ctx)
	if err != nil {
		return nil, err
	}
	t.draft.apply(values)
	_, wrong := t.app.env.addValidTo(values)
	if wrong = append(t.draft.problems, wrong...); len(wrong) > 0 {
		return nil, wrong
	}
	return t.app.catalog.Settings(values)
}

// secret returns a secret by its setting's key; the zero Secret where there
// would be none. The log knows it before anybody else can see it.
func (t *Trial) secret(ctx context.Context, key string) (config.Secret, error) {
	if !t.draft.touches(key) {
		return t.app.secrets.get(ctx, key)
	}
	s, err := t.app.secrets.read(ctx)
	if err != nil {
		return config.Secret{}, err
	}
	if place, err := s.Where(ctx, key); err != nil || place == secret.PlaceEnvironment {
		return t.app.secrets.get(ctx, key)
	}
	value := t.draft.secrets[key]
	t.app.redact.Draft(key, value)
	return value, nil
}

// source opens the directory.
func (t *Trial) source(ctx context.Context, settings *config.Settings, onProgress func(Progress)) (directory.Source, error) {
	return t.app.opts.Sources(ctx, SourceConfig{
		Settings: settings, Secret: t.secret, Logger: t.log, Now: t.app.opts.Now, Version: t.app.opts.Version,
		OnProgress: func(p directory.Progress) {
			if onProgress != nil {
				onProgress(Progress{Stage: syncer.Stage("read " + p.Stage), Done: p.Done, Total: p.Total})
			}
		},
	})
}

// read reads the whole directory.
func (t *Trial) read(ctx context.Context, settings *config.Settings, onProgress func(Progress)) (*directory.Snapshot, error) {
	source, err := t.source(ctx, settings, onProgress)
	if err != nil {
		return nil, err
	}
	snapshot, err := source.Fetch(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read the directory: %w", err)
	}
	return snapshot, nil
}

// webClient makes a client for what is asked beside directory and organization.
func (t *Trial) webClient(ctx context.Context, settings *config.Settings, o transport.Options) (client *http.Client, err error) {
	if o.ProxyPassword, err = t.secret(ctx, "network.proxyPassword"); err != nil {
		return nil, err
	}
	o.Network, o.UserAgent = settings.Network, transport.UserAgent(t.app.opts.Version)
	return transport.NewClient(o)
}

// prepare validates the settings and puts a Syncer together. Without a log-in
// the Syncer can only test.
func (t *Trial) prepare(ctx context.Context, onProgress func(Progress)) (*syncer.Syncer, error) {
	settings, err := t.valid(ctx)
	if err != nil {
		return nil, err
	}
	a := t.app
	s := &syncer.Syncer{Store: a.store, Log: t.log, OnProgress: onProgress, Now: a.opts.Now, Sleep: a.opts.Sleep}
	if s.Source, err = t.source(ctx, settings, onProgress); err != nil {
		return nil, err
	}
	client, account, err := t.organization(ctx, settings, transport.Retry{})
	switch {
	case err == nil:
		s.Organization = client
	case !errors.Is(err, ErrNotLoggedIn):
		return nil, err
	}
	cache, err := a.store.Brief(ctx)
	if err != nil {
		return nil, err
	}
	if source, grows := s.Source.(directory.Expecter); grows {
		source.Expect(cache.Read)
	}
	if account.OrganizationID == "" {
		// Before a log-in, and after a log-out, the cache is not another one's.
		account.Server, account.OrganizationID = cache.Identity.Server, cache.Identity.Organization
	}
	identity, unnamed, err := t.identity(ctx, s.Source, settings, account, cache.Identity)
	if err != nil {
		return nil, err
	}
	s.Options = optionsOf(settings, identity)
	s.Options.Unnamed = unnamed
	s.Others, err = a.others(ctx, account.OrganizationID)
	return s, err
}

// identity returns the cache identity, with the name of a directory whose
// address does not tell which one it is. An earlier program knew it by the
// address: while that is the same, the cache learns the name. Where it is another
// configuration whatever the name is, nobody is asked, and it is unnamed.
func (t *Trial) identity(ctx context.Context, source directory.Source, settings *config.Settings, account Account, cached organization.Identity) (is organization.Identity, unnamed bool, err error) {
	is = identityOf(settings, account, cached)
	known := cached
	known.Host, known.IDAttribute = is.Host, is.IDAttribute // which attribute says nothing about which directory
	namer, ok := source.(directory.Namer)
	if !ok {
		return is, false, nil
	}
	if !cached.IsZero() && known != is { // another one whatever its name
		return is, true, nil
	}
	name, err := namer.Name(ctx)
	if err != nil {
		return is, false, fmt.Errorf("read the directory: %w", err)
	}
	if name == "" {
		return is, false, nil
	}
	byAddress := !cached.IsZero() && cached.Host == is.Host
	if byAddress && !t.keep {
		return is, false, nil
	}
	if is.Host = name; !byAddress {
		return is, false, nil
	}
	learned := cached
	learned.Host = name
	if err := t.app.store.Commit(ctx, organization.Change{Identity: &learned}); err != nil {
		return is, false, fmt.Errorf("record the name of the directory: %w", err)
	}
	return is, false, nil
}

// Test shows what a sync would mean. It sends nothing and writes nothing, and
// works before log-in, and while a sync is at work.
func (t *Trial) Test(ctx context.Context, req TestRequest) (*Preview, error) {
	defer t.app.redact.Hold()()
	s, err := t.prepare(ctx, req.OnProgress)
	if err != nil {
		return nil, err
	}
	defer closeOrganization(s)
	return s.Test(ctx, req.TestOptions)
}
