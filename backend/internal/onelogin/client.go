package onelogin

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/config"
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
	// http logs in, api asks with a token.
	http, api *http.Client
	origin    *url.URL
	id        string
	secret    config.Secret
	tokens    *transport.Tokens
	now       func() time.Time
}

// newClient makes the client of one read.
func (s *Source) newClient() *client {
	c := &client{http: s.http, origin: s.origin, id: s.cfg.Settings.ClientID, secret: s.cfg.Secret, now: s.reads.Now}
	c.tokens = transport.NewTokens(c.now, c.login)
	c.api = c.tokens.Client(c.http)
	return c
}

// newHTTP takes what OneLogin needs into the transport's options.
func newHTTP(o transport.Options) (*http.Client, error) {
	o.Wait = transport.Unsaid(wait)
	o.Gate = transport.NewGate(startInFlight, mostInFlight)
	o.WholeAnswers = mostBytes
	return transport.NewClient(o)
}

// wait says how long a 429 asks to wait: until the hour of the rate limit ends,
// which the answer tells in seconds
// (https://developers.onelogin.com/api-docs/2/oauth20-tokens/get-rate-limit).
// What is longer than a read waits, fails it.
func wait(resp *http.Response) (time.Duration, bool) {
	seconds, err := strconv.ParseUint(strings.TrimSpace(resp.Header.Get("X-RateLimit-Reset")), 10, 31)
	if err != nil {
		return 0, false
	}
	return time.Duration(seconds)*time.Second + time.Second, true
}

// login asks for a token
// (https://developers.onelogin.com/api-docs/2/oauth20-tokens/generate-tokens-2).
func (c *client) login(ctx context.Context) (transport.Token, error) {
	u := c.origin.JoinPath("auth", "oauth2", "v2", "token")
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(`{"grant_type":"client_credentials"}`))
	if err != nil {
		return transport.Token{}, err
	}
	r.SetBasicAuth(c.id, c.secret.Reveal())
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	token, err := vendor.LogIn(c.http, r, c.now, loginErrorOf)
	return token, transport.During("get a token", err)
}

// get asks for one page. The error is not explained yet.
func (c *client) get(ctx context.Context, u *url.URL) (body []byte, header http.Header, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, nil, err
	}
	r.Header.Set("Accept", "application/json")
	return transport.Ask(c.api, r, errorOf)
}
