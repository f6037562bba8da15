package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"directoryconnector/backend/directory"
)

// ErrTooLong says that an answer is longer than Options.WholeAnswers.
var ErrTooLong = errors.New("the answer is too long")

// whole is a decorator that reads an answer before it hands it out, so that
// one that breaks off is repeated like one that never came. A 200 that is no
// UTF-8 is an error, unless it need not be JSON.
type whole struct {
	next http.RoundTripper
	most int64
	any  bool
}

func (w *whole) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := w.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, w.most+1))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err == nil && int64(len(body)) > w.most {
		err = fmt.Errorf("%w (over %d bytes)", ErrTooLong, w.most)
	}
	if err == nil && resp.StatusCode == http.StatusOK && !w.any {
		err = CheckJSON(body)
	}
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// ErrReadTimeout says that a whole read took longer than it may.
var ErrReadTimeout = errors.New("reading took too long")

// Within calls read with a context that ends after limit. Where that ended it,
// the error wraps ErrReadTimeout and directory.ErrIncomplete; a ctx that ended
// itself is left to speak for itself.
func Within[T any](ctx context.Context, limit time.Duration, read func(context.Context) (T, error)) (T, error) {
	bounded, cancel := context.WithTimeoutCause(ctx, limit, ErrReadTimeout)
	defer cancel()
	result, err := read(bounded)
	if err != nil && errors.Is(context.Cause(bounded), ErrReadTimeout) && ctx.Err() == nil {
		var none T
		return none, directory.WithHint(
			fmt.Errorf("%w: %w (more than %s): %w", directory.ErrIncomplete, ErrReadTimeout, limit, detach(err)),
			"The directory is too slow, or throttles this program: look at the log, and whether other programs use up the same rate limit.")
	}
	return result, err
}

// detach keeps only the text of an error that may say DeadlineExceeded: the
// caller's own time has not run out.
func detach(err error) error { return errors.New(err.Error()) }
