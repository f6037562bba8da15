package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// arguments are those of a build of stand-ins for programs.
func arguments(t *testing.T, out string) []string {
	t.Helper()
	dir := t.TempDir()
	var zones bytes.Buffer
	w := zip.NewWriter(&zones)
	zone, err := w.Create("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := zone.Write([]byte("TZif")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"a": []byte("program a"), "b": []byte("program b"), "licenses": []byte("terms"), "zones.zip": zones.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return []string{
		"-version", "v1.2.3", "-revision", "abc", "-license", "Apache-2.0", "-time", "1700000000", "-zones", filepath.Join(dir, "zones.zip"),
		"-licenses", filepath.Join(dir, "licenses"), "-chart", "../chart", "-out", out, "arm64=" + filepath.Join(dir, "b"), "amd64=" + filepath.Join(dir, "a"),
	}
}

// TestSameBytes: files of other folders and times make the same image and chart.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	var sums [][32]byte
	for range 2 {
		out := t.TempDir()
		if err := run(arguments(t, out)); err != nil {
			t.Fatal(err)
		}
		var all []byte
		for _, name := range []string{"bwdc-1.2.3-image.tar", "bwdc-1.2.3-chart.tgz"} {
			data, err := os.ReadFile(filepath.Join(out, name))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, data...)
		}
		sums = append(sums, sha256.Sum256(all))
	}
	if sums[0] != sums[1] {
		t.Errorf("two builds differ: %x, %x", sums[0], sums[1])
	}
}

// TestBadArguments: what is missing is named, and nothing is written.
func TestBadArguments(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func([]string) []string{
		"no program":      func(a []string) []string { return a[:len(a)-2] },
		"no processor":    func(a []string) []string { return append(a, "program") },
		"missing program": func(a []string) []string { return append(a, "arm64=/nowhere") },
		"missing zones":   func(a []string) []string { return append([]string{"-zones", "/nowhere"}, dropped(a, "-zones")...) },
		"missing licenses": func(a []string) []string {
			return append([]string{"-licenses", "/nowhere"}, dropped(a, "-licenses")...)
		},
		"missing chart": func(a []string) []string { return append([]string{"-chart", "/nowhere"}, dropped(a, "-chart")...) },
	} {
		out := t.TempDir()
		if err := run(change(arguments(t, out))); err == nil {
			t.Errorf("%s: no error", name)
		}
		if entries, err := os.ReadDir(out); err != nil || len(entries) > 0 {
			t.Errorf("%s: %d files, %v", name, len(entries), err)
		}
	}
}

// dropped is args without a flag and its value.
func dropped(args []string, flag string) []string {
	i := slices.Index(args, flag)
	return slices.Concat(args[:i], args[i+2:])
}

// TestAuthorities: each can be read, is one, and will be for a while.
func TestAuthorities(t *testing.T) {
	t.Parallel()
	text, err := authorities()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil || !c.IsCA {
			t.Errorf("certificate: %v", err)
			continue
		}
		names[c.Subject.CommonName] = true
	}
	if len(names) < 80 || !names["ISRG Root X1"] || !names["DigiCert Global Root G2"] {
		t.Errorf("%d authorities: %v", len(names), names)
	}
}

// TestArchive: sorted, folders first, nobody's name, one time.
func TestArchive(t *testing.T) {
	t.Parallel()
	at := time.Unix(1700000000, 0)
	text, err := archive([]file{{path: "/z/y/x", mode: 0o644}, {path: "/data/", mode: 0o700, owner: id}, {path: "/a", mode: 0o755, data: []byte("1")}}, at)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for r := tar.NewReader(bytes.NewReader(text)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
		if !h.ModTime.Equal(at) || h.Uname+h.Gname != "" {
			t.Errorf("%s: %v, %q", h.Name, h.ModTime, h.Uname)
		}
	}
	if want := []string{"a", "data/", "z/", "z/y/", "z/y/x"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}

func TestSemantic(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{
		"1.2.3": "1.2.3", "1.2.3-rc.1": "1.2.3-rc.1", "1.2.3-5-gabc1234-dirty": "1.2.3-5-gabc1234-dirty", "0123456": "0.0.0-g0123456", "dev": "0.0.0-gdev", "a_b": "0.0.0-ga-b",
	} {
		if got := semantic(tag); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}
