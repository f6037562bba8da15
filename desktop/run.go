package desktop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/wailsapp/wails/v2/pkg/options"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/instance"
	"directoryconnector/frontend"
)

// Codes that the program exits with.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// Run is the program; it returns the code to exit with. The steps are taken back
// in the opposite order: the window, then all work, then the right to have the
// window.
func Run(p Program) int {
	c, err := parse(os.Args[1:], os.Getenv)
	switch {
	case err != nil:
		fmt.Fprintf(os.Stderr, "directory-connector: %v\n\n%s", err, usage)
		return exitUsage
	case c.help:
		fmt.Print(usage)
		return exitDone
	case c.version:
		fmt.Println(p.Version)
		return exitDone
	}
	// Who started it may go; a sync goes on.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	// The first signal asks, the second one ends the process at once.
	context.AfterFunc(ctx, stop)
	err = start(ctx, p, c)
	if err == nil || errors.Is(err, instance.ErrShown) {
		return exitDone
	}
	problem := bridge.Explain(err)
	fmt.Fprintf(os.Stderr, "directory-connector: error: %s\n", problem.Message)
	if problem.Hint != "" {
		fmt.Fprintf(os.Stderr, "directory-connector: hint: %s\n", problem.Hint)
	}
	return exitFailed
}

var errNoPages = directory.WithHint(errors.New("this program was built without its pages"), "Build it with make desktop.")

// start opens what the window needs, and the window. What can't be opened is
// told in a window too: who clicks on an icon sees no standard error.
func start(ctx context.Context, p Program, c command) (err error) {
	if err := hasDisplay(os.Getenv); err != nil {
		return err
	}
	dataDir, err := app.DataDir(c.dataDir, os.Getenv)
	if err != nil {
		return showFailure(ctx, wordsOf(systemLanguage(os.Getenv)), err)
	}
	// Pages and other starts may speak before the window is there.
	t := newToolkit()
	w := newWindow(t, dataDir)
	own, err := instance.Claim(ctx, dataDir, w.show)
	switch {
	case errors.Is(err, instance.ErrShown):
		return err
	case err != nil:
		return showFailure(ctx, w.words(), err)
	}
	defer func() { err = errors.Join(err, own.Close()) }()

	if !frontend.Built() {
		return showFailure(ctx, w.words(), errNoPages)
	}
	o := bridge.Options{
		App:  app.Options{DataDir: dataDir, Profile: c.profile, Getenv: os.Getenv, Version: p.Version, ReleaseKey: p.ReleaseKey, Sources: p.Sources},
		Emit: t.emit,
	}
	manager, err := openProfile(o, w.remembered().LastProfile(dataDir))
	if err != nil {
		return showFailure(ctx, w.words(), err)
	}
	d := newDesktop(dataDir, t, w, manager)
	err = show(ctx, d, d.options(p), manager)
	own.Leave()
	return errors.Join(err, closeWithin(patienceWithWork, manager))
}

// openProfile opens the profile that was asked for; without one, that of the last
// time. Where that can't be opened the default one does, from which the pages
// can show why.
func openProfile(o bridge.Options, last string) (*bridge.Manager, error) {
	if o.App.Profile == "" && last != "" {
		o.App.Profile = last
		if manager, err := bridge.New(o); err == nil {
			return manager, nil
		}
		o.App.Profile = ""
	}
	return bridge.New(o)
}

// show shows the window until it is closed, or ctx ends.
func show(ctx context.Context, d *Desktop, o *options.App, work io.Closer) error {
	ended := make(chan struct{})
	defer close(ended)
	defer d.toolkit.end()
	go func() {
		select {
		case <-ended:
			return
		case <-ctx.Done():
		}
		select {
		case <-ended:
			return
		case <-d.toolkit.started:
		}
		d.Closing.quit()
		// An open dialog of the system has a loop of its own, which a quit does
		// not end.
		select {
		case <-ended:
		case <-time.After(patienceWithWindow):
			_ = closeWithin(patienceWithWork, work)
			os.Exit(exitFailed)
		}
	}()
	return runToolkit(o)
}

// How long the end of the program may take: patienceWithWindow for the window
// to go after it was asked to, patienceWithWork for requests to be cancelled.
const (
	patienceWithWindow = 5 * time.Second
	patienceWithWork   = 20 * time.Second
)

var errStillWorking = errors.New("some work did not end in time and was left")

// closeWithin closes, and gives up after a while: the end of the process ends
// everything, and what is in flight is known to the next sync.
func closeWithin(patience time.Duration, c io.Closer) error {
	closed := make(chan error, 1)
	go func() { closed <- c.Close() }()
	select {
	case err := <-closed:
		return err
	case <-time.After(patience):
		return errStillWorking
	}
}
