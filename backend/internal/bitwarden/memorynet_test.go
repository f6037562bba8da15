package bitwarden_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
)

// memoryNet is a network in memory: real HTTP in faked time.
type memoryNet struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once

	mu      sync.Mutex
	refuse  int
	refused int
}

func (m *memoryNet) Accept() (net.Conn, error) {
	select {
	case c := <-m.conns:
		return c, nil
	case <-m.done:
		return nil, net.ErrClosed
	}
}

func (m *memoryNet) Close() error { m.once.Do(func() { close(m.done) }); return nil }

func (m *memoryNet) Addr() net.Addr { return &net.TCPAddr{} }

func (m *memoryNet) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	m.mu.Lock()
	refused := m.refuse > 0
	if refused {
		m.refuse--
		m.refused++
	}
	m.mu.Unlock()
	if refused {
		return nil, &net.OpError{Op: "dial", Err: errors.New("refused by the test")}
	}
	here, there := net.Pipe()
	select {
	case m.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// startInMemory runs a fake in a synctest bubble.
func startInMemory(t *testing.T, o orgserver.Options, e bitwarden.Endpoints) (*orgserver.Server, *bitwarden.Client, *memoryNet) {
	t.Helper()
	s := orgserver.New(o)
	m := &memoryNet{conns: make(chan net.Conn), done: make(chan struct{})}
	server := &http.Server{Handler: s, ReadHeaderTimeout: time.Hour}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(m)
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-ended
		s.Wait()
	})
	c := bitwarden.Config{
		Endpoints: e, ClientID: s.ClientID(), ClientSecret: config.NewSecret(s.ClientSecret()), DeviceID: "d", ClientVersion: "1",
	}
	c.Transport.DialContext = m.dial
	return s, newClient(t, c), m
}

func own() bitwarden.Endpoints {
	return bitwarden.Endpoints{API: "http://own.example/api", Identity: "http://own.example/identity"}
}

// cloud has the cloud's names, without TLS.
func cloud() bitwarden.Endpoints {
	return bitwarden.Endpoints{API: "http://api.bitwarden.com/api", Identity: "http://identity.bitwarden.com/identity"}
}
