package metrics_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/metrics"
)

// TestAsk: the answer is passed on, also a bad one; a redirect is no answer, and
// none is longer than a page.
func TestAsk(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz":
			_, _ = w.Write([]byte("alive\n"))
		case "/readyz":
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte("not ready: never\n"))
		case "/away":
			http.Redirect(w, r, "/healthz", http.StatusFound)
		case "/long":
			_, _ = w.Write([]byte(strings.Repeat("x", 1<<20)))
		}
	}))
	defer server.Close()
	address := strings.TrimPrefix(server.URL, "http://")
	for path, want := range map[string]struct {
		text string
		err  error
	}{
		"/healthz": {"alive", nil},
		"/readyz":  {"not ready: never", metrics.ErrNotWell},
		"/away":    {`<a href="/healthz">Found</a>.`, metrics.ErrNotWell},
		"/long":    {strings.Repeat("x", 4<<10), nil},
	} {
		text, err := metrics.Ask(t.Context(), address, path)
		if text != want.text || !errors.Is(err, want.err) || (err == nil) != (want.err == nil) {
			t.Errorf("%s: %.60q, %v, want %.60q, %v", path, text, err, want.text, want.err)
		}
	}
	// All interfaces are asked as this machine.
	_, port, _ := strings.Cut(address, ":")
	if text, err := metrics.Ask(t.Context(), "0.0.0.0:"+port, "/healthz"); text != "alive" || err != nil {
		t.Errorf("0.0.0.0: %q, %v", text, err)
	}
}

// TestAskNobody: where nobody listens, or nobody answers, that is said with
// what to look at, and soon.
func TestAskNobody(t *testing.T) {
	t.Parallel()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	release := make(chan struct{})
	hangs := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer hangs.Close()
	defer close(release)
	for _, server := range []*httptest.Server{gone, hangs} {
		start := time.Now()
		_, err := metrics.Ask(t.Context(), strings.TrimPrefix(server.URL, "http://"), "/healthz")
		if err == nil || !strings.Contains(err.Error(), "nothing answers at 127.0.0.1:") || !strings.Contains(directory.HintOf(err), "--listen") {
			t.Errorf("error %v, hint %q", err, directory.HintOf(err))
		}
		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("took %v", took)
		}
	}
}
