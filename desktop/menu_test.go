package desktop

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/wailsapp/wails/v2/pkg/menu"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/directory"
)

func TestMenusHaveNoKeyTwice(t *testing.T) {
	t.Parallel()
	for _, system := range []string{"linux", "windows", "darwin"} {
		pressed := []string{}
		say := func(what string) func() { return func() { pressed = append(pressed, what) } }
		m := newMenu(system, german, actions{
			view: func(name string) { pressed = append(pressed, name) }, closeWindow: say("close"), quit: say("quit"),
			zoom: func(step int) { pressed = append(pressed, fmt.Sprintf("zoom%+d", step)) }, dataFolder: say("folder"),
		})
		keys := map[string]string{}
		for _, top := range m.Items {
			if top.SubMenu == nil {
				continue // a role of macOS
			}
			for _, i := range top.SubMenu.Items {
				if i.Click == nil {
					continue
				}
				i.Click(&menu.CallbackData{MenuItem: i})
				if i.Accelerator == nil {
					continue
				}
				key := fmt.Sprint(i.Accelerator.Modifiers, i.Accelerator.Key)
				if other := keys[key]; other != "" {
					t.Errorf("%s: %s and %s have the same key", system, other, i.Label)
				}
				keys[key] = i.Label
			}
		}
		want := map[string]string{
			"linux":   "settings close quit dashboard settings history more zoom+1 zoom-1 zoom+0 docs folder more",
			"windows": "settings close quit dashboard settings history more docs folder more",
			"darwin":  "settings close dashboard settings history more zoom+1 zoom-1 zoom+0 docs folder more",
		}[system]
		if got := strings.Join(pressed, " "); got != want {
			t.Errorf("%s: the menu does %q, want %q", system, got, want)
		}
	}
}

// TestWhatTheMenuCouldNotDo is told to the page, which has words for it.
func TestWhatTheMenuCouldNotDo(t *testing.T) {
	t.Parallel()
	var told []any
	tell := teller(slog.New(slog.DiscardHandler), func(event string, data any) { told = append(told, event, data) })
	tell("data folder", nil)
	if len(told) != 0 {
		t.Errorf("told %v, where nothing went wrong", told)
	}
	tell("data folder", directory.WithHint(errors.New("no program found to open it"), "The folder is /a."))
	if len(told) != 2 || told[0] != "problem" {
		t.Fatalf("told %v", told)
	}
	if p, ok := told[1].(bridge.Problem); !ok || p.Message != "no program found to open it" || p.Hint != "The folder is /a." {
		t.Errorf("told %+v", told[1])
	}
}
