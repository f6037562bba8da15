package desktop

import (
	goruntime "runtime"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
)

func TestNoDisplay(t *testing.T) {
	t.Parallel()
	if goruntime.GOOS != "linux" {
		t.Skip("there is always one elsewhere")
	}
	for name, want := range map[string]bool{"DISPLAY": true, "WAYLAND_DISPLAY": true, "HOME": false} {
		err := hasDisplay(func(key string) string {
			if key == name {
				return ":0"
			}
			return ""
		})
		if (err == nil) != want || !want && !strings.Contains(directory.HintOf(err), "bwdc") {
			t.Errorf("with %s: %v", name, err)
		}
	}
}

func TestTheColourBeforeThePage(t *testing.T) {
	t.Parallel()
	for theme, want := range map[string]any{"": light, "Adwaita": light, "Adwaita:dark": dark, "Yaru-dark": dark} {
		if got := startColour(func(string) string { return theme }); got != want {
			t.Errorf("GTK_THEME=%q: %v, want %v", theme, got, want)
		}
	}
}
