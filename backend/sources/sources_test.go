package sources_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/sources"
)

// with returns what a Source is opened with.
func with(t *testing.T, v config.Values, secret func(key string) (config.Secret, error)) app.SourceConfig {
	t.Helper()
	settings, err := config.NewCatalog().Settings(v)
	if err != nil {
		t.Fatal(err)
	}
	return app.SourceConfig{
		Settings: settings, Logger: slog.New(slog.DiscardHandler), Now: time.Now, OnProgress: func(directory.Progress) {},
		Secret: func(_ context.Context, key string) (config.Secret, error) { return secret(key) },
	}
}

func noSecret(string) (config.Secret, error) { return config.Secret{}, nil }

func TestFileIsRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(path, []byte("id,email\n1,ada@example.com\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	source, err := sources.Open(t.Context(), with(t, config.Values{"directory": "file", "file.path": path}, noSecret))
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := source.Fetch(t.Context(), nil)
	if err != nil || len(snapshot.Users) != 1 || snapshot.Users[0].Email != "ada@example.com" {
		t.Errorf("got %+v, %v", snapshot, err)
	}
}

// A query could only be ignored: whoever wrote it would sync too many.
func TestAFileHasNoQuery(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, key, filter string
		refused           bool
	}{
		{"a query of users", "sync.userFilter", "|department=Sales", true},
		{"a set and a query", "sync.userFilter", "include:ada@example.com|department=Sales", true},
		{"a query of groups", "sync.groupFilter", "exclude:Guests | name=Sales", true},
		{"a set", "sync.groupFilter", "exclude:Guests", false},
		{"a bar too many", "sync.groupFilter", "exclude:Guests|", false},
	} {
		_, err := sources.Open(t.Context(), with(t, config.Values{"directory": "file", "file.path": "people.csv", c.key: c.filter}, noSecret))
		if !c.refused {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), c.key) || !strings.Contains(err.Error(), "no query language") ||
			!strings.Contains(directory.HintOf(err), "take away the bar") {
			t.Errorf("%s: got %v, hint %q", c.name, err, directory.HintOf(err))
		}
	}
}

func TestLDAPGetsItsPassword(t *testing.T) {
	t.Parallel()
	values := config.Values{"directory": "ldap", "ldap.hostname": "dc1.example.com", "ldap.username": "reader", "ldap.rootPath": "dc=example,dc=com"}
	var asked []string
	source, err := sources.Open(t.Context(), with(t, values, func(key string) (config.Secret, error) {
		asked = append(asked, key)
		return config.NewSecret("password"), nil
	}))
	if err != nil || source == nil || strings.Join(asked, " ") != "ldap.password" {
		t.Errorf("got %v, %v, asked for %v", source, err, asked)
	}
	locked := errors.New("the keyring is locked")
	if _, err := sources.Open(t.Context(), with(t, values, func(string) (config.Secret, error) { return config.Secret{}, locked })); !errors.Is(err, locked) {
		t.Errorf("got %v", err)
	}
}

func TestOktaGetsItsTokenAndQueries(t *testing.T) {
	t.Parallel()
	values := config.Values{"directory": "okta", "okta.orgUrl": "https://example.okta.com", "sync.userFilter": `exclude:a@example.com|status eq "ACTIVE"`}
	var asked []string
	secret := func(key string) (config.Secret, error) {
		asked = append(asked, key)
		return config.NewSecret("token"), nil
	}
	source, err := sources.Open(t.Context(), with(t, values, secret))
	if err != nil || source == nil || strings.Join(asked, " ") != "okta.token network.proxyPassword" {
		t.Errorf("got %v, %v, asked for %v", source, err, asked)
	}
	values["sync.groupFilter"] = "includes:Staff"
	if _, err := sources.Open(t.Context(), with(t, values, secret)); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), "position 1") {
		t.Errorf("a filter that is not understood: %v", err)
	}
	values["sync.groupFilter"] = `|type eq "OKTA_GROUP`
	if _, err := sources.Open(t.Context(), with(t, values, secret)); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), "does not end") {
		t.Errorf("a query that is not understood: %v", err)
	}
	locked := errors.New("the keyring is locked")
	if _, err := sources.Open(t.Context(), with(t, values, func(string) (config.Secret, error) { return config.Secret{}, locked })); !errors.Is(err, locked) {
		t.Errorf("got %v", err)
	}
}

