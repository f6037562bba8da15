package transport

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"directoryconnector/backend/config"
)

// hidden stands where something was that nobody may read.
const hidden = "**redacted**"

// SanitizeURL returns scheme, host and path, nothing else.
func SanitizeURL(u *url.URL) string {
	if u == nil {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// redacted has a text of its own and the causes of the error it stands for.
type redacted struct {
	text string
	err  error
}

func (r *redacted) Error() string { return r.text }
func (r *redacted) Unwrap() error { return r.err }

// Redact returns err with a text that holds neither the query of the request
// nor its credentials.
func Redact(err error, r *http.Request) error {
	secrets := []string{r.URL.RawQuery, r.URL.Fragment}
	if _, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
		secrets = append(secrets, token)
	}
	if r.URL.User != nil {
		secrets = append(secrets, r.URL.User.String())
	}
	return hide(err, secrets)
}

func hide(err error, secrets []string) error {
	text := err.Error()
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, hidden)
		}
	}
	if text == err.Error() {
		return err
	}
	return &redacted{text, err}
}

// redact is a decorator that keeps queries, tokens and the proxy's password
// out of errors.
type redact struct {
	next   http.RoundTripper
	secret config.Secret
}

func (d *redact) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := d.next.RoundTrip(r)
	if err != nil {
		password := d.secret.Reveal()
		err = hide(Redact(err, r), []string{password, url.QueryEscape(password)})
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
