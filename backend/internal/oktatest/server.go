package oktatest

import (
	"context"
	"crypto/tls"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/testneeds"
	"directoryconnector/backend/internal/transport"
)

// Options change how the organization behaves.
type Options struct {
	// Host is its name; empty means example.okta.com.
	Host string
	// Now is its clock; nil means time.Now.
	Now func() time.Time
	// Latency is how long every answer takes.
	Latency time.Duration
	// PerMinute is how many requests each endpoint allows in a minute; 0 means
	// 600, as most organizations have it
	// (https://developer.okta.com/docs/reference/rl-global-mgmt/).
	PerMinute int
	// TokenPercent is the part of that which one token may use; 0 means 100.
	// New tokens have 50
	// (https://developer.okta.com/docs/reference/rl2-token-oauth/). Nobody
	// documents what the headers say then: here they go on telling the
	// organization's limit.
	TokenPercent int
	// Concurrent is how many requests may be at work at once; 0 means 75
	// (https://developer.okta.com/docs/reference/rl-additional-limits/).
	Concurrent int
	// PageCap is how many entries a page has at most, whatever limit says; 0
	// means no more than the documented limits.
	PageCap int
	// HidesDeprovisioned makes a filter that does not name the status leave
	// out who is deactivated. Okta's documentation can be read both ways.
	HidesDeprovisioned bool
	// HTTP2 speaks HTTP/2, as Okta does. A cut connection is a cut stream then.
	HTTP2 bool
	// InMemory avoids the network, for tests with a clock of their own.
	InMemory bool
}

// A Server is one organization.
type Server struct {
	t    testing.TB
	opts Options
	ca   *testneeds.Authority
	dial func(ctx context.Context) (net.Conn, error)
	work testneeds.Work

	mu      sync.Mutex
	made    int
	users   map[string]*User
	groups  map[string]*Group
	tokens  map[string]Rights
	cursors map[string]cursor
	windows map[string]*window
	busy    int
	most    int
	spare   int
	counts  map[string]int
	faults  []*Fault
	random  *rand.Rand
	percent int
	cut     bool
	onNext  func()
}

// New starts an organization that ends with the test.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Host == "" {
		o.Host = "example.okta.com"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.PerMinute == 0 {
		o.PerMinute = 600
	}
	if o.TokenPercent == 0 {
		o.TokenPercent = 100
	}
	if o.Concurrent == 0 {
		o.Concurrent = 75
	}
	s := &Server{
		t: t, opts: o, ca: testneeds.NewAuthority(t, "Okta of the test"),
		users: map[string]*User{}, groups: map[string]*Group{}, tokens: map[string]Rights{},
		spare: o.PerMinute, cursors: map[string]cursor{}, windows: map[string]*window{}, counts: map[string]int{},
	}
	s.start()
	return s
}

func (s *Server) start() {
	var plain net.Listener
	if s.opts.InMemory {
		p := newPipe()
		plain, s.dial = p, p.connect
	} else {
		l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
		if err != nil {
			s.t.Fatal(err)
		}
		plain = l
		s.dial = func(ctx context.Context) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", l.Addr().String())
		}
	}
	cert := s.ca.Server(s.t, s.opts.Host)
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: time.Hour,
		// A cut connection is no news here.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	secured := &tls.Config{Certificates: []tls.Certificate{cert.TLS}, MinVersion: tls.VersionTLS12}
	if s.opts.HTTP2 {
		secured.NextProtos = []string{"h2"}
	}
	secure := tls.NewListener(plain, secured)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(secure) // ends with ErrServerClosed
	}()
	s.t.Cleanup(func() {
		_ = server.Close()
		<-ended
		s.work.Wait()
	})
}

// URL is the address of the organization.
func (s *Server) URL() string { return "https://" + s.opts.Host }

// Transport is how it is reached, with retries that do not wait long: its
// name leads to this machine, and its certificate is trusted.
func (s *Server) Transport() transport.Options {
	return transport.Options{
		Network: config.Network{CAFile: s.ca.File},
		Retry:   transport.Retry{MinWait: time.Millisecond, MaxWait: 10 * time.Millisecond},
		DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			if address != net.JoinHostPort(s.opts.Host, "443") {
				s.t.Errorf("oktatest: a connection to %s was asked for", address)
				return nil, &net.OpError{Op: "dial", Err: net.ErrClosed}
			}
			return s.dial(ctx)
		},
	}
}

// Requests returns how many requests each endpoint got, e.g. under
// "/groups/{id}/users", and all of them under "".
func (s *Server) Requests() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.counts)
}

// ResetRequests starts counting anew.
func (s *Server) ResetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.counts)
}

// MostAtOnce returns how many requests were at work at the same time.
func (s *Server) MostAtOnce() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

// Spare returns how many requests were left of a rate limit when the least
// were.
func (s *Server) Spare() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.spare
}

// pipe is a listener without a network.
type pipe struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipe() *pipe { return &pipe{conns: make(chan net.Conn), done: make(chan struct{})} }

// Accept implements net.Listener.
func (p *pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (p *pipe) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

// Addr implements net.Listener.
func (p *pipe) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipe) connect(ctx context.Context) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-p.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
