package secret

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// A person's secrets move to where a service, which has no keyring, finds them.
func TestSecretsOfAService(t *testing.T) {
	t.Parallel()
	dir, r := t.TempDir(), &fakeRing{items: map[string]string{}}
	f := open(dir, "uuid", r)
	f.set(t, "ldap.password", "pw")
	f.set(t, "server.clientSecret", "key")
	f.want(t, "ldap.password", "pw", PlaceKeyring)
	if moved, err := f.Settle(t.Context()); moved != 2 || err != nil {
		t.Fatalf("moved %d, %v", moved, err)
	}
	if len(r.items) != 0 {
		t.Errorf("the keyring still holds %d", len(r.items))
	}
	if moved, err := f.Settle(t.Context()); moved != 0 || err != nil {
		t.Errorf("again: %d, %v", moved, err)
	}
	calls := r.calls.Load()
	service := &fixture{Store: Open(Options{Dir: dir, ProfileID: "uuid", Service: "a service syncs it", Getenv: func(string) string { return "" }})}
	service.want(t, "ldap.password", "pw", PlaceFile)
	service.set(t, "ldap.password", "new")
	service.want(t, "ldap.password", "new", PlaceFile)
	service.want(t, "server.clientSecret", "key", PlaceFile)
	if err := service.Delete(t.Context(), "server.clientSecret"); err != nil {
		t.Error(err)
	}
	if r.calls.Load() != calls {
		t.Error("the keyring was asked for a service")
	}
}

// What a locked keyring holds would be missed by the service.
func TestAKeyringThatIsLockedIsNotLeftBehind(t *testing.T) {
	t.Parallel()
	f := open(t.TempDir(), "uuid", &fakeRing{err: errors.New("locked")})
	if _, err := f.Settle(t.Context()); err == nil {
		t.Error("secrets of a locked keyring count as moved")
	}
	none := open(t.TempDir(), "uuid", &fakeRing{err: errors.New("The name org.freedesktop.secrets was not provided by any .service files")})
	if moved, err := none.Settle(t.Context()); moved != 0 || err != nil {
		t.Errorf("without a keyring: %d, %v", moved, err)
	}
}

// On Windows the key of a service's secrets is sealed for the machine; a key
// that was there is sealed with the others.
func TestTheKeyOfAServiceIsSealed(t *testing.T) {
	t.Parallel()
	sealed := func(dir string) bool {
		text, err := os.ReadFile(filepath.Join(dir, ownKey))
		if err != nil {
			t.Fatal(err)
		}
		return bytes.HasPrefix(text, []byte(sealHead)) && !bytes.Contains(text, []byte("AGE-SECRET-KEY"))
	}
	nothing := func(string) string { return "" }
	fresh := &fixture{Store: Open(Options{Dir: t.TempDir(), ProfileID: "uuid", Service: "a service syncs it", Getenv: nothing})}
	fresh.set(t, "ldap.password", "pw")
	fresh.want(t, "ldap.password", "pw", PlaceFile)

	dir := t.TempDir()
	old := open(dir, "uuid", &fakeRing{err: errors.New("The name org.freedesktop.secrets was not provided by any .service files")})
	old.set(t, "ldap.password", "pw")
	if sealed(dir) {
		t.Error("the key of a person is sealed")
	}
	if _, err := old.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	old.want(t, "ldap.password", "pw", PlaceFile)
	for _, dir := range []string{fresh.vault.dir, dir} {
		if got := sealed(dir); got != (runtime.GOOS == "windows") {
			t.Errorf("sealed: %v", got)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, ownKey), []byte(sealHead+"bm90IGEgc2VhbA==\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := old.Get(t.Context(), "ldap.password"); !errors.Is(err, ErrKey) {
		t.Errorf("a seal of another machine: %v", err)
	}
}
