package main

import (
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"

	"directoryconnector/frontend"
)

// assets is what the window loads: the pages, from inside the program.
func assets() *assetserver.Options {
	return &assetserver.Options{Assets: frontend.Pages()}
}
