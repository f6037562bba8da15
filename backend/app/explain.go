package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/syncer/explain"
)

// An Explainer tells how one person or group goes through a sync.
type Explainer struct{ app *App }

// Explainer returns that of the profile.
func (a *App) Explainer() Explainer { return Explainer{a} }

// An ExplainRequest asks for an explanation.
type ExplainRequest struct {
	// Who is an email, a group's name, an external id, a DN, a stable id, or
	// what stands before the @.
	Who string
	// Kind, where not empty, says whether a person or a group is meant.
	Kind plan.Kind
	// Cached asks neither the directory nor the organization: what was read and
	// accepted last tells.
	Cached     bool
	OnProgress func(Progress)
}

// An Explained is the answer: an explanation, or all who may be meant.
type Explained struct {
	Explanation *explanation.Explanation
	Matches     []explanation.Subject
}

const (
	// locateTimeout is how long a directory may look for somebody by name.
	locateTimeout = 30 * time.Second
	// runsTold is how many runs of the history are told.
	runsTold = 50
	// mostMatches is how many are listed of those who may be meant.
	mostMatches = 20
	// shortestName is how short a part of a name may be.
	shortestName = 2
)

// WarnNotLocated: the directory could not be asked for somebody by name.
const WarnNotLocated directory.WarningCode = "not-located"

// ErrNothingCached: nothing was read and kept yet, from which an answer could be
// had without asking anybody.
var ErrNothingCached = syncer.ErrNothingCached

// Explain answers a request. It sends nothing and writes nothing. Where the
// name means nobody, its error wraps ErrNobody and has the nearest names as
// hint.
func (x Explainer) Explain(ctx context.Context, req ExplainRequest) (*Explained, error) {
	defer x.app.redact.Hold()()
	s, err := x.prepare(ctx, req)
	if err != nil {
		return nil, err
	}
	defer closeOrganization(s)
	early := &earlyStory{}
	defer early.done.Wait()
	found := search{who: req.Who}
	defer found.done.Wait()
	read := func(snapshot *directory.Snapshot) { early.begin(ctx, x.app, req.Who, snapshot) }
	in, err := s.Facts(ctx, syncer.FactsOptions{Cached: req.Cached, OnRead: read, OnDecided: found.begin})
	if err != nil {
		return nil, err
	}
	matches := found.in(in)
	if len(matches) > 0 && matches[0].ByWords {
		if _, err := x.app.History().subject(ctx, StoryQuery{Who: req.Who}); err == nil {
			matches = nil // who is gone was called exactly so
		}
	}
	if len(matches) == 0 && !req.Cached && req.Kind != plan.Group {
		if matches, err = accounts(ctx, s, in, req.Who); err != nil {
			return nil, err
		}
	}
	if len(matches) > 1 && req.Kind != "" {
		matches = ofKind(matches, req.Kind)
	}
	if len(matches) > 1 {
		e := &Explained{}
		for _, m := range matches[:min(mostMatches, len(matches))] {
			e.Matches = append(e.Matches, m.Subject)
		}
		return e, nil
	}
	var e *explanation.Explanation
	names := []string{strings.TrimSpace(req.Who)}
	if len(matches) == 1 {
		e = explain.Of(in, matches[0])
		names = append(names, otherNames(e)...)
	} else {
		e = explain.Unknown(in, names[0])
	}
	warned := len(e.Warnings) > 0
	if e.Entry == nil && !req.Cached {
		x.locate(ctx, s.Source, e, names)
	}
	if err := x.addHistory(ctx, e, early); err != nil {
		return nil, err
	}
	if len(matches) == 0 && len(e.Located) == 0 && e.History == nil && !warned {
		return nil, x.nobody(in, names[0], e.Warnings)
	}
	return &Explained{Explanation: e}, nil
}

// NamedMembers asks the organization for its members with what their accounts
// are called, and returns those that keep wants.
func (x Explainer) NamedMembers(ctx context.Context, keep func(*organization.NamedMember) bool) ([]organization.NamedMember, error) {
	defer x.app.redact.Hold()()
	t := x.app.Try(Draft{})
	settings, err := t.valid(ctx)
	if err != nil {
		return nil, err
	}
	client, _, err := t.organization(ctx, settings, interactiveRetry())
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return client.NamedMembers(ctx, keep)
}

