package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

// another returns a value other than the default that the definition allows.
func another(d *config.Definition) string {
	switch d.Kind {
	case config.KindBool:
		if d.Default == "true" {
			return "false"
		}
		return "true"
	case config.KindChoice:
		for _, v := range d.Allowed {
			if v != d.Default {
				return v
			}
		}
	case config.KindNumber:
		return "17"
	case config.KindDuration:
		return "30m"
	case config.KindLimit:
		return "7%"
	case config.KindSecret: // some are addresses
		return "https://example.com/secretenv"
	}
	return d.Example
}

func TestEverySettingCanBeSetReadAndUnset(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	for _, d := range config.Definitions() {
		before := value(t, a, d.Key)
		text := another(d)
		// Names are found in any case, aliases too.
		name := strings.ToUpper(d.Key)
		if len(d.Aliases) > 0 {
			name = strings.ToLower(d.Aliases[0])
		}
		set(t, a, name, text)
		if d.Kind == config.KindFile { // on Windows a path of the drive
			whole, err := filepath.Abs(text)
			if err != nil {
				t.Fatal(err)
			}
			text = whole
		}
		want := text + " (set)"
		if d.Kind == config.KindSecret {
			want = " (file)"
		}
		if got := value(t, a, d.Key); got != want {
			t.Errorf("%s: got %q, want %q", d.Key, got, want)
		}
		if err := a.Config().Unset(t.Context(), name); err != nil {
			t.Error(err)
		}
		if got := value(t, a, d.Key); got != before {
			t.Errorf("%s, unset: got %q, want %q", d.Key, got, before)
		}
	}
}

func TestBadValuesAndUnknownKeysChangeNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "sync.interval", "30")
	for _, c := range []struct{ key, text, want, field string }{
		{"sync.interval", "1", "sync.interval: 1 is not between 5 and", "sync.interval"},
		{"sync.interval", "often", `"often" is not a whole number (example: 15)`, "sync.interval"},
		{"directory", "sap", `"sap" is not one of ldap, entra`, "directory"},
		{"ldap.hostnam", "a", "did you mean ldap.hostname?", "ldap.hostnam"},
		{"hostname", "a", "did you mean ldap.hostname?", "hostname"},
		{"", "a", "unknown setting", ""},
		{"ldap.password", "", "ldap.password: is empty", "ldap.password"},
	} {
		_, err := a.Config().Set(t.Context(), c.key, c.text)
		fails(t, err, app.CodeSettings, c.want)
		if got := app.Describe(err).Field; got != c.field {
			t.Errorf("%s: field %q", c.key, got)
		}
	}
	_, err := a.Config().SetSecret(t.Context(), "ldap.hostname", config.NewSecret("x"))
	fails(t, err, app.CodeSettings, "ldap.hostname: is not a secret")
	_, err = a.Config().Get(t.Context(), "no.such")
	fails(t, err, app.CodeSettings, "unknown setting")
	fails(t, a.Config().Unset(t.Context(), "no.such"), app.CodeSettings, "unknown setting")
	if got := value(t, a, "sync.interval"); got != "30 (set)" {
		t.Errorf("got %q", got)
	}
}

func TestLookingCreatesNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a, err := app.Open(f.options(""))
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	for _, err := range []error{
		func() error { _, err := a.Config().List(ctx); return err }(),
		func() error { _, err := a.Status(ctx); return err }(),
		func() error { _, err := a.Config().Export(ctx, app.YAML, true); return err }(),
		func() error { _, err := a.History().Runs(ctx, 0, 10); return err }(),
		func() error { _, err := a.LastSync(ctx); return err }(),
		a.Config().Unset(ctx, "okta.token"), a.Close(),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(f.data); !os.IsNotExist(err) {
		t.Errorf("there is something now: %v", files(t, f.data))
	}
}

