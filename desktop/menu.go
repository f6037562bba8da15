package desktop

import (
	"strings"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
)

// actions are what the menu does.
type actions struct {
	// view brings the page to "dashboard", "settings", "history", "more" or "docs".
	view              func(name string)
	closeWindow, quit func()
	// zoom makes the page bigger (1), smaller (-1) or normal (0).
	zoom       func(step int)
	dataFolder func()
}

// newMenu builds the menu of a system. Copying and pasting need no menu on
// Linux and Windows: the web view has its own keys for it, which a menu with
// the same keys would take away. On macOS they come from the menu only.
func newMenu(system string, say words, do actions) *menu.Menu {
	m := menu.NewMenu()
	mac := system == "darwin"
	if mac {
		m.Append(menu.AppMenu()) // with About, Hide and Quit
	}
	file := m.AddSubmenu(say.file)
	item(file, say.settings, keys.CmdOrCtrl(","), func() { do.view("settings") })
	file.AddSeparator()
	item(file, say.closeWindow, keys.CmdOrCtrl("w"), do.closeWindow)
	if mac {
		m.Append(menu.EditMenu())
	} else {
		item(file, say.quit, keys.CmdOrCtrl("q"), do.quit)
	}
	view := m.AddSubmenu(say.view)
	for i, page := range []struct{ name, title string }{
		{"dashboard", say.dashboard}, {"settings", strings.TrimSuffix(say.settings, "…")}, {"history", say.history}, {"more", say.more},
	} {
		item(view, page.title, keys.CmdOrCtrl(string(rune('1'+i))), func() { do.view(page.name) })
	}
	if system != "windows" { // there the web view has these keys itself
		view.AddSeparator()
		item(view, say.zoomIn, keys.CmdOrCtrl("+"), func() { do.zoom(1) })
		item(view, say.zoomOut, keys.CmdOrCtrl("-"), func() { do.zoom(-1) })
		item(view, say.actualSize, keys.CmdOrCtrl("0"), func() { do.zoom(0) })
	}
	if mac {
		m.Append(menu.WindowMenu())
	}
	help := m.AddSubmenu(say.help)
	item(help, say.documentation, keys.Key("f1"), func() { do.view("docs") })
	item(help, say.dataFolder, nil, do.dataFolder)
	help.AddSeparator()
	item(help, say.about, nil, func() { do.view("more") })
	return m
}

func item(in *menu.Menu, label string, key *keys.Accelerator, click func()) {
	in.AddText(label, key, func(*menu.CallbackData) { click() })
}
