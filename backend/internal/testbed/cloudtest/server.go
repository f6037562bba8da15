package cloudtest

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/testbed/memorynet"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/transport"
)

// Options say how a Server behaves.
type Options struct {
	// Hosts are the names that it answers to, at port 443.
	Hosts []string
	// Now is its clock; nil means time.Now.
	Now func() time.Time
	// Latency is how long every answer takes.
	Latency time.Duration
	// HTTP2 speaks HTTP/2. A cut connection is a cut stream then.
	HTTP2 bool
	// InMemory avoids the network, for tests with a clock of their own.
	InMemory bool
}

// InMemory are Options for a bubble of synctest, with answers after 50 ms.
func InMemory() Options { return Options{InMemory: true, HTTP2: true, Latency: 50 * time.Millisecond} }

// A Vendor is what a Server says. Its functions get a recorder, whose content
// is sent afterwards: at once, or in two pieces where it was flushed.
type Vendor struct {
	// Answer gives the true answers.
	Answer http.HandlerFunc
	// Name says under which name a request is counted.
	Name func(*http.Request) string
	// Admit, where not nil, is asked before anything can go wrong: it sets
	// what every answer has, and tells whether the request is let in, or was
	// refused. busy is how many requests are at work, this one among them.
	Admit func(w http.ResponseWriter, r *http.Request, busy int) bool
	// Refuse, where not nil, words an error that has a code.
	Refuse func(w http.ResponseWriter, status int, code string)
	// Troubles are what goes wrong at random; nil means those of the function
	// Troubles.
	Troubles []Fault
}

// A Server answers for one vendor.
type Server struct {
	opts   Options
	t      testing.TB
	ca     *needs.Authority
	vendor Vendor
	dial   func(ctx context.Context) (net.Conn, error)
	work   needs.Work

	mu     sync.Mutex
	counts map[string]int
	busy   int
	most   int
	faults Faults[Fault]
}

// Start starts a Server that ends with the test.
func Start(t testing.TB, o Options, v Vendor) *Server {
	t.Helper()
	if o.Now == nil {
		o.Now = time.Now
	}
	if v.Troubles == nil {
		v.Troubles = Troubles()
	}
	s := &Server{opts: o, t: t, ca: needs.NewAuthority(t, "cloud of the test"), vendor: v, counts: map[string]int{}}
	s.listen()
	return s
}

// Now is the clock of the Server.
func (s *Server) Now() time.Time { return s.opts.Now() }

func (s *Server) listen() {
	var plain net.Listener
	if s.opts.InMemory {
		l := memorynet.Listen()
		plain, s.dial = l, func(ctx context.Context) (net.Conn, error) { return l.Dial(ctx, "", "") }
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
	cert := s.ca.Server(s.t, s.opts.Hosts...)
	server := &http.Server{
		Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: time.Hour,
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

// Transport is how the Server is reached, with retries that do not wait long.
func (s *Server) Transport() transport.Options {
	return transport.Options{
		Network: config.Network{CAFile: s.ca.File},
		Retry:   transport.Retry{MinWait: time.Millisecond, MaxWait: 10 * time.Millisecond},
		DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			host, port, _ := net.SplitHostPort(address)
			if port != "443" || !slices.Contains(s.opts.Hosts, host) {
				s.t.Errorf("cloudtest: a connection to %s was asked for", address)
				return nil, &net.OpError{Op: "dial", Err: net.ErrClosed}
			}
			return s.dial(ctx)
		},
	}
}
