package e2e

import (
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
	build := exec.Command("go", "build", "-buildvcs=false", "-ldflags", "-X main.version=0.0.0-e2e", "-o", bwdcPath, "directoryconnector/cmd/bwdc")
	// What users get: static, and without the race detector's memory.
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build bwdc: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}
