package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// Settle moves what the keyring of this person holds into the file, where a
// service finds it, and returns how many secrets that were. A keyring that is
// there and does not answer is an error: the service would miss what it holds.
func (s *Store) Settle(ctx context.Context) (moved int, err error) {
	for _, d := range s.catalog.All() {
		if d.Kind != config.KindSecret {
			continue
		}
		held, err := s.vault.read()
		if err != nil {
			return moved, err
		}
		if _, there := held[d.Key]; there {
			continue
		}
		text, err := s.fromKeyring(ctx, d.Key)
		if u, ok := errors.AsType[*unavailableError](err); ok && !u.silent {
			break // there is no keyring
		}
		if errors.Is(err, errNotFound) {
			continue
		}
		if err != nil {
			return moved, directory.WithHint(fmt.Errorf("move the secret %s out of the keyring, which a service can't ask: %w", d.Key, err), "Unlock the keyring and try again.")
		}
		if err := s.vault.put(ctx, d.Key, config.NewSecret(text)); err != nil {
			return moved, err
		}
		if err := s.deleteInKeyring(ctx, d.Key); err != nil {
			return moved, err // it is in both, and the file is looked at first
		}
		moved++
	}
	return moved, s.vault.sealKey()
}

// sealKey seals this program's own key where it is not yet.
func (v *vault) sealKey() error {
	path := filepath.Join(v.dir, ownKey)
	if located, own := v.locateKey(); !own || located != path {
		return nil
	}
	text, err := atomicfile.Read(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return keyError(path, err, "")
	}
	plain, err := openSealed(text)
	if err != nil || len(plain) != len(text) {
		return nil //nolint:nilerr // it is sealed; who reads it says what is wrong
	}
	sealed, err := sealedText(plain)
	if err == nil && len(sealed) != len(plain) {
		err = atomicfile.Write(path, sealed, 0o600)
	}
	if err != nil {
		return keyError(path, err, "The folder of the profile must be writable.")
	}
	return nil
}
