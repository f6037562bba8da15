package transport_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// fakeProxy forwards plain requests and CONNECTs, all of them to one address.
// It refuses with status where that is set.
type fakeProxy struct {
	to     string
	login  string // "name:password"
	status int

	mu   sync.Mutex
	seen []string
}

func (p *fakeProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.seen = append(p.seen, r.Method+" "+r.Host)
	p.mu.Unlock()
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(p.login))
	switch {
	case p.login != "" && r.Header.Get("Proxy-Authorization") != want:
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	case p.status != 0:
		w.WriteHeader(p.status)
		return
	}
	var dialer net.Dialer
	there, err := dialer.DialContext(r.Context(), "tcp", p.to)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer func() { _ = there.Close() }()
	if r.Method != http.MethodConnect {
		p.forward(w, r, there)
		return
	}
	// Hijacked before the client may speak, or net/http keeps its first byte.
	here, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if _, err := io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		_ = here.Close()
		return
	}
	defer func() { _ = here.Close() }()
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

func (p *fakeProxy) forward(w http.ResponseWriter, r *http.Request, there net.Conn) {
	r.Header.Del("Proxy-Authorization")
	if r.Write(there) != nil {
		return
	}
	resp, err := http.ReadResponse(bufio.NewReader(there), r)
	if err != nil {
		return
	}
	defer func() { _ = resp.Body.Close() }()
	w.WriteHeader(resp.StatusCode)
	_, _ = io.Copy(w, resp.Body)
}

func TestProxy(t *testing.T) {
	t.Parallel()
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	plain, secure := httptest.NewServer(hello), httptest.NewTLSServer(hello)
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	caFile := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw})
	if err := os.WriteFile(caFile, block, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		proxy      *fakeProxy
		url        string
		password   string
		wantSeen   string
		wantStatus int
		wantHint   string
	}{
		"plain HTTP":              {&fakeProxy{}, "http://example.com/", "", "GET example.com", 200, ""},
		"HTTPS":                   {&fakeProxy{}, "https://example.com/", "", "CONNECT example.com:443", 200, ""},
		"with a login":            {&fakeProxy{login: "bwdc:p4ss/word"}, "https://example.com/", "p4ss/word", "CONNECT example.com:443", 200, ""},
		"plain HTTP with a login": {&fakeProxy{login: "bwdc:p4ss/word"}, "http://example.com/", "p4ss/word", "GET example.com", 200, ""},
		"wrong login":             {&fakeProxy{login: "bwdc:other"}, "https://example.com/", "p4ss/word", "CONNECT example.com:443", 0, "network.proxyPassword"},
		"forbidden":               {&fakeProxy{status: 403}, "https://example.com/", "", "CONNECT example.com:443", 0, "must allow connections to example.com:443"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.proxy.to = plain.Listener.Addr().String()
			if strings.HasPrefix(test.url, "https") {
				test.proxy.to = secure.Listener.Addr().String()
			}
			front := httptest.NewServer(test.proxy)
			t.Cleanup(front.Close)
			o := transport.Options{Network: config.Network{Proxy: front.URL, CAFile: caFile}, ProxyPassword: config.NewSecret(test.password)}
			if test.password != "" {
				o.Network.ProxyUsername = "bwdc"
			}
			c := newClient(t, o)
			status, body, err := do(t, c, newRequest(t.Context(), t, http.MethodGet, test.url, ""))
			if status != test.wantStatus || (status == 200) != (body == "hello") {
				t.Errorf("status %d, body %q, error %v", status, body, err)
			}
			if !slices.Equal(test.proxy.seen, []string{test.wantSeen}) {
				t.Errorf("the proxy saw %q", test.proxy.seen)
			}
			if err == nil {
				return
			}
			explained := transport.Explain(err)
			if _, ok := errors.AsType[*transport.ProxyError](explained); !ok || !errors.Is(explained, transport.ErrNotSent) {
				t.Errorf("error %v", explained)
			}
			if hint := directory.HintOf(explained); !strings.Contains(hint, test.wantHint) || strings.Contains(explained.Error(), "p4ss") {
				t.Errorf("hint %q, error %v", hint, explained)
			}
		})
	}
}

func TestNoProxyThere(t *testing.T) {
	t.Parallel()
	c := newClient(t, transport.Options{Network: config.Network{Proxy: "http://127.0.0.1:1"}, Retry: transport.Retry{Tries: 1}})
	_, _, err := do(t, c, newRequest(t.Context(), t, http.MethodGet, "https://example.com/", ""))
	if hint := directory.HintOf(transport.Explain(err)); !strings.Contains(hint, "network.proxy") {
		t.Errorf("error %v, hint %q", err, hint)
	}
}

// The environment is read once a process by net/http, so this test runs
// itself again in a process of its own.
func TestProxyFromEnvironment(t *testing.T) {
	t.Parallel()
	const variable, name = "TEST_TRANSPORT_ENVIRONMENT", "TestProxyFromEnvironment"
	if os.Getenv(variable) != "" {
		c := newClient(t, transport.Options{
			Network: config.Network{ProxyUsername: "bwdc"}, ProxyPassword: config.NewSecret("secret"),
		})
		status, _, err := do(t, c, newRequest(t.Context(), t, http.MethodGet, "http://example.com/", ""))
		if status != http.StatusOK || err != nil {
			t.Fatal(status, err)
		}
		return
	}
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(s.Close)
	proxy := &fakeProxy{to: s.Listener.Addr().String(), login: "bwdc:secret"}
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0], "-test.run=^"+name+"$") //nolint:gosec // this very test
	cmd.Env = append(os.Environ(), variable+"=1", "HTTP_PROXY="+front.URL, "NO_PROXY=", "no_proxy=", "http_proxy="+front.URL)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatal(fmt.Errorf("%w: %s", err, out))
	}
	if !slices.Equal(proxy.seen, []string{"GET example.com"}) {
		t.Errorf("the proxy saw %q", proxy.seen)
	}
}
