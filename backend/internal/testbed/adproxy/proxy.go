package adproxy

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"slices"
	"strconv"
	"sync"
	"testing"
)

// A Config says what a Proxy stands in front of.
type Config struct {
	// Upstream is the server's address; UpstreamTLS makes it LDAPS.
	Upstream    string
	UpstreamTLS *tls.Config
	// TLS is for clients that ask for StartTLS; nil refuses it.
	TLS *tls.Config
	// MaxPageSize and MaxValRange replace Active Directory's 1,000 entries
	// and 1,500 values. Below 0 there is no limit.
	MaxPageSize, MaxValRange int
}

// Hooks are called while requests and answers pass, by several connections
// at the same time. Any of them may be nil.
type Hooks struct {
	// Search is called before a search is forwarded.
	Search func(Search)
	// Refuse answers the search with this result code, unless it is 0, and
	// does not forward it.
	Refuse func(Search) int
	// Range is called before the values from low on of an attribute of the
	// entry are asked for, where low is not 0.
	Range func(dn string, low int)
	// Entry is called before the n-th entry since SetHooks goes to a client;
	// false cuts that client's connection in the middle of the entry.
	Entry func(n int, dn string) bool
	// References are the URLs of continuation references to put after the
	// entries of the search.
	References func(Search) []string
	// Result replaces the code of the search's result, unless it is 0. Its
	// entries come before it.
	Result func(Search) int
}

// A Search is what a client asked for.
type Search struct {
	BaseDN     string
	Scope      int
	Filter     string
	Attributes []string
	SizeLimit  int
	// PageSize is 0 where no pages were asked for.
	PageSize int
	// Connection counts the connections of the Proxy from 1.
	Connection int
}

// A Proxy is a running proxy.
type Proxy struct {
	// Host and Port are where it listens.
	Host string
	Port int

	config   Config
	listener net.Listener
	wait     sync.WaitGroup

	mu       sync.Mutex
	hooks    Hooks
	entries  int
	searches []Search
	conns    map[net.Conn]bool
	accepted int
	closed   bool
}

// Start runs a proxy until the test ends.
func Start(t testing.TB, config Config) *Proxy {
	t.Helper()
	if config.MaxPageSize == 0 {
		config.MaxPageSize = 1000
	}
	if config.MaxValRange == 0 {
		config.MaxValRange = 1500
	}
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("adproxy: %v", err)
	}
	address := l.Addr().(*net.TCPAddr)
	p := &Proxy{Host: "127.0.0.1", Port: address.Port, config: config, listener: l, conns: map[net.Conn]bool{}}
	p.wait.Go(p.accept)
	t.Cleanup(p.stop)
	return p
}

// Address is where the proxy listens.
func (p *Proxy) Address() string { return net.JoinHostPort(p.Host, strconv.Itoa(p.Port)) }

// SetHooks replaces the hooks, and counts entries from 1 again.
func (p *Proxy) SetHooks(h Hooks) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hooks, p.entries = h, 0
}

// SetUpstream puts the proxy in front of another server. Connections that
// exist stay where they are.
func (p *Proxy) SetUpstream(address string, config *tls.Config) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.config.Upstream, p.config.UpstreamTLS = address, config
}

// Searches returns what was searched since the last call.
func (p *Proxy) Searches() []Search {
	p.mu.Lock()
	defer p.mu.Unlock()
	searches := p.searches
	p.searches = nil
	return searches
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.wait.Go(func() { p.serve(client) })
	}
}

func (p *Proxy) stop() {
	_ = p.listener.Close()
	p.mu.Lock()
	p.closed = true
	for conn := range p.conns {
		_ = conn.Close()
	}
	p.mu.Unlock()
	p.wait.Wait()
}

// track makes stop close the connection, now if it was called already.
func (p *Proxy) track(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range conns {
		p.conns[conn] = true
		if p.closed {
			_ = conn.Close()
		}
	}
}

func (p *Proxy) forget(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range conns {
		_ = conn.Close()
		delete(p.conns, conn)
	}
}

// serve handles one client until one of the two ends closes.
func (p *Proxy) serve(client net.Conn) {
	p.track(client)
	p.mu.Lock()
	address, config := p.config.Upstream, p.config.UpstreamTLS
	p.accepted++
	s := &session{proxy: p, client: client, number: p.accepted, searches: map[int64]*pending{}}
	p.mu.Unlock()
	upstream, err := dial(address, config)
	if err != nil {
		p.forget(client)
		return
	}
	s.upstream = upstream
	p.track(upstream)
	var answers sync.WaitGroup
	answers.Go(func() {
		s.answers()
		p.forget(client, upstream)
	})
	s.requests()
	p.forget(client, upstream)
	answers.Wait()
}

func dial(address string, config *tls.Config) (net.Conn, error) {
	var conn net.Conn
	var err error
	if config != nil {
		conn, err = (&tls.Dialer{Config: config}).DialContext(context.Background(), "tcp", address)
	} else {
		conn, err = (&net.Dialer{}).DialContext(context.Background(), "tcp", address)
	}
	if err != nil {
		return nil, fmt.Errorf("dial %s: %w", address, err)
	}
	return conn, nil
}

func (p *Proxy) currentHooks() Hooks {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.hooks
}

func (p *Proxy) saw(search Search) {
	search.Attributes = slices.Clone(search.Attributes)
	p.mu.Lock()
	p.searches = append(p.searches, search)
	hook := p.hooks.Search
	p.mu.Unlock()
	if hook != nil {
		hook(search)
	}
}

// entryMayPass counts the entry and asks the hook.
func (p *Proxy) entryMayPass(dn string) bool {
	p.mu.Lock()
	p.entries++
	n, hook := p.entries, p.hooks.Entry
	p.mu.Unlock()
	return hook == nil || hook(n, dn)
}