// accounts are those of the organization whose accounts are called so: who is
// there only has no other name. Where it can't tell, nobody is.
func accounts(ctx context.Context, s *syncer.Syncer, in explain.Input, who string) ([]explain.Match, error) {
	lister, ok := s.Organization.(organization.NameLister)
	words := Words(who)
	if !ok || in.Result.In.Seen == nil || len(strings.Join(words, "")) < shortestName {
		return nil, nil
	}
	named, err := lister.NamedMembers(ctx, func(m *organization.NamedMember) bool {
		return m.Name != "" && HasWords(Plain(m.Name), words)
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		s.Log.Warn("names of members unavailable", "error", err)
	}
	var matches []explain.Match
	for _, m := range named {
		for _, match := range explain.Find(in, m.ID) {
			match.Called, match.ByWords = cmp.Or(match.Called, m.Name), true
			matches = append(matches, match)
		}
	}
	return matches, nil
}

// ofKind are those of a kind; all where none is.
func ofKind(matches []explain.Match, kind plan.Kind) []explain.Match {
	of := slices.DeleteFunc(slices.Clone(matches), func(m explain.Match) bool { return m.Kind != kind })
	if len(of) == 0 {
		return matches
	}
	return of
}

// prepare puts a Syncer together; without a network, for an answer from what
// is kept.
func (x Explainer) prepare(ctx context.Context, req ExplainRequest) (*syncer.Syncer, error) {
	t := x.app.Try(Draft{})
	if !req.Cached {
		return t.prepare(ctx, req.OnProgress)
	}
	settings, err := t.valid(ctx)
	if err != nil {
		return nil, err
	}
	cache, err := x.app.store.Brief(ctx)
	if err != nil {
		return nil, err
	}
	s := &syncer.Syncer{Store: x.app.store, Log: t.log, Now: x.app.opts.Now}
	if settings.Directory == config.DirectoryLDAP || settings.Directory == config.DirectoryFile {
		// It tells which external ids mean the same, and asks nobody for that.
		if s.Source, err = x.app.opts.Sources(ctx, SourceConfig{Settings: settings, Secret: noSecret, Logger: t.log, Now: x.app.opts.Now, Version: x.app.opts.Version}); err != nil {
			return nil, err
		}
	}
	account := Account{Server: cache.Identity.Server, OrganizationID: cache.Identity.Organization}
	identity := identityOf(settings, account, cache.Identity)
	if settings.Directory == config.DirectoryLDAP {
		identity.Host = cache.Identity.Host // nobody is asked
	}
	s.Options = optionsOf(settings, identity)
	s.Others, err = x.app.others(ctx, account.OrganizationID)
	return s, err
}

func noSecret(context.Context, string) (config.Secret, error) { return config.Secret{}, nil }

// otherNames are those by which the directory may know somebody whom only the
// organization has.
func otherNames(e *explanation.Explanation) []string {
	names := []string{e.Name, e.ExternalID}
	if e.Accepted != nil {
		names = append(names, e.Accepted.Wanted, directory.StableValue(e.Accepted.StableID))
	}
	return names
}

// locate asks the directory for somebody by name, where it can be asked so.
// What it can't tell is no reason to tell nothing.
func (x Explainer) locate(ctx context.Context, source directory.Source, e *explanation.Explanation, names []string) {
	locator, ok := source.(directory.Locator)
	if !ok {
		return
	}
	seen := map[string]bool{"": true}
	var distinct []string
	for _, name := range names {
		if key := strings.ToLower(name); !seen[key] {
			seen[key] = true
			distinct = append(distinct, name)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, locateTimeout)
	defer cancel()
	located, err := locator.Locate(ctx, distinct...)
	if err != nil {
		e.Warnings = append(e.Warnings, directory.Warning{Code: WarnNotLocated, Text: "the directory could not be asked for that name: " + err.Error()})
		return
	}
	e.Located = located
	if e.Kind == "" && len(located) > 0 {
		e.Kind = plan.Kind(located[0].Kind)
	}
}

// nobody says that a name means nobody, and which names are near.
func (x Explainer) nobody(in explain.Input, who string, warnings []directory.Warning) error {
	err := fmt.Errorf("%w, neither in the directory nor in the organization: %q", ErrNobody, who)
	for _, w := range warnings {
		err = fmt.Errorf("%w (%s)", err, w.Text)
	}
	if near := explain.Nearest(in, who); len(near) > 0 {
		return directory.WithHint(err, "Did you mean "+strings.Join(near, ", ")+"?")
	}
	return directory.WithHint(err, "Name somebody by email, external id or DN, or a group by its name.")
}