func TestEnvironmentOverridesWhatIsSet(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "sync.interval", "30", "okta.token", "saved-token")
	f.setenv("BWDC_SYNC_INTERVAL", " 60 ", "BWDC_LDAP_USER_OBJECT_CLASS", "inetOrgPerson", "BWDC_OKTA_TOKEN", "token-of-the-environment")
	for key, want := range map[string]string{"sync.interval": "60 (environment)", "ldap.userObjectClass": "inetOrgPerson (environment)", "okta.token": " (environment)"} {
		if got := value(t, a, key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	// Setting says so, and an export does not take the environment's.
	notice, err := a.Config().Set(t.Context(), "sync.interval", "20")
	if err != nil || !strings.Contains(notice, "BWDC_SYNC_INTERVAL overrides it") {
		t.Errorf("got %q, %v", notice, err)
	}
	notice, err = a.Config().Set(t.Context(), "okta.token", "newer-token")
	if err != nil || !strings.Contains(notice, "BWDC_OKTA_TOKEN") {
		t.Errorf("got %q, %v", notice, err)
	}
	text, err := a.Config().Export(t.Context(), app.JSON, true)
	if err != nil || !strings.Contains(string(text), `"interval": 20`) || !strings.Contains(string(text), "newer-token") || strings.Contains(string(text), "inetOrgPerson") {
		t.Errorf("got %s, %v", text, err)
	}
	if strings.Contains(string(text), "of-the-environment") {
		t.Errorf("the export holds a secret that is not kept: %s", text)
	}

	// Everything that is wrong is named by its variable.
	f.setenv("BWDC_SYNC_INTERVAL", "often", "BWDC_DIRECTORY", "sap")
	_, err = a.Settings(t.Context())
	fails(t, err, app.CodeSettings, "sync.interval", "BWDC_SYNC_INTERVAL", "BWDC_DIRECTORY")
	for _, p := range app.Describe(err).Fields {
		if p.Code == "" {
			t.Errorf("%s has no code for other languages", p.Key)
		}
	}
	_, err = a.Status(t.Context())
	fails(t, err, app.CodeSettings, "BWDC_DIRECTORY")
	// Nothing keeps anybody from setting and unsetting meanwhile.
	set(t, a, "sync.interval", "25")
}

func TestSecretsFromFilesOfTheEnvironment(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	file := filepath.Join(t.TempDir(), "client-secret")
	if err := os.WriteFile(file, []byte(f.server.ClientSecret()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.setenv("BWDC_DIRECTORY", "file", "BWDC_FILE_PATH", f.people, "BWDC_SERVER_URL", f.url, "BW_CLIENTID", f.server.ClientID(), "BWDC_SERVER_CLIENT_SECRET_FILE", file)
	a := f.open("default")
	syncs(t, a)
	if f.members() != "ada barbara grace" {
		t.Errorf("members: %s", f.members())
	}
	f.setenv("BWDC_SERVER_CLIENT_SECRET_FILE", file+".gone")
	_, err := a.Sync(t.Context(), yes())
	fails(t, err, app.CodeFailed, "server.clientSecret", file+".gone", "BWDC_SERVER_CLIENT_SECRET_FILE must name a file")
}

func TestEnvironmentAloneIsEnough(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.setenv("BWDC_DIRECTORY", "file", "BWDC_FILE_PATH", f.people, "BWDC_SERVER_URL", f.url, "BW_CLIENTID", f.server.ClientID(), "BW_CLIENTSECRET", f.server.ClientSecret())
	a := f.open("default")
	syncs(t, a)
	s, err := a.Status(t.Context())
	if err != nil || !s.LoggedIn || s.Organization != f.server.OrganizationID() || s.Members != 3 || s.Groups != 1 {
		t.Errorf("got %+v, %v", s, err)
	}
	if where := holds(t, f.data, f.server.ClientSecret()); where != nil {
		t.Errorf("the secret is in %v", where)
	}

	f.setenv("BW_CLIENTID", "user.b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b")
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeSettings, "BW_CLIENTID", "API key of a person")
	_, err = a.Test(t.Context(), app.TestRequest{})
	fails(t, err, app.CodeSettings, "BW_CLIENTID")
	f.setenv("BW_CLIENTID", f.server.ClientID(), "BW_CLIENTSECRET", "")
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeNotLoggedIn, "client secret is not known", "BW_CLIENTSECRET")
}

func TestValidateNamesAllThatIsWrong(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "directory", "file", "sync.useEmailPrefixSuffix", "true", "sync.userFilter", "only:ada", "sync.groupFilter", "include:")
	err := a.Validate(t.Context())
	fails(t, err, app.CodeSettings, "file.path: is not set", "sync.emailSuffix", "sync.userFilter", "sync.groupFilter", "example")
	set(t, a, "file.path", f.people, "sync.emailSuffix", "@example.com", "sync.userFilter", "include:ada@example.com", "sync.groupFilter", "exclude:Guests")
	if err := a.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	// A set filter holds in a test.
	v, err := a.Test(t.Context(), app.TestRequest{})
	if err != nil || len(v.Enabled) != 1 {
		t.Fatalf("got %+v, %v", v, err)
	}
	if diff := cmp.Diff([]app.PreviewUser{{ExternalID: "id-ada", Email: "ada@example.com"}}, v.Enabled); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFilterOfACloudDirectoryMayHoldAQuery(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	const query = `profile.department eq "IT"`
	set(t, a, "directory", "okta", "okta.orgUrl", "https://example.okta.com", "sync.userFilter", "include:ada@example.com|"+query, "sync.groupFilter", "|"+query)
	if err := a.Validate(t.Context()); err != nil {
		t.Errorf("Okta answers queries: %v", err)
	}
	set(t, a, "directory", "file", "file.path", f.people)
	fails(t, a.Validate(t.Context()), app.CodeSettings, "sync.userFilter", "sync.groupFilter")
}
