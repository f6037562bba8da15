package transport

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/redact"
)

// SanitizeURL returns scheme, host and path, nothing else.
func SanitizeURL(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// redactor knows what must not be told of a request.
func redactor(r *http.Request) *redact.Redactor {
	secrets := redact.New(config.NewSecret(r.URL.RawQuery), config.NewSecret(r.URL.Fragment))
	if _, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
		secrets.Add(config.NewSecret(token))
	}
	if r.URL.User != nil {
		password, _ := r.URL.User.Password()
		secrets.Add(config.NewSecret(password))
		secrets.Add(config.NewSecret(r.URL.User.String()))
	}
	return secrets
}

// discreet is a decorator that keeps queries, tokens and the proxy's password
// out of errors.
type discreet struct {
	next   http.RoundTripper
	secret config.Secret
}

func (d *discreet) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := d.next.RoundTrip(r)
	if err != nil {
		secrets := redactor(r)
		secrets.Add(d.secret)
		err = secrets.Error(err)
	}
	return resp, err
}

// sanitize takes the URL that net/http put into err down to what may be
// shown.
func sanitize(err error) error {
	e, ok := errors.AsType[*url.Error](err)
	if !ok {
		return err
	}
	where := "the server"
	if u, parseErr := url.Parse(e.URL); parseErr == nil {
		where = SanitizeURL(u)
	}
	return fmt.Errorf("%s %s: %w", strings.ToUpper(e.Op), where, e.Err)
}
