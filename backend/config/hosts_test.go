package config_test

import (
	"strings"
	"testing"

	"directoryconnector/backend/config"
)

func TestHostsAreUnderstoodOrRefused(t *testing.T) {
	t.Parallel()
	catalog := config.NewCatalog()
	for text, wrong := range map[string]string{
		"":                                      "",
		"dc1.example.com":                       "",
		"dc1.example.com:636":                   "",
		"dc1.example.com; dc2.example.com:3269": "",
		"_ldap._tcp.example.com":                "",
		"192.0.2.1":                             "",
		"2001:db8::1":                           "",
		"[2001:db8::1]:636":                     "",
		"ldap://dc1.example.com":                "leave out ldap://",
		"dc1.example.com dc2.example.com":       "separate several by semicolons",
		"dc1.example.com,dc2.example.com":       "separate several by semicolons",
		"dc1.example.com/dc=example":            "is not a host name",
		"dc1.example.com:ldaps":                 `has the port "ldaps"`,
		"dc1.example.com:0":                     `has the port "0"`,
		"dc1.example.com:99999":                 `has the port "99999"`,
		"2001:db8::1:99999":                     "[2001:db8::1]:636",
		":636":                                  "is not a host name",
		"reader@dc1.example.com":                "is not a host name",
	} {
		_, _, err := catalog.Normalize("ldap.hostname", text)
		if (err != nil) != (wrong != "") || err != nil && !strings.Contains(err.Error(), wrong) {
			t.Errorf("%q: got %v, want %q", text, err, wrong)
		}
	}
}
