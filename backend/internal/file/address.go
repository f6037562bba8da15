package file

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// An address is an https address that gives the text.
type address struct {
	url      *url.URL
	username string
	token    config.Secret
	limit    time.Duration
	client   *http.Client
}

func addressOf(c Config) ([]input, error) {
	set := c.Settings
	u, err := url.Parse(set.URL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, directory.WithHint(directory.Errorf(directory.ErrConfig, "file.url is not an https address"), "Set file.url to an address such as https://hr.example.com/people.csv.")
	}
	format := set.Format
	if format == config.FormatAuto {
		format = config.FormatOfURL(set.URL)
	}
	if format == config.FormatAuto {
		return nil, noFormat("the ending of file.url does not tell its format")
	}
	o := c.Transport
	o.WholeAnswers, o.AnyAnswers, o.Timeout = maxText, true, set.Timeout
	client, err := transport.NewClient(o)
	if err != nil {
		return nil, err
	}
	short := path.Base(u.Path)
	if short == "/" || short == "." {
		short = u.Host
	}
	return []input{{
		place: transport.SanitizeURL(u), short: short, format: format,
		origin: &address{url: u, username: set.Username, token: c.Token, limit: set.Timeout, client: client},
	}}, nil
}

func (a *address) find() (string, error) {
	return fmt.Sprintf("%s is asked, and is given %s of time.", transport.SanitizeURL(a.url), a.limit), nil
}

// vendor says what answers other than the text mean.
var vendor = &transport.Vendor{
	Name: "the server", API: "a server that gives this file", Meaning: func(*transport.AnswerError) (string, error) { return "", nil },
	Throttled: "The server is asked too often: set sync.interval higher.",
	Trouble:   "The server is in trouble. Nothing was sent; the next sync tries again.",
	Elsewhere: "Check file.url: there is no such file, or not for this account.",
	Moved:     "The file is elsewhere: set file.url to its address at %s. Redirects are not followed, so that the token goes nowhere else.",
}

func (a *address) read(ctx context.Context, decode decoder) error {
	_, err := transport.Within(ctx, a.limit, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, a.ask(ctx, decode)
	})
	return err
}

func (a *address) ask(ctx context.Context, decode decoder) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, a.url.String(), http.NoBody)
	if err != nil {
		return err
	}
	switch {
	case a.username != "":
		r.SetBasicAuth(a.username, a.token.Reveal())
	case !a.token.IsZero():
		r.Header.Set("Authorization", "Bearer "+a.token.Reveal())
	}
	resp, err := a.client.Do(r)
	if err != nil {
		return transport.ExplainRead(transport.Explain(err))
	}
	defer func() { _ = resp.Body.Close() }() // only read from
	if resp.StatusCode != http.StatusOK {
		return a.refused(resp)
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")) // else it is unknown
	if kind == "text/html" {
		err := directory.Errorf(directory.ErrConfig, "gives a web page, not a file")
		return directory.WithHint(err, "Check file.url, and that file.token lets this program in: it may be the page to log in.")
	}
	return decode(resp.Body, endIsTold(resp))
}

// refused says why there is no text.
func (a *address) refused(resp *http.Response) error {
	if resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden {
		err := directory.Errorf(directory.ErrAuth, "HTTP %d: the server does not let this program in", resp.StatusCode)
		return directory.WithHint(err, "Check file.token and file.username, and that the token has not expired.")
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return transport.ExplainRead(transport.Explain(err))
	}
	return transport.ExplainRead(vendor.Refused(resp, body))
}

// endIsTold tells whether an answer that breaks off would have been noticed: by
// its length, by chunks, or by what it is packed in. HTTP/1.0 tells nothing.
func endIsTold(resp *http.Response) bool {
	return resp.ContentLength >= 0 || resp.Uncompressed || resp.ProtoMajor > 1 || strings.Contains(strings.Join(resp.TransferEncoding, ","), "chunked")
}
