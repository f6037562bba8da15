package desktop

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wailsapp/wails/v2/pkg/menu"
)

func TestMenusHaveNoKeyTwice(t *testing.T) {
	t.Parallel()
	for _, system := range []string{"linux", "windows", "darwin"} {
		pressed := []string{}
		say := func(what string) func() { return func() { pressed = append(pressed, what) } }
		m := newMenu(system, german, actions{
			view: func(name string) { pressed = append(pressed, name) }, closeWindow: say("close"), quit: say("quit"),
			zoom: func(step int) { pressed = append(pressed, fmt.Sprintf("zoom%+d", step)) }, dataFolder: say("folder"), documentation: say("documents"),
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
			"linux":   "settings close quit dashboard settings history more zoom+1 zoom-1 zoom+0 documents folder more",
			"windows": "settings close quit dashboard settings history more documents folder more",
			"darwin":  "settings close dashboard settings history more zoom+1 zoom-1 zoom+0 documents folder more",
		}[system]
		if got := strings.Join(pressed, " "); got != want {
			t.Errorf("%s: the menu does %q, want %q", system, got, want)
		}
	}
}

func TestDocumentsThatWereInstalled(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	program := filepath.Join(root, "bin", "directory-connector")
	if got := documentation(program); got != "" {
		t.Errorf("found %q where there is nothing", got)
	}
	folder := filepath.Join(root, "share", "doc", "directory-connector")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := documentation(program); got != folder {
		t.Errorf("found %q, want %q", got, folder)
	}
}
