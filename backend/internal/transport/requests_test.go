package transport_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/memorynet"
	"directoryconnector/backend/internal/transport"
)

// serve runs a handler on a network in memory until the test ends.
func serve(t *testing.T, h http.HandlerFunc) *memorynet.Listener {
	t.Helper()
	p := memorynet.Listen()
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Hour}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(p)
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-ended
	})
	return p
}

// hang answers nothing until the client goes; net/http notices that only
// when the body was read.
func hang(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

func newClient(t *testing.T, o transport.Options) *http.Client {
	t.Helper()
	c, err := transport.NewClient(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}

func newRequest(ctx context.Context, t *testing.T, method, url, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// do returns the status and the body.
func do(t *testing.T, c *http.Client, r *http.Request) (int, string, error) {
	t.Helper()
	resp, err := c.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), err
}
