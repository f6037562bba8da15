package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"slices"
	"sync"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/configfile"
	"directoryconnector/backend/internal/redact"
	"directoryconnector/backend/internal/secret"
	"directoryconnector/backend/internal/store"
)

// secrets are those of one profile, where it keeps them: the environment, the
// keyring or a file. What is read or saved is known to the redactor first.
type secrets struct {
	store   *store.Store // has the profile's id
	catalog *config.Catalog
	options secret.Options
	log     *slog.Logger
	redact  *redact.Redactor

	mu     sync.Mutex
	opened *secret.Store
}

// open returns the place where the secrets are. It makes the database, which
// holds the profile's id.
func (s *secrets) open(ctx context.Context) (*secret.Store, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	// A service may have been installed meanwhile, also by another program.
	noKeyring := ""
	if serviceMark(s.options.Dir) != nil {
		noKeyring = "a service syncs this profile, and can't ask a keyring"
	}
	if noKeyring != s.options.Service {
		s.options.Service, s.opened = noKeyring, nil
	}
	if s.opened != nil {
		return s.opened, nil
	}
	id, err := s.store.ProfileID(ctx)
	if err != nil {
		return nil, err
	}
	options := s.options
	options.ProfileID = id
	s.opened = secret.Open(options)
	return s.opened, nil
}

// read is open for who only reads: a profile that has no id yet has nothing in
// the keyring, and gets no database by being looked at.
func (s *secrets) read(ctx context.Context) (*secret.Store, error) {
	if _, err := os.Stat(s.store.Path()); errors.Is(err, fs.ErrNotExist) {
		return secret.Open(s.options), nil
	}
	return s.open(ctx)
}

// get returns a secret by its setting's key; the zero Secret where there is
// none.
func (s *secrets) get(ctx context.Context, key string) (config.Secret, error) {
	kept, err := s.read(ctx)
	if err != nil {
		return config.Secret{}, err
	}
	value, err := kept.Get(ctx, key)
	if err != nil {
		return config.Secret{}, fmt.Errorf("read the secret %s: %w", key, err)
	}
	s.redact.Add(value)
	return value, nil
}

// set keeps a secret. It returns a notice where the environment overrides it.
func (s *secrets) set(ctx context.Context, key string, value config.Secret) (notice string, err error) {
	s.redact.Add(value)
	kept, err := s.open(ctx)
	if err != nil {
		return "", err
	}
	return kept.Set(ctx, key, value)
}

func (s *secrets) delete(ctx context.Context, key string) error {
	kept, err := s.read(ctx)
	if err != nil {
		return err
	}
	return kept.Delete(ctx, key)
}

// origin tells where a secret is. One that can't be looked up is told as none,
// with a warning in the log.
func (s *secrets) origin(ctx context.Context, key string) Origin {
	kept, err := s.read(ctx)
	if err != nil {
		return OriginNone
	}
	place, err := kept.Where(ctx, key)
	if err != nil {
		s.log.Warn("place not known", "key", key, "error", err)
		return OriginNone
	}
	return Origin(place)
}

// saved returns all secrets that are kept, in the clear.
func (s *secrets) saved(ctx context.Context) (map[string]configfile.SecretValue, error) {
	kept, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]configfile.SecretValue{}
	for _, d := range s.catalog.All() {
		if d.Kind != config.KindSecret {
			continue
		}
		value, err := kept.Saved(ctx, d.Key)
		if err != nil {
			return nil, fmt.Errorf("read the secret %s: %w", d.Key, err)
		}
		if !value.IsZero() {
			s.redact.Add(value)
			found[d.Key] = configfile.SecretValue{Literal: value}
		}
	}
	return found, nil
}

// put saves and forgets secrets, all of them or none. undo puts back
// what was there before, for the case that what belongs to them can't be saved.
// warn gets sentences about secrets that the environment overrides.
func (s *secrets) put(ctx context.Context, values map[string]config.Secret, forget []string, warn func(string)) (undo func(), err error) {
	undo = func() {}
	if len(values) == 0 && len(forget) == 0 {
		return undo, nil
	}
	open := s.open
	if len(values) == 0 {
		open = s.read // nothing is made in order to forget
	}
	kept, err := open(ctx)
	if err != nil {
		return nil, err
	}
	defer s.redact.Hold()()
	wanted := map[string]config.Secret{}
	maps.Copy(wanted, values)
	for _, key := range forget {
		wanted[key] = config.Secret{} // which Set deletes
	}
	before := map[string]config.Secret{}
	undo = func() {
		for _, key := range slices.Sorted(maps.Keys(before)) {
			if _, err := kept.Set(context.WithoutCancel(ctx), key, before[key]); err != nil {
				s.log.Error("secret not put back", "key", key, "error", err)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		s.redact.Add(wanted[key])
		s.redact.Draft(key, config.Secret{})
		old, err := kept.Saved(ctx, key)
		if err == nil {
			s.redact.Add(old)
			before[key] = old
			var warning string
			warning, err = kept.Set(ctx, key, wanted[key])
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
			return nil, fmt.Errorf("keep the secret %s: %w", key, err)
		}
	}
	return undo, nil
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
