package bitwarden

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/go-json-experiment/json/jsontext"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// The bounds of a list. One that passes them does not end: no organization has
// so many members or groups.
const (
	maxList  int64 = 4 << 30  // bytes
	maxLine  int64 = 16 << 20 // bytes of an entry
	maxLines       = 1_200_000
	// listTries is how often a list that breaks off is asked for.
	listTries = 3
)

// readList reads a list line by line. reader returns what decodes a line and
// adds it; none is the error where the server has no such
// list.
func readList[T any](ctx context.Context, c *Client, what deed, path string, none error, reader func(*[]T) func(*jsontext.Decoder) error) ([]T, error) {
	for try := 1; ; try++ {
		list := []T{}
		a, err := c.tryList(ctx, path, none, reader(&list))
		if err == nil {
			return list, nil
		}
		if try == listTries || !errors.Is(err, errBrokeOff) || ctx.Err() != nil {
			return nil, failed("%s: %w", a.to(what), transport.Explain(err))
		}
		c.log.WarnContext(ctx, "a list broke off and is read again", "list", path, "tries", try)
	}
}

func (c *Client) tryList(ctx context.Context, path string, none error, line func(*jsontext.Decoder) error) (answer, error) {
	a, tokenErr, err := c.do(ctx, call{
		client: c.lists, method: http.MethodGet, path: path,
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
	// errEndless: more came than any list has.
	errEndless = directory.WithHint(
		fmt.Errorf("%w: the list does not end: more than %d entries, %d MB for one entry or %d GB for all came", directory.ErrIncomplete, maxLines, maxLine>>20, maxList>>30),
		"check that server.api is a Bitwarden server, and look at the log of the server or of a proxy in front of it")
)

// bounded is what a list is read from. Its lines are kept in memory one at a
// time, so that each has a bound of its own.
type bounded struct {
	r         io.Reader
	all, line int64
}

func (b *bounded) Read(p []byte) (int, error) {
	most := min(b.all, b.line)
	if most <= 0 {
		return 0, errEndless
	}
	n, err := b.r.Read(p[:min(int64(len(p)), most)])
	b.all -= int64(n)
	b.line -= int64(n)
	return n, err
}

// each reads the elements of an array.
func (b *bounded) each(d *jsontext.Decoder, line func(*jsontext.Decoder) error) error {
	t, err := d.ReadToken()
	if err != nil {
		return err
	}
	if t.Kind() != jsontext.KindBeginArray {
		return errNotList
	}
	for n := 0; d.PeekKind() != jsontext.KindEndArray; n++ {
		if n == maxLines {
			return errEndless
		}
		b.line = maxLine
		if err := line(d); err != nil {
			return err
		}
	}
	_, err = d.ReadToken()
	return err
}

// decodeList reads a list line by line. Only a list that ends as it should is
// one.
func decodeList(body io.Reader, line func(*jsontext.Decoder) error) error {
	bound := &bounded{r: body, all: maxList, line: maxLine}
	in := bufio.NewReader(bound)
	if bom, err := in.Peek(3); err == nil && string(bom) == "\xef\xbb\xbf" {
		_, _ = in.Discard(3) // they were peeked at
	}
	d := newDecoder(in)
	if t, err := d.ReadToken(); err != nil {
		return readError(err)
	} else if t.Kind() != jsontext.KindBeginObject {
		return errNotList
	}
	found := false
	for d.PeekKind() != jsontext.KindEndObject {
		bound.line = maxLine
		name, err := d.ReadToken()
		if err != nil {
			return readError(err)
		}
		switch name.String() {
		case "data":
			if found {
				return errNotList
			}
			found = true
			err = bound.each(d, line)
		case "continuationToken":
			var next jsontext.Value
			if next, err = d.ReadValue(); err == nil && string(next) != "null" && string(next) != `""` {
				err = fmt.Errorf("%w: the server sent only a part of the list", directory.ErrIncomplete)
			}
		default:
			err = d.SkipValue()
		}
		if err != nil {
			return readError(err)
		}
	}
	if _, err := d.ReadToken(); err != nil {
		return readError(err)
	}
	if !found {
		return errNotList
	}
	bound.line = maxLine
	return readError(end(d))
}

// end makes sure that nothing comes behind what was read.
func end(d *jsontext.Decoder) error {
	switch _, err := d.ReadToken(); {
	case err == nil:
		return errNotList
	case !errors.Is(err, io.EOF):
		return err
	}
	return nil
}

// readError tells a list that broke off from what never was one.
func readError(err error) error {
	switch {
	case isMismatch(err), errors.Is(err, errNotList):
		return errNotList
	case err == nil:
		return nil
	case errors.Is(err, directory.ErrIncomplete):
		return err
	case errors.Is(err, transport.ErrNotUTF8):
		return fmt.Errorf("%w: %w", directory.ErrIncomplete, err)
	}
	return fmt.Errorf("%w: %w", errBrokeOff, err)
}
