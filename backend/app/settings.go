package app

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"directoryconnector/backend/config"
)

// Origin says where a setting's value comes from.
type Origin string

// The origins of a value. For secrets OriginKeyring and OriginFile say where
// it is kept, OriginNone that there is none.
const (
	OriginDefault     Origin = "default"
	OriginSet         Origin = "set"
	OriginEnvironment Origin = "environment"
	OriginKeyring     Origin = "keyring"
	OriginFile        Origin = "file"
	OriginNone        Origin = "none"
)

// A Setting is a setting as it holds now. Value is empty for secrets.
type Setting struct {
	Definition *config.Definition
	Value      string
	Default    string
	Origin     Origin
}

// Catalog returns the definitions of all settings.
func (a *App) Catalog() *config.Catalog { return a.catalog }

// values returns what is set, the environment's values over the stored ones,
// and which keys the environment gave.
func (a *App) values(ctx context.Context) (config.Values, map[string]bool, error) {
	values, err := a.store.Values(ctx)
	if err != nil {
		return nil, nil, err
	}
	fromEnv, err := a.env.addTo(values)
	return values, fromEnv, err
}

// settings returns the settings that hold now.
func (a *App) settings(ctx context.Context) (*config.Settings, error) {
	values, _, err := a.values(ctx)
	if err != nil {
		return nil, err
	}
	return a.catalog.Settings(values)
}

// Settings returns the settings that hold now: set, environment, defaults.
func (a *App) Settings(ctx context.Context) (*config.Settings, error) { return a.settings(ctx) }

// List returns all settings in the order of their definitions.
func (a *App) List(ctx context.Context) ([]Setting, error) {
	values, fromEnv, err := a.values(ctx)
	if err != nil {
		return nil, err
	}
	settings, err := a.catalog.Settings(values)
	if err != nil {
		return nil, err
	}
	list := make([]Setting, 0, len(a.catalog.All()))
	for _, d := range a.catalog.All() {
		s := Setting{Definition: d, Origin: OriginDefault}
		switch _, set := values[d.Key]; {
		case d.Kind == config.KindSecret:
			s.Origin = a.secrets.origin(ctx, d.Key)
		case fromEnv[d.Key]:
			s.Origin = OriginEnvironment
		case set:
			s.Origin = OriginSet
		}
		if d.Kind != config.KindSecret {
			s.Value, s.Default = d.Text(settings), d.DefaultIn(settings)
		}
		list = append(list, s)
	}
	return list, nil
}

// Get returns one setting by key or alias, in any case.
func (a *App) Get(ctx context.Context, name string) (Setting, error) {
	d, err := a.catalog.Find(name)
	if err != nil {
		return Setting{}, err
	}
	list, err := a.List(ctx)
	if err != nil {
		return Setting{}, err
	}
	for _, s := range list {
		if s.Definition.Key == d.Key {
			return s, nil
		}
	}
	return Setting{}, &config.UnknownKeyError{Key: name}
}

// Set checks and stores one setting, by key or alias. A secret's value goes to
// SetSecret. It returns a notice where the environment overrides the value.
func (a *App) Set(ctx context.Context, name, text string) (notice string, err error) {
	d, normal, err := a.catalog.Normalize(name, text)
	if err != nil {
		return "", err
	}
	if d.Kind == config.KindSecret {
		return a.SetSecret(ctx, d.Key, config.NewSecret(text))
	}
	if normal, err = absolutePath(d, normal); err != nil {
		return "", err
	}
	err = a.store.UpdateValues(ctx, func(v config.Values) error {
		v[d.Key] = normal
		return nil
	})
	if err == nil {
		a.applyLogLevel(ctx, d.Key)
	}
	if err == nil && a.opts.Getenv(d.EnvName()) != "" {
		notice = overrides(d)
	}
	return notice, err
}

// SetSecret keeps a secret. It returns a notice where the environment
// overrides it.
func (a *App) SetSecret(ctx context.Context, name string, value config.Secret) (notice string, err error) {
	d, err := a.catalog.Find(name)
	if err != nil {
		return "", err
	}
	if d.Kind != config.KindSecret {
		return "", config.Problem{Key: d.Key, Text: "is not a secret", Example: d.Example}
	}
	if value.IsZero() {
		return "", config.Problem{Key: d.Key, Text: "is empty", Example: d.Example}
	}
	return a.secrets.set(ctx, d.Key, value)
}

// absolutePath makes the path of a file independent of the folder in which the
// setting was typed: a service runs in another one.
func absolutePath(d *config.Definition, value string) (string, error) {
	if d.Kind != config.KindFile || value == "" {
		return value, nil
	}
	path, err := filepath.Abs(value)
	if err != nil {
		return "", fmt.Errorf("%s: make %q a whole path: %w", d.Key, value, err)
	}
	return path, nil
}

// Unset puts a setting back to its default, or forgets a secret.
func (a *App) Unset(ctx context.Context, name string) error {
	d, err := a.catalog.Find(name)
	if err != nil {
		return err
	}
	if d.Kind == config.KindSecret {
		return a.secrets.delete(ctx, d.Key)
	}
	err = a.store.UpdateValues(ctx, func(v config.Values) error {
		delete(v, d.Key)
		return nil
	})
	if err == nil {
		a.applyLogLevel(ctx, d.Key)
	}
	return err
}

// applyLogLevel makes a changed level of the log hold in this process. The
// other settings are read when needed.
func (a *App) applyLogLevel(ctx context.Context, keys ...string) {
	if !slices.Contains(keys, "log.level") {
		return
	}
	if settings, err := a.settings(ctx); err == nil {
		a.setLevel(settings.Log.Level)
	}
}

// Validate returns nil, or everything that is wrong with the settings as
// config.Problems.
func (a *App) Validate(ctx context.Context) error { return a.Try(Draft{}).Validate(ctx) }

// validate finds what is wrong between settings, with filters, and between
// this profile and the others.
func (a *App) validate(ctx context.Context, settings *config.Settings) error {
	problems := settings.Validate()
	_, _, wrong := setFilters(settings)
	more, err := a.validateOrganization(ctx, settings)
	if err != nil {
		return err
	}
	if problems = slices.Concat(problems, wrong, more); len(problems) > 0 {
		return problems
	}
	return nil
}
