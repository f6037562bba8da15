package google

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// scopes are the least that the read needs
// (https://developers.google.com/workspace/admin/directory/v1/guides/authorizing).
var scopes = []string{
	"https://www.googleapis.com/auth/admin.directory.user.readonly",
	"https://www.googleapis.com/auth/admin.directory.group.readonly",
	"https://www.googleapis.com/auth/admin.directory.group.member.readonly",
}

const (
	tokenURL  = "https://oauth2.googleapis.com/token" //nolint:gosec // an address
	tokenLife = time.Hour
	// clockSlack is by how much a clock may be fast.
	clockSlack = 10 * time.Second
)

// login is a decorator that puts an access token to requests. A token that is
// refused is renewed once. The one of golang.org/x/oauth2 is not used, because
// it keeps only the text of what went wrong.
type login struct {
	next    http.RoundTripper
	account account
	subject string
	now     func() time.Time
	// token holds the token, empty at first; who asks for one has it out.
	token chan string
}

func newLogin(next http.RoundTripper, a account, subject string, now func() time.Time) *login {
	l := &login{next: next, account: a, subject: subject, now: now, token: make(chan string, 1)}
	l.token <- ""
	return l
}

// RoundTrip implements http.RoundTripper, for requests without a body.
func (l *login) RoundTrip(r *http.Request) (*http.Response, error) {
	token, err := l.get(r.Context(), "")
	if err != nil {
		return nil, err
	}
	resp, err := l.send(r, token)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	_ = resp.Body.Close() // it was read already
	if token, err = l.get(r.Context(), token); err != nil {
		return nil, err
	}
	return l.send(r, token)
}

func (l *login) send(r *http.Request, token string) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+token)
	return l.next.RoundTrip(r)
}

// get returns a token other than the one that was refused, asking for it where
// there is none.
func (l *login) get(ctx context.Context, refused string) (token string, err error) {
	select {
	case token = <-l.token:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { l.token <- token }()
	if token != "" && token != refused {
		return token, nil
	}
	return l.ask(ctx)
}

// ask exchanges a signed assertion for a token
// (https://developers.google.com/identity/protocols/oauth2/service-account#httprest).
func (l *login) ask(ctx context.Context) (string, error) {
	assertion, err := l.assertion()
	if err != nil {
		return "", err
	}
	form := url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {assertion}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, tokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	transport.MarkIdempotent(r)
	resp, err := l.next.RoundTrip(r)
	if err != nil {
		return "", fmt.Errorf("get a token: %w", transport.Explain(err))
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", fmt.Errorf("get a token: %w", transport.Explain(err))
	}
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("get a token: %w", tokenErrorOf(resp, body))
	}
	var answer struct {
		Token string `json:"access_token"`
	}
	if json.Unmarshal(body, &answer) != nil || answer.Token == "" {
		return "", directory.WithHint(fmt.Errorf("get a token: %w: the answer holds none", directory.ErrIncomplete), hintAddress)
	}
	return answer.Token, nil
}

// assertion is a signed JWT (RFC 7523) that is good for an hour.
func (l *login) assertion() (string, error) {
	issued := l.now().Add(-clockSlack)
	header := map[string]any{"alg": "RS256", "typ": "JWT"}
	if l.account.keyID != "" {
		header["kid"] = l.account.keyID
	}
	claims := map[string]any{
		"iss": l.account.email, "sub": l.subject, "scope": strings.Join(scopes, " "), "aud": tokenURL,
		"iat": issued.Unix(), "exp": issued.Add(tokenLife).Unix(),
	}
	var parts []string
	for _, part := range []map[string]any{header, claims} {
		text, err := json.Marshal(part)
		if err != nil {
			return "", err
		}
		parts = append(parts, base64.RawURLEncoding.EncodeToString(text))
	}
	digest := sha256.Sum256([]byte(strings.Join(parts, ".")))
	signature, err := rsa.SignPKCS1v15(rand.Reader, l.account.key, crypto.SHA256, digest[:])
	if err != nil {
		return "", errors.New("google.privateKey can't sign") // nothing of the key
	}
	return strings.Join(append(parts, base64.RawURLEncoding.EncodeToString(signature)), "."), nil
}
