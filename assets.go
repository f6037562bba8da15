package main

import (
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/web"
	"directoryconnector/frontend"
)

// assets is what the window loads: the pages, from inside the program, with the
// headers that bound what they may load, and downloads. No port is open.
func (a *App) assets() *assetserver.Options {
	return &assetserver.Options{
		Assets: frontend.Pages(), Middleware: web.Window(a.desk.Pages(), bridge.Explain, a.log),
	}
}
