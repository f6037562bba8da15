package transport

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"directoryconnector/backend/config"
)

const (
	// renewBefore is how long before its end a token is renewed, at most a
	// tenth of its life.
	renewBefore = time.Minute
	// defaultLife is assumed where a server does not tell.
	defaultLife = time.Hour
)

// A Token is an access token. It prints nothing of itself.
type Token struct {
	Text    config.Secret
	Expires time.Time
	renew   time.Time
}

// ErrNoToken says that a 200 to a log-in holds no token.
var ErrNoToken = errors.New("the answer holds no token")

// ParseToken reads the answer to a log-in that was sent at start (RFC 6749,
// 5.1).
func ParseToken(body []byte, start time.Time) (Token, error) {
	var answer struct {
		Text    string  `json:"access_token"`
		Seconds float64 `json:"expires_in"`
	}
	if json.Unmarshal(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), &answer) != nil || answer.Text == "" ||
		strings.ContainsAny(answer.Text, "\r\n\x00 ") {
		return Token{}, ErrNoToken
	}
	life := time.Duration(min(answer.Seconds, 1e6) * float64(time.Second))
	if life <= 0 {
		life = defaultLife
		if end, err := expiryOf(answer.Text); err == nil {
			life = max(end.Sub(start), 0)
		}
	}
	return Token{
		Text: config.NewSecret(answer.Text), Expires: start.Add(life), renew: start.Add(life - min(renewBefore, life/10)),
	}, nil
}

// expiryOf reads the claim "exp" of a JWT (RFC 7519). The token is not
// verified: it is not ours to trust, only to hand back.
func expiryOf(jwt string) (time.Time, error) {
	var claims struct {
		Exp float64 `json:"exp"`
	}
	if err := ParseClaims(jwt, &claims); err != nil || claims.Exp <= 0 || claims.Exp > 1e12 {
		return time.Time{}, errors.New("no claim exp")
	}
	return time.Unix(int64(claims.Exp), 0), nil
}

// ParseClaims reads what a token says of itself where it is a JWT, without
// verifying it.
func ParseClaims(jwt string, claims any) error {
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		return errors.New("not a JWT")
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return errors.New("claims are not base64")
	}
	if json.Unmarshal(text, claims) != nil {
		return errors.New("claims are not JSON")
	}
	return nil
}

// Tokens keeps an access token for as long as it is good. Make it with
// NewTokens. Several goroutines may use it: one of them asks.
type Tokens struct {
	ask func(context.Context) (Token, error)
	now func() time.Time
	// turn is a lock, so that waiting for somebody else's log-in ends with
	// the context.
	turn    chan struct{}
	current Token
}

// NewTokens returns an empty Tokens. ask logs in.
func NewTokens(now func() time.Time, ask func(context.Context) (Token, error)) *Tokens {
	return &Tokens{ask: ask, now: now, turn: make(chan struct{}, 1)}
}

// Get returns a token that is still good.
func (t *Tokens) Get(ctx context.Context) (Token, error) {
	return t.get(ctx, func(current Token) bool { return t.now().Before(current.renew) })
}

// Renew logs in, whatever is there.
func (t *Tokens) Renew(ctx context.Context) (Token, error) {
	return t.get(ctx, func(Token) bool { return false })
}

func (t *Tokens) get(ctx context.Context, good func(current Token) bool) (Token, error) {
	select {
	case t.turn <- struct{}{}:
	case <-ctx.Done():
		return Token{}, &tokenError{ctx.Err()}
	}
	defer func() { <-t.turn }()
	if !t.current.Text.IsZero() && good(t.current) {
		return t.current, nil
	}
	t.current = Token{}
	fresh, err := t.ask(ctx)
	if err != nil {
		return Token{}, &tokenError{err}
	}
	t.current = fresh
	return fresh, nil
}

// tokenError marks an error of a log-in, which Explain leaves as it is.
type tokenError struct{ error }

func (e *tokenError) Unwrap() error { return e.error }

// IsTokenError tells whether there was no token, and so nothing was sent with
// one.
func IsTokenError(err error) bool {
	_, ok := errors.AsType[*tokenError](err)
	return ok
}

// Use calls send with a token, and once more with a new one where send says
// that the server refused it.
func (t *Tokens) Use(ctx context.Context, send func(Token) (refused bool, err error)) error {
	token, err := t.Get(ctx)
	if err != nil {
		return err
	}
	if refused, err := send(token); !refused {
		return err
	}
	if token, err = t.after(ctx, token); err != nil {
		return err
	}
	_, err = send(token)
	return err
}

// after returns a token that is good, and is not the one that was refused.
func (t *Tokens) after(ctx context.Context, refused Token) (Token, error) {
	return t.get(ctx, func(current Token) bool {
		return !current.Text.Equal(refused.Text) && t.now().Before(current.renew)
	})
}

// Client returns a client that sends what c does with a token (RFC 6750). A
// 401 is answered with a new one, once.
func (t *Tokens) Client(c *http.Client) *http.Client {
	return &http.Client{Transport: &bearer{next: c.Transport, tokens: t}, CheckRedirect: c.CheckRedirect}
}

// bearer is a decorator that puts a token to requests.
type bearer struct {
	next   http.RoundTripper
	tokens *Tokens
}

func (b *bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		body, err = io.ReadAll(r.Body)
		closeBody(r)
		if err != nil {
			return nil, fmt.Errorf("read the request: %w", err)
		}
	}
	token, err := b.tokens.Get(r.Context())
	if err != nil {
		return nil, err
	}
	resp, err := b.send(r, body, token)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	_ = resp.Body.Close() // nobody reads it
	if token, err = b.tokens.after(r.Context(), token); err != nil {
		return nil, err
	}
	return b.send(r, body, token)
}

func (b *bearer) send(r *http.Request, body []byte, token Token) (*http.Response, error) {
	again := r.Clone(r.Context())
	if len(body) > 0 {
		again.Body = io.NopCloser(bytes.NewReader(body))
	}
	again.Header.Set("Authorization", "Bearer "+token.Text.Reveal())
	return b.next.RoundTrip(again)
}
