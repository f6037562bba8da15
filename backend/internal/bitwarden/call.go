package bitwarden

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// call is one request to the public API.
type call struct {
	client *http.Client
	method string
	path   string
	body   []byte
	// stream reads the body of a 200 that is not a web page, instead of
	// keeping it.
	stream func(io.Reader) error
	// open needs no token.
	open bool
}

// do sends a call. On a 401 it gets a new token and sends it once more, since
// a server refuses tokens before it does anything; a second one is
// organization.ErrAuth. tokenErr is an error before anything was sent; err is
// what net/http returned (then the answer has no status) or that the body
// could not be read.
func (c *Client) do(ctx context.Context, k call) (a answer, tokenErr, err error) {
	var refused token
	for {
		t := token{}
		if !k.open {
			t, err = c.tokens.get(ctx, c.config.Now, refused, c.fetchToken)
			if err != nil {
				return answer{}, err, nil
			}
		}
		a, err = c.once(ctx, k, t)
		if a.status != http.StatusUnauthorized || k.open {
			return a, nil, err
		}
		if refused.text != "" {
			return a, directory.WithHint(fmt.Errorf("%w: a new token was not accepted", organization.ErrAuth),
				"check that server.api and server.identity belong to the same server, and the clocks of server and this machine"), nil
		}
		c.log.DebugContext(ctx, "token refused, getting a new one", "path", k.path)
		refused = t
	}
}

func (c *Client) once(ctx context.Context, k call, t token) (answer, error) {
	var body io.Reader
	if len(k.body) > 0 {
		body = bytes.NewReader(k.body)
	}
	r, err := http.NewRequestWithContext(ctx, k.method, c.config.Endpoints.API+k.path, body)
	if err != nil {
		return answer{}, err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	c.setHeaders(r)
	if t.text != "" {
		r.Header.Set("Authorization", "Bearer "+t.text)
	}
	return c.send(k.client, r, t, k.stream)
}

// send sends a request and reads the answer to its end. Where the body can't
// be read the rest of the answer is there nevertheless.
func (c *Client) send(client *http.Client, r *http.Request, t token, stream func(io.Reader) error) (answer, error) {
	a := answer{where: r.URL.Host + r.URL.Path, secrets: forms(c.config.ClientSecret.Reveal(), t.text)}
	resp, err := client.Do(r)
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err // it would repeat the address, query included
	}
	if err != nil {
		return a, err
	}
	defer func() { _ = resp.Body.Close() }() // only read from
	a.status, a.header = resp.StatusCode, resp.Header
	if stream != nil && a.status == http.StatusOK && !a.isPage() {
		return a, stream(resp.Body)
	}
	a.body, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err == nil && len(a.body) > maxAnswer {
		a.body = a.body[:maxAnswer]
		err = fmt.Errorf("the answer is larger than %d bytes", maxAnswer)
	}
	return a, err
}
