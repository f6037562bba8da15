package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	goruntime "runtime"
	"strings"
	"testing"
	"time"

	"github.com/wailsapp/wails/v2/pkg/menu"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/directory"
)

func TestOnlyHttpsIsForABrowser(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://example.com":                     "https://example.com",
		"https://example.com:8443/a?b=c#d":        "https://example.com:8443/a?b=c#d",
		"HTTPS://example.com/":                    "https://example.com/",
		"https://example.com/a b\"c":              "https://example.com/a%20b%22c",
		"http://example.com":                      "",
		"http://127.0.0.1":                        "",
		"file:///etc/passwd":                      "",
		"javascript:alert(1)":                     "",
		"https:example.com":                       "",
		"https://":                                "",
		"https://:443/":                           "",
		"https://admin:secret@example.com":        "",
		"//example.com":                           "",
		"-https://example.com":                    "",
		"smb://server/share":                      "",
		"https://example.com\nfile:///etc/passwd": "",
		"C:\\Windows\\System32\\calc.exe":         "",
		"":                                        "",
		"wails://wails/":                          "",
		"https://exa mple.com/":                   "",
	} {
		got, err := safeLink(address)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", address, got, err, want)
		}
	}
}

func TestAProgramThatCannotOpenIt(t *testing.T) {
	t.Parallel()
	if goruntime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	with := func(script string) opener {
		return opener{patience: 300 * time.Millisecond, command: func(target string) (string, []string, bool) {
			return "/bin/sh", []string{"-c", script, "opener", target}, true
		}}
	}
	dir := filepath.Join(t.TempDir(), "new", "data")
	if err := with(`test -d "$1"`).folder(dir); err != nil {
		t.Errorf("a folder that is made first: %v", err)
	}
	if err := with("exit 3").link("https://example.com"); err == nil || !strings.Contains(directory.HintOf(err), "https://example.com") {
		t.Errorf("no browser: %v, hint %q", err, directory.HintOf(err))
	}
	if err := with("exec sleep 2").link("https://example.com"); err != nil {
		t.Errorf("a program that becomes the browser: %v", err)
	}
	if err := with("touch " + filepath.Join(dir, "called")).link("http://example.com"); !errors.Is(err, errLink) {
		t.Errorf("http: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "called")); err == nil {
		t.Error("http was opened")
	}
	none := opener{patience: time.Second, command: func(string) (string, []string, bool) { return "/no/such/program", nil, true }}
	if err := none.folder(dir); err == nil || !strings.Contains(directory.HintOf(err), dir) {
		t.Errorf("no file manager: %v, hint %q", err, directory.HintOf(err))
	}
}

func TestKindsOfFiles(t *testing.T) {
	t.Parallel()
	for kinds, want := range map[string]string{
		"":            "All files=*",
		"pem":         "*.pem=*.pem All files=*",
		"pem .crt P7": "*.pem, *.crt, *.P7=*.pem;*.crt;*.P7 All files=*",
		"*":           "error",
		"a;b":         "error",
		"../x":        "error",
	} {
		filters, err := filtersOf(strings.Fields(kinds))
		var got []string
		for _, f := range filters {
			got = append(got, f.DisplayName+"="+f.Pattern)
		}
		if err != nil {
			got = []string{"error"}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", kinds, got, want)
		}
	}
	for name, want := range map[string]string{
		"test.csv": "test.csv", "/etc/passwd": "passwd", `..\..\a.json`: "a.json", "..": "file", "": "file", "dir/": "file",
	} {
		if got := plainName(name); got != want {
			t.Errorf("%q is saved as %q, want %q", name, got, want)
		}
	}
}

// TestTheToolkitLogsNoSecrets: Wails quotes the whole call when it fails.
func TestTheToolkitLogsNoSecrets(t *testing.T) {
	t.Parallel()
	const secret = "verysecret"
	login := `C{"name":"bridge.Bridge.Login","args":[{"clientId":"organization.1","clientSecret":"` + secret + `"}],"callbackID":"x"}`
	for message, want := range map[string]string{
		processError + login + " -> runtime error: " + secret:                               "bridge.Bridge.Login",
		processError + `C{"args":["` + secret + `"],"name":"bridge.Bridge.Login"} -> wrong`: "…",
		processError + `C{"name":"` + secret + ` with spaces","args":[]} -> wrong`:          "…",
		processError + `c{"id":1,"args":["` + secret + `"]} -> wrong`:                       "…",
		"Unknown message from front end: {" + secret + "}":                                  "Unknown message from front end",
		"Unknown message returned from dispatcher: " + `["` + secret + `"]`:                 "Unknown message",
		`Invalid URL "https://example.com/?token=` + secret + `"`:                           "Invalid URL",
		"WebView failed to set AllowExternalDrag to false!":                                 "AllowExternalDrag",
	} {
		var out bytes.Buffer
		toolkitLog{slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))}.Error(message)
		if strings.Contains(out.String(), secret) || !strings.Contains(out.String(), want) {
			t.Errorf("%q is logged as %q", message, out.String())
		}
	}
}

