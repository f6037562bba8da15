package bitwarden

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

const (
	// maxList is how many bytes a list may have.
	maxList = 512 << 20
	// listTries is how often a list that breaks off is asked for.
	listTries = 3
)

// readList reads a list line by line. begin is called before each try and
// returns what decodes a line; none is the error where the server has no such
// list.
func (c *Client) readList(ctx context.Context, what, path string, none error, begin func() func(*json.Decoder) error) error {
	for try := 1; ; try++ {
		a, err := c.tryList(ctx, path, none, begin())
		if err == nil {
			return nil
		}
		if try == listTries || !errors.Is(err, errBrokeOff) || ctx.Err() != nil {
			return fmt.Errorf("bitwarden: read %s%s: %w", what, a.at(), transport.Explain(err))
		}
		c.log.WarnContext(ctx, "a list broke off and is read again", "list", what, "tries", try)
	}
}

func (c *Client) tryList(ctx context.Context, path string, none error, line func(*json.Decoder) error) (answer, error) {
	a, tokenErr, err := c.do(ctx, call{
		client: c.reads, method: http.MethodGet, path: path,
		stream: func(body io.Reader) error { return decodeList(body, line) },
	})
	if tokenErr != nil {
		return a, tokenErr
	}
	switch {
	case a.status == http.StatusNotFound:
		return a, none
	case err != nil && (a.status == 0 || !errors.Is(err, errNotList)):
		return a, err
	case err != nil, a.status == http.StatusOK && a.isPage():
		return a, a.notAPI("server.api")
	case a.status != http.StatusOK:
		return a, a.failure()
	}
	return a, nil
}

var (
	// errNotList: what came is no list at all.
	errNotList = errors.New("not a list")
	// errBrokeOff: the connection ended before the list did.
	errBrokeOff = fmt.Errorf("%w: the list broke off", directory.ErrIncomplete)
)

// decodeList reads a list line by line. Only a list that ends as it should is
// one.
func decodeList(body io.Reader, line func(*json.Decoder) error) error {
	in := bufio.NewReader(io.LimitReader(body, maxList))
	if bom, err := in.Peek(3); err == nil && string(bom) == "\xef\xbb\xbf" {
		_, _ = in.Discard(3) // they were peeked at
	}
	d := json.NewDecoder(in)
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return readError(err)
	}
	found := false
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return readError(err)
		}
		switch name {
		case "data":
			if found {
				return errNotList
			}
			found = true
			err = decodeLines(d, line)
		case "continuationToken":
			var next any
			if err = d.Decode(&next); err == nil && next != nil && next != "" {
				err = fmt.Errorf("%w: the server sent only a part of the list", directory.ErrIncomplete)
			}
		default:
			err = d.Decode(new(json.RawMessage))
		}
		if err != nil {
			return readError(err)
		}
	}
	if _, err := d.Token(); err != nil {
		return readError(err)
	}
	if !found {
		return errNotList
	}
	return nil
}

func decodeLines(d *json.Decoder, line func(*json.Decoder) error) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t != json.Delim('[') {
		return errNotList
	}
	for d.More() {
		if err := line(d); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

// readError tells a list that broke off from what never was one.
func readError(err error) error {
	_, syntax := errors.AsType[*json.SyntaxError](err)
	_, mismatch := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case err == nil, syntax, mismatch, errors.Is(err, errNotList):
		return errNotList
	case errors.Is(err, directory.ErrIncomplete):
		return err
	}
	return fmt.Errorf("%w: %w", errBrokeOff, err)
}
