package secret

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strings"
	"sync"
	"time"

	gokeyring "github.com/zalando/go-keyring"

	"directoryconnector/backend/config"
)

// service is the name under which everything lies in the keyring.
const service = "Directory Connector"

// keyringTimeout is how long a keyring may take. One that is locked, or a
// service nobody can see a prompt of, never answers.
const keyringTimeout = 3 * time.Second

var errNotFound = errors.New("no such secret")

// An unavailableError says why the keyring is not used.
type unavailableError struct {
	reason string
	// silent: there is a keyring, and it may hold secrets.
	silent bool
}

func (e *unavailableError) Error() string { return e.reason }

// ring is what go-keyring does, and a test's stand-in.
type ring interface {
	Get(service, account string) (string, error)
	Set(service, account, text string) error
	Delete(service, account string) error
	// Foreign reads what Bitwarden's connector has saved.
	Foreign(service, account string) (string, error)
}

// A Keyring asks the keyring of the operating system. After it once was not
// there or did not answer in time, it is not asked again.
type Keyring struct {
	ring    ring
	timeout time.Duration

	mu   sync.Mutex
	gone *unavailableError
}

// NewKeyring returns the system's keyring. BWDC_NO_KEYRING=1 leaves it out; on
// Linux and its relatives so does a missing DBUS_SESSION_BUS_ADDRESS, since the
// D-Bus library would else start a bus of its own.
func NewKeyring(getenv func(string) string) *Keyring {
	k := &Keyring{ring: systemRing{}, timeout: keyringTimeout}
	if off := getenv("BWDC_NO_KEYRING"); off != "" && off != "0" && off != "false" {
		k.gone = &unavailableError{reason: "BWDC_NO_KEYRING is set"}
		return k
	}
	bus := getenv("DBUS_SESSION_BUS_ADDRESS")
	if runtime.GOOS != "windows" && runtime.GOOS != "darwin" && bus == "" {
		k.gone = &unavailableError{reason: "there is no keyring here (no D-Bus session)"}
	}
	return k
}

// ask calls the keyring and waits no longer than the time-out. A call that
// hangs can't be ended: its goroutine stays until the keyring answers. There
// are no more of them, since nobody asks again.
func (k *Keyring) ask(ctx context.Context, call func() (string, error)) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.gone != nil {
		return "", k.gone
	}
	type answer struct {
		text string
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		text, err := call()
		answers <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-time.After(k.timeout):
		k.gone = &unavailableError{reason: fmt.Sprintf("the keyring did not answer within %s", k.timeout), silent: true}
		return "", k.gone
	case a := <-answers:
		return a.text, k.judge(a.err)
	}
}

// judge sorts the errors of a keyring: nothing there, too large for this
// keyring, or no use to ask again.
func (k *Keyring) judge(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, gokeyring.ErrNotFound):
		return errNotFound
	case errors.Is(err, gokeyring.ErrSetDataTooBig):
		return &unavailableError{reason: "the secret is too large for the keyring"}
	}
	k.gone = &unavailableError{reason: fmt.Sprintf("the keyring can't be used (%v)", err), silent: !isAbsent(err)}
	return k.gone
}

// isAbsent tells a keyring that does not exist from one that refuses.
func isAbsent(err error) bool {
	if errors.Is(err, gokeyring.ErrUnsupportedPlatform) {
		return true
	}
	if _, noBus := errors.AsType[*net.OpError](err); noBus {
		return true
	}
	// D-Bus: nobody owns org.freedesktop.secrets and nobody can be started.
	return strings.Contains(err.Error(), "not provided by any .service files")
}

// askFor is ask, with the account of a secret of this profile.
func (s *Store) askFor(ctx context.Context, name string, call func(account string) (string, error)) (string, error) {
	if s.profile == "" {
		return "", &unavailableError{reason: "the profile has no identity"}
	}
	return s.keyring.ask(ctx, func() (string, error) { return call(s.profile + "/" + name) })
}

func (s *Store) fromKeyring(ctx context.Context, name string) (string, error) {
	return s.askFor(ctx, name, func(account string) (string, error) { return s.keyring.ring.Get(service, account) })
}

func (s *Store) toKeyring(ctx context.Context, name string, value config.Secret) error {
	_, err := s.askFor(ctx, name, func(account string) (string, error) {
		return "", s.keyring.ring.Set(service, account, value.Reveal())
	})
	return err
}

func (s *Store) deleteInKeyring(ctx context.Context, name string) error {
	_, err := s.askFor(ctx, name, func(account string) (string, error) {
		return "", s.keyring.ring.Delete(service, account)
	})
	return err
}

// systemRing is the keyring of the operating system.
type systemRing struct{}

func (systemRing) Get(service, account string) (string, error) {
	return gokeyring.Get(service, account)
}

func (systemRing) Set(service, account, text string) error {
	return gokeyring.Set(service, account, text)
}

func (systemRing) Delete(service, account string) error { return gokeyring.Delete(service, account) }
