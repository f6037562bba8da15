package secret

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"filippo.io/age"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// ErrKey: the key of the encrypted secrets is not fit for use.
var ErrKey = errors.New("the key of the secrets can't be used")

// keyFileEnv names a key file that an administrator keeps elsewhere.
const keyFileEnv = "BWDC_SECRETS_KEY_FILE"

// ownKey is the key that this program makes beside the secrets.
const ownKey = "secrets.key"

// keyPath is where the key is: as BWDC_SECRETS_KEY_FILE says, the credential
// secrets.key of a service, else a file beside the secrets.
func (v *vault) keyPath() string {
	path, _ := v.locateKey()
	return path
}

// locateKey also tells whether the key is this program's own, to be made.
func (v *vault) locateKey() (path string, own bool) {
	if path := v.env.get(keyFileEnv); path != "" {
		return path, false
	}
	if path := v.env.credentialFile("secrets.key"); path != "" {
		if _, err := os.Stat(path); err == nil {
			return path, false
		}
	}
	return filepath.Join(v.dir, ownKey), true
}

// identities reads the key file.
func (v *vault) identities() ([]age.Identity, error) {
	path, _ := v.locateKey()
	if err := v.checkKeyMode(path); err != nil {
		return nil, err
	}
	text, err := atomicfile.Read(path)
	if err != nil {
		return nil, keyError(path, err, "The user who runs this program must be able to read the file, and nobody else.")
	}
	if text, err = openSealed(text); err != nil {
		return nil, keyError(path, err, "Only the machine that sealed it can open it. Put a copy of the key in its place that was not sealed, or remove it together with secrets.age and set the secrets once more.")
	}
	identities, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil {
		// The parser's error may quote what it could not read.
		return nil, keyError(path, errors.New("it holds no age identity"), "Make one with 'age-keygen -o FILE'. The file holds a line that starts with AGE-SECRET-KEY-.")
	}
	return identities, nil
}

// checkKeyMode refuses a key that others may read, as ssh does. What the
// service manager hands out it protects itself, and Windows by the folder.
func (v *vault) checkKeyMode(path string) error {
	if runtime.GOOS == "windows" || path == v.env.credentialFile("secrets.key") {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return keyError(path, err, fmt.Sprintf("Make a key with 'age-keygen -o %s', or unset %s.", path, keyFileEnv))
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return keyError(path, fmt.Errorf("others may read it (mode %04o)", mode), fmt.Sprintf("Keep it to its owner: chmod 600 %s", path))
	}
	return nil
}

// recipient returns whom to encrypt for: the first identity of the key file,
// which is made if it is this program's own. Called under the vault's lock.
func (v *vault) recipient() (age.Recipient, error) {
	path, own := v.locateKey()
	if _, err := os.Stat(path); own && errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path, v.sealed); err != nil {
			return nil, keyError(path, err, "The folder of the profile must be writable, and its disk must not be full.")
		}
	}
	identities, err := v.identities()
	if err != nil {
		return nil, err
	}
	switch i := identities[0].(type) {
	case *age.X25519Identity:
		return i.Recipient(), nil
	case *age.HybridIdentity:
		return i.Recipient(), nil
	}
	return nil, keyError(path, fmt.Errorf("it holds a %T", identities[0]), "Use a key that 'age-keygen' makes.")
}

func makeKey(path string, sealed bool) error {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	text := fmt.Appendf(nil, "# created: %s\n# public key: %s\n%s\n", time.Now().UTC().Format(time.RFC3339), identity.Recipient(), identity)
	if sealed {
		if text, err = sealedText(text); err != nil {
			return err
		}
	}
	return atomicfile.Write(path, text, 0o600)
}

func keyError(path string, err error, hint string) error {
	return directory.WithHint(fmt.Errorf("%s: %w: %w", path, ErrKey, err), hint)
}
