package file

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// contextReader stops reading when its context ends, and counts.
type contextReader struct {
	ctx context.Context
	r   io.Reader
	n   int64
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

const encodingHint = "Save the file as UTF-8 (in Excel: \"CSV UTF-8\"), or set file.encoding."

// textReader hands on the bytes of a text in UTF-8, refused where they are
// not. It remembers where lines end.
type textReader struct {
	r        io.Reader
	offset   int64
	newlines []int64
	utf8     transport.UTF8Check
	err      error
}

func (t *textReader) Read(p []byte) (int, error) {
	if t.err != nil {
		return 0, t.err
	}
	n, err := t.r.Read(p)
	if bad := t.check(p[:n]); bad != nil {
		t.err = bad
		return 0, bad
	}
	if bad, ok := errors.AsType[*badTextError](err); ok {
		line, column := t.position(t.offset)
		t.err = directory.WithHint(&LineError{Line: line, Column: column, Text: bad.text}, bad.hint)
		return n, t.err
	}
	if at := t.utf8.End(); errors.Is(err, io.EOF) && at >= 0 {
		t.err = t.encodingError(at)
		return n, t.err
	}
	return n, err
}

// check notes line ends and looks for bytes that are no text.
func (t *textReader) check(data []byte) error {
	start := t.offset
	for i := 0; ; {
		j := bytes.IndexByte(data[i:], '\n')
		if j < 0 {
			break
		}
		t.newlines = append(t.newlines, start+int64(i+j))
		i += j + 1
	}
	t.offset += int64(len(data))
	if i := bytes.IndexByte(data, 0); i >= 0 {
		line, _ := t.position(start + int64(i))
		return directory.WithHint(&LineError{Line: line, Text: "a NUL byte: this is no text"}, encodingHint)
	}
	if at := t.utf8.Next(data); at >= 0 {
		return t.encodingError(at)
	}
	return nil
}

func (t *textReader) encodingError(offset int64) error {
	line, column := t.position(offset)
	err := &LineError{Line: line, Column: column, Text: "this is not UTF-8"}
	return directory.WithHint(err, encodingHint)
}

// endsInLine tells, after the last byte, whether the last line has no end.
func (t *textReader) endsInLine() bool {
	return len(t.newlines) == 0 || t.newlines[len(t.newlines)-1] != t.offset-1
}

// position returns line and column (in bytes), from 1.
func (t *textReader) position(offset int64) (line, column int) {
	i, _ := slices.BinarySearch(t.newlines, offset)
	start := int64(0)
	if i > 0 {
		start = t.newlines[i-1] + 1
	}
	return i + 1, int(offset-start) + 1
}
