package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"directoryconnector/backend/config"
)

// canAsk tells whether a person is there to answer.
func (f *Factory) canAsk() bool { return f.IO.InTerminal && !f.noInteraction() }

// ask asks for a line on the terminal.
func (f *Factory) ask(ctx context.Context, question string) (string, error) {
	fmt.Fprintf(f.stderr, "%s ", question)
	return await(ctx, func() (string, error) { return readLine(f.IO.In) })
}

// askSecret asks for a line that is not shown; none is the error empty.
func (f *Factory) askSecret(ctx context.Context, question string, empty error) (config.Secret, error) {
	fmt.Fprintf(f.stderr, "%s (not shown): ", question)
	text, err := f.IO.ReadSecret(ctx)
	fmt.Fprintln(f.stderr)
	switch {
	case err != nil:
		return config.Secret{}, fmt.Errorf("read from the terminal: %w", err)
	case text == "":
		return config.Secret{}, empty
	}
	return config.NewSecret(text), nil
}

// confirm asks a question to which no answer means no.
func (f *Factory) confirm(ctx context.Context, question string) (bool, error) {
	answer, err := f.ask(ctx, question+" [y/N]")
	if err != nil {
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, nil
	}
	return false, nil
}

// confirmChange asks unless yes was given. Without a person, unattended decides.
func (f *Factory) confirmChange(ctx context.Context, yes, unattended bool, question string) error {
	switch {
	case yes:
		return nil
	case !f.canAsk() && unattended:
		return nil
	case !f.canAsk():
		return Usage("nobody is there to answer: "+question, "Add --yes to go on without being asked.")
	}
	ok, err := f.confirm(ctx, question)
	if err == nil && !ok {
		return errors.New("nothing was changed: not confirmed")
	}
	return err
}

// readLine reads up to a line end, byte by byte, so that nothing of the next
// line is lost.
func readLine(r io.Reader) (string, error) {
	var line []byte
	var b [1]byte
	for {
		n, err := r.Read(b[:])
		switch {
		case n == 1 && b[0] == '\n', err == io.EOF && len(line) > 0:
			return strings.TrimRight(string(line), "\r"), nil
		case n == 1:
			line = append(line, b[0])
		case err != nil:
			return "", fmt.Errorf("read from the terminal: %w", err)
		}
	}
}
