package graphtest

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

// A Cloud is where one of Microsoft's clouds is
// (https://learn.microsoft.com/graph/deployments).
type Cloud struct{ Authority, Graph string }

// The clouds.
var (
	Global = Cloud{"login.microsoftonline.com", "graph.microsoft.com"}
	USGov  = Cloud{"login.microsoftonline.us", "graph.microsoft.us"}
	DoD    = Cloud{"login.microsoftonline.us", "dod-graph.microsoft.us"}
	China  = Cloud{"login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn"}
)

// Tenant is the name of the fake's only tenant, TenantID its id.
const (
	Tenant   = "contoso.onmicrosoft.com"
	TenantID = "aaaabbbb-0000-cccc-1111-dddd2222eeee"
)

// Options change how the tenant behaves.
type Options struct {
	// Cloud is where it lives; zero means Global.
	Cloud Cloud
	// Now is its clock; nil means time.Now.
	Now func() time.Time
	// Latency is how long every answer takes.
	Latency time.Duration
	// Units is what ten seconds allow; 0 means 8,000, as for tenants of more
	// than 500 users (https://learn.microsoft.com/graph/throttling-limits).
	Units int
	// NoDelta refuses delta, as external tenants do.
	NoDelta bool
	// PageCap is how many entries a list has in a page at most, whatever $top
	// says; 0 means no more than the documented limits.
	PageCap int
	// DeltaPage is how many rows a page of delta has, 0 means 200; DeltaMembers
	// how many members it tells, 0 means 1,000. Nobody documents either.
	DeltaPage, DeltaMembers int
	// Silent leaves out of a group's delta that a member was deleted.
	Silent bool
	// Pieces sends the answers of the authority in two pieces.
	Pieces bool
	// InMemory avoids the network, for tests with a clock of their own.
	InMemory bool
}

// A Server is one tenant.
type Server struct {
	t    testing.TB
	opts Options
	ca   *testneeds.Authority
	dial func(ctx context.Context) (net.Conn, error)
	work testneeds.Work

	mu      sync.Mutex
	made    int
	seq     int // of changes
	users   map[string]*User
	groups  map[string]*Group
	units   map[string]map[string]bool
	bin     map[string]*deleted // users and groups
	apps    map[string]*app
	tokens  map[string]*app
	links   map[string]link
	refusal Fault // of forgotten tokens
	window  int64
	used    int
	counts  map[string]int
	spent   int
	faults  []*Fault
	parts   []*PartFault
	random  *rand.Rand
	percent int
	cut     bool
	blank   bool
	onNext  func()
}

// New starts a tenant that ends with the test.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Cloud == (Cloud{}) {
		o.Cloud = Global
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Units == 0 {
		o.Units = 8000
	}
	if o.DeltaPage == 0 {
		o.DeltaPage = 200
	}
	if o.DeltaMembers == 0 {
		o.DeltaMembers = 1000
	}
	s := &Server{
		t: t, opts: o, ca: testneeds.NewAuthority(t, "Microsoft of the test"),
		users: map[string]*User{}, groups: map[string]*Group{}, units: map[string]map[string]bool{}, bin: map[string]*deleted{},
		apps: map[string]*app{}, tokens: map[string]*app{}, links: map[string]link{}, counts: map[string]int{},
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
	cert := s.ca.Server(s.t, s.opts.Cloud.Authority, s.opts.Cloud.Graph)
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: time.Hour,
		// A cut connection is no news here.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	secure := tls.NewListener(plain, &tls.Config{Certificates: []tls.Certificate{cert.TLS}, MinVersion: tls.VersionTLS12})
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

// Transport is how the cloud is reached, with retries that do not wait long:
// its names lead to this machine, and its certificate is trusted.
func (s *Server) Transport() transport.Options {
	return transport.Options{
		Network: config.Network{CAFile: s.ca.File},
		Retry:   transport.Retry{MinWait: time.Millisecond, MaxWait: 10 * time.Millisecond},
		DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			host, port, err := net.SplitHostPort(address)
			if err != nil || port != "443" || host != s.opts.Cloud.Authority && host != s.opts.Cloud.Graph {
				s.t.Errorf("graphtest: a connection to %s was asked for", address)
				return nil, &net.OpError{Op: "dial", Err: net.ErrClosed}
			}
			return s.dial(ctx)
		},
	}
}

// Requests returns how many requests each endpoint got, e.g. under
// "/groups/delta", parts of batches under "part /groups/{id}/members", and all
// of them, without parts, under "".
func (s *Server) Requests() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.counts)
}

// Units returns how many units were used.
func (s *Server) Units() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.spent
}

// ResetRequests starts counting anew.
func (s *Server) ResetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.counts)
	s.spent = 0
}

func (s *Server) tally(pattern string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[pattern]++
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
