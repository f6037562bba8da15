package app

import (
	"context"
	"errors"
	"maps"
	"slices"

	"directoryconnector/backend/config"
)

// Save saves a draft in one step, values and secrets together, unless
// something would be wrong: then the error is config.Problems with all of it,
// and nothing is changed. What is only missing as yet is not wrong: Validate
// tells it afterwards. about leaves out problems about settings that are
// not of interest (the directory is not set up yet when the server is saved);
// nil: all count. What is wrong with a value of the draft itself always does.
// It returns notices where the environment overrides what was saved.
//
// What others save meanwhile under other keys stays; see Draft.Seen for the same
// ones.
func (a *App) Save(ctx context.Context, d Draft, about func(key string) bool) (notices []string, err error) {
	t := a.Try(d)
	if err := t.checkDraft(ctx, about); err != nil {
		return nil, err
	}
	if err := t.unseenSecrets(ctx); err != nil {
		return nil, err
	}
	notices = a.env.overridden(t.draft)
	undo, err := a.secrets.put(ctx, t.draft.secrets, t.draft.forget, func(text string) { notices = append(notices, text) })
	if err != nil {
		return nil, err
	}
	if t.draft.changesValues() {
		if err := a.store.UpdateValues(ctx, func(v config.Values) error { return t.applyTo(v, about) }); err != nil {
			undo()
			return nil, err
		}
		a.applyLogLevel(ctx, t.draft.keys()...)
	}
	return notices, nil
}

// Locked returns, as config.Problems, which values of a draft nobody can change
// since group policy enforces them.
func (a *App) Locked(d Draft) error {
	p := a.parseDraft(d)
	var problems config.Problems
	for _, key := range p.keys() {
		definition, _ := a.catalog.Find(key) // the draft has it by that
		if problem, locked := errors.AsType[config.Problem](a.env.refuse(definition)); locked {
			problems = append(problems, problem)
		}
	}
	if len(problems) == 0 {
		return nil
	}
	return problems
}

// checkDraft returns why the draft can't be saved: all of it.
func (t *Trial) checkDraft(ctx context.Context, about func(string) bool) error {
	settings, problems, err := t.evaluate(ctx)
	if err != nil {
		return err
	}
	if about == nil || about("sync.overwriteExisting") {
		more, err := t.app.validateOrganization(ctx, settings)
		if err != nil {
			return err
		}
		problems = append(problems, more...)
	}
	if problems = t.relevant(problems, about); len(problems) > 0 {
		return problems
	}
	return nil
}

// relevant leaves those problems that keep the draft from being saved: what is
// wrong, and not only missing, where about wants to know it, and all of the draft.
func (t *Trial) relevant(problems config.Problems, about func(string) bool) config.Problems {
	return slices.DeleteFunc(slices.Clone(problems), func(p config.Problem) bool {
		return p.Incomplete || about != nil && !about(p.Key) && !slices.Contains(t.draft.problems, p)
	})
}

// applyTo changes values that may have changed since allow looked at them: what
// was right alone may be wrong together.
func (t *Trial) applyTo(values config.Values, about func(string) bool) error {
	if err := t.draft.unseen(values); err != nil {
		return err
	}
	t.draft.apply(values)
	_, problems, err := t.app.env.evaluate(maps.Clone(values))
	if err != nil {
		return err
	}
	if problems = t.relevant(problems, about); len(problems) > 0 {
		return problems
	}
	return nil
}
