package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/history"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// A StoryQuery asks for a story.
type StoryQuery struct {
	// Who is an external id, a stable id, an email or a group's name, of now
	// or of earlier.
	Who string
	// Kind and ExternalID name the subject instead of Who, where it is known.
	Kind       plan.Kind
	ExternalID string
	// Runs limits the story to the last runs that concern the subject; 0: all.
	Runs int
}

// ErrNobody: neither the history nor the sync cache knows that name.
var ErrNobody = history.ErrNobody

// Story tells what all runs did about a person or a group, oldest first. Where
// the name means nobody, its error wraps ErrNobody and has the nearest names as
// hint; where it means several, it is an *history.AmbiguousError.
func (h History) Story(ctx context.Context, q StoryQuery) (*history.Story, error) {
	if err := h.endInterrupted(ctx); err != nil {
		return nil, err
	}
	subject, err := h.subject(ctx, q)
	if err != nil {
		return nil, err
	}
	for {
		teller := history.Teller{Subject: subject, MostRuns: q.Runs}
		texts := subject.Texts()
		if err := h.store.RunsThatMention(ctx, texts, func(run *organization.Run) error {
			teller.Add(run)
			return nil
		}); err != nil {
			return nil, err
		}
		subject = teller.Subject
		if slices.Equal(texts, subject.Texts()) {
			return teller.Story(), nil
		}
	}
}

// StoryRows has a head and a row for each event, for CSV, with moments written by
// at.
func StoryRows(s *history.Story, at func(time.Time) string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		if !yield([]string{"run", "start", "result", "what", "kind", "externalId", "name", "otherId", "otherName", "before", "after", "reason", "detail", "runs", "lastRun"}) {
			return
		}
		for i := range s.Events {
			e := &s.Events[i]
			other := e.Other
			if other == nil {
				other = &plan.Ref{}
			}
			if !yield([]string{e.Run, at(e.At), string(e.Result), string(e.What), string(s.Kind), e.ExternalID, e.Name, other.ExternalID, other.Name, e.Before, e.After,
				cmp.Or(string(e.Reason.Code), e.Code), words.Event(s.Kind, e), strconv.Itoa(max(e.Runs, 1)), e.LastRun}) {
				return
			}
		}
	}
}

// subject finds out whom a query means.
func (h History) subject(ctx context.Context, q StoryQuery) (subject history.Subject, err error) {
	if q.ExternalID != "" {
		return h.known(ctx, q.Kind, q.ExternalID)
	}
	search := history.Search{Who: strings.TrimSpace(q.Who)}
	if err := h.store.Names(ctx, func(n store.KnownName) error {
		search.See(history.Candidate{Kind: n.Kind, ExternalID: n.ExternalID, Name: n.Name, StableID: directory.StableValue(n.StableID)}, n.Wanted)
		return nil
	}); err != nil {
		return subject, err
	}
	if err := h.store.RunsThatMention(ctx, []string{search.Who}, func(run *organization.Run) error {
		search.Add(run)
		return nil
	}); err != nil {
		return subject, err
	}
	subject, err = search.Subject()
	if several, ok := errors.AsType[*history.AmbiguousError](err); ok {
		err = directory.WithHint(several, "Name the one you mean by external id.")
	} else if errors.Is(err, ErrNobody) {
		err = h.nobody(ctx, search.Who)
	}
	return subject, err
}

// known is the subject with an external id.
func (h History) known(ctx context.Context, kind plan.Kind, id string) (subject history.Subject, err error) {
	subject = history.Subject{Kind: kind, IDs: history.Set{id: 1}}
	names, err := h.store.NamesOf(ctx, kind, id)
	for _, n := range names {
		subject.Is(directory.StableValue(n.StableID))
		subject.Called(n.Wanted)
		subject.Called(n.Name)
	}
	return subject, err
}

// nobody says that a name means nobody, and which names are near.
func (h History) nobody(ctx context.Context, who string) error {
	err := fmt.Errorf("%w: %q", ErrNobody, who)
	low := strings.ToLower(who)
	seen, having := map[string]struct{}{}, []string{}
	see := func(name string) {
		if _, before := seen[name]; before || name == "" {
			return
		}
		seen[name] = struct{}{}
		if len(low) > 2 && strings.Contains(strings.ToLower(name), low) {
			having = append(having, name)
		}
	}
	failed := h.store.Names(ctx, func(n store.KnownName) error { see(n.Name); return nil })
	failed = errors.Join(failed, h.store.RunsThatMention(ctx, nil, func(run *organization.Run) error {
		history.NamesIn(run, see)
		return nil
	}))
	if failed != nil {
		return errors.Join(err, failed)
	}
	const most = 3
	slices.Sort(having)
	near := having[:min(most, len(having))]
	for _, name := range config.Nearest(who, slices.Collect(maps.Keys(seen))) {
		if len(near) < most && !slices.Contains(near, name) {
			near = append(near, name)
		}
	}
	if len(near) == 0 {
		return directory.WithHint(err, "Name somebody by email or external id, or a group by its name, of now or of earlier.")
	}
	return directory.WithHint(err, "Did you mean "+strings.Join(near, ", ")+"?")
}
