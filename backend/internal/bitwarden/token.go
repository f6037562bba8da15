package bitwarden

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

const (
	tokenPath = "/connect/token"
	// renewBefore is how long before its end a token is renewed, at most a
	// tenth of its life.
	renewBefore = time.Minute
	// defaultLife is assumed where a server does not tell.
	defaultLife = time.Hour
)

// token is an access token. It prints nothing of itself.
type token struct {
	text    string
	renew   time.Time
	expires time.Time
}

func (t token) String() string   { return "**redacted**" }
func (t token) GoString() string { return "**redacted**" }

// tokenCache holds the current token. Its lock is a channel so that waiting
// for somebody else's renewal ends with the context.
type tokenCache struct {
	lock    chan struct{}
	current token
}

func newTokenCache() *tokenCache { return &tokenCache{lock: make(chan struct{}, 1)} }

// get returns a token that is still good at now and is not the one that the
// server refused, asking fetch for a new one where there is none.
func (c *tokenCache) get(
	ctx context.Context, now func() time.Time, refused token, fetch func(context.Context) (token, error),
) (token, error) {
	select {
	case c.lock <- struct{}{}:
	case <-ctx.Done():
		return token{}, ctx.Err()
	}
	defer func() { <-c.lock }()
	if c.current.text != "" && c.current.text != refused.text && now().Before(c.current.renew) {
		return c.current, nil
	}
	c.current = token{}
	fresh, err := fetch(ctx)
	if err != nil {
		return token{}, err
	}
	c.current = fresh
	return fresh, nil
}

// Login is the answer to a log-in.
type Login struct {
	OrganizationID string
	// Expires is when the token ends; it is renewed before by itself.
	Expires time.Time
}

// Login asks for a new token, and so proves that the API key is good. It
// wraps organization.ErrAuth where the server refuses it.
func (c *Client) Login(ctx context.Context) (Login, error) {
	never := func() time.Time { return time.Unix(1<<40, 0) } // no cached token is good then
	t, err := c.tokens.get(ctx, never, token{}, c.fetchToken)
	if err != nil {
		return Login{}, fmt.Errorf("bitwarden: %w", err)
	}
	return Login{OrganizationID: c.orgID, Expires: t.expires}, nil
}

// fetchToken asks the identity service for a token with the API key
// (RFC 6749, 4.4).
func (c *Client) fetchToken(ctx context.Context) (token, error) {
	address := c.config.Endpoints.Identity + tokenPath
	form := url.Values{
		"grant_type": {"client_credentials"}, "scope": {"api.organization"},
		"client_id": {c.config.ClientID}, "client_secret": {c.config.ClientSecret.Reveal()},
		"deviceType":       {strconv.Itoa(deviceType(runtime.GOOS))},
		"deviceIdentifier": {c.config.DeviceID},
		"deviceName":       {"Directory Connector"},
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return token{}, fmt.Errorf("log in: %w", err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	c.setHeaders(r)
	transport.MarkIdempotent(r)
	start := c.config.Now()
	a, err := c.send(c.reads, r, token{}, nil)
	if err != nil {
		return token{}, fmt.Errorf("log in at %s: %w", a.where, transport.Explain(err))
	}
	t, err := decodeToken(a, start)
	if err != nil {
		return token{}, fmt.Errorf("log in at %s: %w", a.where, err)
	}
	c.log.DebugContext(ctx, "token received", "host", r.URL.Host, "lifetime", t.expires.Sub(start))
	return t, nil
}

// refusedHint says what to do when the server refuses the key.
const refusedHint = "check client id and client secret (Admin Console, Settings, Organization info, View API key) and the server's address; after the key was rotated, log in again with the new one"

// decodeToken understands the answers of the identity service (RFC 6749, 5).
func decodeToken(a answer, start time.Time) (token, error) {
	refused := a.isJSON() && (a.status == http.StatusBadRequest || a.status == http.StatusUnauthorized || a.status == http.StatusForbidden)
	if refused {
		err := organization.ErrAuth
		if said := a.says().line(); said != "" {
			err = fmt.Errorf("%w: %s", err, said)
		}
		return token{}, directory.WithHint(err, refusedHint)
	}
	if a.status != http.StatusOK {
		return token{}, a.failure()
	}
	var body struct {
		AccessToken string  `json:"access_token"`
		ExpiresIn   float64 `json:"expires_in"`
	}
	if !a.isJSON() || json.Unmarshal(a.body, &body) != nil || body.AccessToken == "" ||
		strings.ContainsAny(body.AccessToken, "\r\n\x00 ") {
		return token{}, a.notAPI("server.identity")
	}
	life := time.Duration(min(body.ExpiresIn, 1e6) * float64(time.Second))
	if life <= 0 {
		life = defaultLife
		if exp, err := expiryOf(body.AccessToken); err == nil {
			life = max(exp.Sub(start), 0)
		}
	}
	return token{
		text: body.AccessToken, expires: start.Add(life), renew: start.Add(life - min(renewBefore, life/10)),
	}, nil
}

// expiryOf reads the claim "exp" of a JWT (RFC 7519). The token is not
// verified: it is not ours to trust, only to hand back.
func expiryOf(jwt string) (time.Time, error) {
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		return time.Time{}, errors.New("not a JWT")
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return time.Time{}, errors.New("claims are not base64")
	}
	var claims struct {
		Exp float64 `json:"exp"`
	}
	if err := json.Unmarshal(text, &claims); err != nil || claims.Exp <= 0 || claims.Exp > 1e12 {
		return time.Time{}, errors.New("no claim exp")
	}
	return time.Unix(int64(claims.Exp), 0), nil
}
