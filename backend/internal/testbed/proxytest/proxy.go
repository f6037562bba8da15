package proxytest

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"slices"
	"sync"
	"testing"
)

// A Proxy leads connections to where its dialer does.
type Proxy struct {
	// URL is its address, as for HTTPS_PROXY and network.proxy.
	URL string

	dial    func(ctx context.Context, network, address string) (net.Conn, error)
	forward *httputil.ReverseProxy

	mu    sync.Mutex
	asked []string
	conns map[net.Conn]bool
}

// Start starts a Proxy that ends with the test. CONNECT asks dial, which is
// the DialContext of a fake's Transport; requests in the clear go where they
// say.
func Start(t testing.TB, dial func(ctx context.Context, network, address string) (net.Conn, error)) *Proxy {
	t.Helper()
	quiet := slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	p := &Proxy{dial: dial, conns: map[net.Conn]bool{}}
	p.forward = &httputil.ReverseProxy{Rewrite: func(*httputil.ProxyRequest) {}, ErrorLog: quiet}
	server := httptest.NewUnstartedServer(p)
	server.Config.ErrorLog = quiet // a cut connection is no news here
	server.Start()
	t.Cleanup(func() {
		server.Close()
		p.cut()
	})
	p.URL = server.URL
	return p
}

// Hosts returns what was asked for, each address once, sorted.
func (p *Proxy) Hosts() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	hosts := slices.Clone(p.asked)
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// ServeHTTP implements http.Handler.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Host)
	p.mu.Unlock()
	if r.Method != http.MethodConnect {
		p.forward.ServeHTTP(w, r)
		return
	}
	far, err := p.dial(r.Context(), "tcp", r.Host)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	near, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = far.Close() // nobody is there
		return
	}
	p.join(near, far)
}

// join passes on what both sides say, until one of them ends.
func (p *Proxy) join(near, far net.Conn) {
	p.keep(near, far)
	var sides sync.WaitGroup
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		sides.Go(func() {
			_, _ = io.Copy(way[0], way[1]) // one side is gone
			_ = near.Close()
			_ = far.Close()
		})
	}
	sides.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, near)
	delete(p.conns, far)
}

func (p *Proxy) keep(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		p.conns[c] = true
	}
}

// cut ends all connections, which the server does not know any more.
func (p *Proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
}
