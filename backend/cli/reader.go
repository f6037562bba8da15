package cli

import (
	"errors"
	"io"
	"slices"
)

// A leavableWriter writes for a reader who may go when he has seen enough, as
// head does: that is no error.
type leavableWriter struct{ io.Writer }

func (w leavableWriter) Write(text []byte) (int, error) {
	n, err := w.Writer.Write(text)
	if slices.ContainsFunc(readerGone, func(kind error) bool { return errors.Is(err, kind) }) {
		return len(text), nil
	}
	return n, err
}
