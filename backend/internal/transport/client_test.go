package transport_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/transport"
)

func TestRetry(t *testing.T) {
	t.Parallel()
	status := func(code int, retryAfter string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			if retryAfter != "" {
				w.Header().Set("Retry-After", retryAfter)
			}
			w.WriteHeader(code)
		}
	}
	cut := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	tests := map[string]struct {
		method     string
		mark       bool
		answers    []http.HandlerFunc // then 200
		wantStatus int                // 0: an error
		wantTries  int
		least      time.Duration
		most       time.Duration
	}{
		"a read survives a cut connection, 500 and 503": {
			method: "GET", answers: []http.HandlerFunc{cut, status(500, ""), status(503, "")}, wantStatus: 200, wantTries: 4,
			least: 7 * time.Second, most: 9 * time.Second,
		},
		"a read gives up after all tries, with the last answer": {
			method: "GET", answers: []http.HandlerFunc{status(502, ""), status(502, ""), status(502, ""), status(502, ""), status(504, "")},
			wantStatus: 504, wantTries: 5, least: 15 * time.Second, most: 20 * time.Second,
		},
		"Retry-After is waited for": {
			method: "GET", answers: []http.HandlerFunc{status(429, "90")}, wantStatus: 200, wantTries: 2,
			least: 90 * time.Second, most: 90 * time.Second,
		},
		"a Retry-After that is too long is not": {
			method: "GET", answers: []http.HandlerFunc{status(429, "3600")}, wantStatus: 429, wantTries: 1,
		},
		"a 404 is an answer": {method: "GET", answers: []http.HandlerFunc{status(404, "")}, wantStatus: 404, wantTries: 1},
		"a POST is repeated when throttled": {
			method: "POST", answers: []http.HandlerFunc{status(429, "5"), status(429, "")}, wantStatus: 200, wantTries: 3,
			least: 7 * time.Second, most: 8 * time.Second,
		},
		"a POST is not repeated after 500": {method: "POST", answers: []http.HandlerFunc{status(500, "")}, wantStatus: 500, wantTries: 1},
		"nor after a proxy's own 522":      {method: "POST", answers: []http.HandlerFunc{status(522, "")}, wantStatus: 522, wantTries: 1},
		"a read is": {
			method: "GET", answers: []http.HandlerFunc{status(522, "")}, wantStatus: 200, wantTries: 2,
			least: time.Second, most: 2 * time.Second,
		},
		"nor after 503 with Retry-After": {method: "POST", answers: []http.HandlerFunc{status(503, "1")}, wantStatus: 503, wantTries: 1},
		"nor after a cut connection":     {method: "POST", answers: []http.HandlerFunc{cut}, wantStatus: 0, wantTries: 1},
		"unless it may be sent twice": {
			method: "POST", mark: true, answers: []http.HandlerFunc{cut, status(500, "")}, wantStatus: 200, wantTries: 3,
			least: 3 * time.Second, most: 4 * time.Second,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var bodies []string
				p := serve(t, func(w http.ResponseWriter, r *http.Request) {
					body, _ := io.ReadAll(r.Body)
					bodies = append(bodies, string(body))
					if r.Header.Get("Idempotency-Key") != "" {
						t.Error("the mark was sent")
					}
					if n := len(bodies) - 1; n < len(test.answers) {
						test.answers[n](w, r)
					}
				})
				c := newClient(t, transport.Options{DialContext: p.Dial})
				r := newRequest(t.Context(), t, test.method, "http://server/path", "body")
				if test.mark {
					transport.MarkIdempotent(r)
				}
				start := time.Now()
				got, _, err := do(t, c, r)
				took := time.Since(start)
				if got != test.wantStatus || (err != nil) != (test.wantStatus == 0) {
					t.Errorf("status %d, error %v, want %d", got, err, test.wantStatus)
				}
				if errors.Is(err, transport.ErrNotSent) {
					t.Errorf("%v claims that nothing was sent", err)
				}
				if len(bodies) != test.wantTries || strings.Join(bodies, "") != strings.Repeat("body", test.wantTries) {
					t.Errorf("arrived: %q, want %d times", bodies, test.wantTries)
				}
				if took < test.least || took > test.most {
					t.Errorf("took %s, want %s to %s", took, test.least, test.most)
				}
			})
		})
	}
}

func TestWhatWasNotSentIsRepeated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := serve(t, func(http.ResponseWriter, *http.Request) {})
		refusals := 2
		o := transport.Options{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if refusals--; refusals >= 0 {
				return nil, &net.OpError{Op: "dial", Err: errors.New("refused by the test")}
			}
			return p.Dial(ctx, network, address)
		}}
		status, _, err := do(t, newClient(t, o), newRequest(t.Context(), t, http.MethodPost, "http://server/", "x"))
		if status != http.StatusOK || err != nil {
			t.Errorf("status %d, error %v", status, err)
		}
		refusals = 99
		_, _, err = do(t, newClient(t, o), newRequest(t.Context(), t, http.MethodPost, "http://server/", "x"))
		if !errors.Is(err, transport.ErrNotSent) || refusals != 99-transport.DefaultTries {
			t.Errorf("error %v after %d dials", err, 99-refusals)
		}
		if err := transport.Explain(err); !errors.Is(err, directory.ErrUnreachable) {
			t.Errorf("%v is not ErrUnreachable", err)
		}
	})
}

