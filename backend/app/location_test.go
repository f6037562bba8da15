package app_test

import (
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

func TestPlaceSaysWhatIsRead(t *testing.T) {
	t.Parallel()
	for want, pairs := range map[string][]string{
		"": {"directory", "ldap"},
		"ldap://dc1.example.com:389 · DC=example,DC=com":              {"ldap.hostname", "dc1.example.com", "ldap.rootPath", "DC=example,DC=com", "ldap.username", "reader", "ldap.encryption", "none"},
		"ldaps://dc1.example.com:636":                                 {"ldap.hostname", "dc1.example.com", "ldap.encryption", "ldaps"},
		"ldap://[fd00::1]:3890":                                       {"ldap.hostname", "fd00::1", "ldap.port", "3890", "ldap.encryption", "starttls"},
		"ldap://127.0.0.1:4389":                                       {"ldap.hostname", "127.0.0.1:4389", "ldap.encryption", "none"},
		"ldaps://dc1.example.com:636 ldaps://[fd00::2]:3269":          {"ldap.hostname", "dc1.example.com; [fd00::2]:3269", "ldap.encryption", "ldaps"},
		"/srv/people.csv":                                             {"directory", "file", "file.path", "/srv/people.csv"},
		"/usr/bin/export-people --all":                                {"directory", "file", "file.command", "/usr/bin/export-people --all", "file.format", "csv"},
		"https://hr.example.com/people.csv":                           {"directory", "file", "file.url", "https://hr.example.com/people.csv?key=never-to-be-shown"},
		"company.onmicrosoft.com · https://login.microsoftonline.com": {"directory", "entra", "entra.tenant", "company.onmicrosoft.com"},
		"Google Workspace · example.com":                              {"directory", "google", "google.domain", "example.com"},
		"Google Workspace · my_customer":                              {"directory", "google", "google.domain", "example.com", "google.customer", "my_customer"},
		"https://example.okta.com":                                    {"directory", "okta", "okta.orgUrl", "https://example.okta.com"},
		"5f0f8c2e · https://api.eu.onelogin.com":                      {"directory", "onelogin", "onelogin.clientId", "5f0f8c2e", "onelogin.region", "eu"},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, orgserver.Options{})
			a := f.open("default")
			const hidden = "never-to-be-shown"
			for _, d := range config.Definitions() {
				if d.Kind == config.KindSecret {
					set(t, a, d.Key, "https://example.com/"+hidden) // some are addresses
				}
			}
			set(t, a, pairs...)
			got, err := a.Location(t.Context())
			got = filepath.ToSlash(strings.TrimPrefix(got, filepath.VolumeName(got)))
			if err != nil || strings.Contains(got, hidden) || got != want && !strings.HasSuffix(want, ".csv") || !strings.HasSuffix(got, want) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	for _, kind := range []string{"file", "entra", "google", "okta", "onelogin"} {
		f := newFixture(t, orgserver.Options{})
		a := f.open("default")
		set(t, a, "directory", kind)
		if got, err := a.Location(t.Context()); got != "" || err != nil {
			t.Errorf("%s that is not set up: %q, %v", kind, got, err)
		}
	}
}
