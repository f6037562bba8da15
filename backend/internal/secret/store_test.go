package secret

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	gokeyring "github.com/zalando/go-keyring"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// fakeRing is a keyring in memory.
type fakeRing struct {
	items map[string]string
	err   error
	hang  chan struct{} // if set, every call waits for it
	calls atomic.Int32
}

func (r *fakeRing) call() error {
	r.calls.Add(1)
	if r.hang != nil {
		<-r.hang
	}
	return r.err
}

func (r *fakeRing) Get(service, account string) (string, error) {
	if err := r.call(); err != nil {
		return "", err
	}
	text, ok := r.items[service+"|"+account]
	if !ok {
		return "", gokeyring.ErrNotFound
	}
	return text, nil
}

func (r *fakeRing) Foreign(service, account string) (string, error) { return r.Get(service, account) }

func (r *fakeRing) Set(service, account, text string) error {
	if err := r.call(); err != nil {
		return err
	}
	if len(text) > 2000 {
		return gokeyring.ErrSetDataTooBig
	}
	r.items[service+"|"+account] = text
	return nil
}

func (r *fakeRing) Delete(service, account string) error {
	if _, err := r.Get(service, account); err != nil {
		return err
	}
	delete(r.items, service+"|"+account)
	return nil
}

// env is an environment without the real one's variables.
func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// fixture is a Store whose notices are collected.
type fixture struct {
	*Store
	notices []string
}

// open makes a Store; r nil means no keyring.
func open(dir, profile string, r ring, pairs ...string) *fixture {
	f := &fixture{}
	k := NewKeyring(env())
	if r != nil {
		k = &Keyring{ring: r, timeout: keyringTimeout}
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		k.gone = nil
		if r == nil {
			k.gone = &unavailableError{reason: "there is no keyring here (test)"}
		}
	}
	f.Store = Open(Options{Dir: dir, ProfileID: profile, Keyring: k, Getenv: env(pairs...), Notice: func(text string) { f.notices = append(f.notices, text) }})
	return f
}

func newRing() *fakeRing { return &fakeRing{items: map[string]string{}} }

func (f *fixture) want(t *testing.T, name, text string, place Place) {
	t.Helper()
	got, err := f.Get(t.Context(), name)
	if err != nil || got.Reveal() != text {
		t.Errorf("%s = %q, %v; want %q", name, got.Reveal(), err, text)
	}
	where, err := f.Where(t.Context(), name)
	if err != nil || where != place {
		t.Errorf("%s is in %q, %v; want %q", name, where, err, place)
	}
}

func (f *fixture) set(t *testing.T, name, text string) {
	t.Helper()
	if warning, err := f.Set(t.Context(), name, config.NewSecret(text)); warning != "" || err != nil {
		t.Fatalf("set %s: %s, %v", name, warning, err)
	}
}

func write(t *testing.T, name, text string, mode os.FileMode) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestTheKeyringIsUsedWhereThereIsOne(t *testing.T) {
	t.Parallel()
	dir, r := filepath.Join(t.TempDir(), "profile"), newRing()
	f := open(dir, "uuid", r)
	f.want(t, "ldap.password", "", PlaceNone)
	f.set(t, "ldap.password", "pw")
	f.set(t, "okta.token", "tok")
	f.want(t, "LDAP.Password", "pw", PlaceKeyring)
	if r.items["Directory Connector|uuid/ldap.password"] != "pw" {
		t.Errorf("keyring holds %v", r.items)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the keyring was used, and yet a folder was made")
	}
	if !slices.Equal(f.notices, []string{"Secrets are kept in the keyring of the operating system."}) {
		t.Errorf("notices = %q", f.notices)
	}
	if err := f.Delete(t.Context(), "ldap.password"); err != nil {
		t.Fatal(err)
	}
	if err := f.Delete(t.Context(), "ldap.password"); err != nil {
		t.Fatal(err)
	}
	f.want(t, "ldap.password", "", PlaceNone)
}

