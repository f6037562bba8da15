package secret

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	secretservice "github.com/zalando/go-keyring/secret_service"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/testbed/needs"
)

func TestAKeyringThatHangsIsAskedOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &fakeRing{hang: make(chan struct{})}
		defer close(r.hang) // the goroutine ends when the keyring answers at last
		f := open(t.TempDir(), "uuid", r)
		start := time.Now()
		f.want(t, "ldap.password", "", PlaceNone)
		if passed := time.Since(start); passed != keyringTimeout {
			t.Errorf("waited %v, want %v", passed, keyringTimeout)
		}
		start = time.Now()
		f.set(t, "ldap.password", "pw")
		f.want(t, "ldap.password", "pw", PlaceFile)
		if passed := time.Since(start); passed != 0 || r.calls.Load() != 1 {
			t.Errorf("asked %d times, waited another %v", r.calls.Load(), passed)
		}
		if err := f.Delete(t.Context(), "ldap.password"); err == nil {
			t.Error("a secret counts as deleted that the keyring may still hold")
		}
		if len(f.notices) != 2 || !strings.Contains(f.notices[0], "did not answer within 3s") || !strings.Contains(f.notices[1], "secrets.age") {
			t.Errorf("notices = %q", f.notices)
		}
	})
}

func TestCancellingEndsTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &fakeRing{hang: make(chan struct{})}
		defer close(r.hang)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := open(t.TempDir(), "uuid", r).Get(ctx, "ldap.password")
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error = %v", err)
		}
	})
}

func TestAKeyringThatFailsIsAskedOnce(t *testing.T) {
	t.Parallel()
	for text, silent := range map[string]bool{
		"The name org.freedesktop.secrets was not provided by any .service files": false,
		"failed to unlock correct collection '/org/freedesktop/secrets'":          true,
	} {
		r := &fakeRing{err: errors.New(text)}
		f := open(t.TempDir(), "uuid", r)
		f.want(t, "ldap.password", "", PlaceNone)
		f.set(t, "ldap.password", "pw")
		f.want(t, "ldap.password", "pw", PlaceFile)
		if r.calls.Load() != 1 {
			t.Errorf("asked %d times", r.calls.Load())
		}
		if told := len(f.notices) == 2; told != silent {
			t.Errorf("%s: notices = %q", text, f.notices)
		}
		if err := f.Delete(t.Context(), "ldap.password"); (err != nil) != silent {
			t.Errorf("%s: delete = %v", text, err)
		}
	}
}

func TestNoKeyring(t *testing.T) {
	t.Parallel()
	for _, pairs := range [][]string{{"BWDC_NO_KEYRING", "1", "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"}, {}} {
		if len(pairs) == 0 && (runtime.GOOS == "windows" || runtime.GOOS == "darwin") {
			continue
		}
		if err := NewKeyring(env(pairs...)).gone; err == nil {
			t.Errorf("a keyring with %v", pairs)
		}
	}
	k := NewKeyring(env("BWDC_NO_KEYRING", "0", "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"))
	if err := k.gone; err != nil {
		t.Errorf("BWDC_NO_KEYRING=0: %v", err)
	}
}

// The real thing: gnome-keyring on a session bus of its own, in a home of its
// own. The test binary runs again inside that session.
func TestGnomeKeyring(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			needs.Missing(t, "keyring", err.Error())
		}
	}
	home := t.TempDir()
	script := `printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" -test.v -test.run='^TestInsideGnomeKeyring$'`
	cmd := exec.CommandContext(t.Context(), "dbus-run-session", "--", "sh", "-c", script, os.Args[0]) //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), "SECRET_TEST_INSIDE=1", "HOME="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"),
		"XDG_CONFIG_HOME="+filepath.Join(home, "config"), "XDG_CACHE_HOME="+filepath.Join(home, "cache"), "XDG_RUNTIME_DIR="+home)
	cmd.WaitDelay = 10 * time.Second // the daemon keeps the pipe for a moment
	out, err := cmd.CombinedOutput()
	if err != nil && !errors.Is(err, exec.ErrWaitDelay) || !strings.Contains(string(out), "--- PASS: TestInsideGnomeKeyring") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestInsideGnomeKeyring(t *testing.T) {
	if os.Getenv("SECRET_TEST_INSIDE") == "" {
		t.Skip("is run by TestGnomeKeyring")
	}
	dir, ctx := t.TempDir(), t.Context()
	f := &fixture{Store: Open(Options{Dir: dir, ProfileID: "uuid-1"})}
	other := &fixture{Store: Open(Options{Dir: dir, ProfileID: "uuid-2"})}
	f.want(t, "ldap.password", "", PlaceNone)
	f.set(t, "ldap.password", "pässword \"1\"")
	other.set(t, "ldap.password", "other")
	f.want(t, "ldap.password", "pässword \"1\"", PlaceKeyring)
	f.set(t, "ldap.password", "second")
	f.want(t, "ldap.password", "second", PlaceKeyring)
	other.want(t, "ldap.password", "other", PlaceKeyring)
	if err := f.Delete(ctx, "ldap.password"); err != nil {
		t.Fatal(err)
	}
	f.want(t, "ldap.password", "", PlaceNone)
	other.want(t, "ldap.password", "other", PlaceKeyring)

	putForeign(t, legacyService, "secretLdap_1", `"from bitwarden"`)
	got, err := f.Legacy(ctx, "secretLdap_1")
	if err != nil || got.Reveal() != "from bitwarden" {
		t.Errorf("legacy = %q, %v", got.Reveal(), err)
	}
	if got, err := f.Legacy(ctx, "secretLdap_2"); err != nil || !got.IsZero() {
		t.Errorf("missing legacy = %v, %v", got, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 0 {
		t.Errorf("files %v, %v", files, err)
	}
}

// putForeign writes an item with the attributes of libsecret's users.
func putForeign(t *testing.T, service, account, text string) {
	t.Helper()
	bus, err := secretservice.NewSecretService()
	if err != nil {
		t.Fatal(err)
	}
	session, err := bus.OpenSession()
	if err != nil {
		t.Fatal(err)
	}
	item := map[string]string{"xdg:schema": "org.freedesktop.Secret.Generic", "service": service, "account": account}
	secret := secretservice.NewSecret(session.Path(), config.NewSecret(text).Reveal())
	if err := bus.CreateItem(bus.GetLoginCollection(), service+"/"+account, item, secret); err != nil {
		t.Fatal(err)
	}
}
