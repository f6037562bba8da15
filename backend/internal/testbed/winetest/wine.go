package winetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Server is the name of Wine in needs.Variable.
const Server = "wine"

// ErrMissing: Wine can't run here.
var ErrMissing = errors.New("wine can't run here")

// startLimit is how long the first start may take, which takes ten seconds.
const startLimit = 3 * time.Minute

// A Wine is an installation of Wine that runs. Close it.
type Wine struct {
	// setarch runs Wine's programs where no address is chosen by chance.
	setarch, wine, server string
	// dir holds all of it: the prefix, a home folder, the programs.
	dir string
	env []string
	// overlay is what Go builds with.
	overlay string
}

// Start makes an installation. The error is ErrMissing where there is no Wine.
func Start(ctx context.Context) (_ *Wine, err error) {
	w := &Wine{}
	compiler, err := w.find(ctx)
	if err != nil {
		return nil, err
	}
	if w.dir, err = os.MkdirTemp("", "bwdc-wine-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Close())
		}
	}()
	home, prefix := filepath.Join(w.dir, "home"), filepath.Join(w.dir, "prefix")
	if err := errors.Join(os.Mkdir(home, 0o700), os.Mkdir(prefix, 0o700)); err != nil {
		return nil, err
	}
	w.env = []string{
		"WINEPREFIX=" + prefix, "HOME=" + home,
		// Where Samba's ntlm_auth is found, each program asks it for its version,
		// twice, which takes a third of the time of a short one.
		"PATH=" + home,
		// Names of files are UTF-8. No .NET and no HTML, which would be
		// downloaded, and no entries in menus.
		"LC_ALL=C.UTF-8", "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree,mshtml,winemenubuilder.exe=",
	}
	ctx, stop := context.WithTimeout(ctx, startLimit)
	defer stop()
	if err := w.boot(ctx, compiler); err != nil {
		return nil, err
	}
	w.overlay, err = writeOverlay(ctx, w.dir)
	return w, err
}

// find finds the programs of Wine and the compiler.
func (w *Wine) find(ctx context.Context) (compiler string, err error) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return "", fmt.Errorf("%w: it is for Linux on amd64", ErrMissing)
	}
	look := func(names ...string) (path string) {
		for _, name := range names {
			if path, lookErr := exec.LookPath(name); lookErr == nil {
				return path
			}
		}
		err = errors.Join(err, fmt.Errorf("%w: %s is not installed", ErrMissing, strings.Join(names, " or ")))
		return ""
	}
	const debian = "/usr/lib/wine/"
	w.setarch = look("setarch")
	w.wine, w.server = look(debian+"wine64", "wine64"), look(debian+"wineserver64", "wineserver64", "wineserver")
	compiler = look("x86_64-w64-mingw32-gcc")
	if err != nil {
		return "", err
	}
	if out, err := exec.CommandContext(ctx, w.setarch, "-R", "true").CombinedOutput(); err != nil { //nolint:gosec // found above
		return "", fmt.Errorf("%w: the kernel does not let go of random addresses: %s", ErrMissing, out)
	}
	return compiler, nil
}

// boot starts Wine's server, which goes on between the programs, fills the
// prefix, and adds the missing DLL.
func (w *Wine) boot(ctx context.Context, compiler string) error {
	source := filepath.Join(w.dir, "bcryptprimitives.c")
	if err := os.WriteFile(source, randomDLL, 0o600); err != nil {
		return err
	}
	for _, args := range [][]string{
		// A minute without any program ends it: nothing stays of a test that was killed.
		{w.server, "-p60"},
		// The first program fills the prefix; wineboot by its name would do it twice,
		// and leave two service managers, of which each second question goes to the other.
		{w.setarch, "-R", w.wine, "cmd.exe", "/c", "exit"},
		{compiler, "-shared", "-O1", "-o", filepath.Join(w.dir, "prefix/drive_c/windows/system32/bcryptprimitives.dll"), source, "-ladvapi32"},
	} {
		cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // found by find
		cmd.Env, cmd.Dir, cmd.WaitDelay = w.env, w.dir, time.Second
		if args[0] == compiler {
			cmd.Env = append(slices.Clip(w.env), "PATH="+os.Getenv("PATH")) // of the parts of it
		}
		if out, err := cmd.CombinedOutput(); err != nil && !errors.Is(err, exec.ErrWaitDelay) { // the server keeps its output open
			return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
		}
	}
	return nil
}

// Close ends all programs and removes everything.
func (w *Wine) Close() error {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	for _, flag := range []string{"-k", "-w"} { // end it, and wait for that
		cmd := exec.CommandContext(ctx, w.server, flag) //nolint:gosec // found by find
		cmd.Env = w.env
		_ = cmd.Run() // it may have ended
	}
	return os.RemoveAll(w.dir)
}

// Command is a Windows program that is to be run, in the environment of Wine
// alone. Its folder is the one it is in.
func (w *Wine) Command(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, w.setarch, append([]string{"-R", w.wine, program}, args...)...) //nolint:gosec // a test's own program
	cmd.Env, cmd.WaitDelay = slices.Clip(w.env), 5*time.Second
	cmd.Dir = filepath.Dir(program)
	return cmd
}

// Path is the name that a file of Linux has for Windows programs.
func (w *Wine) Path(unix string) string { return `Z:` + strings.ReplaceAll(unix, "/", `\`) }

// Drive is the folder of drive C.
func (w *Wine) Drive() string { return filepath.Join(w.dir, "prefix", "drive_c") }
