package main

import (
	"bytes"
	"encoding/binary"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var root = filepath.Join("..", "..")

func readFile(t *testing.T, parts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{root}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestCommittedIconsAreThoseOfThePictures: who draws the icon anew and forgets
// render.sh would ship the old one on one system and the new one on another.
func TestCommittedIconsAreThoseOfThePictures(t *testing.T) {
	t.Parallel()
	temp := t.TempDir()
	for _, dir := range []string{"icon", "windows", "darwin"} {
		if err := os.MkdirAll(filepath.Join(temp, "build", dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(temp, "build", "icon", "png"), os.DirFS(filepath.Join(root, "build", "icon", "png"))); err != nil {
		t.Fatal(err)
	}
	if err := run(temp); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"build/windows/icon.ico", "build/darwin/icon.icns"} {
		made, err := os.ReadFile(filepath.Join(temp, path))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(made, readFile(t, path)) {
			t.Errorf("%s is not made of the pictures in build/icon/png: run build/icon/render.sh", path)
		}
	}
	if !bytes.Equal(readFile(t, "build/appicon.png"), readFile(t, "build/icon/png/1024.png")) {
		t.Error("build/appicon.png is not the picture of 1024 pixels: run build/icon/render.sh")
	}
}

// TestFramesOfTheWindowsIcon reads the directory of the .ico file as Windows does.
func TestFramesOfTheWindowsIcon(t *testing.T) {
	t.Parallel()
	data := readFile(t, "build/windows/icon.ico")
	if n := int(binary.LittleEndian.Uint16(data[4:])); n != len(icoSizes) {
		t.Fatalf("%d frames, want %d", n, len(icoSizes))
	}
	end := 6 + 16*len(icoSizes)
	for i, size := range icoSizes {
		entry := data[6+16*i:]
		length, offset := int(binary.LittleEndian.Uint32(entry[8:])), int(binary.LittleEndian.Uint32(entry[12:]))
		if int(entry[0]) != size%256 || offset != end || offset+length > len(data) {
			t.Fatalf("frame %d: edge %d, %d bytes at %d of %d; want edge %d at %d", i, entry[0], length, offset, len(data), size%256, end)
		}
		end = offset + length
		frame := data[offset:end]
		if size < pngFrom {
			if got := int(binary.LittleEndian.Uint32(frame[4:])); got != size {
				t.Errorf("bitmap of %d pixels is %d wide", size, got)
			}
			continue
		}
		if c, err := png.DecodeConfig(bytes.NewReader(frame)); err != nil || c.Width != size {
			t.Errorf("PNG of %d pixels: width %d, %v", size, c.Width, err)
		}
	}
	if end != len(data) {
		t.Errorf("%d bytes follow the last frame", len(data)-end)
	}
}

// TestFramesOfTheMacIcon walks the .icns file by its lengths.
func TestFramesOfTheMacIcon(t *testing.T) {
	t.Parallel()
	data := readFile(t, "build/darwin/icon.icns")
	if int(binary.BigEndian.Uint32(data[4:])) != len(data) {
		t.Fatalf("the file says that it has %d bytes, it has %d", binary.BigEndian.Uint32(data[4:]), len(data))
	}
	rest := data[8:]
	for _, f := range icnsTypes {
		length := int(binary.BigEndian.Uint32(rest[4:]))
		if string(rest[:4]) != f.name || length > len(rest) {
			t.Fatalf("frame %q of %d bytes, want %q within %d", rest[:4], length, f.name, len(rest))
		}
		if c, err := png.DecodeConfig(bytes.NewReader(rest[8:length])); err != nil || c.Width != f.size {
			t.Errorf("%s: width %d, %v; want %d", f.name, c.Width, err, f.size)
		}
		rest = rest[length:]
	}
	if len(rest) > 0 {
		t.Errorf("%d bytes follow the last frame", len(rest))
	}
}
