package app

import (
	"context"
	"errors"
	"fmt"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/history"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/explain"
)

// addHistory adds what earlier runs did, as far as the history knows.
func (x Explainer) addHistory(ctx context.Context, e *explanation.Explanation, early *earlyStory) error {
	q := StoryQuery{Who: e.Name, Runs: runsTold}
	if e.ExternalID != "" {
		q = StoryQuery{Kind: e.Kind, ExternalID: e.ExternalID, Runs: runsTold}
	}
	story, err := early.of(q)
	if story == nil && err == nil {
		story, err = x.app.History().Story(ctx, q)
	}
	switch _, several := errors.AsType[*history.AmbiguousError](err); {
	case err == nil && (len(story.Events) > 0 || e.ExternalID != ""):
		e.History = story
		if e.Kind == "" {
			e.Kind = story.Kind
		}
	case err == nil:
	case !several && !errors.Is(err, ErrNobody):
		return fmt.Errorf("read the history: %w", err)
	}
	return nil
}

// A search looks for somebody by name, while everybody is compared.
type search struct {
	who     string
	of      *desired.State
	matches []explain.Match
	done    parts.Aside
}

func (s *search) begin(in explain.Input) {
	s.of = in.Result.In.Desired
	s.done.Go(func() { s.matches = explain.Find(in, s.who) })
}

// in returns all that are meant.
func (s *search) in(in explain.Input) []explain.Match {
	s.done.Wait()
	if s.of != in.Result.In.Desired { // it was not begun with this
		return explain.Find(in, s.who)
	}
	return s.matches
}

// An earlyStory is read from the history while everybody is compared, of the
// one who is probably meant: a history may be long.
type earlyStory struct {
	done  parts.Aside
	query StoryQuery
	story *history.Story
	err   error
}

// begin asks, if it is clear enough who is meant.
func (e *earlyStory) begin(ctx context.Context, a *App, who string, snapshot *directory.Snapshot) {
	e.done.Go(func() {
		kind, id, only := explain.Guess(snapshot, who, func(kind plan.Kind, id string) bool {
			names, err := a.store.NamesOf(ctx, kind, id)
			return err == nil && len(names) > 0
		})
		if !only {
			return
		}
		e.query = StoryQuery{Kind: kind, ExternalID: id, Runs: runsTold}
		e.story, e.err = a.History().Story(ctx, e.query)
	})
}

// of returns the story, if it is the one that is asked for.
func (e *earlyStory) of(q StoryQuery) (*history.Story, error) {
	e.done.Wait()
	if e.query != q {
		return nil, nil
	}
	return e.story, e.err
}
