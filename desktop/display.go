package desktop

import (
	"errors"
	goruntime "runtime"
	"strings"

	"github.com/wailsapp/wails/v2/pkg/options"

	"directoryconnector/backend/directory"
)

// title is the title of the window.
const title = "Directory Connector"

// hasDisplay returns why no window can be shown.
func hasDisplay(getenv func(string) string) error {
	if goruntime.GOOS != "linux" || getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "" {
		return nil
	}
	return directory.WithHint(errors.New("there is no display to show a window on"),
		"On a server without one, use the command line (bwdc), or open the pages in a browser.")
}

// The colours that a page has before it has painted itself.
var (
	light = options.NewRGB(0xf4, 0xf6, 0xf6)
	dark  = options.NewRGB(0x0f, 0x14, 0x15)
)

// startColour is the colour of the window until the page is there. The page
// corrects it, so that a guess is good enough.
func startColour(getenv func(string) string) *options.RGBA {
	theme := strings.ToLower(getenv("GTK_THEME"))
	if strings.HasSuffix(theme, ":dark") || strings.HasSuffix(theme, "-dark") {
		return dark
	}
	return light
}
