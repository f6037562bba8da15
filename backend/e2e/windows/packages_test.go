package windows

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// root is the folder of the module.
const root = "../../.."

// alsoTested are packages without files for Windows alone, whose tests are run
// there all the same: they meet files, consoles, processes or the network.
var alsoTested = []string{
	"backend/app", "backend/cli", "backend/internal/configfile", "backend/internal/datajson",
	"backend/internal/filelock", "backend/internal/transport",
}

// notTested have files for Windows alone and tests that are about something else.
var notTested = map[string]string{
	"backend/internal/testbed/needs": "is itself for tests",
}

// TestPackages runs the tests of packages as programs of Windows.
func TestPackages(t *testing.T) {
	w := wine(t)
	for _, pkg := range testedPackages(t) {
		t.Run(strings.ReplaceAll(pkg, "/", "."), func(t *testing.T) {
			t.Parallel()
			ctx, stop := context.WithTimeout(t.Context(), 25*time.Minute)
			defer stop()
			program, err := w.BuildTest(ctx, "directoryconnector/"+pkg)
			must(t, err)
			cmd := w.Command(ctx, program, "-test.timeout=20m", "-test.failfast")
			cmd.Dir, err = filepath.Abs(filepath.Join(root, pkg))
			must(t, err)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
			must(t, os.Remove(program))
		})
	}
}

// testedPackages are those that differ by system, and the others.
func testedPackages(t *testing.T) []string {
	t.Helper()
	packages := slices.Clone(alsoTested)
	for _, top := range []string{"backend", "cmd"} {
		must(t, fs.WalkDir(os.DirFS(root), top, func(path string, _ fs.DirEntry, err error) error {
			if pkg := filepath.Dir(path); strings.HasSuffix(path, "_windows.go") && notTested[pkg] == "" {
				packages = append(packages, pkg)
			}
			return err
		}))
	}
	slices.Sort(packages)
	packages = slices.Compact(packages)
	if len(packages) < 10 {
		t.Fatalf("the packages that differ by system were not found: %q", packages)
	}
	return packages
}
