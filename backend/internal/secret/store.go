// Package secret keeps on disk, or in the system's keyring, the passwords and
// keys that an administrator enters. No other package writes any of them down.
//
// Where a secret is looked for, first hit wins:
//
//  1. the environment: BWDC_<KEY> (config.Definition.EnvName), BW_CLIENTSECRET
//     for server.clientSecret, BWDC_<KEY>_FILE with the name of a file, and
//     $CREDENTIALS_DIRECTORY/<key> (https://systemd.io/CREDENTIALS/);
//  2. secrets.age in the profile's folder, see vault;
//  3. the keyring of the operating system, service "Directory Connector",
//     account "<profile UUID>/<key>".
//
// New secrets go to the keyring where there is one, else to the file. Those of a
// profile that a service syncs are all in the file: see Store.Settle. A secret
// is only ever in one of the two: what was put into the file, because the
// keyring was locked for example, is newer than what the keyring has, and so
// is looked at first. Which place was chosen is said once, through
// Options.Notice.
package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// Place is where a secret is.
type Place string

// The places of a secret.
const (
	PlaceEnvironment Place = "environment"
	PlaceKeyring     Place = "keyring"
	PlaceFile        Place = "file"
	PlaceNone        Place = "none"
)

// Options say whose secrets a Store keeps.
type Options struct {
	// Dir is the profile's folder.
	Dir string
	// ProfileID is the UUID of the profile. Without it the keyring is not
	// used.
	ProfileID string
	// Keyring, if set, is shared with other Stores, so that a keyring that
	// does not answer is waited for once.
	Keyring *Keyring
	// Service, if set, says in words why the keyring is left out: a service,
	// which runs without a person, could not ask it. Then all secrets are in
	// the file, and on Windows the file's key is sealed for this machine.
	Service string
	// Getenv replaces os.Getenv.
	Getenv func(string) string
	// Notice, if set, is told in sentences for a person where secrets are
	// kept and why. Each once.
	Notice func(string)
}

// A Store keeps the secrets of one profile. It may be used by several
// goroutines, and by several processes at a time.
type Store struct {
	env     environment
	vault   *vault
	keyring *Keyring
	profile string
	catalog *config.Catalog

	mu     sync.Mutex
	notice func(string)
	said   map[string]bool
}

// Open returns a Store. Nothing is asked or created yet.
func Open(o Options) *Store {
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.Keyring == nil {
		o.Keyring = NewKeyring(o.Getenv)
	}
	s := &Store{keyring: o.Keyring, profile: o.ProfileID, catalog: config.NewCatalog(), notice: o.Notice, said: map[string]bool{}}
	s.env = environment{o.Getenv, s.tell}
	s.vault = &vault{dir: o.Dir, env: s.env, sealed: o.Service != ""}
	if o.Service != "" {
		s.keyring = &Keyring{gone: &unavailableError{reason: o.Service}}
	}
	return s
}

// Get returns the secret of that name (the key of a setting), or the zero
// Secret where there is none.
func (s *Store) Get(ctx context.Context, name string) (config.Secret, error) {
	value, _, err := s.find(ctx, s.canonical(name))
	return value, err
}

// Where tells where the secret of that name is.
func (s *Store) Where(ctx context.Context, name string) (Place, error) {
	_, place, err := s.find(ctx, s.canonical(name))
	return place, err
}

func (s *Store) find(ctx context.Context, name string) (config.Secret, Place, error) {
	value, _, err := s.env.find(name)
	if err != nil || !value.IsZero() {
		return value, PlaceEnvironment, err
	}
	return s.findSaved(ctx, name)
}

// Saved returns the secret of that name as it is kept, whatever the
// environment says; the zero Secret where none is.
func (s *Store) Saved(ctx context.Context, name string) (config.Secret, error) {
	value, _, err := s.findSaved(ctx, s.canonical(name))
	return value, err
}

func (s *Store) findSaved(ctx context.Context, name string) (config.Secret, Place, error) {
	held, err := s.vault.read()
	if err != nil {
		return config.Secret{}, PlaceNone, err
	}
	if text, ok := held[name]; ok {
		return config.NewSecret(text), PlaceFile, nil
	}
	text, err := s.fromKeyring(ctx, name)
	switch {
	case err == nil:
		return config.NewSecret(text), PlaceKeyring, nil
	case errors.Is(err, errNotFound):
		return config.Secret{}, PlaceNone, nil
	}
	if _, ok := errors.AsType[*unavailableError](err); ok {
		s.tellSilence(err)
		return config.Secret{}, PlaceNone, nil
	}
	return config.Secret{}, PlaceNone, err
}

// Set keeps the secret; a zero Secret is deleted. The warning, a sentence for
// a person, says that the environment overrides what was saved.
func (s *Store) Set(ctx context.Context, name string, value config.Secret) (warning string, err error) {
	name = s.canonical(name)
	if _, variable, err := s.env.find(name); err == nil && variable != "" {
		warning = fmt.Sprintf("%s is set by %s, which wins. The saved secret is used when that is gone.", name, variable)
	}
	if value.IsZero() {
		return warning, s.Delete(ctx, name)
	}
	return warning, s.save(ctx, name, value)
}

func (s *Store) save(ctx context.Context, name string, value config.Secret) error {
	held, err := s.vault.read()
	if err != nil {
		return err
	}
	// An older value in the file would hide the one in the keyring.
	if _, hidden := held[name]; hidden {
		if err := s.vault.put(ctx, name, value); err != nil {
			return err
		}
	}
	err = s.toKeyring(ctx, name, value)
	if err == nil {
		s.tell("keyring", "Secrets are kept in the keyring of the operating system.")
		return s.vault.remove(ctx, name)
	}
	if _, ok := errors.AsType[*unavailableError](err); !ok {
		return err
	}
	if err := s.vault.put(ctx, name, value); err != nil {
		return err
	}
	if len(held) > 0 {
		return nil // it was said when the first one was kept there
	}
	s.tell("file", fmt.Sprintf("Secrets are kept in %s, encrypted with the key in %s, because %v.", s.vault.path(), s.vault.keyPath(), err))
	return nil
}

// Delete forgets the secret, wherever it is but in the environment.
func (s *Store) Delete(ctx context.Context, name string) error {
	name = s.canonical(name)
	if err := s.vault.remove(ctx, name); err != nil {
		return err
	}
	err := s.deleteInKeyring(ctx, name)
	if errors.Is(err, errNotFound) {
		return nil
	}
	if u, ok := errors.AsType[*unavailableError](err); ok {
		if !u.silent {
			return nil // there is no keyring, and so nothing in it
		}
		return directory.WithHint(fmt.Errorf("delete the secret %s: %w", name, err), "It may still be in the keyring. Unlock the keyring and try again.")
	}
	return err
}

// canonical turns aliases and other spellings of a setting into its key.
func (s *Store) canonical(name string) string {
	if d, err := s.catalog.Find(name); err == nil {
		return d.Key
	}
	return name
}

// tellSilence says that a keyring which is there could not be asked.
func (s *Store) tellSilence(err error) {
	if u, ok := errors.AsType[*unavailableError](err); ok && u.silent {
		s.tell("silence", fmt.Sprintf("What the keyring holds was not seen, because %v. Unlock it and start again, or set BWDC_NO_KEYRING=1 and save the secrets once more.", err))
	}
}

// tell says text unless something was said about topic before.
func (s *Store) tell(topic, text string) {
	s.mu.Lock()
	again := s.said[topic]
	s.said[topic] = true
	s.mu.Unlock()
	if s.notice != nil && !again {
		s.notice(text)
	}
}
