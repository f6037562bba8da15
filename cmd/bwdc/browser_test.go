package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestTheBrowserIsOpenedWithoutTellingTheAddress: what stands on a command line
// can be read by everybody on the machine.
func TestTheBrowserIsOpenedWithoutTellingTheAddress(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("browsers are opened in other ways there")
	}
	dir := t.TempDir()
	// An xdg-open that keeps what it was told, as everybody could see it, and
	// what it could read.
	script := fmt.Sprintf("#!/bin/sh\nstat -c %%a \"$1\" \"$(dirname \"$1\")\" >%[1]s/modes\ncp \"$1\" %[1]s/page\necho \"$0 $*\" >%[1]s/new && mv %[1]s/new %[1]s/told\n", dir)
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	t.Setenv("TMPDIR", filepath.Join(dir, "tmp"))
	if err := os.Mkdir(filepath.Join(dir, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	const address = "http://127.0.0.1:8733/open?token=t0p-s3cret"
	var used atomic.Bool
	ended := make(chan error, 1)
	go func() { ended <- openBrowser(t.Context(), address, func() bool { return !used.Load() }, func() {}) }()
	read := func(name string) string {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err == nil {
				return string(text)
			}
			if time.Now().After(deadline) {
				t.Fatal(err)
			}
		}
	}
	if told := read("told"); strings.Contains(told, "token") || strings.Contains(told, "s3cret") {
		t.Errorf("the command line tells the address: %s", told)
	}
	if page := read("page"); !strings.Contains(page, address) {
		t.Errorf("the page leads nowhere: %s", page)
	}
	if modes := read("modes"); modes != "600\n700\n" {
		t.Errorf("file and folder have the modes %q", modes)
	}
	select {
	case err := <-ended:
		t.Fatalf("it did not wait for the browser: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	used.Store(true)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "tmp")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
