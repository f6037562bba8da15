package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// hasDisplay tells whether a browser could show anything here.
func hasDisplay(getenv func(string) string) bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
}

// browserTime is how long a browser may take to open the pages.
const browserTime = 15 * time.Second

// openBrowser opens an address in the person's browser. Everybody can read the
// command lines of processes here, but not the address: it lets one in. It is
// in a file that only its owner can read, and on macOS in what a script is
// given; Windows shows command lines to their owner only. waits tells whether
// nobody has used the address yet; openBrowser returns when somebody has, or
// it is of no use any more. slow is called where that takes long.
func openBrowser(ctx context.Context, url string, waits func() bool, slow func()) (err error) {
	name, args, input := "xdg-open", []string{}, ""
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		name, input = "osascript", "open location \""+url+"\"\n"
	default:
		page, remove, failed := entrance(url)
		if failed != nil {
			return failed
		}
		defer func() { err = errors.Join(err, remove()) }()
		args = []string{page}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return fmt.Errorf("there is no %s", name)
	}
	// Some openers stay for as long as the browser does.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), path, args...) //nolint:gosec // our own address
	cmd.Stdin = strings.NewReader(input)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", name, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	patience := time.AfterFunc(browserTime, slow)
	defer patience.Stop()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for waits() {
		select {
		case err := <-ended:
			if exit, ok := errors.AsType[*exec.ExitError](err); ok {
				return fmt.Errorf("%s ended with exit code %d", name, exit.ExitCode())
			}
			ended = nil // it has passed the address on
		case <-look.C:
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}

// entrance writes a page that leads to an address, which only its owner can
// read.
func entrance(url string) (path string, remove func() error, err error) {
	dir, err := os.MkdirTemp("", "bwdc-open-")
	if err != nil {
		return "", nil, fmt.Errorf("make a page that leads there: %w", err)
	}
	path = filepath.Join(dir, "open.html")
	address := html.EscapeString(url)
	text := `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Directory Connector</title>` +
		`<meta http-equiv="refresh" content="0; url=` + address + `"></head><body><p><a href="` + address + `">Directory Connector</a></p></body></html>` + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil { //nolint:forbidigo // in a folder of its own
		return "", nil, errors.Join(fmt.Errorf("write a page that leads there: %w", err), os.RemoveAll(dir))
	}
	return path, func() error { return os.RemoveAll(dir) }, nil
}
