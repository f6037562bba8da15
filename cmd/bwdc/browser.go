package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"time"
)

// browserTime is how long a browser may take to be asked; it stays open longer.
const browserTime = 10 * time.Second

// hasDisplay tells whether a browser could show anything here.
func hasDisplay(getenv func(string) string) bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
}

// openBrowser opens an address in the person's browser. The address is on the
// command line of another process for a moment: its ticket is used up by then.
func openBrowser(ctx context.Context, url string) error {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		name = "open"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return fmt.Errorf("there is no %s", name)
	}
	// Some openers stay for as long as the browser does.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), path, args...) //nolint:gosec // our own address
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", name, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			return fmt.Errorf("%s ended with exit code %d", name, exit.ExitCode())
		}
		return err
	case <-time.After(browserTime):
	case <-ctx.Done():
	}
	return nil
}
