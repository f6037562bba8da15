package app

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"directoryconnector/backend/config"
)

// Save saves a draft in one step, values and secrets together, unless
// something would be wrong: then the error is config.Problems with all of it,
// and nothing is changed. about leaves out problems about settings that are
// not of interest (the directory is not set up yet when the server is saved);
// nil: all count. What is wrong with a value of the draft itself always does.
// It returns notices where the environment overrides what was saved.
//
// What others save meanwhile under other keys stays.
func (a *App) Save(ctx context.Context, d Draft, about func(key string) bool) (notices []string, err error) {
	t := a.Try(d)
	if err := t.checkDraft(ctx, about); err != nil {
		return nil, err
	}
	notices = a.env.overridden(t.draft)
	undo, err := a.putSecrets(ctx, t.draft.secrets, t.draft.forget, func(text string) { notices = append(notices, text) })
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

// relevant leaves those problems that about wants, and those of the draft.
func (t *Trial) relevant(problems config.Problems, about func(string) bool) config.Problems {
	return slices.DeleteFunc(slices.Clone(problems), func(p config.Problem) bool {
		return about != nil && !about(p.Key) && !slices.Contains(t.draft.problems, p)
	})
}

// applyTo changes values that may have changed since allow looked at them: what
// was right alone may be wrong together.
func (t *Trial) applyTo(values config.Values, about func(string) bool) error {
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

// putSecrets saves and forgets secrets, all of them or none. undo puts back
// what was there before, for the case that what belongs to them can't be saved.
// warn gets sentences about secrets that the environment overrides.
func (a *App) putSecrets(ctx context.Context, secrets map[string]config.Secret, forget []string, warn func(string)) (undo func(), err error) {
	undo = func() {}
	if len(secrets) == 0 && len(forget) == 0 {
		return undo, nil
	}
	open := a.openSecrets
	if len(secrets) == 0 {
		open = a.readSecrets // nothing is made in order to forget
	}
	s, err := open(ctx)
	if err != nil {
		return nil, err
	}
	defer a.redact.Hold()()
	wanted := maps.Clone(secrets)
	if wanted == nil {
		wanted = map[string]config.Secret{}
	}
	for _, key := range forget {
		wanted[key] = config.Secret{} // which Set deletes
	}
	before := map[string]config.Secret{}
	undo = func() {
		for _, key := range slices.Sorted(maps.Keys(before)) {
			if _, err := s.Set(context.WithoutCancel(ctx), key, before[key]); err != nil {
				a.log.Error("secret not put back", "key", key, "error", err)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		a.redact.Add(wanted[key])
		a.redact.Draft(key, config.Secret{})
		old, err := s.Saved(ctx, key)
		if err == nil {
			a.redact.Add(old)
			before[key] = old
			var warning string
			warning, err = s.Set(ctx, key, wanted[key])
			switch {
			case warning == "":
			case wanted[key].IsZero():
				warn(key + " is forgotten, but the environment still gives it.")
			default:
				warn(warning)
			}
		}
		if err != nil {
			undo()
			return nil, fmt.Errorf("keep %s: %w", key, err)
		}
	}
	return undo, nil
}

// keepSecrets saves all of these secrets, or none; see putSecrets.
func (a *App) keepSecrets(ctx context.Context, secrets map[string]config.Secret) (undo func(), err error) {
	return a.putSecrets(ctx, secrets, nil, a.notice)
}
