package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

const (
	// maxStderr is how much of what a program complains about is kept.
	maxStderr = 4 << 10
	// afterwards is how long a program that was told to end may take.
	afterwards = 5 * time.Second
)

// A command is a program that writes the text to its standard output. No shell
// is asked, its input is empty, and it does not see what this program is told
// by environment variables.
type command struct {
	args  []string
	limit time.Duration
}

func (c *command) find() (string, error) {
	info, err := os.Stat(c.args[0])
	switch {
	case err != nil:
		return "", commandError(err)
	case info.IsDir():
		return "", directory.WithHint(directory.Errorf(directory.ErrConfig, "is a folder, not a program"), "Set file.command to the whole path of a program.")
	}
	return fmt.Sprintf("%s is there, and is given %s and %s of time.", c.args[0], directory.Count(len(c.args)-1, "argument", "arguments"), c.limit), nil
}

// errSlow and errLong say why a program was ended.
var (
	errSlow = errors.New("took too long")
	errLong = errors.New("wrote too much")
)

// read runs the program. What it says by its exit status explains more than
// what is wrong with its output.
func (c *command) read(ctx context.Context, decode decoder) error {
	limited, stop := context.WithTimeoutCause(ctx, c.limit, errSlow)
	defer stop()
	limited, end := context.WithCancelCause(limited)
	defer end(nil)
	var said tail
	cmd := exec.CommandContext(limited, c.args[0], c.args[1:]...)
	cmd.Dir, cmd.Env, cmd.Stderr, cmd.WaitDelay = filepath.Dir(c.args[0]), environmentOf(os.Environ()), &said, afterwards
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	done, err := start(limited, cmd)
	if err != nil {
		return commandError(err)
	}
	defer done()
	// Whatever of it is left holds the pipe open: nobody waits for that.
	release := context.AfterFunc(limited, func() { _ = out.Close() }) // it may be closed already
	defer release()
	text := &io.LimitedReader{R: out, N: maxText + 1}
	decodeErr := decode(text, true)
	_, _ = io.Copy(io.Discard, text) // its end says whether all was well
	if text.N == 0 {
		end(errLong)
	}
	waitErr := cmd.Wait()
	switch cause := context.Cause(limited); {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(cause, errSlow):
		err := said.after(directory.Errorf(directory.ErrIncomplete, "did not end within %s", c.limit))
		return directory.WithHint(err, "Make it faster, or set file.timeout higher.")
	case errors.Is(cause, errLong):
		err := directory.Errorf(directory.ErrIncomplete, "wrote more than %d MB", maxText>>20)
		return directory.WithHint(err, "Let it write users and groups only.")
	case waitErr != nil:
		err := said.after(directory.Errorf(directory.ErrIncomplete, "failed (%w)", waitErr))
		return directory.WithHint(err, "Run it by hand, as the account that this program runs as. Its output counts only when it ends with 0.")
	}
	return decodeErr
}

// commandError says why a program could not be started.
func commandError(err error) error {
	err = openError(err)
	if execErr, ok := errors.AsType[*exec.Error](err); ok {
		err = execErr.Err
	}
	switch {
	case errors.Is(err, directory.ErrConfig):
		return directory.WithHint(directory.Errorf(directory.ErrConfig, "there is no such program"), "Set file.command to the whole path of a program.")
	case errors.Is(err, directory.ErrPermission):
		return directory.WithHint(directory.Errorf(directory.ErrPermission, "can't be run: permission denied"), "Let the account that this program runs as execute it.")
	}
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "can't be run: %w", err), "A script needs a first line that names what runs it, such as #!/bin/sh.")
}

// environmentOf leaves out what only this program is told: its secrets above
// all.
func environmentOf(all []string) []string {
	var list []string
	for _, entry := range all {
		name, _, _ := strings.Cut(strings.ToUpper(entry), "=")
		own := name == "CREDENTIALS_DIRECTORY" || name == "NOTIFY_SOCKET" || name == "WATCHDOG_USEC" || name == "WATCHDOG_PID"
		for _, prefix := range []string{"BWDC_", "BW_", "BITWARDENCLI_", "BITWARDEN_"} {
			own = own || strings.HasPrefix(name, prefix)
		}
		if !own {
			list = append(list, entry)
		}
	}
	return list
}

// A tail keeps the end of what is written to it.
type tail struct{ text []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	if over := len(t.text) - maxStderr; over > 0 {
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(p), nil
}

// after adds the last line with text to what is wrong with the program.
func (t *tail) after(err error) error {
	last := ""
	for line := range strings.SplitSeq(strings.ToValidUTF8(string(t.text), "?"), "\n") {
		if strings.TrimSpace(line) != "" {
			last = line
		}
	}
	if last == "" {
		return err
	}
	return fmt.Errorf("%w and says %q", err, transport.Sentence(last))
}