func TestWithoutAKeyringSecretsGoToAnEncryptedFile(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "profile")
	f := open(dir, "uuid", nil)
	f.set(t, "ldap.password", "correct horse battery staple")
	f.set(t, "azure.key", "k")
	f.want(t, "ldap.password", "correct horse battery staple", PlaceFile)
	open(dir, "uuid", nil).want(t, "entra.key", "k", PlaceFile)
	if len(f.notices) != 1 || !strings.Contains(f.notices[0], filepath.Join(dir, "secrets.age")) || !strings.Contains(f.notices[0], "secrets.key") {
		t.Errorf("notices = %q", f.notices)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		info, err := file.Info()
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", file.Name(), info.Mode())
		}
		text, err := os.ReadFile(filepath.Join(dir, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, clear := range []string{"horse", "ldap.password"} {
			if strings.Contains(string(text), clear) {
				t.Errorf("%s holds %q in the clear", file.Name(), clear)
			}
		}
	}
	if _, err := f.Set(t.Context(), "ldap.password", config.Secret{}); err != nil {
		t.Fatal(err)
	}
	f.want(t, "ldap.password", "", PlaceNone)
	f.want(t, "entra.key", "k", PlaceFile)
	if err := f.Delete(t.Context(), "entra.key"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "secrets.age")); err == nil {
		t.Error("the file of no secrets stayed")
	}
}

func TestTheEnvironmentWins(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := write(t, filepath.Join(dir, "pw"), "from file\r\n", 0o644)
	write(t, filepath.Join(dir, "onelogin.clientSecret"), "line one\nline two\n\n", 0o400)
	f := open(dir, "uuid", newRing(),
		"BWDC_LDAP_PASSWORD", "from variable", "BWDC_LDAP_PASSWORD_FILE", file, "BWDC_OKTA_TOKEN", "", "BWDC_OKTA_TOKEN_FILE", file,
		"BW_CLIENTSECRET", "bitwarden's", "CREDENTIALS_DIRECTORY", dir)
	warning, err := f.Set(t.Context(), "ldap.password", config.NewSecret("saved"))
	if err != nil || !strings.HasPrefix(warning, "ldap.password is set by BWDC_LDAP_PASSWORD, which wins.") {
		t.Errorf("warning %q, error %v", warning, err)
	}
	f.want(t, "ldap.password", "from variable", PlaceEnvironment)
	f.want(t, "okta.token", "from file", PlaceEnvironment)
	f.want(t, "server.clientSecret", "bitwarden's", PlaceEnvironment)
	f.want(t, "onelogin.secret", "line one\nline two", PlaceEnvironment)
	f.want(t, "entra.key", "", PlaceNone)
	own := open(dir, "uuid", nil, "BW_CLIENTSECRET", "bitwarden's", "BWDC_SERVER_CLIENT_SECRET", "ours")
	own.want(t, "server.clientSecret", "ours", PlaceEnvironment)
}

func TestAFileThatIsNotThereIsAnError(t *testing.T) {
	t.Parallel()
	f := open(t.TempDir(), "uuid", nil, "BWDC_LDAP_PASSWORD_FILE", "/nowhere/at/all", "BWDC_OKTA_TOKEN_FILE", write(t, filepath.Join(t.TempDir(), "empty"), "\n", 0o600))
	for _, name := range []string{"ldap.password", "okta.token"} {
		if _, err := f.Get(t.Context(), name); err == nil || !strings.Contains(directory.HintOf(err), "_FILE") {
			t.Errorf("%s: error = %v, hint %q", name, err, directory.HintOf(err))
		}
	}
}

func TestProfilesNeverShareASecret(t *testing.T) {
	t.Parallel()
	dir, r := t.TempDir(), newRing()
	for _, keyring := range []ring{r, nil} {
		one := open(filepath.Join(dir, "one"), "uuid-1", keyring)
		two := open(filepath.Join(dir, "two"), "uuid-2", keyring)
		one.set(t, "ldap.password", "first")
		two.set(t, "ldap.password", "second")
		place := PlaceKeyring
		if keyring == nil {
			place = PlaceFile
		}
		one.want(t, "ldap.password", "first", place)
		two.want(t, "ldap.password", "second", place)
		if err := one.Delete(t.Context(), "ldap.password"); err != nil {
			t.Fatal(err)
		}
		two.want(t, "ldap.password", "second", place)
	}
}

