package web_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/web"
)

// certificate is one that nobody trusts.
func certificate(t *testing.T) *tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	who := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now(), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}}
	text, err := x509.CreateCertificate(rand.Reader, who, who, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{text}, PrivateKey: key}
}

// inMemory serves on connections in memory, in the time of a test.
func inMemory(t *testing.T, s *web.Server, c *tls.Certificate) (dial func() net.Conn, stop func()) {
	t.Helper()
	l := &pipes{accepted: make(chan net.Conn), closed: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l, c) }()
	dial = func() net.Conn {
		ours, theirs := net.Pipe()
		l.accepted <- theirs
		return ours
	}
	return dial, func() {
		cancel()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	}
}

// TestAQuietPageKeepsItsConnection: over HTTP/2, too, where a deadline ends an
// answer that has nothing to say.
func TestAQuietPageKeepsItsConnection(t *testing.T) {
	t.Parallel()
	c := certificate(t)
	synctest.Test(t, func(t *testing.T) {
		hub := web.NewHub()
		s, _ := build(t, func(o *web.Options) { o.TLS, o.Events = true, hub })
		cookie := letIn(t, s)
		dial, stop := inMemory(t, s, c)
		transport := &http.Transport{ForceAttemptHTTP2: true, DialTLSContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			conn := tls.Client(dial(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}}) //nolint:gosec // certificate's
			return conn, conn.HandshakeContext(ctx)
		}}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://localhost/api/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.AddCookie(cookie)
		resp, err := transport.RoundTrip(req)
		if err != nil || resp.ProtoMajor != 2 {
			t.Fatalf("%v: %v", resp, err)
		}
		page := &listener{t, bufio.NewScanner(resp.Body), func() {}}
		if e, _ := page.next(); e.Event != "state" {
			t.Errorf("first: %v", e)
		}
		for range 3 {
			time.Sleep(10 * time.Minute)
			hub.Emit("log", nil)
			if e, ok := page.next(); !ok || e.Event != "log" {
				t.Fatalf("after a quiet time: %v, %v", e, page.lines.Err())
			}
		}
		_ = resp.Body.Close()
		transport.CloseIdleConnections()
		stop()
	})
}

// TestAConnectionThatAskedNothingHoldsNothingUp: browsers open some for later.
func TestAConnectionThatAskedNothingHoldsNothingUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, _ := build(t, nil)
		dial, stop := inMemory(t, s, nil)
		conn := dial()
		defer func() { _ = conn.Close() }()
		synctest.Wait()
		began := time.Now()
		stop()
		if took := time.Since(began); took > time.Second {
			t.Errorf("the end took %v", took)
		}
	})
}
