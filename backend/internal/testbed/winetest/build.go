package winetest

import (
	"bytes"
	"context"
	_ "embed" // the source of a DLL
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// randomDLL is the source of the DLL that Wine lacks.
//
//go:embed testdata/bcryptprimitives.c
var randomDLL []byte

// Build builds a main package for Windows and returns the program's path.
func (w *Wine) Build(ctx context.Context, pkg, ldflags string) (string, error) {
	return w.build(ctx, filepath.Base(pkg)+".exe", "build", "-ldflags", ldflags, pkg)
}

// BuildTest builds the tests of a package for Windows.
func (w *Wine) BuildTest(ctx context.Context, pkg string) (string, error) {
	return w.build(ctx, strings.ReplaceAll(pkg, "/", "-")+".test.exe", "test", "-c", pkg)
}

// build compiles as make package does, so that most comes from its cache.
func (w *Wine) build(ctx context.Context, name, command string, args ...string) (string, error) {
	path := filepath.Join(w.dir, name)
	cmd := exec.CommandContext(ctx, "go", append([]string{command, "-overlay", w.overlay, "-trimpath", "-buildvcs=false", "-mod=readonly", "-o", path}, args...)...) //nolint:gosec // a test's own packages
	cmd.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", name, err, out)
	}
	return path, nil
}

// What Go takes for "this Windows can't delete in the new way", and what is
// added: STATUS_NOT_IMPLEMENTED. See
// https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55
const (
	deleteFile  = "src/internal/syscall/windows/at_windows.go"
	deleteCases = "case STATUS_INVALID_INFO_CLASS,"
	deleteMore  = deleteCases + " NTStatus(0xC0000002),"
)

// writeOverlay writes which files of Go are built in another form.
func writeOverlay(ctx context.Context, dir string) (string, error) {
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("find Go: %w", err)
	}
	original := filepath.Join(string(bytes.TrimSpace(root)), deleteFile)
	text, err := os.ReadFile(original) //nolint:gosec // Go's own file
	if err != nil {
		return "", err
	}
	if bytes.Count(text, []byte(deleteCases)) != 1 {
		return "", fmt.Errorf("%s is not as it was: look whether os.RemoveAll works under Wine now", original)
	}
	changed := filepath.Join(dir, "at_windows.go")
	if err := os.WriteFile(changed, bytes.Replace(text, []byte(deleteCases), []byte(deleteMore), 1), 0o600); err != nil {
		return "", err
	}
	content, err := json.Marshal(map[string]map[string]string{"Replace": {original: changed}})
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "overlay.json")
	return path, os.WriteFile(path, content, 0o600)
}