func TestWhatIsTooLargeForTheKeyringGoesToTheFile(t *testing.T) {
	t.Parallel()
	f := open(t.TempDir(), "uuid", newRing())
	large := strings.Repeat("k", 3000)
	f.set(t, "google.privateKey", "small")
	f.set(t, "google.privateKey", large)
	f.want(t, "google.privateKey", large, PlaceFile)
	f.set(t, "ldap.password", "pw")
	f.want(t, "ldap.password", "pw", PlaceKeyring)
	f.set(t, "google.privateKey", "small again")
	f.want(t, "google.privateKey", "small again", PlaceKeyring)
}

func TestAnOldSecretInTheKeyringNeverComesBack(t *testing.T) {
	t.Parallel()
	dir, r := t.TempDir(), newRing()
	open(dir, "uuid", r).set(t, "ldap.password", "old")
	open(dir, "uuid", nil).set(t, "ldap.password", "new") // over SSH, say
	f := open(dir, "uuid", r)
	f.want(t, "ldap.password", "new", PlaceFile)
	f.set(t, "ldap.password", "newest")
	f.want(t, "ldap.password", "newest", PlaceKeyring)
	open(dir, "uuid", nil).want(t, "ldap.password", "", PlaceNone)
}

func TestLegacySecretsAreJSONStrings(t *testing.T) {
	t.Parallel()
	r := newRing()
	for account, text := range map[string]string{"secretLdap_1": `"pa\"ss"`, "plain": "pa ss", "null": "null", "number": "12", "cut": `"cut`} {
		r.items[legacyService+"|"+account] = text
	}
	f := open(t.TempDir(), "uuid", r)
	for account, want := range map[string]string{"secretLdap_1": `pa"ss`, "plain": "pa ss", "null": "", "missing": "", "number": "12", "cut": `"cut`} {
		got, err := f.Legacy(t.Context(), account)
		if err != nil || got.Reveal() != want {
			t.Errorf("%s = %q, %v; want %q", account, got.Reveal(), err, want)
		}
	}
	got, err := open(t.TempDir(), "uuid", nil).Legacy(t.Context(), "secretLdap_1")
	if err != nil || !got.IsZero() {
		t.Errorf("without a keyring: %v, %v", got, err)
	}
}

func TestAProfileWithoutIdentityUsesNoKeyring(t *testing.T) {
	t.Parallel()
	r := newRing()
	f := open(t.TempDir(), "", r)
	f.set(t, "ldap.password", "pw")
	f.want(t, "ldap.password", "pw", PlaceFile)
	if r.calls.Load() != 0 {
		t.Error("the keyring was asked")
	}
}

// A Kubernetes secret made by echo ends in a newline, which is no part of it.
func TestALineEndInTheEnvironmentIsNoPartOfASecret(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("\ufefffile\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"BWDC_LDAP_PASSWORD": "p@ss\n", "BWDC_OKTA_TOKEN_FILE": file, "BWDC_NO_KEYRING": "1"}
	var said []string
	s := Open(Options{Dir: t.TempDir(), Getenv: func(name string) string { return env[name] }, Notice: func(text string) { said = append(said, text) }})
	for range 2 {
		for name, want := range map[string]string{"ldap.password": "p@ss", "okta.token": "file"} {
			if got, err := s.Get(t.Context(), name); err != nil || got.Reveal() != want {
				t.Errorf("%s is %q, %v; want %q", name, got.Reveal(), err, want)
			}
		}
	}
	slices.Sort(said)
	if len(said) != 2 || !strings.Contains(said[1], "without a line end") || !strings.Contains(said[0], "byte order mark") {
		t.Errorf("said %q", said)
	}
}
