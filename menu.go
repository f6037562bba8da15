package main

import (
	"os"
	"path/filepath"
	goruntime "runtime"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// actions are what the menu does.
type actions struct {
	// view brings the page to "dashboard", "settings", "history" or "more".
	view                        func(name string)
	closeWindow, quit           func()
	zoomIn, zoomOut, zoomNormal func()
	dataFolder                  func()
	// documentation is nil where none is installed.
	documentation func()
}

// newMenu builds the menu of a system. Copying and pasting need no menu on
// Linux and Windows: the web view has its own keys for it, which a menu with
// the same keys would take away. On macOS they come from the menu only.
func newMenu(system string, do actions) *menu.Menu {
	m := menu.NewMenu()
	mac := system == "darwin"
	if mac {
		m.Append(menu.AppMenu()) // with About, Hide and Quit
	}
	file := m.AddSubmenu("File")
	item(file, "Settings…", keys.CmdOrCtrl(","), func() { do.view("settings") })
	file.AddSeparator()
	item(file, "Close Window", keys.CmdOrCtrl("w"), do.closeWindow)
	if mac {
		m.Append(menu.EditMenu())
	} else {
		item(file, "Quit", keys.CmdOrCtrl("q"), do.quit)
	}
	view := m.AddSubmenu("View")
	for i, title := range []string{"Dashboard", "Settings", "History", "More"} {
		name := []string{"dashboard", "settings", "history", "more"}[i]
		item(view, title, keys.CmdOrCtrl(string(rune('1'+i))), func() { do.view(name) })
	}
	if system != "windows" { // there the web view has these keys itself
		view.AddSeparator()
		item(view, "Zoom In", keys.CmdOrCtrl("+"), do.zoomIn)
		item(view, "Zoom Out", keys.CmdOrCtrl("-"), do.zoomOut)
		item(view, "Actual Size", keys.CmdOrCtrl("0"), do.zoomNormal)
	}
	if mac {
		m.Append(menu.WindowMenu())
	}
	help := m.AddSubmenu("Help")
	if do.documentation != nil {
		item(help, "Documentation", keys.Key("f1"), do.documentation)
	}
	item(help, "Data Folder", nil, do.dataFolder)
	help.AddSeparator()
	item(help, "About Directory Connector", nil, func() { do.view("more") })
	return m
}

func item(in *menu.Menu, label string, key *keys.Accelerator, click func()) {
	in.AddText(label, key, func(*menu.CallbackData) { click() })
}

// documentation finds the documents that were installed with the program;
// empty where none were.
func documentation(program string) string {
	dir := filepath.Dir(program)
	for _, place := range []string{"docs", "../share/doc/directory-connector", "../Resources/docs"} {
		folder := filepath.Join(dir, place)
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder
		}
	}
	return ""
}

// menu returns the menu of this system.
func (a *App) menu() *menu.Menu {
	tell := func(what string, err error) {
		if err != nil {
			a.log.Warn("menu", "item", what, "error", err)
			a.dialogs.problem(a.window.context(), err)
		}
	}
	do := actions{
		view: a.window.view,
		closeWindow: func() {
			if ctx := a.window.context(); ctx != nil {
				runtime.Quit(ctx) // asks closing.before, as the window's button does
			}
		},
		quit:       a.closing.want,
		zoomIn:     func() { a.window.zoom(1) },
		zoomOut:    func() { a.window.zoom(-1) },
		zoomNormal: func() { a.window.zoom(0) },
		dataFolder: func() { tell("data folder", a.OpenDataFolder()) },
	}
	if program, err := os.Executable(); err == nil {
		if folder := documentation(program); folder != "" {
			do.documentation = func() { tell("documentation", a.opener.open(folder, "The folder is "+folder+".")) }
		}
	}
	return newMenu(goruntime.GOOS, do)
}