func TestOneLoginGetsItsSecretAndQueries(t *testing.T) {
	t.Parallel()
	values := config.Values{"directory": "onelogin", "onelogin.clientId": "5f0f8c2e", "onelogin.region": "eu", "sync.userFilter": `exclude:a@example.com|status=1`}
	var asked []string
	secret := func(key string) (config.Secret, error) {
		asked = append(asked, key)
		return config.NewSecret("secret"), nil
	}
	source, err := sources.Open(t.Context(), with(t, values, secret))
	if err != nil || source == nil || strings.Join(asked, " ") != "onelogin.clientSecret network.proxyPassword" {
		t.Errorf("got %v, %v, asked for %v", source, err, asked)
	}
	values["sync.groupFilter"] = "includes:Staff"
	if _, err := sources.Open(t.Context(), with(t, values, secret)); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), "position 1") {
		t.Errorf("a filter that is not understood: %v", err)
	}
	values["sync.groupFilter"] = `|name`
	if _, err := sources.Open(t.Context(), with(t, values, secret)); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), "sync.groupFilter: query, position 1") {
		t.Errorf("a query that is not understood: %v", err)
	}
}

func TestEntraGetsItsKeyAndClauses(t *testing.T) {
	t.Parallel()
	values := config.Values{
		"directory": "entra", "entra.tenant": "contoso.onmicrosoft.com", "entra.applicationId": "2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d",
		"sync.userFilter":  "includeGroup:11111111-1111-4111-8111-111111111111|exclude:a@example.com",
		"sync.groupFilter": "excludeAdministrativeUnit:22222222-2222-4222-8222-222222222222",
	}
	var asked []string
	secret := func(key string) (config.Secret, error) {
		asked = append(asked, key)
		return config.NewSecret("value"), nil
	}
	source, err := sources.Open(t.Context(), with(t, values, secret))
	if err != nil || source == nil || strings.Join(asked, " ") != "entra.key network.proxyPassword" {
		t.Errorf("got %v, %v, asked for %v", source, err, asked)
	}
	for key, text := range map[string]string{
		"sync.userFilter": "includeGroup:Staff", "sync.groupFilter": "includeGroup:11111111-1111-4111-8111-111111111111",
		"entra.applicationId": "my app", "entra.tenant": "https://contoso.com",
	} {
		bad := maps.Clone(values)
		bad[key] = text
		if _, err := sources.Open(t.Context(), with(t, bad, secret)); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), key) {
			t.Errorf("%s %q: %v", key, text, err)
		}
	}
	locked := errors.New("the keyring is locked")
	if _, err := sources.Open(t.Context(), with(t, values, func(string) (config.Secret, error) { return config.Secret{}, locked })); !errors.Is(err, locked) {
		t.Errorf("got %v", err)
	}
}

func TestGoogleGetsItsKeyAndQueries(t *testing.T) {
	t.Parallel()
	values := config.Values{
		"directory": "google", "google.clientEmail": googletest.ClientEmail, "google.adminUser": googletest.AdminUser,
		"google.domain": "example.com", "sync.userFilter": "exclude:a@example.com|orgUnitPath=/Engineering",
	}
	var asked []string
	secret := func(key string) (config.Secret, error) {
		asked = append(asked, key)
		return config.NewSecret(googletest.GoodKey().PEM(t)), nil
	}
	source, err := sources.Open(t.Context(), with(t, values, secret))
	if err != nil || source == nil || strings.Join(asked, " ") != "google.privateKey network.proxyPassword" {
		t.Errorf("got %v, %v, asked for %v", source, err, asked)
	}
	values["sync.groupFilter"] = "includes:Staff"
	if _, err := sources.Open(t.Context(), with(t, values, secret)); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), "position 1") {
		t.Errorf("a filter that is not understood: %v", err)
	}
}

// Each directory that can be chosen has a Source, which says what is missing.
func TestEveryKindIsOpened(t *testing.T) {
	t.Parallel()
	d, err := config.NewCatalog().Find("directory")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range d.Allowed {
		_, err := sources.Open(t.Context(), with(t, config.Values{"directory": kind}, noSecret))
		if kind == "ldap" && err == nil {
			continue // it says what is missing when it connects
		}
		if !errors.Is(err, directory.ErrConfig) || strings.Contains(err.Error(), "no such kind") || directory.HintOf(err) == "" {
			t.Errorf("%s: got %v", kind, err)
		}
	}
	c := with(t, nil, noSecret)
	c.Settings.Directory = "abacus"
	if _, err := sources.Open(t.Context(), c); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), "abacus") {
		t.Errorf("a kind that nobody knows: %v", err)
	}
}
