//go:build !bindings

// Command directory-connector is the desktop app: a window on the pages, which
// are the same as those of "bwdc serve". It needs a display; on a server
// without one, bwdc does the same work.
//
// The window is in package desktop. App is what pages may call of it, beside
// the bridge.
package main

import (
	_ "embed"
	"os"

	"directoryconnector/backend/sources"
	"directoryconnector/desktop"
)

// version and releaseKey are set by the linker.
var version, releaseKey = "dev", ""

// icon is the window's on Linux; elsewhere the program has it.
//
//go:embed build/icon/png/128.png
var icon []byte

func main() {
	os.Exit(desktop.Run(desktop.Program{
		Version: version, ReleaseKey: releaseKey, Icon: icon, Sources: sources.Open,
		Bind: func(d *desktop.Desktop) any { return &App{d} },
	}))
}
