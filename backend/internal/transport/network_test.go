package transport_test

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/transport"
)

func TestCAFile(t *testing.T) {
	t.Parallel()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	var connections atomic.Int32
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	s.StartTLS()
	t.Cleanup(s.Close)
	trusting := newClient(t, transport.Options{Network: config.Network{CAFile: needs.CAFile(t, s)}})
	if _, _, err := do(t, trusting, newRequest(t.Context(), t, http.MethodPost, s.URL, "x")); err != nil {
		t.Errorf("with the CA file: %v", err)
	}

	before := connections.Load()
	_, _, err := do(t, newClient(t, transport.Options{}), newRequest(t.Context(), t, http.MethodPost, s.URL, "x"))
	explained := transport.Explain(err)
	if !errors.Is(explained, transport.ErrNotSent) || !errors.Is(explained, directory.ErrUnreachable) ||
		!strings.Contains(directory.HintOf(explained), "network.caFile") {
		t.Errorf("without: %v, hint %q", explained, directory.HintOf(explained))
	}
	if n := connections.Load() - before; n != 1 {
		t.Errorf("a certificate that is not trusted was tried %d times", n)
	}

	wrongName := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	_, _, err = do(t, trusting, newRequest(t.Context(), t, http.MethodGet, wrongName, ""))
	if hint := directory.HintOf(transport.Explain(err)); !strings.Contains(hint, "not for localhost") {
		t.Errorf("wrong name: %v, hint %q", err, hint)
	}
	_, _, err = do(t, trusting, newRequest(t.Context(), t, http.MethodGet, strings.Replace(s.URL, "https", "http", 1), ""))
	if err != nil {
		t.Errorf("plain HTTP to a TLS port is answered by Go's server: %v", err)
	}
}

func TestUnusableNetwork(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, n := range map[string]config.Network{
		"no such file":   {CAFile: filepath.Join(t.TempDir(), "none.pem")},
		"no certificate": {CAFile: empty},
		"no proxy":       {Proxy: "http://user:s3cret@%zz"},
	} {
		_, err := transport.NewClient(transport.Options{Network: n})
		if err == nil || directory.HintOf(err) == "" || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: error %v, hint %q", name, err, directory.HintOf(err))
		}
	}
}
