package app

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

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
	// OriginPolicy: group policy enforces it, and nobody can change it.
	OriginPolicy  Origin = "policy"
	OriginKeyring Origin = "keyring"
	OriginFile    Origin = "file"
	OriginNone    Origin = "none"
)

// A Setting is a setting as it holds now. Value is empty for secrets.
type Setting struct {
	Definition *config.Definition
	Value      string
	Default    string
	Origin     Origin
}

// A Config is what is set in a profile, one setting at a time or as a file.
type Config struct{ app *App }

// Config returns what is set in the profile.
func (a *App) Config() Config { return Config{a} }

// values returns what is set, the values of policy and environment over the stored
// ones, and which of the two gave a key.
func (a *App) values(ctx context.Context) (config.Values, map[string]Origin, error) {
	values, err := a.store.Values(ctx)
	if err != nil {
		return nil, nil, err
	}
	origins, err := a.env.addTo(values)
	return values, origins, err
}

// Settings returns the settings that hold now: set, environment, defaults.
func (a *App) Settings(ctx context.Context) (*config.Settings, error) {
	values, _, err := a.values(ctx)
	if err != nil {
		return nil, err
	}
	return a.catalog.Settings(values)
}

// List returns all settings in the order of their definitions.
func (c Config) List(ctx context.Context) ([]Setting, error) {
	values, origins, err := c.app.values(ctx)
	if err != nil {
		return nil, err
	}
	settings, err := c.app.catalog.Settings(values)
	if err != nil {
		return nil, err
	}
	list := make([]Setting, 0, len(c.app.catalog.All()))
	for _, d := range c.app.catalog.All() {
		s := Setting{Definition: d, Origin: OriginDefault}
		switch _, set := values[d.Key]; {
		case d.Kind == config.KindSecret:
			s.Origin = c.app.secrets.origin(ctx, d.Key)
		case origins[d.Key] != "":
			s.Origin = origins[d.Key]
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
func (c Config) Get(ctx context.Context, name string) (Setting, error) {
	d, err := c.app.catalog.Find(name)
	if err != nil {
		return Setting{}, err
	}
	list, err := c.List(ctx)
	if err != nil {
		return Setting{}, err
	}
	if i := slices.IndexFunc(list, func(s Setting) bool { return s.Definition.Key == d.Key }); i >= 0 {
		return list[i], nil
	}
	return Setting{Definition: d, Origin: OriginDefault}, nil // it fell away
}

// Set checks and stores one setting, by key or alias. A secret's value goes to
// SetSecret. It returns a notice where the environment overrides the value.
//
// "server" is what Bitwarden's connector calls the server, as a whole: it also
// clears the addresses of its parts, and null is the US cloud.
func (c Config) Set(ctx context.Context, name, text string) (notice string, err error) {
	whole := strings.EqualFold(strings.TrimSpace(name), "server")
	if whole && (text == "null" || text == "") {
		name, text = "server.url", "https://bitwarden.com"
	}
	d, normal, err := c.app.catalog.Normalize(name, text)
	if err != nil {
		return "", err
	}
	switch {
	case d.Retired != "":
		return retired(d), nil
	case c.app.env.refuse(d) != nil:
		return "", c.app.env.refuse(d)
	case d.Kind == config.KindSecret:
		return c.SetSecret(ctx, d.Key, config.NewSecret(text))
	}
	if normal, err = absolutePath(d, normal); err != nil {
		return "", err
	}
	err = c.app.store.UpdateValues(ctx, func(v config.Values) error {
		v[d.Key] = normal
		if whole {
			for _, part := range []string{"server.api", "server.identity", "server.webVault"} {
				delete(v, part)
			}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	c.app.applyLogLevel(ctx, d.Key)
	return c.app.env.overrides(d), nil
}

// SetSecret keeps a secret. It returns a notice where the environment
// overrides it.
func (c Config) SetSecret(ctx context.Context, name string, value config.Secret) (notice string, err error) {
	d, err := c.app.catalog.Find(name)
	if err != nil {
		return "", err
	}
	if problem := secretProblem(d, value); problem != nil {
		return "", *problem
	}
	return c.app.secrets.set(ctx, d.Key, value)
}

// retired says that a setting fell away.
func retired(d *config.Definition) string {
	return fmt.Sprintf("%s has no effect any more: %s", d.Key, d.Retired)
}

// dropRetired takes out what fell away, and says so.
func (a *App) dropRetired(values config.Values) {
	for _, d := range config.Retired() {
		if _, set := values[d.Key]; set {
			delete(values, d.Key)
			a.notice(retired(d))
		}
	}
}

// absolutePath makes the path of a file independent of the folder in which the
// setting was typed: a service runs in another one.
func absolutePath(d *config.Definition, value string) (string, error) {
	if d.Kind != config.KindFile || value == "" {
		return value, nil
	}
	paths := []string{value}
	if d.Key == "file.path" {
		paths = config.SplitPaths(value)
	}
	for i, path := range paths {
		whole, err := filepath.Abs(path)
		if err != nil {
			return "", fmt.Errorf("%s: make %q a whole path: %w", d.Key, path, err)
		}
		paths[i] = whole
	}
	return strings.Join(paths, ";"), nil
}

// Unset puts a setting back to its default, or forgets a secret.
func (c Config) Unset(ctx context.Context, name string) error {
	d, err := c.app.catalog.Find(name)
	if err != nil {
		return err
	}
	if d.Kind == config.KindSecret {
		return c.app.secrets.delete(ctx, d.Key)
	}
	if err := c.app.env.refuse(d); err != nil {
		return err
	}
	err = c.app.store.UpdateValues(ctx, func(v config.Values) error {
		delete(v, d.Key)
		return nil
	})
	if err == nil {
		c.app.applyLogLevel(ctx, d.Key)
	}
	return err
}

// applyLogLevel makes a changed level of the log hold in this process. The
// other settings are read when needed.
func (a *App) applyLogLevel(ctx context.Context, keys ...string) {
	if a.level.fixed != "" || !slices.Contains(keys, "log.level") {
		return
	}
	if settings, err := a.Settings(ctx); err == nil {
		a.level.set(settings.Log.Level)
	}
}

// Validate returns nil, or everything that is wrong with the settings as
// config.Problems.
func (a *App) Validate(ctx context.Context) error { return a.Try(Draft{}).Validate(ctx) }
