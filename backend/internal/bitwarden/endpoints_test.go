package bitwarden_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
)

func TestEndpointsOf(t *testing.T) {
	t.Parallel()
	us := bitwarden.Endpoints{
		WebVault: "https://vault.bitwarden.com", API: "https://api.bitwarden.com", Identity: "https://identity.bitwarden.com",
	}
	eu := bitwarden.Endpoints{
		WebVault: "https://vault.bitwarden.eu", API: "https://api.bitwarden.eu", Identity: "https://identity.bitwarden.eu",
	}
	own := func(base string) bitwarden.Endpoints {
		return bitwarden.Endpoints{WebVault: base, API: base + "/api", Identity: base + "/identity"}
	}
	tests := map[string]struct {
		server config.Server
		want   bitwarden.Endpoints
	}{
		"nothing is the cloud":    {config.Server{}, us},
		"US":                      {config.Server{URL: "https://bitwarden.com"}, us},
		"US vault":                {config.Server{URL: "vault.bitwarden.com/"}, us},
		"EU":                      {config.Server{URL: "bitwarden.eu"}, eu},
		"EU vault":                {config.Server{URL: "HTTPS://Vault.Bitwarden.EU"}, eu},
		"no scheme":               {config.Server{URL: "vault.example.com"}, own("https://vault.example.com")},
		"slashes and spaces":      {config.Server{URL: " https://vault.example.com/// "}, own("https://vault.example.com")},
		"a path and a port":       {config.Server{URL: "http://localhost:8080/bw/"}, own("http://localhost:8080/bw")},
		"an address":              {config.Server{URL: "https://[::1]:8443"}, own("https://[::1]:8443")},
		"a lookalike is no cloud": {config.Server{URL: "https://notbitwarden.com"}, own("https://notbitwarden.com")},
		"each can be set on its own": {
			config.Server{URL: "vault.example.com", WebVault: "w.example.com/", API: "http://a.example.com/x/", Identity: "i.example.com"},
			bitwarden.Endpoints{WebVault: "https://w.example.com", API: "http://a.example.com/x", Identity: "https://i.example.com"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := bitwarden.EndpointsOf(test.server)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("error %v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestBadEndpoints(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"ftp://vault.example.com", "https://", "https://u:s3cret@vault.example.com", "vault.example.com?x=s3cret",
		"https://vault.example.com/#/login", "http://[s3cret",
	} {
		for key, server := range map[string]config.Server{
			"server.url": {URL: text}, "server.webVault": {WebVault: text}, "server.api": {API: text}, "server.identity": {Identity: text},
		} {
			_, err := bitwarden.EndpointsOf(server)
			if err == nil || !strings.HasPrefix(err.Error(), key+" ") || strings.Contains(err.Error(), "s3cret") || directory.HintOf(err) == "" {
				t.Errorf("%s %q: error %v, hint %q", key, text, err, directory.HintOf(err))
			}
		}
	}
}

func TestOrganizationID(t *testing.T) {
	t.Parallel()
	const id = "b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b"
	tests := map[string]struct{ clientID, want, wantErr string }{
		"good":             {"organization." + id, id, ""},
		"spaces, capitals": {" organization." + strings.ToUpper(id) + "\n", id, ""},
		"nothing":          {"", "", "empty"},
		"a personal key":   {"user." + id, "", "of a person"},
		"the bare id":      {id, "", "not the client id of an organization"},
		"cut off":          {"organization." + id[:35], "", "does not end in the id"},
		"not hexadecimal":  {"organization." + strings.Replace(id, "b5", "xy", 1), "", "does not end in the id"},
		"dashes misplaced": {"organization." + strings.ReplaceAll(id, "-", "0"), "", "does not end in the id"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := bitwarden.OrganizationID(test.clientID)
			if got != test.want {
				t.Errorf("got %q", got)
			}
			if test.wantErr == "" && err == nil {
				return
			}
			if err == nil || test.wantErr == "" || !strings.Contains(err.Error(), test.wantErr) || directory.HintOf(err) == "" {
				t.Errorf("error %v, hint %q, want %q", err, directory.HintOf(err), test.wantErr)
			}
		})
	}
}

func TestSecretsInTheClearAreNoticed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		server config.Server
		want   string
	}{
		{config.Server{}, ""},
		{config.Server{URL: "vault.example.com"}, ""},
		{config.Server{URL: "http://vault.example.com:8080/bw"}, "vault.example.com:8080"},
		{config.Server{URL: "https://vault.example.com", Identity: "http://10.0.0.7"}, "10.0.0.7"},
		{config.Server{URL: "https://vault.example.com", API: "http://[2001:db8::7]"}, "[2001:db8::7]"},
		{config.Server{URL: "http://localhost:8080"}, ""},
		{config.Server{URL: "http://127.0.0.2"}, ""},
		{config.Server{URL: "http://[::1]:80"}, ""},
	} {
		e, err := bitwarden.EndpointsOf(c.server)
		if err != nil || e.InClear() != c.want {
			t.Errorf("%+v: %q, %v, want %q", c.server, e.InClear(), err, c.want)
		}
	}
}
