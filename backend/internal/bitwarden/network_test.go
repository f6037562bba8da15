package bitwarden_test

import (
	"log/slog"
	"net/http/httptest"
	"slices"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/proxytest"
)

// A self-hosted server with a certificate of the company's own authority,
// behind a proxy that wants a login.
func TestProxyAndOwnCA(t *testing.T) {
	t.Parallel()
	s := orgserver.New(orgserver.Options{BasePath: "/bw"})
	secure := httptest.NewUnstartedServer(s)
	secure.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	caFile := needs.CAFile(t, secure)
	proxy := proxytest.Start(t, proxytest.Options{To: secure.Listener.Addr().String(), Login: "bwdc:proxy-s3cret"})

	client := func(password string, n config.Network) *bitwarden.Client {
		// the certificate is for example.com and its subdomains
		c := configFor(t, s, "vault.example.com/bw/")
		n.Proxy, n.ProxyUsername = proxy.URL, "bwdc"
		c.Transport.Network, c.Transport.ProxyPassword = n, config.NewSecret(password)
		return newClient(t, c)
	}
	c := client("proxy-s3cret", config.Network{CAFile: caFile})
	if err := c.Import(t.Context(), sample()); err != nil {
		t.Fatal(err)
	}
	if list, err := c.Members(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%v, error %v", list, err)
	}
	tunnels := proxy.Asked()
	if n := len(tunnels); n < 2 {
		t.Errorf("%d tunnels: an import must have a connection of its own", n)
	}
	if slices.ContainsFunc(tunnels, func(asked string) bool { return asked != "CONNECT vault.example.com:443" }) {
		t.Errorf("the proxy was asked for %q", tunnels)
	}

	_, err := client("proxy-s3cret", config.Network{}).Login(t.Context())
	wantError(t, err, directory.ErrUnreachable, "log in at vault.example.com/bw/identity/connect/token", "network.caFile")
	err = client("wrong", config.Network{CAFile: caFile}).Import(t.Context(), sample())
	wantError(t, err, directory.ErrUnreachable, "HTTP 407", "network.proxyPassword")
	if kindOf(err) != "not sent" {
		t.Errorf("it is %s", kindOf(err))
	}
}
