package cli

import (
	"context"
	"io"
	"os"

	"golang.org/x/term"
)

// IO are the streams of a run, and what they are connected with.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
	// InTerminal, OutTerminal and ErrTerminal say which of them are a
	// terminal.
	InTerminal, OutTerminal, ErrTerminal bool
	// OutFile says that Out begins a file on a disk.
	OutFile bool
	// Width returns the columns of the terminal at Err.
	Width func() int
	// ReadSecret reads a line from In without showing it.
	ReadSecret func(ctx context.Context) (string, error)
}

// SystemIO returns the streams of this process.
func SystemIO() IO {
	return IO{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal:  isTerminal(os.Stdin),
		OutTerminal: isTerminal(os.Stdout),
		ErrTerminal: isTerminal(os.Stderr),
		OutFile:     beginsFile(os.Stdout),
		Width:       stderrWidth,
		ReadSecret:  readSecret,
	}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

func stderrWidth() int {
	if width, _, err := term.GetSize(int(os.Stderr.Fd())); err == nil && width > 0 {
		return width
	}
	return 80
}

// readSecret puts the terminal back in order also when ctx ends first. Then
// the read goes on until the process ends, which is next.
func readSecret(ctx context.Context) (string, error) {
	fd := int(os.Stdin.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	text, err := await(ctx, func() (string, error) {
		line, err := term.ReadPassword(fd)
		return string(line), err
	})
	if ctx.Err() != nil {
		_ = term.Restore(fd, before) // the process ends anyway
	}
	return text, err
}

// await returns the result of read, or ctx's error if that ends first.
func await(ctx context.Context, read func() (string, error)) (string, error) {
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := read()
		done <- result{text, err}
	}()
	select {
	case r := <-done:
		return r.text, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
