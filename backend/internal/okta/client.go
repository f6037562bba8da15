package okta

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// How Okta is asked. The limits of concurrent requests begin at 15 for small
// organizations and are 75 for most
// (https://developer.okta.com/docs/reference/rl-additional-limits/).
const (
	startInFlight = 8
	mostInFlight  = 24
	// headRoom is the part of a rate limit that is left to others.
	headRoom = 0.2
	// mostBytes bounds a page: 1,000 users with long profiles.
	mostBytes = 64 << 20
	// rateLimit begins the names of the headers of a rate limit
	// (https://developer.okta.com/docs/reference/rl-best-practices/).
	rateLimit = "X-Rate-Limit"
)

// client asks one organization. It belongs to one read.
type client struct {
	http   *http.Client
	origin *url.URL
	token  config.Secret

	mu sync.Mutex
	// date is the earliest moment that an answer gave, by the server's clock.
	date time.Time
}

// newClient takes what Okta needs into the transport's options.
func newClient(o transport.Options) (*http.Client, error) {
	o.Wait = transport.Unsaid(wait)
	o.Gate = transport.NewGate(startInFlight, mostInFlight)
	o.WholeAnswers = mostBytes
	o.Quota = &transport.Quota{
		Bucket: bucket, HeadRoom: headRoom,
		Read: func(resp *http.Response) (transport.Allowance, bool) {
			return transport.EpochAllowance(resp, rateLimit)
		},
	}
	return transport.NewClient(o)
}

// wait says how long a 429 asks to wait: until the window of the rate limit
// ends. Where the limit of concurrent requests was hit the moment is in the
// past or means nothing, and the usual waiting does.
func wait(resp *http.Response) (time.Duration, bool) {
	a, _ := transport.EpochAllowance(resp, rateLimit)
	return a.Reset, true
}

// bucket names the rate limit that a request counts against
// (https://developer.okta.com/docs/reference/rl-global-mgmt/). Okta counts
// members with groups; kept apart here, both follow what their own answers
// say, whatever the organization's limits are.
func bucket(r *http.Request) string {
	path := strings.TrimPrefix(r.URL.Path, "/api/v1/")
	switch kind, rest, _ := strings.Cut(path, "/"); {
	case rest == "":
		return kind
	case kind == "groups":
		return "members"
	}
	return "other"
}

// get asks for one page. The error is not explained yet.
func (c *client) get(ctx context.Context, u *url.URL) (body []byte, header http.Header, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, nil, errors.New("the address of a page can't be understood") // it would be repeated
	}
	r.Header.Set("Authorization", "SSWS "+c.token.Reveal())
	r.Header.Set("Accept", "application/json")
	if strings.HasSuffix(u.Path, "/users") {
		// Leaves out what nobody reads here and takes Okta time to make:
		// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
		r.Header.Set("Content-Type", "application/json; okta-response=omitCredentials,omitCredentialsLinks,omitTransitioningToStatus")
	}
	body, header, err = transport.Ask(c.http, r, errorOf)
	if err == nil {
		c.see(header)
	}
	return body, header, err
}

// see takes note of the server's clock.
func (c *client) see(header http.Header) {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.date.IsZero() || date.Before(c.date) {
		c.date = date
	}
}

// errEnd ends a list.
var errEnd = errors.New("the list ends")

// list hands all pages of a list to take, the first of which is at u. Where a
// cursor is refused, which happens to old ones, the list begins once more: take
// may see an entry twice. A list without a last page ends when take returns
// errEnd. The error is explained, and wraps
// directory.ErrIncomplete where part of the list was read.
func list[T identified](ctx context.Context, c *client, u *url.URL, take func([]T) error) error {
	_, err := transport.FromStart(2, func() (struct{}, error) { return struct{}{}, listOnce(ctx, c, u, take) })
	return transport.ExplainRead(err)
}

func listOnce[T identified](ctx context.Context, c *client, u *url.URL, take func([]T) error) error {
	return transport.Pages(u.Path, u, func(u *url.URL) (*url.URL, error) {
		body, header, err := c.get(ctx, u)
		if err == nil {
			err = handPage(body, take)
		}
		link := nextLink(header)
		switch {
		case errors.Is(err, errEnd):
			return nil, nil
		case err != nil || link == "":
			return nil, err
		}
		return c.follow(u, link)
	}, func(err error) bool { return transport.IsBadRequest(err) || transport.IsNotFound(err) })
}

func handPage[T identified](body []byte, take func([]T) error) error {
	items, err := decodePage[T](body)
	if err != nil {
		return directory.WithHint(fmt.Errorf("%w: %w", directory.ErrIncomplete, err), hintAddress)
	}
	return take(items)
}

// follow checks the address of a next page, which must be at the organization.
func (c *client) follow(current *url.URL, next string) (*url.URL, error) {
	u, err := current.Parse(next)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: the address of the next page can't be understood", directory.ErrIncomplete)
	case u.Scheme != c.origin.Scheme:
		return nil, transport.NotHTTPS(u)
	case !sameOrigin(c.origin, u):
		return nil, directory.WithHint(
			fmt.Errorf("%w: the next page is at %s, and the token is sent to %s only", directory.ErrIncomplete, u.Host, c.origin.Host),
			"If "+u.Host+" is an address of your own organization, set okta.orgUrl to https://"+u.Host+".")
	}
	return u, nil
}
