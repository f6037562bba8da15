//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"directoryconnector/backend/e2e/window"
)

// benchWindow measures the desktop app from its start until the page has
// something to show, and the memory of all its processes. Where the app was
// not built, or nothing can show a window, it says so.
func benchWindow(ctx context.Context, o *options, dir string) error {
	if _, err := os.Stat(o.desktop); err != nil {
		fmt.Printf("\nWindow: not measured, %s is not there (make desktop).\n", o.desktop)
		return nil
	}
	for _, name := range window.NeededPrograms {
		if _, err := exec.LookPath(name); err != nil {
			fmt.Printf("\nWindow: not measured, %s is not installed.\n", name)
			return nil
		}
	}
	display, err := window.NewDisplay(ctx, filepath.Join(dir, "home"), 1280, 900)
	if err != nil {
		return err
	}
	defer display.Close()
	n := 0
	got, err := medianOf(o.runs, func() (cost, error) {
		n++
		s, err := display.MeasureStart(ctx, o.desktop, filepath.Join(dir, fmt.Sprint("data", n)))
		return cost{wall: s.Usable, rss: s.PSS}, err
	})
	if err != nil {
		return err
	}
	t := newTable("Window: the aim is under 1,500 ms from start to usable, and under 280 MB for all its processes (PSS).")
	t.add("directory-connector", got, cost{})
	return t.print(os.Stdout)
}
