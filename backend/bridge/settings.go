package bridge

import (
	"context"
	"maps"
	"slices"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
)

// Settings returns all settings in the order of their definitions.
func (b *Bridge) Settings() ([]Setting, error) {
	return call(b.manager, func(ctx context.Context, s *session) ([]Setting, error) {
		list, err := s.app.Config().List(ctx)
		if err != nil {
			return nil, err
		}
		marks, err := s.app.Config().Marks(ctx)
		if err != nil {
			marks = nil // the fields tell what is wrong with the place of secrets
		}
		return each(list, func(s app.Setting) Setting {
			d := s.Definition
			return Setting{
				Key: d.Key, Label: d.Label, Help: d.Help, Example: d.Example,
				Kind: string(d.Kind), Directory: string(d.Directory),
				Allowed: texts(d.Allowed), Min: d.Min, Max: d.Max,
				Value: s.Value, Default: s.Default, Origin: string(s.Origin), Environment: d.EnvName(), Local: d.Local, Mark: marks[d.Key],
			}
		}), nil
	})
}

// Validate returns what would be wrong with the settings if the draft were
// saved; an empty list where nothing is.
func (b *Bridge) Validate(d Draft) ([]FieldProblem, error) {
	return call(b.manager, func(ctx context.Context, s *session) ([]FieldProblem, error) {
		err := s.app.Try(d.toApp()).Validate(ctx)
		if err == nil {
			return []FieldProblem{}, nil
		}
		p := s.problem(err)
		if p.Code != string(app.CodeSettings) || len(p.Fields) == 0 {
			return nil, err
		}
		return p.Fields, nil
	})
}

// SaveSettings saves a draft in one step, unless something would be wrong, or is
// enforced by group policy.
func (b *Bridge) SaveSettings(d Draft) (Saved, error) {
	defer b.manager.events.stateChanged()
	return call(b.manager, func(ctx context.Context, s *session) (Saved, error) {
		if err := s.app.Locked(d.toApp()); err != nil {
			return Saved{Notices: []string{}}, err
		}
		notices, err := s.app.Save(ctx, d.toApp(), nil)
		if err == nil {
			b.manager.recordSecrets(s, &d)
		}
		return Saved{Notices: texts(notices)}, err
	})
}

// keys are all that the draft names, sorted.
func (d *Draft) keys() []string {
	keys := slices.Concat(d.Unset, d.Forget)
	keys = slices.AppendSeq(keys, maps.Keys(d.Set))
	keys = slices.AppendSeq(keys, maps.Keys(d.Secrets))
	slices.Sort(keys)
	return keys
}

// change is the draft as the App takes it.
func (d *Draft) toApp() app.Draft {
	c := app.Draft{Set: d.Set, Unset: d.Unset, Forget: d.Forget, Seen: d.Seen, Secrets: map[string]config.Secret{}}
	for key, text := range d.Secrets {
		c.Secrets[key] = config.NewSecret(text)
	}
	return c
}
