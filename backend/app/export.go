package app

import (
	"context"
	"maps"
	"slices"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/configfile"
)

// A Format is how settings are exported: "yaml" or "json".
type Format = configfile.Format

// The formats of exported settings.
const (
	YAML = configfile.YAML
	JSON = configfile.JSON
)

// Export writes what is set (not what the environment says). Secrets only
// when asked for: then in the clear.
func (c Config) Export(ctx context.Context, format Format, includeSecrets bool) ([]byte, error) {
	values, err := c.app.store.Values(ctx)
	if err != nil {
		return nil, err
	}
	var secrets map[string]configfile.SecretValue
	if includeSecrets {
		if secrets, err = c.app.secrets.saved(ctx); err != nil {
			return nil, err
		}
	}
	return configfile.Marshal(values, secrets, format)
}

// NoSettingsFile says why a text that was not read is no file of settings.
func NoSettingsFile(why error) error {
	return &configfile.Error{Problems: []configfile.LineProblem{{Err: why}}}
}

// ValidateFile returns what is wrong with an exported file, without its
// secrets, which may live elsewhere.
func ValidateFile(data []byte, format Format) error {
	values, _, err := configfile.Unmarshal(data, format)
	if err != nil {
		return err
	}
	settings, err := config.NewCatalog().Settings(values)
	if err != nil {
		return err
	}
	if problems := settings.Validate(); len(problems) > 0 {
		return problems
	}
	return nil
}

// Import replaces all settings by those of an exported file, secrets only
// where the file names them. Nothing is changed unless everything is right,
// also together with what the environment overrides. It returns the keys of
// the settings that were set.
func (c Config) Import(ctx context.Context, data []byte, format Format) ([]string, error) {
	return c.importIf(ctx, data, format, func(config.Values) error { return nil })
}

// ImportFromPage is Import for whom pages let in: settings that are Local must
// be what they are already.
func (c Config) ImportFromPage(ctx context.Context, data []byte, format Format) ([]string, error) {
	return c.importIf(ctx, data, format, func(values config.Values) error {
		held, err := c.app.store.Values(ctx)
		if err != nil {
			return err
		}
		for _, d := range c.app.catalog.All() {
			if d.Local && values[d.Key] != "" && values[d.Key] != held[d.Key] {
				return config.Problems{localProblem(d)}
			}
		}
		return nil
	})
}

// importIf is Import where allow says nothing against the values.
func (c Config) importIf(ctx context.Context, data []byte, format Format, allow func(config.Values) error) ([]string, error) {
	values, refs, err := configfile.Unmarshal(data, format)
	if err == nil {
		err = allow(values)
	}
	if err != nil {
		return nil, err
	}
	c.app.dropRetired(values)
	settings, err := c.app.env.settings(values)
	if err != nil {
		return nil, err
	}
	if err := c.validate(ctx, settings); err != nil {
		return nil, err
	}
	secrets := map[string]config.Secret{}
	for _, key := range slices.Sorted(maps.Keys(refs)) {
		if secrets[key], err = c.resolveSecret(key, refs[key]); err != nil {
			return nil, err
		}
	}
	undo, err := c.app.secrets.put(ctx, secrets, nil, c.app.notice)
	if err != nil {
		return nil, err
	}
	if err := c.replaceValues(ctx, values); err != nil {
		undo()
		return nil, err
	}
	return slices.Sorted(maps.Keys(values)), nil
}

// validate finds what is wrong between settings, with filters, and between
// this profile and the others.
func (c Config) validate(ctx context.Context, settings *config.Settings) error {
	_, _, wrong := setFilters(settings)
	return c.app.andOthers(ctx, settings, append(settings.Validate(), wrong...))
}

// replaceValues replaces all that is set, in one transaction.
func (c Config) replaceValues(ctx context.Context, values config.Values) error {
	err := c.app.store.UpdateValues(ctx, func(v config.Values) error {
		clear(v)
		maps.Copy(v, values)
		return nil
	})
	if err == nil {
		c.app.applyLogLevel(ctx, "log.level")
	}
	return err
}

// resolveSecret reads what a file says about a secret.
func (c Config) resolveSecret(key string, ref configfile.SecretValue) (config.Secret, error) {
	switch {
	case !ref.Literal.IsZero():
		return ref.Literal, nil
	case ref.Env != "":
		return SecretFromEnv(key, ref.Env, c.app.opts.Getenv, c.app.notice)
	default:
		return SecretFromFile(key, ref.File, c.app.notice)
	}
}
