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
func (a *App) Export(ctx context.Context, format Format, includeSecrets bool) ([]byte, error) {
	values, err := a.store.Values(ctx)
	if err != nil {
		return nil, err
	}
	var secrets map[string]configfile.SecretValue
	if includeSecrets {
		if secrets, err = a.secrets.saved(ctx); err != nil {
			return nil, err
		}
	}
	return configfile.Marshal(values, secrets, format)
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
func (a *App) Import(ctx context.Context, data []byte, format Format) ([]string, error) {
	values, refs, err := configfile.Unmarshal(data, format)
	if err != nil {
		return nil, err
	}
	settings, err := a.env.settings(values)
	if err != nil {
		return nil, err
	}
	if err := a.validate(ctx, settings); err != nil {
		return nil, err
	}
	secrets := map[string]config.Secret{}
	for _, key := range slices.Sorted(maps.Keys(refs)) {
		if secrets[key], err = a.resolveSecret(key, refs[key]); err != nil {
			return nil, err
		}
	}
	undo, err := a.secrets.put(ctx, secrets, nil, a.notice)
	if err != nil {
		return nil, err
	}
	if err := a.replaceValues(ctx, values); err != nil {
		undo()
		return nil, err
	}
	return slices.Sorted(maps.Keys(values)), nil
}

// replaceValues replaces all that is set, in one transaction.
func (a *App) replaceValues(ctx context.Context, values config.Values) error {
	err := a.store.UpdateValues(ctx, func(v config.Values) error {
		clear(v)
		maps.Copy(v, values)
		return nil
	})
	if err == nil {
		a.applyLogLevel(ctx, "log.level")
	}
	return err
}

// resolveSecret reads what a file says about a secret.
func (a *App) resolveSecret(key string, ref configfile.SecretValue) (config.Secret, error) {
	switch {
	case !ref.Literal.IsZero():
		return ref.Literal, nil
	case ref.Env != "":
		return SecretFromEnv(key, ref.Env, a.opts.Getenv)
	default:
		return SecretFromFile(key, ref.File)
	}
}
