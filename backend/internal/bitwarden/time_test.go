package bitwarden_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
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
func (m *memoryNet) Close() error   { m.once.Do(func() { close(m.done) }); return nil }
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

func TestImportWaits(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prepare     func(*orgserver.Server, *memoryNet)
		want        string
		calls       int
		least, most time.Duration
	}{
		"as long as the server asks": {
			func(s *orgserver.Server, _ *memoryNet) { s.Throttle(orgserver.RouteImport, 2, 100*time.Second) },
			"", 3, 200 * time.Second, 200 * time.Second,
		},
		"not over five minutes": {
			func(s *orgserver.Server, _ *memoryNet) { s.Throttle(orgserver.RouteImport, 9, 100*time.Second) },
			"not sent", 4, 300 * time.Second, 300 * time.Second,
		},
		"for a connection": {
			func(_ *orgserver.Server, m *memoryNet) { m.refuse = 4 },
			"", 1, 15 * time.Second, 19 * time.Second,
		},
		"but not for ever": {
			func(_ *orgserver.Server, m *memoryNet) { m.refuse = 99 },
			"not sent", 0, 3 * time.Minute, 5 * time.Minute,
		},
		"nine minutes for a slow server": {
			func(s *orgserver.Server, _ *memoryNet) {
				s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Delay: 9 * time.Minute, Apply: orgserver.ApplyFirst})
			}, "", 1, 9 * time.Minute, 9 * time.Minute,
		},
		"ten and no more": {
			func(s *orgserver.Server, _ *memoryNet) {
				s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Delay: 11 * time.Minute, Apply: orgserver.ApplyFirst})
			}, "unknown outcome", 1, 10 * time.Minute, 10 * time.Minute,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c, m := startInMemory(t, orgserver.Options{}, own())
				if _, err := c.Login(t.Context()); err != nil {
					t.Fatal(err)
				}
				test.prepare(s, m)
				start := time.Now()
				err := c.Import(t.Context(), sample())
				took := time.Since(start)
				if got := kindOf(err); got != test.want {
					t.Errorf("it is %q, want %q: %v", got, test.want, err)
				}
				if n := len(s.Imports()); n != test.calls {
					t.Errorf("arrived %d times, want %d", n, test.calls)
				}
				if took < test.least || took > test.most {
					t.Errorf("took %s, want %s to %s", took, test.least, test.most)
				}
			})
		})
	}
}

// Against the cloud's own limits no request is ever refused, and a self-hosted
// server is not slowed down.
func TestCloudIsNotOverrun(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		endpoints   bitwarden.Endpoints
		limits      *orgserver.Limits
		least, most time.Duration
	}{
		"cloud":       {cloud(), orgserver.CloudLimits(), 2 * time.Minute, 3 * time.Minute},
		"self-hosted": {own(), nil, 0, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c, _ := startInMemory(t, orgserver.Options{Limits: test.limits}, test.endpoints)
				start := time.Now()
				for range 120 {
					if err := c.Import(t.Context(), organization.Request{}); err != nil {
						t.Fatal(err)
					}
				}
				took := time.Since(start)
				for range 250 {
					if _, err := c.Members(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				for range 11 {
					if _, err := c.Login(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				for _, call := range s.Calls() {
					if call.Status == http.StatusTooManyRequests {
						t.Fatalf("%s was throttled", call.Path)
					}
				}
				if took < test.least || took > test.most {
					t.Errorf("120 imports took %s", took)
				}
			})
		})
	}
}

func TestTokenEndsInFakeTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c, _ := startInMemory(t, orgserver.Options{TokenLifetime: 10 * time.Second}, own())
		for range 30 {
			if _, err := c.Members(t.Context()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		if tokens, lists := len(s.CallsTo(orgserver.RouteToken)), len(s.CallsTo(orgserver.RouteMembers)); tokens != 4 || lists != 30 {
			t.Errorf("%d tokens, %d lists", tokens, lists)
		}
	})
}

func TestWaitingForATokenEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c, _ := startInMemory(t, orgserver.Options{}, own())
		s.Fail(orgserver.RouteToken, 1, orgserver.Fault{Delay: time.Minute})
		var slow sync.WaitGroup
		slow.Go(func() {
			if _, err := c.Login(t.Context()); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		err := c.Import(ctx, sample())
		if kindOf(err) != "not sent" || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
		slow.Wait()
	})
}
