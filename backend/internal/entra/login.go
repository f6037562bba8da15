package entra

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/internal/transport"
)

// login gets tokens by client credentials
// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
type login struct {
	http  *http.Client
	cloud cloud
	cfg   Config
	now   func() time.Time
}

func (l *login) ask(ctx context.Context) (transport.Token, error) {
	form := url.Values{
		"grant_type": {"client_credentials"}, "scope": {"https://" + l.cloud.graph + "/.default"},
		"client_id": {strings.TrimSpace(l.cfg.Settings.ApplicationID)}, "client_secret": {l.cfg.Key.Reveal()},
	}
	u := &url.URL{Scheme: "https", Host: l.cloud.authority}
	u = u.JoinPath(strings.TrimSpace(l.cfg.Settings.Tenant), "oauth2", "v2.0", "token")
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return transport.Token{}, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	token, err := authority.LogIn(l.http, r, l.now, loginErrorOf)
	return token, transport.During("log in at "+l.cloud.authority, err)
}

// number finds the AADSTS code.
var number = regexp.MustCompile(`AADSTS\d+`)

// loginErrorOf reads the answer to a log-in.
func loginErrorOf(resp *http.Response, body []byte) *transport.AnswerError {
	e := authority.RefusedLogin(resp, body)
	// Trace ids and times follow on further lines, or after the sentence.
	e.Text, _, _ = strings.Cut(e.Text, " Trace ID:")
	e.Text = transport.Sentence(e.Text)
	e.Problem, _, _ = loginWords(e)
	return e
}

// rolesOf returns the permissions that a token holds, sorted; nil where they
// can't be told. Nobody may rely on what is in a token of somebody else's API,
// so that it serves for words only.
func rolesOf(token transport.Token) []string {
	var claims struct {
		Roles []string `json:"roles"`
	}
	if transport.ParseClaims(token.Text.Reveal(), &claims) != nil {
		return nil
	}
	if claims.Roles == nil {
		return []string{}
	}
	slices.Sort(claims.Roles)
	return claims.Roles
}
