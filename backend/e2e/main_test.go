package e2e

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// bwdcPath is the program that all tests run; TestMain sets it.
var bwdcPath string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	// Most of the time these tests wait: for processes, disks, and servers
	// that take a minute on purpose.
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		if err := flag.Set("test.parallel", strconv.Itoa(max(8, 2*runtime.NumCPU()))); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	if bwdcPath = os.Getenv("BWDC_BINARY"); bwdcPath != "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "bwdc-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	bwdcPath = filepath.Join(dir, "bwdc")
	if err := buildBwdc(context.Background(), bwdcPath, "-X main.version=0.0.0-e2e"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// buildBwdc builds what users get: static, and without the race detector's
// memory.
func buildBwdc(ctx context.Context, path, ldflags string) error {
	build := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-ldflags", ldflags, "-o", path, "directoryconnector/cmd/bwdc")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build bwdc: %w\n%s", err, out)
	}
	return nil
}

// restless builds a bwdc that waits for a moment only where the other one waits
// for a server to come to rest, a minute and more, and is the same else: for
// what is killed many times. A server in the same process is at rest as soon as
// its answer is out.
func restless(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bwdc-restless")
	if err := buildBwdc(t.Context(), path, "-X main.version=0.0.0-e2e -X main.rest=100ms"); err != nil {
		t.Fatal(err)
	}
	return path
}
