package app_test

import (
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
)

// strangers starts a server whose certificate nobody vouches for.
func strangers(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // that it is refused is meant
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func TestACertificateIsTrustedByItsFingerprint(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	server := strangers(t)
	certificate := server.Certificate()
	host, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(t.TempDir(), "kept.pem")
	old := strings.TrimRight(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: other(t).Raw})), "\n")
	if err := os.WriteFile(kept, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	for part, test := range map[string]struct {
		setting string
		draft   map[string]string
	}{
		app.PartOrganization: {"network.caFile", map[string]string{"server.url": server.URL, "network.caFile": kept}},
		app.PartDirectory: {"ldap.caFile", map[string]string{
			"directory": "ldap", "ldap.hostname": host, "ldap.port": port, "ldap.encryption": "ldaps", "ldap.authentication": "anonymous", "ldap.caFile": kept,
		}},
	} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			a := f.open("for-" + part)
			draft := app.Draft{Set: test.draft}
			shown, err := a.Try(draft).Untrusted(t.Context(), part)
			if err != nil || shown.Setting != test.setting || len(shown.Chain) != 1 || !shown.Chain[0].Equal(certificate) {
				t.Fatalf("got %s and %d certificates, %v", shown.Setting, len(shown.Chain), err)
			}
			_, _, err = a.Trust(t.Context(), draft, part, app.Fingerprint(other(t)))
			fails(t, err, app.CodeFailed, "the server shows another one now, with the fingerprint "+app.Fingerprint(certificate))

			setting, path, err := a.Trust(t.Context(), draft, part, app.Fingerprint(certificate))
			if err != nil || setting != test.setting {
				t.Fatalf("got %s, %v", setting, err)
			}
			content, err := os.ReadFile(path)
			if err != nil || !strings.HasPrefix(string(content), old+"\n-----BEGIN") {
				t.Errorf("what was trusted before is not any more: %v\n%s", err, content)
			}
			trusted := app.Draft{Set: test.draft}
			trusted.Set[setting] = path
			if shown, err = a.Try(trusted).Untrusted(t.Context(), part); err != nil || len(shown.Chain) != 0 {
				t.Errorf("it is not trusted: %v", err)
			}
			_, _, err = a.Trust(t.Context(), trusted, part, app.Fingerprint(certificate))
			fails(t, err, app.CodeFailed, "does not show one of an unknown authority any more")
		})
	}
}

// other is a certificate of somebody else.
func other(t *testing.T) *x509.Certificate {
	t.Helper()
	block, _ := pem.Decode([]byte(otherPEM))
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What is refused for another reason is nothing to trust.
func TestOnlyUnknownAuthoritiesCanBeTrusted(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = plain.Close()
	for _, url := range []string{f.url, "https://" + plain.Addr().String()} {
		shown, err := a.Try(app.Draft{Set: map[string]string{"server.url": url}}).Untrusted(t.Context(), app.PartOrganization)
		if err != nil || len(shown.Chain) != 0 {
			t.Errorf("%s: got %d certificates, %v", url, len(shown.Chain), err)
		}
	}
	_, err = a.Try(app.Draft{}).Untrusted(t.Context(), "webhook")
	fails(t, err, app.CodeFailed, `there is no part "webhook"`)
}

const otherPEM = `-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUTvpBsSpYDb7EUjNq/vGzGaqVAawwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRQW5vdGhlciBhdXRob3JpdHkwIBcNMjYxMTI5MjM0NzU5WhgP
MjEyNjExMDUyMzQ3NTlaMBwxGjAYBgNVBAMMEUFub3RoZXIgYXV0aG9yaXR5MFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE4Gs3CVhSLYQpwKNAhyAUKz+xZJn/9mL2
1sD6O1YZEd4n42/RrT4AOJ8tePS1b9LniWL9NOm5VwEiHZXB17u6aKNTMFEwHQYD
VR0OBBYEFPSqdSb47V8U6bwgKj0oQc2e47RGMB8GA1UdIwQYMBaAFPSqdSb47V8U
6bwgKj0oQc2e47RGMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIg
HEQOQp7ZbysV08CDy9t1mR8XbAAfHGsG1gX2HV/OA/wCIQDRC7wkaMOu1PPeJOOK
8zL722fBEudmEcGdmlAhd2fOSA==
-----END CERTIFICATE-----`
