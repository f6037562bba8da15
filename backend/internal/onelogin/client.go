package onelogin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// How OneLogin is asked. No limit of concurrent requests is documented.
const (
	startInFlight = 8
	mostInFlight  = 24
	// mostBytes bounds a page: 650 roles that list 10,000 users each.
	mostBytes = 64 << 20
	// mostPages bounds a list, should its cursors go in circles.
	mostPages = 100_000
	// listTries is how often a list is read whose entries move.
	listTries = 3
)

// client asks one account. It belongs to one read.
type client struct {
	http   *http.Client
	origin *url.URL
	id     string
	secret config.Secret

	// token holds the token, empty at first; who asks for one has it out.
	token chan string
}

// newClient makes the client of one read.
func (s *Source) newClient() *client {
	c := &client{http: s.http, origin: s.origin, id: s.cfg.Settings.ClientID, secret: s.cfg.Secret, token: make(chan string, 1)}
	c.token <- ""
	return c
}

// newHTTP takes what OneLogin needs into the transport's options.
func newHTTP(o transport.Options, metrics *transport.Metrics) (*http.Client, error) {
	o.Wait = wait
	o.Metrics = metrics
	o.Gate = transport.NewGate(startInFlight, mostInFlight)
	o.WholeAnswers = mostBytes
	return transport.NewClient(o)
}

// wait says how long a 429 asks to wait: until the hour of the rate limit ends,
// which the answer tells in seconds
// (https://developers.onelogin.com/api-docs/2/oauth20-tokens/get-rate-limit).
// What is longer than a read waits, fails it.
func wait(resp *http.Response) (time.Duration, bool) {
	if resp.StatusCode != http.StatusTooManyRequests {
		return 0, false
	}
	if _, ok := transport.RetryAfter(resp); ok {
		return 0, false
	}
	seconds, err := strconv.ParseUint(strings.TrimSpace(resp.Header.Get("X-RateLimit-Reset")), 10, 31)
	if err != nil {
		return 0, false
	}
	return time.Duration(seconds)*time.Second + time.Second, true
}

// send sends a request and reads the answer, which must be 200. The error is
// not explained yet.
func (c *client) send(r *http.Request) (body []byte, header http.Header, err error) {
	r.Header.Set("Accept", "application/json")
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, nil, transport.Explain(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err = io.ReadAll(resp.Body)
	if err != nil {
		return nil, nil, transport.Explain(err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, nil, errorOf(resp, body)
	}
	return body, resp.Header, nil
}

// login returns a token other than the one that was refused, asking for it
// where there is none.
func (c *client) login(ctx context.Context, refused string) (token string, err error) {
	select {
	case token = <-c.token:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { c.token <- token }()
	if token != "" && token != refused {
		return token, nil
	}
	return c.newToken(ctx)
}

// newToken asks for a token
// (https://developers.onelogin.com/api-docs/2/oauth20-tokens/generate-tokens-2).
func (c *client) newToken(ctx context.Context) (string, error) {
	u := c.origin.JoinPath("auth", "oauth2", "v2", "token")
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(`{"grant_type":"client_credentials"}`))
	if err != nil {
		return "", err
	}
	r.SetBasicAuth(c.id, c.secret.Reveal())
	r.Header.Set("Content-Type", "application/json")
	transport.MarkIdempotent(r)
	body, _, err := c.send(r)
	if api, ok := errors.AsType[*apiError](err); ok {
		api.login = true
	}
	if err != nil {
		return "", fmt.Errorf("get a token: %w", err)
	}
	var answer struct {
		Token string `json:"access_token"`
	}
	if json.Unmarshal(body, &answer) != nil || answer.Token == "" {
		return "", directory.WithHint(fmt.Errorf("get a token: %w: the answer holds none", directory.ErrIncomplete), hintAddress)
	}
	return answer.Token, nil
}

// get asks for one page. A token that is refused is renewed once. The error is
// not explained yet.
func (c *client) get(ctx context.Context, u *url.URL) (body []byte, header http.Header, err error) {
	token, err := c.login(ctx, "")
	for try := 1; err == nil; try++ {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
		if err != nil {
			return nil, nil, err
		}
		r.Header.Set("Authorization", "bearer "+token)
		body, header, err = c.send(r)
		if try > 1 || !isExpired(err) {
			return body, header, err
		}
		if token, err = c.login(ctx, token); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, err
}

// list returns all entries of a list, each once. The error is explained, and
// wraps directory.ErrIncomplete where part of the list was read.
func list[T identified](ctx context.Context, c *client, l listing, progress func(n int)) ([]T, error) {
	var err error
	for range listTries {
		var items []T
		items, err = listOnce[T](ctx, c, l, progress)
		if _, moved := errors.AsType[*movedError](err); !moved {
			return items, explain(err)
		}
	}
	return nil, directory.WithHint(err, hintMoving)
}

// A movedError says that a list changed while it was read.
type movedError struct{ error }

func (e *movedError) Unwrap() []error { return []error{directory.ErrIncomplete, e.error} }

func moved(format string, args ...any) error {
	return &movedError{fmt.Errorf("%w: %w", directory.ErrIncomplete, fmt.Errorf(format, args...))}
}

func listOnce[T identified](ctx context.Context, c *client, l listing, progress func(n int)) ([]T, error) {
	var items []T
	place := map[int64]int{}
	cursor, most := "", -1
	for page := 1; page <= mostPages; page++ {
		body, header, err := c.get(ctx, l.url(c.origin, cursor))
		switch {
		case err != nil && page > 1 && isRefused(err):
			return nil, moved("page %d: %w", page, err)
		case err != nil && page > 1 && !errors.Is(err, directory.ErrIncomplete):
			return nil, fmt.Errorf("%w: page %d: %w", directory.ErrIncomplete, page, err)
		case err != nil:
			return nil, err
		}
		entries, err := decodePage[T](body)
		if err != nil {
			return nil, directory.WithHint(fmt.Errorf("%w: page %d: %w", directory.ErrIncomplete, page, err), hintAddress)
		}
		for _, entry := range entries {
			if i, known := place[entry.id()]; known {
				items[i] = entry
				continue
			}
			place[entry.id()] = len(items)
			items = append(items, entry)
		}
		if progress != nil {
			progress(len(items))
		}
		p := pagingOf(header)
		if p.total < most {
			return nil, moved("entries were deleted: there are %d, before there were %d", p.total, most)
		}
		most = p.total
		if p.next == "" || p.next == cursor || len(entries) == 0 {
			if most >= 0 && len(items) != most {
				return nil, moved("the list ended after %d of %d entries", len(items), most)
			}
			return items, nil
		}
		cursor = p.next
	}
	return nil, fmt.Errorf("%w: the pages of %s do not end", directory.ErrIncomplete, strings.Join(l.path, "/"))
}
