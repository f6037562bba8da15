package app

import (
	"context"
	"fmt"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/secret"
)

// openSecrets returns the place where this profile's secrets are.
func (a *App) openSecrets(ctx context.Context) (*secret.Store, error) {
	a.secretOnce.Lock()
	defer a.secretOnce.Unlock()
	if a.secrets != nil {
		return a.secrets, nil
	}
	id, err := a.store.ProfileID(ctx)
	if err != nil {
		return nil, err
	}
	a.secrets = secret.Open(secret.Options{ProfileID: id, Dir: a.dir, Getenv: a.opts.Getenv, Notice: a.notice})
	return a.secrets, nil
}

func (a *App) notice(text string) {
	if a.opts.Notice != nil {
		a.opts.Notice(text)
	}
}

// secret returns a secret by its setting's key; the zero Secret where there is
// none.
func (a *App) secret(ctx context.Context, key string) (config.Secret, error) {
	s, err := a.openSecrets(ctx)
	if err != nil {
		return config.Secret{}, err
	}
	value, err := s.Get(ctx, key)
	if err != nil {
		return config.Secret{}, fmt.Errorf("secret %s: %w", key, err)
	}
	a.redact.Add(value)
	return value, nil
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
	a.redact.Add(value)
	s, err := a.openSecrets(ctx)
	if err != nil {
		return "", err
	}
	return s.Set(ctx, d.Key, value)
}

func (a *App) deleteSecret(ctx context.Context, key string) error {
	s, err := a.openSecrets(ctx)
	if err != nil {
		return err
	}
	return s.Delete(ctx, key)
}

// deleteSecrets forgets all secrets of the profile, as far as it can.
func (a *App) deleteSecrets(ctx context.Context) {
	for _, d := range a.catalog.All() {
		if d.Kind != config.KindSecret {
			continue
		}
		if err := a.deleteSecret(ctx, d.Key); err != nil {
			a.log.Warn("secret not deleted", "key", d.Key, "error", err)
		}
	}
}

func (a *App) secretOrigin(ctx context.Context, key string) Origin {
	s, err := a.openSecrets(ctx)
	if err != nil {
		return OriginNone
	}
	place, err := s.Where(ctx, key)
	if err != nil {
		a.log.Warn("secret not found", "key", key, "error", err)
		return OriginNone
	}
	return Origin(place)
}
