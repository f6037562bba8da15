package bitwarden_test

import (
	"encoding/pem"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
)

// tunnel is a proxy that knows CONNECT only, and connects to one address
// whatever it is asked for.
type tunnel struct {
	to    string
	count atomic.Int32
}

func (p *tunnel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodConnect || r.Host != "vault.example.com:443" {
		http.Error(w, "not here", http.StatusForbidden)
		return
	}
	if user, password, ok := proxyLogin(r); !ok || user != "bwdc" || password != "proxy-s3cret" {
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	p.count.Add(1)
	var dialer net.Dialer
	there, err := dialer.DialContext(r.Context(), "tcp", p.to)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer func() { _ = there.Close() }()
	// Hijacked before the client may speak, or net/http keeps its first byte.
	here, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if _, err := io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		_ = here.Close()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(there, here)
		_ = there.Close()
	}()
	_, _ = io.Copy(here, there)
	_ = here.Close()
	<-done
}

func proxyLogin(r *http.Request) (user, password string, ok bool) {
	return (&http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}}).BasicAuth()
}

// A self-hosted server with a certificate of the company's own authority,
// behind a proxy that wants a login.
func TestProxyAndOwnCA(t *testing.T) {
	t.Parallel()
	s := orgserver.New(orgserver.Options{BasePath: "/bw"})
	secure := httptest.NewUnstartedServer(s)
	secure.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	caFile := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw})
	if err := os.WriteFile(caFile, block, 0o600); err != nil {
		t.Fatal(err)
	}
	proxy := &tunnel{to: secure.Listener.Addr().String()}
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)

	client := func(password string, n config.Network) *bitwarden.Client {
		// the certificate is for example.com and its subdomains
		c := configFor(t, s, "vault.example.com/bw/")
		n.Proxy, n.ProxyUsername = front.URL, "bwdc"
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
	if n := proxy.count.Load(); n < 2 {
		t.Errorf("%d tunnels: an import must have a connection of its own", n)
	}

	_, err := client("proxy-s3cret", config.Network{}).Login(t.Context())
	wantError(t, err, directory.ErrUnreachable, "log in at vault.example.com/bw/identity/connect/token", "network.caFile")
	err = client("wrong", config.Network{CAFile: caFile}).Import(t.Context(), sample())
	wantError(t, err, directory.ErrUnreachable, "HTTP 407", "network.proxyPassword")
	if kindOf(err) != "not sent" {
		t.Errorf("it is %s", kindOf(err))
	}
}
