package bitwarden

import (
	"bytes"
	"context"
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

const tokenPath = "/connect/token"

// Login is the answer to a log-in.
type Login struct {
	OrganizationID string
	// Expires is when the token ends; it is renewed before by itself.
	Expires time.Time
}

// Login asks for a new token, and so proves that the API key is good. It
// wraps organization.ErrAuth where the server refuses it.
func (c *Client) Login(ctx context.Context) (Login, error) {
	t, err := c.tokens.Renew(ctx)
	if err != nil {
		return Login{}, failed("%w", err)
	}
	return Login{OrganizationID: c.orgID, Expires: t.Expires}, nil
}

// fetchToken asks the identity service for a token with the API key
// (RFC 6749, 4.4).
func (c *Client) fetchToken(ctx context.Context) (transport.Token, error) {
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
		return transport.Token{}, fmt.Errorf("log in: %w", err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	c.setHeaders(r)
	transport.MarkIdempotent(r)
	start := c.config.Now()
	a, err := c.send(c.reads, r, transport.Token{}, nil)
	if err != nil {
		return transport.Token{}, fmt.Errorf("log in at %s: %w", a.where, transport.Explain(err))
	}
	t, err := decodeToken(a, start)
	if err != nil {
		return transport.Token{}, fmt.Errorf("log in at %s: %w", a.where, err)
	}
	c.log.DebugContext(ctx, "token received", "host", r.URL.Host, "lifetime", t.Expires.Sub(start))
	return t, nil
}

// refusedHint says what to do when the server refuses the key.
const refusedHint = "check client id and client secret (Admin Console, Settings, Organization info, View API key) and the server's address; after the key was rotated, log in again with the new one"

// decodeToken understands the answers of the identity service (RFC 6749, 5).
// Only one that speaks of the key is organization.ErrAuth.
func decodeToken(a answer, start time.Time) (transport.Token, error) {
	switch {
	case a.status == http.StatusOK:
		if t, err := transport.ParseToken(a.body, start); err == nil {
			return t, nil
		}
		return transport.Token{}, a.notAPI("server.identity")
	case a.refusesKey():
		return transport.Token{}, directory.WithHint(fmt.Errorf("%w: %s", organization.ErrAuth, a.says().line()), refusedHint)
	case a.isJSON() && a.status >= http.StatusBadRequest && a.status <= http.StatusForbidden, a.status == http.StatusUnauthorized:
		return transport.Token{}, directory.WithHint(a.failure(), transport.LoginHint)
	}
	return transport.Token{}, a.failure()
}

// refusesKey tells whether the server says that the API key is not good: in the
// words of RFC 6749, or in vaultwarden's own.
func (a answer) refusesKey() bool {
	if !a.isJSON() {
		return false
	}
	body := decodeObject(bytes.TrimPrefix(a.body, []byte("\xef\xbb\xbf")))
	if transport.RefusesKey(a.status, decodeText(body["error"])) {
		return true
	}
	switch strings.ToLower(strings.TrimRight(a.says().text, ".")) {
	case "incorrect client_secret", "invalid client_id":
		return a.status == http.StatusBadRequest
	}
	return false
}
