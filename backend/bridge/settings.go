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
	return ask(b, func(ctx context.Context, t *tray) ([]Setting, error) {
		list, err := t.app.List(ctx)
		if err != nil {
			return nil, err
		}
		out := make([]Setting, len(list))
		for i, s := range list {
			d := s.Definition
			out[i] = Setting{
				Key: d.Key, Label: d.Label, Help: d.Help, Example: d.Example,
				Kind: string(d.Kind), Directory: string(d.Directory),
				Allowed: texts(d.Allowed), Min: d.Min, Max: d.Max,
				Value: s.Value, Default: s.Default, Origin: string(s.Origin), Environment: d.EnvName(),
			}
		}
		return out, nil
	})
}

// Validate returns what would be wrong with the settings if the draft were
// saved; an empty list where nothing is.
func (b *Bridge) Validate(d Draft) ([]FieldProblem, error) {
	return ask(b, func(ctx context.Context, t *tray) ([]FieldProblem, error) {
		err := t.app.Try(d.change()).Validate(ctx)
		if err == nil {
			return []FieldProblem{}, nil
		}
		p := t.problem(err)
		if p.Code != string(app.CodeSettings) || len(p.Fields) == 0 {
			return nil, err
		}
		return p.Fields, nil
	})
}

// SaveSettings saves a draft in one step, unless something would be wrong.
func (b *Bridge) SaveSettings(d Draft) (Saved, error) {
	defer b.desk.news.state()
	return ask(b, func(ctx context.Context, t *tray) (Saved, error) {
		notices, err := t.app.Save(ctx, d.change(), nil)
		if err == nil {
			b.desk.saved(t, &d)
		}
		return Saved{Notices: texts(notices)}, err
	})
}

// keys are all that the draft names, sorted.
func (d *Draft) keys() []string {
	keys := slices.Concat(d.Unset, d.ForgetSecrets)
	keys = slices.AppendSeq(keys, maps.Keys(d.Set))
	keys = slices.AppendSeq(keys, maps.Keys(d.Secrets))
	slices.Sort(keys)
	return keys
}

// change is the draft as the App takes it.
func (d *Draft) change() app.Draft {
	c := app.Draft{Set: d.Set, Unset: d.Unset, Forget: d.ForgetSecrets, Secrets: map[string]config.Secret{}}
	for key, text := range d.Secrets {
		c.Secrets[key] = config.NewSecret(text)
	}
	return c
}
