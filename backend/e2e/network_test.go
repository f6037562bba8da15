package e2e

import (
	"crypto/tls"
	"encoding/base64"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
)

// newSecureOrgServer serves an organization over HTTPS for that name.
func newSecureOrgServer(t testing.TB, ca *needs.Authority, name string) *orgServer {
	t.Helper()
	s := &orgServer{Server: orgserver.New(orgserver.Options{SelfHosted: true})}
	server := httptest.NewUnstartedServer(s)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{ca.Server(t, name).TLS}, MinVersion: tls.VersionTLS12}
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // refused handshakes are meant
	server.StartTLS()
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	s.URL = server.URL
	s.AddOwner("owner@example.test", "")
	return s
}

// A wayOut is an HTTP proxy: whatever is asked for, it leads to one server.
type wayOut struct {
	url string

	mu      sync.Mutex
	asked   []string
	allowed string // Proxy-Authorization that it wants
}

func newWayOut(t testing.TB, target string) *wayOut {
	t.Helper()
	w := &wayOut{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.asked = append(w.asked, r.Method+" "+r.Host)
		allowed := w.allowed
		w.mu.Unlock()
		if allowed != "" && r.Header.Get("Proxy-Authorization") != allowed {
			rw.Header().Set("Proxy-Authenticate", "Basic")
			rw.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		if r.Method != http.MethodConnect {
			rw.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		far, err := net.Dial("tcp", target)
		if err != nil {
			rw.WriteHeader(http.StatusBadGateway)
			return
		}
		defer far.Close()
		rw.WriteHeader(http.StatusOK)
		near, _, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer near.Close()
		go func() {
			_, _ = io.Copy(far, near)
			_ = far.Close()
		}()
		_, _ = io.Copy(near, far)
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

// hosts returns what was asked for since the last call.
func (w *wayOut) hosts() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	asked := w.asked
	w.asked = nil
	return asked
}

func (w *wayOut) want(user, password string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.allowed = "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

// TestOwnAuthorityForHTTPS: a server whose certificate an authority of the
// company has signed.
func TestOwnAuthorityForHTTPS(t *testing.T) {
	t.Parallel()
	ca := needs.NewAuthority(t, "Company CA")
	o := newSecureOrgServer(t, ca, "127.0.0.1")
	c := smallCompany()
	path := filepath.Join(t.TempDir(), "company.json")
	c.save(t, path)
	p := newProfile(t)
	p.replaceSettings(settings{"directory": "file", "file.path": path, "server.url": o.URL})
	p.env["SECRET"] = o.ClientSecret()
	p.exits(1, "login", o.ClientID(), "--secretenv", "SECRET").says("certificate", "network.caFile").saysNot(o.ClientSecret(), "panic")
	p.ok("config", "network.caFile", ca.File)
	p.ok("login", o.ClientID(), "--secretenv", "SECRET")
	p.ok("sync", "--yes")
	o.holds(t, c)
}

// TestProxy: the proxy that the environment names, and one of the settings
// with a name and a password.
func TestProxy(t *testing.T) {
	t.Parallel()
	ca := needs.NewAuthority(t, "Company CA")
	o := newSecureOrgServer(t, ca, "vault.example.test")
	way := newWayOut(t, strings.TrimPrefix(o.URL, "https://"))
	c := smallCompany()
	path := filepath.Join(t.TempDir(), "company.json")
	c.save(t, path)
	p := newProfile(t)
	p.replaceSettings(settings{
		"directory": "file", "file.path": path, "server.url": "https://vault.example.test", "network.caFile": ca.File,
		"sync.maxAdditions": "100",
	})
	p.env["SECRET"], p.env["HTTPS_PROXY"] = o.ClientSecret(), way.url
	p.ok("login", o.ClientID(), "--secretenv", "SECRET")
	p.ok("sync", "--yes")
	o.holds(t, c)
	for _, asked := range way.hosts() {
		same(t, "asked the proxy for", "CONNECT vault.example.test:443", asked)
	}

	way.want("bwdc", "proxy-password")
	delete(p.env, "HTTPS_PROXY")
	p.ok("config", "network.proxy", way.url)
	p.exits(1, "sync", "--full").says("proxy").saysNot("proxy-password")
	p.ok("config", "network.proxyUsername", "bwdc")
	p.env["PROXY_PASSWORD"] = "proxy-password"
	p.ok("config", "network.proxyPassword", "--secretenv", "PROXY_PASSWORD")
	delete(p.env, "PROXY_PASSWORD")
	c.people["new"] = person{email: "new@example.test", id: "new"}
	c.save(t, path)
	p.ok("sync").saysNot("proxy-password")
	o.holds(t, c)
	if len(way.hosts()) == 0 {
		t.Error("the proxy was not used")
	}
}
