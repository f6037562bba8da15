//go:build bindings

package main

import (
	"fmt"
	"os"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"

	"directoryconnector/backend/bridge"
)

// main writes frontend/wailsjs, the TypeScript side of what is bound, instead
// of opening a window.
func main() {
	if err := wails.Run(&options.App{Bind: []any{&bridge.Bridge{}, &bridge.Plans{}, &bridge.People{}, &bridge.Unattended{}, &App{}}}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
