package filelock

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

const childLock = "FILELOCK_TEST_PATH"

// TestMain turns the test binary into a process that holds the lock until its
// standard input ends.
func TestMain(m *testing.M) {
	path := os.Getenv(childLock)
	if path == "" {
		os.Exit(m.Run())
	}
	lock, err := Acquire(path, "bwdc run")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	_ = lock.Release()
}

func TestTheSecondIsToldWhoHoldsTheLock(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "profile", "sync.lock")
	start := time.Now().Add(-2 * time.Second)
	lock, err := Acquire(path, "sync")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(path, "another sync")
	held, ok := errors.AsType[*HeldError](err)
	if !ok || held.PID != os.Getpid() || held.What != "sync" || held.Since.Before(start) || held.Since.After(time.Now()) {
		t.Fatalf("error = %v (%+v)", err, held)
	}
	if text := err.Error(); !strings.Contains(text, fmt.Sprintf("sync (process %d) holds the lock since 20", os.Getpid())) {
		t.Errorf("text = %q", text)
	}
	for range 2 {
		if err := lock.Release(); err != nil {
			t.Fatal(err)
		}
	}
	again, err := Acquire(path, "sync")
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestHolderTellsAndTakesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "sync.lock")
	check := func(want string) {
		t.Helper()
		h, err := Holder(path)
		got := ""
		if h != nil {
			got = h.What
		}
		if err != nil || got != want {
			t.Errorf("holder %q, error %v; want %q", got, err, want)
		}
	}
	check("")
	if _, err := os.Stat(path); err == nil {
		t.Error("Holder made the file")
	}
	lock, err := Acquire(path, "sync")
	if err != nil {
		t.Fatal(err)
	}
	check("sync")
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	check("")
}

func TestAKilledHolderHoldsNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "sync.lock")
	pid, kill := needs.Child(t, childLock+"="+path)
	_, err := Acquire(path, "sync")
	held, ok := errors.AsType[*HeldError](err)
	if !ok || held.PID != pid || held.What != "bwdc run" {
		t.Errorf("error = %v", err)
	}
	if !needs.Alive(pid) || !needs.Alive(os.Getpid()) || needs.Alive(0) {
		t.Error("a process that runs is not alive")
	}
	kill()
	if needs.Alive(pid) {
		t.Error("a process that was killed is alive")
	}
	if _, err := os.Stat(path + ".holder"); err != nil {
		t.Errorf("the test shows nothing, the killed process left no trace: %v", err)
	}
	if h, err := Holder(path); h != nil || err != nil {
		t.Errorf("holder %+v, error %v", h, err)
	}
	lock, err := Acquire(path, "sync")
	if err != nil {
		t.Fatal(err)
	}
	_ = lock.Release()
}

func TestHolderNeverTakesTheLockFromAnybody(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "sync.lock")
	stop := make(chan struct{})
	checked := make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				checked <- nil
				return
			default:
			}
			if _, err := Holder(path); err != nil {
				checked <- err
				return
			}
		}
	}()
	for range 50 {
		lock, err := Acquire(path, "sync")
		if err != nil {
			t.Fatal(err)
		}
		if err := lock.Release(); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	if err := <-checked; err != nil {
		t.Error(err)
	}
}
