//go:build linux

package window

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

// Title is the title of the window.
const Title = "Directory Connector"

// A Program is a running desktop app.
type Program struct {
	display *Display
	cmd     *exec.Cmd
	done    chan struct{}
	output  needs.Output
}

// Start starts the program on the Display, with a data folder and more
// variables of the environment.
func (d *Display) Start(ctx context.Context, path, dataDir string, env ...string) (*Program, error) {
	p := &Program{display: d, done: make(chan struct{})}
	p.cmd = d.Command(ctx, path, "--data-dir", dataDir)
	p.cmd.Env = append(p.cmd.Env, env...)
	p.cmd.Stdout, p.cmd.Stderr = &p.output, &p.output
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.done)
		_ = p.cmd.Wait() // its state is read
	}()
	return p, nil
}

// Output is what the program has printed.
func (p *Program) Output() string { return p.output.String() }

// Terminate asks the program to end, as a session manager does.
func (p *Program) Terminate() error { return p.cmd.Process.Signal(syscall.SIGTERM) }

// Kill ends the program at once.
func (p *Program) Kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// Wait returns the exit code; an error where the program does not end in time.
func (p *Program) Wait(limit time.Duration) (int, error) {
	select {
	case <-p.done:
		return p.cmd.ProcessState.ExitCode(), nil
	case <-time.After(limit):
		return 0, fmt.Errorf("the program still runs after %v", limit)
	}
}

// A Geometry is where a window is, without its frame.
type Geometry struct{ X, Y, Width, Height int }

// Window finds the window where it is shown; ok is false where it is not.
func (d *Display) Window(ctx context.Context) (g Geometry, ok bool, err error) {
	list, err := d.Run(ctx, "wmctrl", "-l", "-G")
	if err != nil {
		// With no window at all, wmctrl has nothing to list.
		return g, false, nil
	}
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		if len(fields) < 8 || strings.Join(fields[7:], " ") != Title {
			continue
		}
		for i, into := range []*int{&g.X, &g.Y, &g.Width, &g.Height} {
			if *into, err = strconv.Atoi(fields[2+i]); err != nil {
				return g, false, fmt.Errorf("wmctrl: %q: %w", line, err)
			}
		}
		return g, true, nil
	}
	return g, false, nil
}

// ErrNoWindow: the window did not come, or did not go.
var ErrNoWindow = errors.New("the window is not as it should be")

// WaitWindow waits until the window is shown, or is not. For a moment at the
// start GTK shows it before Wails hides it: it must be so twice.
func (d *Display) WaitWindow(ctx context.Context, shown bool, limit time.Duration) (g Geometry, err error) {
	times := 0
	for start := time.Now(); time.Since(start) < limit; time.Sleep(25 * time.Millisecond) {
		var now bool
		if g, now, err = d.Window(ctx); err != nil {
			return g, err
		}
		if now != shown {
			times = 0
		} else if times++; times == 2 {
			return g, nil
		}
	}
	return g, fmt.Errorf("%w: not shown=%v within %v", ErrNoWindow, shown, limit)
}

// CloseWindow presses the window's close button, so to speak.
func (d *Display) CloseWindow(ctx context.Context) error {
	_, err := d.Run(ctx, "wmctrl", "-F", "-c", Title)
	return err
}

// MoveWindow moves and sizes the window.
func (d *Display) MoveWindow(ctx context.Context, g Geometry) error {
	_, err := d.Run(ctx, "wmctrl", "-F", "-r", Title, "-e", fmt.Sprintf("0,%d,%d,%d,%d", g.X, g.Y, g.Width, g.Height))
	return err
}

// Key presses keys in the window that is in front, e.g. "ctrl+q".
func (d *Display) Key(ctx context.Context, keys ...string) error {
	_, err := d.Run(ctx, "xdotool", append([]string{"key", "--clearmodifiers", "--delay", "40"}, keys...)...)
	return err
}

// A Start is what starting the program takes.
type Start struct {
	// Usable is the time until the window was shown, which it is when the page
	// has something to show.
	Usable time.Duration
	// PSS is the memory of the process tree in bytes, after a moment of rest.
	PSS int64
}

// MeasureStart starts the program once with an empty data folder, and ends it.
func (d *Display) MeasureStart(ctx context.Context, path, dataDir string) (s Start, err error) {
	begin := time.Now()
	p, err := d.Start(ctx, path, dataDir)
	if err != nil {
		return s, err
	}
	defer func() {
		_ = p.Terminate()
		if _, late := p.Wait(20 * time.Second); late != nil {
			p.Kill()
			err = errors.Join(err, late)
		}
	}()
	if _, err := d.WaitWindow(ctx, true, 20*time.Second); err != nil {
		return s, err
	}
	s.Usable = time.Since(begin)
	time.Sleep(2 * time.Second)
	s.PSS, err = PSS(d.Processes())
	return s, err
}
