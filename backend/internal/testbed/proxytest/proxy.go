package proxytest

import (
	"context"
	"encoding/base64"
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

// Options say how a Proxy behaves.
type Options struct {
	// Dial is where CONNECT leads, such as the DialContext of a fake's
	// Transport. Requests in the clear go where they say.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// To, in place of Dial, is the one address that everything is led to,
	// whatever was asked for.
	To string
	// Login is the "name:password" that is asked for; empty lets everybody in.
	Login string
	// Refuse, where not 0, is the status that every request gets.
	Refuse int
}

// A Proxy leads connections to where its dialer does.
type Proxy struct {
	// URL is its address, as for HTTPS_PROXY and network.proxy.
	URL string

	opts    Options
	forward *httputil.ReverseProxy

	mu    sync.Mutex
	asked []string
	conns map[net.Conn]bool
}

// Start starts a Proxy that ends with the test.
func Start(t testing.TB, o Options) *Proxy {
	t.Helper()
	quiet := slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	p := &Proxy{opts: o, conns: map[net.Conn]bool{}}
	p.forward = &httputil.ReverseProxy{Rewrite: func(*httputil.ProxyRequest) {}, ErrorLog: quiet}
	if o.To != "" {
		p.opts.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", o.To)
		}
		p.forward.Transport = &http.Transport{DialContext: p.opts.Dial, DisableKeepAlives: true}
	}
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

// Asked returns what was asked for, refused or not, in order: method and
// address, as "CONNECT example.com:443".
func (p *Proxy) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked)
}

// ServeHTTP implements http.Handler.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.Host)
	p.mu.Unlock()
	login := "Basic " + base64.StdEncoding.EncodeToString([]byte(p.opts.Login))
	switch {
	case p.opts.Login != "" && r.Header.Get("Proxy-Authorization") != login:
		w.WriteHeader(http.StatusProxyAuthRequired)
	case p.opts.Refuse != 0:
		w.WriteHeader(p.opts.Refuse)
	case r.Method != http.MethodConnect:
		p.forward.ServeHTTP(w, r)
	default:
		p.connect(w, r)
	}
}

func (p *Proxy) connect(w http.ResponseWriter, r *http.Request) {
	far, err := p.opts.Dial(r.Context(), "tcp", r.Host)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	// Hijacked before the client may speak, or net/http keeps its first byte.
	near, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = far.Close() // nobody is there
		return
	}
	if _, err := io.WriteString(near, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		_ = near.Close()
		_ = far.Close()
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