func TestCancel(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler http.HandlerFunc
		notSent bool
	}{
		"while it waits for the next try": {
			func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "60")
				w.WriteHeader(http.StatusTooManyRequests)
			}, true,
		},
		"while the server works": {hang, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := serve(t, test.handler)
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				start := time.Now()
				_, _, err := do(t, newClient(t, transport.Options{DialContext: p.Dial}), newRequest(ctx, t, http.MethodPost, "http://server/", "x"))
				if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, transport.ErrNotSent) != test.notSent {
					t.Errorf("error %v, want not sent: %v", err, test.notSent)
				}
				if took := time.Since(start); took != 10*time.Second {
					t.Errorf("took %s", took)
				}
			})
		})
	}
}

func TestTimeout(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]http.HandlerFunc{
		"no answer": hang,
		"half an answer": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "half")
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := serve(t, handler)
				c := newClient(t, transport.Options{DialContext: p.Dial, Timeout: 7 * time.Second})
				start := time.Now()
				_, _, err := do(t, c, newRequest(t.Context(), t, http.MethodPost, "http://server/", ""))
				if !errors.Is(err, transport.ErrTimeout) || time.Since(start) != 7*time.Second {
					t.Errorf("error %v after %s", err, time.Since(start))
				}
				if hint := directory.HintOf(transport.Explain(err)); !strings.Contains(hint, "in time") {
					t.Errorf("hint %q", hint)
				}
			})
		})
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := serve(t, func(http.ResponseWriter, *http.Request) {})
		posts := rate.NewLimiter(rate.Every(time.Second), 2)
		c := newClient(t, transport.Options{DialContext: p.Dial, Limits: []transport.Limit{func(r *http.Request) transport.Limiter {
			if r.Method == http.MethodPost {
				return posts
			}
			return nil
		}}})
		start := time.Now()
		for _, method := range []string{"POST", "POST", "GET", "GET", "GET", "POST", "POST"} {
			if _, _, err := do(t, c, newRequest(t.Context(), t, method, "http://server/", "")); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != 2*time.Second {
			t.Errorf("took %s", took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		_, _, err := do(t, c, newRequest(ctx, t, http.MethodPost, "http://server/", ""))
		if !errors.Is(err, context.Canceled) || !errors.Is(err, transport.ErrNotSent) {
			t.Errorf("error %v", err)
		}
	})
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if got, want := r.Header.Get("User-Agent"), transport.UserAgent("1.2.3"); got != want {
			t.Errorf("user agent %q, want %q", got, want)
		}
		http.Redirect(w, r, "/login", http.StatusFound)
	}))
	t.Cleanup(s.Close)
	c := newClient(t, transport.Options{UserAgent: transport.UserAgent("1.2.3")})
	status, _, err := do(t, c, newRequest(t.Context(), t, http.MethodGet, s.URL, ""))
	if status != http.StatusFound || err != nil || asked != 1 {
		t.Errorf("status %d, error %v, asked %d times", status, err, asked)
	}
}

// HTTP/2 has paths of its own through net/http.
func TestCutStreamOfHTTP2(t *testing.T) {
	t.Parallel()
	asked := 0
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("asked with %s", r.Proto)
		}
		asked++
		panic(http.ErrAbortHandler)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	c := newClient(t, transport.Options{Network: config.Network{CAFile: needs.CAFile(t, s)}, FreshConnections: true})
	_, _, err := do(t, c, newRequest(t.Context(), t, http.MethodPost, s.URL, "x"))
	if err == nil || errors.Is(err, transport.ErrNotSent) || asked != 1 {
		t.Errorf("asked %d times, error %v", asked, err)
	}
}

func TestNothingSecretIsSaid(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	c := newClient(t, transport.Options{
		Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Retry:  transport.Retry{MinWait: time.Millisecond, Tries: 2},
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			return nil, errors.New("no way to ?code=query-secret with token-secret and proxy-secret")
		},
		Network: config.Network{Proxy: "http://127.0.0.1:9", ProxyUsername: "u"}, ProxyPassword: config.NewSecret("proxy-secret"),
	})
	r := newRequest(t.Context(), t, http.MethodGet, "http://name:url-secret@server.example/path?code=query-secret", "")
	r.Header.Set("Authorization", "Bearer token-secret")
	_, _, err := do(t, c, r)
	if err == nil {
		t.Fatal("no error")
	}
	text := transport.Explain(err).Error() + log.String()
	for _, secret := range []string{"query-secret", "token-secret", "proxy-secret", "url-secret"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is in %s", secret, text)
		}
	}
	if n := strings.Count(log.String(), "http request is repeated"); n != 1 {
		t.Errorf("%d repetitions are logged", n)
	}
	for _, part := range []string{"server.example/path", "method=GET", "path=/path", "duration=", "http request is repeated"} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is not in %s", part, text)
		}
	}
}
