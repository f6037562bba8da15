package service

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestDefinitionsForLaunchd(t *testing.T) {
	t.Parallel()
	s := Spec{Program: "/usr/local/bin/bwdc", DataDir: "/Users/Ada & Söhne/<data>", Account: "ada"}
	text := plistText("sales", s, "/Library/Logs/bwdc.log")
	golden(t, "sales.plist", text)
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	account, words := readPlist(text)
	dir, profile := readArguments(words[1:])
	if account != s.Account || words[0] != s.Program || dir != s.DataDir || profile != "sales" {
		t.Errorf("read as %q, %q", account, words)
	}
}

func TestWhatLaunchctlPrints(t *testing.T) {
	t.Parallel()
	const running = "system/io.github.directoryconnector.bwdc.default = {\n\tactive count = 1\n\tpath = /Library/x.plist\n\tstate = running\n\n\tendpoints = {\n\t\tstate = off\n\t}\n\tpid = 321\n\tlast exit code = (never exited)\n}\n"
	for text, want := range map[string]Status{
		running: {State: Running, PID: 321},
		"x = {\n\tstate = not running\n\tlast exit code = 1\n}\n": {State: Failed, Exit: 1},
		"x = {\n\tstate = not running\n\tlast exit code = 0\n}\n": {State: Stopped},
		"": {State: Stopped},
	} {
		want.Manager = "launchd"
		if got := readPrint(text); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
}

// fakeLaunchctl knows what was loaded, and writes down what it is asked.
const fakeLaunchctl = `#!/bin/sh
echo "$*" >>"$FAKE/asked"
case "$1" in
bootstrap) touch "$FAKE/loaded" ;;
bootout) rm "$FAKE/loaded" ;;
print) [ -e "$FAKE/loaded" ] || exit 113; printf 'x = {\n\tstate = running\n\tpid = 9\n}\n' ;;
esac
`

func TestADaemonFromInstallingToRemoving(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("launchctl is a script here")
	}
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "launchctl"), []byte(fakeLaunchctl), 0o700)) //nolint:gosec // a program
	t.Setenv("FAKE", dir)
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	m, err := newLaunchd(Options{Profile: DefaultProfile, Getenv: os.Getenv})
	must(t, err)
	m.folder, m.logs, m.root, m.sudoer = filepath.Join(dir, "daemons"), dir, true, me(t)
	s := Spec{Program: "/usr/local/bin/bwdc", DataDir: filepath.Join(dir, "data")}
	must(t, m.Install(t.Context(), s))
	if got, err := m.Status(t.Context()); err != nil || got.State != Stopped || got.Account != me(t) || got.DataDir != s.DataDir || !got.Boot {
		t.Errorf("installed: %+v, %v", got, err)
	}
	if err := m.Install(t.Context(), s); !errors.Is(err, ErrInstalled) {
		t.Errorf("again: %v", err)
	}
	must(t, Restart(t.Context(), m))
	if got, err := m.Status(t.Context()); err != nil || got.State != Running || got.PID != 9 {
		t.Errorf("started: %+v, %v", got, err)
	}
	must(t, m.Uninstall(t.Context()))
	if _, err := m.Status(t.Context()); !errors.Is(err, ErrNotInstalled) {
		t.Errorf("removed: %v", err)
	}
	asked, err := os.ReadFile(filepath.Join(dir, "asked"))
	must(t, err)
	label := "system/" + m.name
	for _, want := range []string{"enable " + label, "bootstrap system " + m.path(), "bootout " + label} {
		if !strings.Contains(string(asked), want+"\n") {
			t.Errorf("launchctl was not asked to %q:\n%s", want, asked)
		}
	}
	m.root = false
	if err := m.Install(t.Context(), s); !errors.Is(err, ErrRights) {
		t.Errorf("who is not root: %v", err)
	}
	m.root, m.sudoer = true, ""
	if err := m.Install(t.Context(), s); !errors.Is(err, ErrAccount) {
		t.Errorf("nobody is named: %v", err)
	}
}
