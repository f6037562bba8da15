// Package locktest has another process hold a lock, as another window or command
// on the same data does.
package locktest

import (
	"fmt"
	"io"
	"os"
	"testing"

	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/testbed/needs"
)

// variable makes the test program hold the lock that it names.
const variable = "LOCKTEST_PATH"

// Run runs the tests, or holds a lock in a process that Hold started: for TestMain.
func Run(m *testing.M) {
	path := os.Getenv(variable)
	if path == "" {
		os.Exit(m.Run())
	}
	lock, err := filelock.Acquire(path, "manual sync")
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	_ = lock.Release()
}

// Hold has another process hold the lock for a "manual sync" until it is stopped,
// or the test ends.
func Hold(t testing.TB, path string) (pid int, stop func()) {
	t.Helper()
	return needs.Child(t, variable+"="+path)
}
