package secret

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/danieljoos/wincred"

	"directoryconnector/backend/internal/testbed/needs"
)

// The real thing: the Credential Manager, under names that nobody else has.
func TestTheCredentialManager(t *testing.T) {
	t.Parallel()
	dir, ctx, id := t.TempDir(), t.Context(), rand.Text()
	f := &fixture{Store: Open(Options{Dir: dir, ProfileID: id + "-1"})}
	other := &fixture{Store: Open(Options{Dir: dir, ProfileID: id + "-2"})}
	f.want(t, "ldap.password", "", PlaceNone)
	f.set(t, "ldap.password", "pässword \"1\"")
	other.set(t, "ldap.password", "other")
	f.want(t, "ldap.password", "pässword \"1\"", PlaceKeyring)
	f.set(t, "ldap.password", "second")
	f.want(t, "ldap.password", "second", PlaceKeyring)
	other.want(t, "ldap.password", "other", PlaceKeyring)
	holdsFiles(t, dir)

	// A private key may be larger than what it takes (2,560 bytes).
	large := strings.Repeat("k", 3000)
	f.set(t, "google.privateKey", large)
	f.want(t, "google.privateKey", large, PlaceFile)
	for _, s := range []*fixture{f, other} {
		for _, name := range []string{"ldap.password", "google.privateKey"} {
			if err := s.Delete(ctx, name); err != nil {
				t.Fatal(err)
			}
			s.want(t, name, "", PlaceNone)
		}
	}

	c := wincred.NewGenericCredential(legacyService + "/" + id)
	c.CredentialBlob = []byte(`"from bitwarden"`)
	if err := c.Write(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Delete() }()
	if got, err := f.Legacy(ctx, id); err != nil || got.Reveal() != "from bitwarden" {
		t.Errorf("legacy = %q, %v", got.Reveal(), err)
	}
	if got, err := f.Legacy(ctx, id+"-none"); err != nil || !got.IsZero() {
		t.Errorf("missing legacy = %v, %v", got, err)
	}
}

// TestSecretsThatSomebodyHolds for a moment are waited for: a scanner, or another
// process that replaces them.
func TestSecretsThatSomebodyHolds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := open(dir, "uuid", nil)
	f.set(t, "ldap.password", "first")
	holdForAMoment := func() {
		for _, name := range []string{"secrets.age", ownKey} {
			time.AfterFunc(300*time.Millisecond, needs.Hold(t, filepath.Join(dir, name)))
		}
	}
	holdForAMoment()
	f.want(t, "ldap.password", "first", PlaceFile)
	holdForAMoment()
	f.set(t, "ldap.password", "second")
	f.want(t, "ldap.password", "second", PlaceFile)
	holdForAMoment()
	if err := f.Delete(t.Context(), "ldap.password"); err != nil {
		t.Error(err)
	}
	f.want(t, "ldap.password", "", PlaceNone)
	holdsFiles(t, dir, ownKey, "secrets.lock")
}

// holdsFiles wants exactly these files in a folder.
func holdsFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %q, not %q", got, want)
	}
}
