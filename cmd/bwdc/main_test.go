package main

import (
	"os"
	"os/exec"
	"runtime"
	"testing"

	"directoryconnector/backend/service"
)

// TestMain is bwdc itself where a test asks for that.
func TestMain(m *testing.M) {
	if os.Getenv("BWDC_TEST_RUN") != "" {
		os.Exit(run(service.Host{}, nil))
	}
	os.Exit(m.Run())
}

// TestNobodyReadsAnyMore: a closed pipe does not kill the program (SIGPIPE),
// which could be in the middle of a sync.
func TestNobodyReadsAnyMore(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGPIPE")
	}
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "config", "list") //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), "BWDC_TEST_RUN=1", "BWDC_DATA_DIR="+t.TempDir(), "BWDC_NO_KEYRING=1")
	cmd.Stdout, cmd.Stderr = writer, writer
	if err := cmd.Run(); err != nil {
		t.Errorf("bwdc config list: %v", err)
	}
	_ = writer.Close()
}
