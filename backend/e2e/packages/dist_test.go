package packages

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

// need is what TEST_MUST_RUN calls these tests.
const need = "packages"

// dist returns the folder with everything that is published.
func dist(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("BWDC_DEB_DIR")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "dist")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "SHA256SUMS")); err != nil {
		needs.Missing(t, need, "there is no "+dir+"/SHA256SUMS: make package")
	}
	return dir
}

// published returns the path of the one file in dist that matches the pattern.
func published(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dist(t), pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 {
		t.Fatalf("%d files match %s, want 1: %q", len(found), pattern, found)
	}
	return found[0]
}

// desktopDeb is the package of the desktop app, made for this machine only.
func desktopDeb(t *testing.T) string { return published(t, "directory-connector_*.deb") }

// run runs a program of the machine and returns what it printed.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	return runIn(t, nil, name, args...)
}

// runIn is run with an environment of its own, unless that is nil.
func runIn(t *testing.T, env []string, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// unpacked returns a folder with the content of a .deb.
func unpacked(t *testing.T, deb string) string {
	t.Helper()
	dir := t.TempDir()
	run(t, needs.Program(t, need, "dpkg-deb"), "-x", deb, dir)
	return dir
}

// content reads a file and fails the test without it.
func content(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestChecksums: SHA256SUMS names every other file, and rightly.
func TestChecksums(t *testing.T) {
	t.Parallel()
	dir := dist(t)
	var named []string
	for lines := bufio.NewScanner(bytes.NewReader(content(t, filepath.Join(dir, "SHA256SUMS")))); lines.Scan(); {
		want, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok {
			t.Fatalf("not a line of a checksum: %q", lines.Text())
		}
		named = append(named, name)
		sum := sha256.Sum256(content(t, filepath.Join(dir, name)))
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("%s has %s, SHA256SUMS says %s", name, got, want)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "SHA256SUMS" && e.Name() != "SHA256SUMS.minisig" && !slices.Contains(named, e.Name()) {
			t.Errorf("SHA256SUMS lacks %s", e.Name())
		}
	}
}
