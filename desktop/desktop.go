// Package desktop is the window of the desktop app, on Wails: what a browser
// has by itself (menu, dialogs, closing, size and place) around the pages that
// a browser shows too.
//
// One file holds one thing, and uses files below it only (a test looks):
//
//	run         from start to end, with its flags; failure is the window that says why there is no other
//	desktop     the parts of the window, and how the toolkit is told of them
//	closing     what closing means while automatic sync runs or settings are not saved
//	window      show and hide, with place, zoom and paint
//	menu, dialogs, links
//	toolkit     Wails itself; toolkitlog is what it logs
package desktop

import (
	"encoding/json"
	"log/slog"
	"os"
	goruntime "runtime"

	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/web"
	"directoryconnector/frontend"
)

// A Program is what a main puts into the window.
type Program struct {
	Version string
	// ReleaseKey is as in app.Options.
	ReleaseKey string
	// Icon is a PNG, for the window on Linux.
	Icon    []byte
	Sources app.SourceFactory
	// Bind returns a value whose methods the pages may call, beside the bridge.
	Bind func(*Desktop) any
}

// A Desktop is the window and what belongs to it. Whoever binds methods for
// the pages calls its parts.
type Desktop struct {
	DataDir string
	Log     *slog.Logger
	Pages   *bridge.Bridge
	Nouns   []any
	Window  *Window
	Closing *Closing
	Dialogs *Dialogs
	Opener  Opener

	toolkit *toolkit
}

func newDesktop(dataDir string, t *toolkit, w *Window, manager *bridge.Manager) *Desktop {
	w.log, w.profile = manager.Log(), manager.Profile
	return &Desktop{
		DataDir: dataDir, Log: manager.Log(), Pages: manager.Pages(), Nouns: manager.Nouns(), toolkit: t, Window: w,
		Closing: newClosing(t, w, manager.Log(), manager.Automatic), Dialogs: &Dialogs{toolkit: t, words: w.words}, Opener: newOpener(),
	}
}

// Ready shows the window: the page has something to show.
func (d *Desktop) Ready() {
	d.Closing.pageIsReady()
	d.Window.paint()
	d.Window.show()
}

// options describe the window.
func (d *Desktop) options(p Program) *options.App {
	prefs := d.Window.remembered()
	return &options.App{
		Title: title, Width: prefs.Width, Height: prefs.Height, MinWidth: minWidth, MinHeight: minHeight,
		// The page shows the window when there is something to see.
		StartHidden: true, BackgroundColour: startColour(os.Getenv),
		// The pages come from inside the program, with the headers that bound what
		// they may load, and downloads. No port is open.
		AssetServer: &assetserver.Options{Assets: frontend.Pages(), Middleware: web.Window(d.Pages, bridge.Explain, d.Log)},
		Menu:        d.menu(),
		Bind:        append([]any{d.Pages, p.Bind(d)}, d.Nouns...),
		OnStartup:   d.Window.startup, OnBeforeClose: d.Closing.before,
		ErrorFormatter: problemText,
		// Below errors Wails logs arguments and answers of calls.
		Logger: toolkitLog{d.Log}, LogLevel: logger.ERROR, LogLevelProduction: logger.ERROR,
		// The web view's own menu appears in fields and on selected text only: the
		// toolkit's script sees to that where the menu is not off altogether.
		EnableDefaultContextMenu: true,
		DragAndDrop:              &options.DragAndDrop{DisableWebViewDrop: true},
		Linux:                    &linux.Options{ProgramName: "directory-connector", Icon: p.Icon, WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
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

// SetLanguage is told by the page which language it is in. The menu follows at
// once, but for GTK, where Wails can't exchange it: there with the next start.
func (d *Desktop) SetLanguage(tag string) error {
	before := d.Window.words()
	if err := d.Window.SetLanguage(tag); err != nil {
		return err
	}
	if ctx := d.toolkit.context(); ctx != nil && goruntime.GOOS != "linux" && d.Window.words() != before {
		runtime.MenuSetApplicationMenu(ctx, d.menu())
	}
	return nil
}

// teller tells what an item of the menu could not do: to the page, which says
// it in its language.
func teller(log *slog.Logger, emit func(event string, data any)) func(item string, err error) {
	return func(item string, err error) {
		if err != nil {
			log.Warn("menu", "item", item, "error", err)
			emit("problem", bridge.Explain(err))
		}
	}
}

// menu returns the menu of this system.
func (d *Desktop) menu() *menu.Menu {
	tell := teller(d.Log, d.toolkit.emit)
	do := actions{
		view:        d.Window.view,
		closeWindow: d.toolkit.quit,
		quit:        d.Closing.want,
		zoom:        d.Window.zoom,
		dataFolder:  func() { tell("data folder", d.Opener.Folder(d.DataDir)) },
	}
	return newMenu(goruntime.GOOS, d.Window.words(), do)
}
