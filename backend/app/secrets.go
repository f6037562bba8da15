package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/secret"
)

// openSecrets returns the place where this profile's secrets are. It makes the
// database, which holds the profile's id.
func (a *App) openSecrets(ctx context.Context) (*secret.Store, error) {
	a.secretsMu.Lock()
	defer a.secretsMu.Unlock()
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

// readSecrets is openSecrets for who only reads: a profile that has no id yet
// has nothing in the keyring, and gets no database by being looked at.
func (a *App) readSecrets(ctx context.Context) (*secret.Store, error) {
	if _, err := os.Stat(a.store.Path()); errors.Is(err, fs.ErrNotExist) {
		return secret.Open(secret.Options{Dir: a.dir, Getenv: a.opts.Getenv, Notice: a.notice}), nil
	}
	return a.openSecrets(ctx)
}

func (a *App) notice(text string) {
	if a.opts.Notice != nil {
		a.opts.Notice(text)
	}
}

// secret returns a secret by its setting's key; the zero Secret where there is
// none.
func (a *App) secret(ctx context.Context, key string) (config.Secret, error) {
	s, err := a.readSecrets(ctx)
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
	s, err := a.readSecrets(ctx)
	if err != nil {
		return err
	}
	return s.Delete(ctx, key)
}

// deleteAllSecrets forgets all secrets of a profile, as far as it can.
func deleteAllSecrets(ctx context.Context, s *secret.Store, catalog *config.Catalog) error {
	var failed []error
	for _, d := range catalog.All() {
		if d.Kind == config.KindSecret {
			failed = append(failed, s.Delete(ctx, d.Key))
		}
	}
	return errors.Join(failed...)
}

// secretOrigin tells where a secret is. One that can't be looked up is told as
// none, with a warning in the log.
func (a *App) secretOrigin(ctx context.Context, key string) Origin {
	s, err := a.readSecrets(ctx)
	if err != nil {
		return OriginNone
	}
	place, err := s.Where(ctx, key)
	if err != nil {
		a.log.Warn("place not known", "key", key, "error", err)
		return OriginNone
	}
	return Origin(place)
}

// SecretFromEnv takes a secret from an environment variable.
func SecretFromEnv(key, name string, getenv func(string) string) (config.Secret, error) {
	text := getenv(name)
	if text == "" {
		return config.Secret{}, config.Problem{Key: key, Text: fmt.Sprintf("was to be taken from the environment variable %s, which is not set", name)}
	}
	return config.NewSecret(text), nil
}

// maxSecret is more than any secret needs: a PEM key has 3 kB.
const maxSecret = 64 << 10

// SecretFromFile takes a secret from a file, without the line end after it.
func SecretFromFile(key, path string) (config.Secret, error) {
	f, err := os.Open(path)
	if err != nil {
		return config.Secret{}, directory.WithHint(fmt.Errorf("%s: %w", key, err), "Name a file that this user may read.")
	}
	defer f.Close()
	return ReadSecret(key, path, f)
}

// ReadSecret takes a secret from a stream, such as standard input, without the
// line end after it.
func ReadSecret(key, name string, r io.Reader) (config.Secret, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSecret+1))
	switch {
	case err != nil:
		return config.Secret{}, directory.WithHint(fmt.Errorf("%s: %w", key, err), "Name a file that holds the secret.")
	case len(text) > maxSecret:
		return config.Secret{}, config.Problem{Key: key, Text: fmt.Sprintf("%s is too long for a secret (over %d bytes)", name, maxSecret)}
	}
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r') {
		text = text[:len(text)-1]
	}
	if len(text) == 0 {
		return config.Secret{}, directory.WithHint(config.Problem{Key: key, Text: "there is nothing in " + name}, "Give the secret by --secretenv or --secretfile, or when asked on a terminal.")
	}
	return config.NewSecret(string(text)), nil
}
