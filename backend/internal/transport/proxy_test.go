package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/proxytest"
	"directoryconnector/backend/internal/transport"
)

func TestProxy(t *testing.T) {
	t.Parallel()
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	plain, secure := httptest.NewServer(hello), httptest.NewTLSServer(hello)
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	caFile := needs.CAFile(t, secure)
	tests := map[string]struct {
		proxy      proxytest.Options
		url        string
		password   string
		wantSeen   string
		wantStatus int
		wantHint   string
	}{
		"plain HTTP":              {proxytest.Options{}, "http://example.com/", "", "GET example.com", 200, ""},
		"HTTPS":                   {proxytest.Options{}, "https://example.com/", "", "CONNECT example.com:443", 200, ""},
		"with a login":            {proxytest.Options{Login: "bwdc:p4ss/word"}, "https://example.com/", "p4ss/word", "CONNECT example.com:443", 200, ""},
		"plain HTTP with a login": {proxytest.Options{Login: "bwdc:p4ss/word"}, "http://example.com/", "p4ss/word", "GET example.com", 200, ""},
		"wrong login":             {proxytest.Options{Login: "bwdc:other"}, "https://example.com/", "p4ss/word", "CONNECT example.com:443", 0, "network.proxyPassword"},
		"forbidden":               {proxytest.Options{Refuse: 403}, "https://example.com/", "", "CONNECT example.com:443", 0, "must allow connections to example.com:443"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.proxy.To = plain.Listener.Addr().String()
			if strings.HasPrefix(test.url, "https") {
				test.proxy.To = secure.Listener.Addr().String()
			}
			proxy := proxytest.Start(t, test.proxy)
			o := transport.Options{Network: config.Network{Proxy: proxy.URL, CAFile: caFile}, ProxyPassword: config.NewSecret(test.password)}
			if test.password != "" {
				o.Network.ProxyUsername = "bwdc"
			}
			c := newClient(t, o)
			status, body, err := do(t, c, newRequest(t.Context(), t, http.MethodGet, test.url, ""))
			if status != test.wantStatus || (status == 200) != (body == "hello") {
				t.Errorf("status %d, body %q, error %v", status, body, err)
			}
			if asked := proxy.Asked(); !slices.Equal(asked, []string{test.wantSeen}) {
				t.Errorf("the proxy saw %q", asked)
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
	proxy := proxytest.Start(t, proxytest.Options{To: s.Listener.Addr().String(), Login: "bwdc:secret"})
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0], "-test.run=^"+name+"$") //nolint:gosec // this very test
	cmd.Env = append(os.Environ(), variable+"=1", "HTTP_PROXY="+proxy.URL, "NO_PROXY=", "no_proxy=", "http_proxy="+proxy.URL)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatal(fmt.Errorf("%w: %s", err, out))
	}
	if asked := proxy.Asked(); !slices.Equal(asked, []string{"GET example.com"}) {
		t.Errorf("the proxy saw %q", asked)
	}
}
