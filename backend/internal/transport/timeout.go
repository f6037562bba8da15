package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// ErrTimeout says that an attempt took longer than it may.
var ErrTimeout = errors.New("no complete answer in time")

// timeout is a decorator that bounds one attempt until its answer was read.
type timeout struct {
	next  http.RoundTripper
	limit time.Duration
}

func (t *timeout) RoundTrip(r *http.Request) (*http.Response, error) {
	cause := fmt.Errorf("%w (%s)", ErrTimeout, t.limit)
	ctx, cancel := context.WithTimeoutCause(r.Context(), t.limit, cause)
	resp, err := t.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		err = timedOut(ctx, err)
		cancel()
		return nil, err
	}
	resp.Body = &timedBody{ReadCloser: resp.Body, ctx: ctx, cancel: cancel}
	return resp, nil
}

// timedOut says so where the attempt's own time has run out, and not its
// caller's.
func timedOut(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); errors.Is(cause, ErrTimeout) && !errors.Is(err, ErrTimeout) {
		return errors.Join(cause, err)
	}
	return err
}

// timedBody ends the time limit when it is closed.
type timedBody struct {
	io.ReadCloser
	ctx    context.Context //nolint:containedctx // it belongs to this body and ends with it
	cancel context.CancelFunc
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = timedOut(b.ctx, err)
	}
	return n, err
}

func (b *timedBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
