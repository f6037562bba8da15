package desktop

import (
	"errors"
	"os"
	"path/filepath"
	goruntime "runtime"
	"strings"
	"testing"
	"time"

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
	with := func(script string) Opener {
		return Opener{patience: 300 * time.Millisecond, command: func(target string) (string, []string, bool) {
			return "/bin/sh", []string{"-c", script, "opener", target}, true
		}}
	}
	dir := filepath.Join(t.TempDir(), "new", "data")
	if err := with(`test -d "$1"`).Folder(dir); err != nil {
		t.Errorf("a folder that is made first: %v", err)
	}
	if err := with("exit 3").Link("https://example.com"); err == nil || !strings.Contains(directory.HintOf(err), "https://example.com") {
		t.Errorf("no browser: %v, hint %q", err, directory.HintOf(err))
	}
	if err := with("exec sleep 2").Link("https://example.com"); err != nil {
		t.Errorf("a program that becomes the browser: %v", err)
	}
	if err := with("touch " + filepath.Join(dir, "called")).Link("http://example.com"); !errors.Is(err, errLink) {
		t.Errorf("http: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "called")); err == nil {
		t.Error("http was opened")
	}
	none := Opener{patience: time.Second, command: func(string) (string, []string, bool) { return "/no/such/program", nil, true }}
	if err := none.Folder(dir); err == nil || !strings.Contains(directory.HintOf(err), dir) {
		t.Errorf("no file manager: %v, hint %q", err, directory.HintOf(err))
	}
}
