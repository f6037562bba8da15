package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// counted returns Tokens that count: token-1, token-2 and so on, good for an
// hour.
func counted(asked *atomic.Int32) *transport.Tokens {
	return transport.NewTokens(time.Now, func(context.Context) (transport.Token, error) {
		return transport.ParseToken(fmt.Appendf(nil, `{"access_token":"token-%d","expires_in":3600}`, asked.Add(1)), time.Now())
	})
}

func TestATokenIsKeptUntilShortlyBeforeItsEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		tokens := counted(&asked)
		for _, step := range []struct {
			after time.Duration
			want  string
		}{{0, "token-1"}, {58 * time.Minute, "token-1"}, {70 * time.Second, "token-2"}} {
			time.Sleep(step.after)
			token, err := tokens.Get(t.Context())
			if err != nil || token.Text.Reveal() != step.want || strings.Contains(fmt.Sprintf("%v %+v %#v", token, token, token), "token-") {
				t.Errorf("%v, error %v, want %s", token.Text.Reveal(), err, step.want)
			}
		}
		if token, err := tokens.Renew(t.Context()); err != nil || token.Text.Reveal() != "token-3" {
			t.Errorf("%v, error %v", token.Text.Reveal(), err)
		}
	})
}

func TestManyWaitForOneLogIn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		down := errors.New("down")
		tokens := transport.NewTokens(time.Now, func(context.Context) (transport.Token, error) {
			time.Sleep(time.Second)
			if asked.Add(1) == 1 {
				return transport.Token{}, down
			}
			return transport.ParseToken([]byte(`{"access_token":"x"}`), time.Now())
		})
		if _, err := tokens.Get(t.Context()); !errors.Is(err, down) || !transport.IsTokenError(err) || transport.IsTokenError(down) {
			t.Errorf("error %v", err)
		}
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if _, err := tokens.Get(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := tokens.Get(ctx); !errors.Is(err, context.DeadlineExceeded) || !transport.IsTokenError(err) {
			t.Errorf("error %v", err)
		}
		all.Wait()
		if n := asked.Load(); n != 2 {
			t.Errorf("%d log-ins", n)
		}
	})
}

// A 401 is answered with a new token, once, and the request is the same.
func TestATokenThatIsRefusedIsRenewedOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		good string // the token that the server accepts
		want int    // the status
		log  string
	}{
		"at once": {"token-1", 200, "token-1 hello;"},
		"renewed": {"token-2", 200, "token-1 hello;token-2 hello;"},
		"refused": {"token-3", 401, "token-1 hello;token-2 hello;"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log strings.Builder
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
				fmt.Fprintf(&log, "%s %s;", token, body)
				if token != test.good {
					w.WriteHeader(http.StatusUnauthorized)
				}
			}))
			defer server.Close()
			var asked atomic.Int32
			c := counted(&asked).Client(server.Client())
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, io.NopCloser(strings.NewReader("hello")))
			if err != nil {
				t.Fatal(err)
			}
			resp, err := c.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = resp.Body.Close()
			if resp.StatusCode != test.want || log.String() != test.log {
				t.Errorf("status %d, asked %s", resp.StatusCode, log.String())
			}
		})
	}
}

func TestALogInThatFailsSpeaksForItself(t *testing.T) {
	t.Parallel()
	why := directory.WithHint(fmt.Errorf("log in: %w", directory.ErrAuth), "Do this.")
	tokens := transport.NewTokens(time.Now, func(context.Context) (transport.Token, error) { return transport.Token{}, why })
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://example.com/?q=secret", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = transport.Ask(tokens.Client(&http.Client{}), r, nil)
	if err == nil || err.Error() != why.Error() || !errors.Is(err, directory.ErrAuth) || directory.HintOf(err) != "Do this." {
		t.Errorf("error %v", err)
	}
}
