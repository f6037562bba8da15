package transport

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"slices"
)

// IsRefused tells whether nobody listens where a connection was to go.
func IsRefused(err error) bool { return isOneOf(err, refusals) }

// IsCut tells whether the other side, or something in between, ended the
// connection in the midst of it.
func IsCut(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || isOneOf(err, cuts)
}

// IsTimeout tells whether there was no answer in time, whoever waited.
func IsTimeout(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout() || errors.Is(err, ErrTimeout) || errors.Is(err, os.ErrDeadlineExceeded) ||
		errors.Is(err, context.DeadlineExceeded) || isOneOf(err, timeouts)
}

func isOneOf(err error, kinds []error) bool {
	return slices.ContainsFunc(kinds, func(kind error) bool { return errors.Is(err, kind) })
}
