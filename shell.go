//go:build !bindings

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/windows"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/instance"
	"directoryconnector/backend/sources"
	"directoryconnector/frontend"
)

// Codes that the program exits with.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// run is the program. The steps are taken back in the opposite order: the
// window, then all work, then the right to have the window.
func run() int {
	c, err := parse(os.Args[1:], os.Getenv)
	switch {
	case err != nil:
		fmt.Fprintf(os.Stderr, "directory-connector: %v\n\n%s", err, usage)
		return exitUsage
	case c.help:
		fmt.Print(usage)
		return exitDone
	case c.version:
		fmt.Println(version)
		return exitDone
	}
	// Who started it may go; a sync goes on.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	// The first signal asks, the second one ends the process at once.
	context.AfterFunc(ctx, stop)
	err = start(ctx, c)
	if err == nil || errors.Is(err, instance.ErrShown) {
		return exitDone
	}
	p := bridge.Explain(err)
	fmt.Fprintf(os.Stderr, "directory-connector: error: %s\n", p.Message)
	if p.Hint != "" {
		fmt.Fprintf(os.Stderr, "directory-connector: hint: %s\n", p.Hint)
	}
	return exitFailed
}

// start opens what the window needs, and the window. What can't be opened is
// told in a window too: who clicks on an icon sees no standard error.
func start(ctx context.Context, c command) (err error) {
	if err := hasDisplay(os.Getenv); err != nil {
		return err
	}
	dataDir, err := app.DataDir(c.dataDir, os.Getenv)
	if err != nil {
		return errors.Join(err, showFailure(ctx, err))
	}
	a := &App{dialogs: &dialogs{}, opener: newOpener(), dataDir: dataDir}
	// Pages and other starts may speak before the window is there.
	a.log = slog.New(slog.DiscardHandler)
	a.window = newWindow(dataDir, a.log)
	own, err := instance.Claim(ctx, dataDir, a.window.show)
	if errors.Is(err, instance.ErrShown) {
		return err
	}
	if err != nil {
		return errors.Join(err, showFailure(ctx, err))
	}
	defer func() { err = errors.Join(err, own.Close()) }()

	if !frontend.Built() {
		return errors.Join(errNoPages, showFailure(ctx, errNoPages))
	}
	if a.desk, err = a.openDesk(c.profile); err != nil {
		return errors.Join(err, showFailure(ctx, err))
	}
	a.log = a.desk.Log()
	a.window.log, a.window.profile = a.log, a.desk.Profile
	a.closing = newClosing(a.window, a.log, a.desk.Automatic)
	err = open(ctx, a)
	own.Leave()
	return errors.Join(err, closeWithin(patienceWithWork, a.desk))
}

// openDesk opens the profile that was asked for; without one, that of the last
// time. Where that can't be opened the default one does, from which the pages
// can show why.
func (a *App) openDesk(profile string) (*bridge.Manager, error) {
	o := bridge.Options{
		App:  app.Options{DataDir: a.dataDir, Profile: profile, Getenv: os.Getenv, Version: version, Sources: sources.Open},
		Emit: a.emit,
	}
	if last := a.window.prefs.LastProfile(a.dataDir); profile == "" && last != "" {
		o.App.Profile = last
		if desk, err := bridge.New(o); err == nil {
			return desk, nil
		}
		o.App.Profile = ""
	}
	return bridge.New(o)
}

// open shows the window until it is closed, or ctx ends.
func open(ctx context.Context, a *App) (err error) {
	ended := make(chan struct{})
	defer close(ended)
	defer a.window.end()
	go func() {
		select {
		case <-ended:
			return
		case <-ctx.Done():
		}
		select {
		case <-ended:
			return
		case <-a.window.ready:
		}
		a.closing.quit()
		// An open dialog of the system has a loop of its own, which a quit does
		// not end.
		select {
		case <-ended:
		case <-time.After(patienceWithWindow):
			_ = closeWithin(patienceWithWork, a.desk)
			os.Exit(exitFailed)
		}
	}()
	return runToolkit(a.options())
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

// options describe the window.
func (a *App) options() *options.App {
	prefs := a.window.prefs
	return &options.App{
		Title: title, Width: prefs.Width, Height: prefs.Height, MinWidth: minWidth, MinHeight: minHeight,
		// The page shows the window when there is something to see.
		StartHidden: true, BackgroundColour: startColour(os.Getenv),
		AssetServer: a.assets(),
		Menu:        a.menu(),
		Bind:        []any{a.desk.Pages(), a},
		OnStartup:   a.startup, OnBeforeClose: a.closing.before,
		ErrorFormatter: problemText,
		// Below errors Wails logs arguments and answers of calls.
		Logger: toolkitLog{a.log}, LogLevel: logger.ERROR, LogLevelProduction: logger.ERROR,
		// The web view's own menu appears in fields and on selected text only: the
		// toolkit's script sees to that where the menu is not off altogether.
		EnableDefaultContextMenu: true,
		DragAndDrop:              &options.DragAndDrop{DisableWebViewDrop: true},
		Linux:                    &linux.Options{ProgramName: "directory-connector", Icon: icon, WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
		Windows:                  &windows.Options{Theme: windows.SystemDefault, IsZoomControlEnabled: true, DisablePinchZoom: true},
	}
}

// problemText is a problem as the JSON that the pages read. It is a text, since
// Wails' script makes new Error(it), of which an object does not survive.
func problemText(err error) any {
	text, failed := json.Marshal(bridge.Explain(err))
	if failed != nil {
		return err.Error() // a Problem always has JSON
	}
	return string(text)
}

// runToolkit runs the window. Where GTK finds no display, Wails panics.
func runToolkit(o *options.App) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the window can't be opened: %v", fault)
		}
	}()
	return wails.Run(o)
}