func TestMenusHaveNoKeyTwice(t *testing.T) {
	t.Parallel()
	for _, system := range []string{"linux", "windows", "darwin"} {
		pressed := []string{}
		say := func(what string) func() { return func() { pressed = append(pressed, what) } }
		m := newMenu(system, actions{
			view: func(name string) { pressed = append(pressed, name) }, closeWindow: say("close"), quit: say("quit"),
			zoomIn: say("in"), zoomOut: say("out"), zoomNormal: say("normal"), dataFolder: say("folder"), documentation: say("documents"),
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
			"linux":   "settings close quit dashboard settings history more in out normal documents folder more",
			"windows": "settings close quit dashboard settings history more documents folder more",
			"darwin":  "settings close dashboard settings history more in out normal documents folder more",
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

func TestTheReasonInTheWindow(t *testing.T) {
	t.Parallel()
	page, err := renderFailure(bridge.Problem{Message: `profile "<script>" does not exist`, Hint: "Look & see."})
	text := string(page)
	if err != nil || !strings.Contains(text, "&lt;script&gt;") || strings.Contains(text, "<script>") || !strings.Contains(text, "Look &amp; see.") {
		t.Errorf("%v\n%s", err, text)
	}
}

// Another start may ask for the window while the program ends its work: what the
// toolkit is asked then, it never answers.
func TestAWindowThatIsGoneIsNotAsked(t *testing.T) {
	t.Parallel()
	w := newWindow(t.TempDir(), slog.New(slog.DiscardHandler))
	w.startup(t.Context()) // a context that the toolkit would refuse
	w.end()
	w.show()
	w.hide()
	(&App{window: w}).emit("state", nil)
	if w.context() != nil {
		t.Error("the toolkit's context is still there")
	}
}

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

// TestAPanicKeepsItsStack: Wails logs while it recovers.
func TestAPanicKeepsItsStack(t *testing.T) {
	t.Parallel()
	for _, panics := range []bool{true, false} {
		var out bytes.Buffer
		func() {
			defer func() {
				_ = recover()
				toolkitLog{slog.New(slog.NewTextHandler(&out, nil))}.Error(processError + `C{"name":"main.App.Ready","args":[]} -> wrong`)
			}()
			if panics {
				panic("wrong")
			}
		}()
		if got := strings.Contains(out.String(), "TestAPanicKeepsItsStack"); got != panics {
			t.Errorf("panic: %v; logged %q", panics, out.String())
		}
	}
}

// TestAPanicIsAnError: without one the page would wait for ever.
func TestAPanicIsAnError(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	a := &App{log: slog.New(slog.NewTextHandler(&out, nil))}
	if _, err := a.PickFile(FileRequest{Title: "no dialogs here"}); !errors.Is(err, errFault) {
		t.Errorf("%v, want %v", err, errFault)
	}
	if !strings.Contains(out.String(), "PickFile") || strings.Contains(out.String(), "no dialogs here") {
		t.Errorf("logged %q", out.String())
	}
}
