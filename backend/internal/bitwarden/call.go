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
	"directoryconnector/backend/internal/redact"
	"directoryconnector/backend/internal/transport"
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
	// once: not repeated where it may have been done, whatever its method.
	once bool
}

// do sends a call. On a 401 it gets a new token and sends it once more, since
// a server refuses tokens before it does anything. tokenErr is an error before
// anything was done, a second 401 among them: that says nothing about the key.
// err is what net/http returned (then the answer has no status) or that the
// body could not be read.
func (c *Client) do(ctx context.Context, k call) (a answer, tokenErr, err error) {
	if k.open {
		a, err = c.once(ctx, k, transport.Token{})
		return a, nil, err
	}
	err = c.tokens.Use(ctx, func(t transport.Token) (refused bool, err error) {
		a, err = c.once(ctx, k, t)
		return a.status == http.StatusUnauthorized, err
	})
	switch {
	case transport.IsTokenError(err):
		return answer{}, &ServerError{err}, nil
	case a.status == http.StatusUnauthorized:
		return a, directory.WithHint(&ServerError{fmt.Errorf("a new token was not accepted: %w", a.failure())},
			"check that server.api and server.identity belong to the same server, the clocks of server and this machine, and that no proxy or firewall refuses this"), nil
	}
	return a, nil, err
}

func (c *Client) once(ctx context.Context, k call, t transport.Token) (answer, error) {
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
	if k.once {
		transport.MarkOnce(r)
	}
	c.setHeaders(r)
	if !t.Text.IsZero() {
		r.Header.Set("Authorization", "Bearer "+t.Text.Reveal())
	}
	return c.send(k.client, r, t, k.stream)
}

// send sends a request and reads the answer to its end. Where the body can't
// be read the rest of the answer is there nevertheless.
func (c *Client) send(client *http.Client, r *http.Request, t transport.Token, stream func(io.Reader) error) (answer, error) {
	a := answer{where: r.URL.Host + r.URL.Path, secrets: redact.New(c.config.ClientSecret, t.Text)}
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
	if err == nil && r.Method == http.MethodGet && a.status == http.StatusOK && !a.isPage() {
		err = transport.CheckJSON(a.body)
	}
	return a, err
}
