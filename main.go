// Command directory-connector is the desktop app.
package main

import (
	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"

	"directoryconnector/backend/bridge"
	"directoryconnector/frontend"
)

func main() {
	if err := wails.Run(&options.App{
		Title:       "Directory Connector",
		AssetServer: &assetserver.Options{Assets: frontend.Pages()},
		Bind:        []any{&bridge.Bridge{}, &App{}},
	}); err != nil {
		panic(err)
	}
}
