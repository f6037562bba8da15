package app_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt" //nolint:depguard // plays another process that reads the database for long

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

// readOnly lets a profile's database be read but not written, as another
// process does that reads it for long. The context that it returns ends soon.
func (f *fixture) readOnly(profile string) (ctx context.Context, free func()) {
	f.t.Helper()
	db, err := bbolt.Open(filepath.Join(f.data, "profiles", profile, app.DatabaseName), 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		f.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(f.t.Context(), time.Second)
	return ctx, func() {
		cancel()
		_ = db.Close()
	}
}

// everything exports a profile with its secrets.
func everything(t *testing.T, a *app.App) string {
	t.Helper()
	text, err := a.Config().Export(t.Context(), app.YAML, true)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEverySettingMovesToAnotherProfile(t *testing.T) {
	t.Parallel()
	for _, format := range []app.Format{app.YAML, app.JSON} {
		f := newFixture(t, orgserver.Options{})
		a, b := f.open("default"), f.open("copy")
		var keys []string
		for _, d := range config.Definitions() {
			text := another(d)
			switch d.Key {
			case "file.command", "file.url":
				continue // there is file.path
			case "directory":
				text = "file" // the others are not complete
			case "sync.overwriteExisting", "sync.users":
				text = "true"
			case "sync.leavers":
				text = "remove" // the other does not go with sync.overwriteExisting
			case "sync.userFilter", "sync.groupFilter":
				text = "include:ada@example.com"
			}
			set(t, a, d.Key, text)
			if d.Kind != config.KindSecret {
				keys = append(keys, d.Key)
			}
		}
		slices.Sort(keys)
		text, err := a.Config().Export(t.Context(), format, true)
		if err != nil {
			t.Fatal(err)
		}
		got, err := b.Config().Import(t.Context(), text, format)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(keys, got); diff != "" {
			t.Errorf("%s: keys (-want +got):\n%s", format, diff)
		}
		if diff := cmp.Diff(everything(t, a), everything(t, b)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
		// Without secrets those that are there stay.
		plain, err := a.Config().Export(t.Context(), format, false)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(plain), "secretenv") {
			t.Errorf("a secret is in the export: %s", plain)
		}
		if _, err := b.Config().Import(t.Context(), plain, format); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(everything(t, a), everything(t, b)); diff != "" {
			t.Errorf("%s, without secrets (-want +got):\n%s", format, diff)
		}
	}
}

func TestImportTakesSecretsByReference(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("token from a file\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.setenv("LDAP_PW", "password of the environment")
	a := f.open("default")
	text := "directory: file\nfile.path: x.csv\nldap.password: {env: LDAP_PW}\nokta.token: {file: " + file + "}\n"
	if _, err := a.Config().Import(t.Context(), []byte(text), app.YAML); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"password of the environment", "token from a file\n"} {
		if got := everything(t, a); !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}

func TestImportThatCannotBeChangesNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "directory", "file", "file.path", "old.csv", "ldap.password", "old-password")
	before := everything(t, a)
	long := filepath.Join(t.TempDir(), "long")
	if err := os.WriteFile(long, []byte(strings.Repeat("x", 70_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	const good = "directory: file\nfile.path: new.csv\nldap.password: new-password\n"
	for name, c := range map[string]struct{ text, want string }{
		"no YAML":                    {"directory: [", "this is not YAML"},
		"an unknown key":             {good + "ldap.hostnam: x\n", "line 4: unknown setting \"ldap.hostnam\": did you mean ldap.hostname?"},
		"a bad value":                {good + "sync.interval: 1\n", "line 4: sync.interval: 1 is not between"},
		"what does not go together":  {good + "sync.users: false\nsync.groups: false\n", "sync.users: is off"},
		"a filter":                   {good + "sync.userFilter: 'only:x'\n", "sync.userFilter"},
		"nothing":                    {"", "the text is empty"},
		"a secret that is not there": {good + "okta.token: {env: NO_SUCH}\n", "okta.token: was to be taken from the environment variable NO_SUCH"},
		"a secret's file":            {good + "okta.token: {file: /no/such/file}\n", "okta.token: open /no/such/file"},
		"a secret that is too long":  {good + "okta.token: {file: " + long + "}\n", "is too long for a secret"},
	} {
		_, err := a.Config().Import(t.Context(), []byte(c.text), app.YAML)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if diff := cmp.Diff(before, everything(t, a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}

	// Nor is anything half done when it fails between secrets and settings.
	ctx, free := f.readOnly("default")
	_, err := a.Config().Import(ctx, []byte(good+"okta.token: new-token\n"), app.YAML)
	free()
	if err == nil {
		t.Fatal("the database could be written")
	}
	if diff := cmp.Diff(before, everything(t, a)); diff != "" {
		t.Errorf("half done (-want +got):\n%s", diff)
	}
}

func TestImportCountsWhatTheEnvironmentSays(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.setenv("BWDC_LDAP_HOSTNAME", "dc1.example.com", "BWDC_LDAP_USERNAME", "reader")
	a := f.open("default")
	keys, err := a.Config().Import(t.Context(), []byte("directory: ldap\n"), app.YAML)
	if err != nil || len(keys) != 1 {
		t.Errorf("got %v, %v", keys, err)
	}
	f.setenv("BWDC_LDAP_HOSTNAME", "")
	fails(t, a.Validate(t.Context()), app.CodeSettings, "ldap.hostname: is not set")
	_, err = a.Config().Import(t.Context(), []byte("directory: ldap\n"), app.YAML)
	fails(t, err, app.CodeSettings, "ldap.hostname: is not set")
}

func TestSecretsFromElsewhere(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"a": "a", "a b\n": "a b", "a\r\n\n": "a", " a ": " a ", "": "", "\n": ""} {
		got, err := app.ReadSecret("ldap.password", "standard input", strings.NewReader(text), func(string) {})
		if got.Reveal() != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q, %v", text, got.Reveal(), err)
		}
	}
	env := map[string]string{"PW": "hush"}
	if s, err := app.SecretFromEnv("ldap.password", "PW", func(n string) string { return env[n] }, func(string) {}); err != nil || s.Reveal() != "hush" {
		t.Error(err)
	}
	_, err := app.SecretFromFile("ldap.password", t.TempDir(), func(string) {})
	fails(t, err, app.CodeFailed, "ldap.password")
	if err := app.ValidateFile([]byte(`{"directory":"file"}`), app.JSON); err == nil {
		t.Error("a file without file.path is valid")
	}
	if err := app.ValidateFile([]byte(`{"directory":"file","file":{"path":"x"}}`), app.JSON); err != nil {
		t.Error(err)
	}
}
