//go:build linux

package window

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A Display is a screen that nobody sees, with a window manager and a session
// bus, and a home folder for the programs on it.
type Display struct {
	// Home is the home folder. It stays after Close.
	Home string
	// Address and bus are what DISPLAY and DBUS_SESSION_BUS_ADDRESS say.
	Address, bus string
	mark         string
	processes    []*exec.Cmd
}

// markName is the variable that marks all processes of a Display.
const markName = "DIRECTORY_CONNECTOR_WINDOW_TEST"

// NeededPrograms are what a Display needs, beside the libraries of the program.
var NeededPrograms = []string{"Xvfb", "dbus-daemon", "openbox", "wmctrl", "xdotool", "import"}

// NewDisplay starts a Display of that size in pixels. Close it.
func NewDisplay(ctx context.Context, home string, width, height int) (d *Display, err error) {
	d = &Display{Home: home, mark: rand.Text()}
	defer func() {
		if err != nil {
			d.Close()
		}
	}()
	// A bus of our own, not dbus-launch's, which stays behind.
	if d.bus, err = d.serve(ctx, "dbus-daemon", "--session", "--nofork", "--print-address=1"); err != nil {
		return nil, err
	}
	screen := fmt.Sprintf("%dx%dx24", width, height)
	number, err := d.serve(ctx, "Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset")
	if err != nil {
		return nil, err
	}
	d.Address = ":" + number
	manager := d.Command(ctx, "openbox", "--sm-disable")
	manager.Stderr = nil
	if err := manager.Start(); err != nil {
		return nil, err
	}
	d.processes = append(d.processes, manager)
	return d, d.waitForManager(ctx)
}

// serve starts a program that prints one line when it is ready, which it
// returns.
func (d *Display) serve(ctx context.Context, name string, args ...string) (string, error) {
	cmd := d.Command(ctx, name, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	d.processes = append(d.processes, cmd)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("%s did not start: %w", name, err)
	}
	return strings.TrimSpace(line), nil
}

// Command is a command on the Display.
func (d *Display) Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // programs of tests
	cmd.Env = d.Environ()
	cmd.WaitDelay = time.Second
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

// Environ is all that programs on the Display get.
func (d *Display) Environ() []string {
	env := []string{
		"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + d.Home, "BWDC_NO_KEYRING=1", markName + "=" + d.mark,
		// Without a settings service of its own, GTK would start one.
		"GSETTINGS_BACKEND=memory", "NO_AT_BRIDGE=1",
	}
	if d.Address != "" {
		env = append(env, "DISPLAY="+d.Address)
	}
	if d.bus != "" {
		env = append(env, "DBUS_SESSION_BUS_ADDRESS="+d.bus)
	}
	return env
}

// Run runs a command on the Display and returns what it printed.
func (d *Display) Run(ctx context.Context, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	out, err := d.Command(ctx, name, args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

func (d *Display) waitForManager(ctx context.Context) error {
	for start := time.Now(); time.Since(start) < 10*time.Second; time.Sleep(50 * time.Millisecond) {
		if _, err := d.Run(ctx, "wmctrl", "-m"); err == nil {
			return nil
		}
	}
	return errors.New("the window manager did not start")
}

// Picture saves what is on the screen as a PNG file.
func (d *Display) Picture(ctx context.Context, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // pictures are for everybody
		return err
	}
	_, err := d.Run(ctx, "import", "-window", "root", path)
	return err
}

// Processes are the ids of all processes of the Display that are alive, but for
// those that it consists of.
func (d *Display) Processes() []int {
	own := map[int]bool{}
	for _, cmd := range d.processes {
		own[cmd.Process.Pid] = true
	}
	var found []int
	for _, pid := range marked(d.mark) {
		if !own[pid] {
			found = append(found, pid)
		}
	}
	return found
}

// Close ends everything on the Display.
func (d *Display) Close() {
	for _, cmd := range d.processes {
		_ = cmd.Process.Kill()
	}
	for range 50 {
		left := marked(d.mark)
		for _, pid := range left {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		if len(left) == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	for _, cmd := range d.processes {
		_ = cmd.Wait() // they were killed
	}
}
