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
	"net/http"
	"net/url"
	"strings"
	"time"

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

// login gets access tokens. golang.org/x/oauth2 is not used, because it keeps
// only the text of what went wrong.
type login struct {
	http    *http.Client
	account account
	subject string
	now     func() time.Time
}

// ask exchanges a signed assertion for a token
// (https://developers.google.com/identity/protocols/oauth2/service-account#httprest).
func (l *login) ask(ctx context.Context) (transport.Token, error) {
	assertion, err := l.assertion()
	if err != nil {
		return transport.Token{}, err
	}
	form := url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {assertion}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, tokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return transport.Token{}, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	token, err := vendor.LogIn(l.http, r, l.now, vendor.RefusedLogin)
	return token, transport.During("get a token", err)
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
