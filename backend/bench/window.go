//go:build linux

package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"directoryconnector/backend/e2e/window"
	"directoryconnector/frontend"
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

// benchPages adds up what a browser downloads for the first view, compressed.
func benchPages() error {
	if !frontend.Built() {
		fmt.Println("\nPages: not measured, they were not built (make pages build).")
		return nil
	}
	total := 0
	err := fs.WalkDir(frontend.Pages(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".html", ".js", ".css"}, filepath.Ext(name)) {
			return err
		}
		size, err := compressed(name)
		total += size
		return err
	})
	if err != nil {
		return err
	}
	fmt.Printf("\nPages: %.1f kB compressed, all of them; the aim is under 200 kB.\n", float64(total)/1e3)
	return nil
}

// compressed returns the size of a page's file after gzip.
func compressed(name string) (int, error) {
	data, err := fs.ReadFile(frontend.Pages(), name)
	if err != nil {
		return 0, err
	}
	var n counter
	z := gzip.NewWriter(&n)
	if _, err := z.Write(data); err != nil {
		return 0, err
	}
	err = z.Close()
	return int(n), err
}

// counter counts what is written.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
