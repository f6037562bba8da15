// Command icon packs the pictures in png/ into build/windows/icon.ico and
// build/darwin/icon.icns. render.sh, which makes the pictures, runs it; the
// results are committed, so that building needs neither.
package main

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "icon:", err)
		os.Exit(1)
	}
}

// run reads and writes below root, the folder of this repository.
func run(root string) error {
	read := func(size int) ([]byte, error) {
		return os.ReadFile(filepath.Join(root, "build", "icon", "png", fmt.Sprintf("%d.png", size)))
	}
	for _, file := range []struct {
		path string
		pack func(func(int) ([]byte, error)) ([]byte, error)
	}{
		{filepath.Join(root, "build", "windows", "icon.ico"), packICO},
		{filepath.Join(root, "build", "darwin", "icon.icns"), packICNS},
	} {
		data, err := file.pack(read)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file.path, data, 0o644); err != nil { //nolint:gosec // a picture that is published
			return err
		}
	}
	return nil
}

// checkSize refuses a picture that is not size pixels wide and high.
func checkSize(data []byte, size int) error {
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("read the picture of %d pixels: %w", size, err)
	}
	if c.Width != size || c.Height != size {
		return fmt.Errorf("the picture of %d pixels has %dx%d", size, c.Width, c.Height)
	}
	return nil
}
