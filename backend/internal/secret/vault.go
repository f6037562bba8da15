package secret

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	"github.com/gofrs/flock"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// ErrVault: the file of secrets can't be read or written.
var ErrVault = errors.New("the encrypted secrets can't be used")

// lockTimeout is how long to wait for another process that changes the file.
const lockTimeout = 10 * time.Second

// A vault is the file secrets.age: a JSON object of name and secret, encrypted
// with age (https://age-encryption.org/v1). It is replaced as a whole, and
// changed by one process at a time.
type vault struct {
	dir string
	env environment
	// sealed: the program's own key is sealed for this machine, where the system
	// can do that.
	sealed bool
}

func (v *vault) path() string { return filepath.Join(v.dir, "secrets.age") }

// contents is what is encrypted.
type contents struct {
	Version int               `json:"version"`
	Secrets map[string]string `json:"secrets"`
}

const vaultVersion = 1

// read returns all secrets; none where there is no file.
func (v *vault) read() (map[string]string, error) {
	sealed, err := atomicfile.Read(v.path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, v.explain(err, "The user who runs this program must own the file.")
	}
	identities, err := v.identities()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, v.explain(err, fmt.Sprintf("The key that belongs to the file is gone. Put it back, or remove %s and set the secrets once more.", v.path()))
	}
	if err != nil {
		return nil, err
	}
	plain, err := decrypt(sealed, identities)
	if err != nil {
		return nil, v.explain(err, fmt.Sprintf("The key in %s does not open it, or it is damaged. Put the right key in its place, or remove %s and set the secrets once more.", v.keyPath(), v.path()))
	}
	var c contents
	if err := json.Unmarshal(plain, &c); err != nil {
		// The error of the decoder could quote a secret.
		return nil, v.explain(errors.New("it holds no JSON"), fmt.Sprintf("Remove %s and set the secrets once more.", v.path()))
	}
	if c.Version != vaultVersion {
		return nil, v.explain(fmt.Errorf("it has format %d, this version knows %d", c.Version, vaultVersion), "Install the newest version of this program.")
	}
	return c.Secrets, nil
}

func decrypt(sealed []byte, identities []age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), identities...)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// put adds or replaces a secret.
func (v *vault) put(ctx context.Context, name string, value config.Secret) error {
	return v.change(ctx, func(secrets map[string]string) { secrets[name] = value.Reveal() })
}

// remove deletes a secret. It leaves no trace where there was none.
func (v *vault) remove(ctx context.Context, name string) error {
	held, err := v.read()
	if err != nil {
		return err
	}
	if _, ok := held[name]; !ok {
		return nil
	}
	return v.change(ctx, func(secrets map[string]string) { delete(secrets, name) })
}

// change reads, changes and replaces the file while no other process does.
func (v *vault) change(ctx context.Context, fn func(map[string]string)) error {
	if err := os.MkdirAll(v.dir, 0o700); err != nil {
		return v.explain(err, "The folder of the profile must be writable.")
	}
	lock := flock.New(filepath.Join(v.dir, "secrets.lock"))
	wait, cancel := context.WithTimeout(ctx, lockTimeout)
	defer cancel()
	if _, err := lock.TryLockContext(wait, 20*time.Millisecond); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return v.explain(err, "Another process is changing the secrets, or the folder is not writable. Try again.")
	}
	defer func() { _ = lock.Unlock() }()
	atomicfile.Sweep(v.path()) // all drafts are made under the lock
	atomicfile.Sweep(filepath.Join(v.dir, ownKey))
	held, err := v.read()
	if err != nil {
		return err
	}
	secrets := maps.Clone(held)
	if secrets == nil {
		secrets = map[string]string{}
	}
	fn(secrets)
	if len(secrets) == 0 {
		return atomicfile.Remove(v.path())
	}
	return v.write(secrets)
}

func (v *vault) write(secrets map[string]string) error {
	recipient, err := v.recipient()
	if err != nil {
		return err
	}
	plain, err := json.Marshal(contents{vaultVersion, secrets})
	if err != nil {
		return v.explain(err, "")
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return v.explain(err, "")
	}
	_, err = w.Write(plain)
	if err := errors.Join(err, w.Close()); err != nil {
		return v.explain(err, "")
	}
	if err := atomicfile.Write(v.path(), sealed.Bytes(), 0o600); err != nil {
		return v.explain(err, "The folder of the profile must be writable, and its disk must not be full. The secrets that were saved before are still there.")
	}
	return nil
}

func (v *vault) explain(err error, hint string) error {
	return directory.WithHint(fmt.Errorf("%s: %w: %w", v.path(), ErrVault, err), hint)
}
