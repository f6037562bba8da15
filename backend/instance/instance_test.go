package instance_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"directoryconnector/backend/instance"
	"directoryconnector/backend/internal/filelock"
)

// claim claims the window of a data folder and counts how often it is shown.
func claim(t *testing.T, dir string) (*instance.Instance, *atomic.Int32) {
	t.Helper()
	shown := &atomic.Int32{}
	i, err := instance.Claim(t.Context(), dir, func() { shown.Add(1) })
	if err != nil {
		t.Fatal(err)
	}
	return i, shown
}

// folder is a data folder with a short path, which t.TempDir is not.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "dc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "data")
}

func TestTheSecondStartShowsTheFirstWindow(t *testing.T) {
	t.Parallel()
	for name, dir := range map[string]string{
		"a folder":                  folder(t),
		"a path that is very long":  filepath.Join(folder(t), strings.Repeat(string(filepath.Separator)+"a long name", 30)), // longer than the 259 characters of Windows
		"a folder with odd letters": filepath.Join(folder(t), "Verzeichnis-Konnektor äöü"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, shown := claim(t, dir)
			for n := range int32(3) {
				second, err := instance.Claim(t.Context(), dir, func() { t.Error("the second program was shown") })
				if !errors.Is(err, instance.ErrShown) || second != nil {
					t.Fatalf("second start: %v, want %v", err, instance.ErrShown)
				}
				if got := shown.Load(); got != n+1 {
					t.Errorf("shown %d times, want %d", got, n+1)
				}
			}
			if err := first.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
			third, shown := claim(t, dir)
			if shown.Load() != 0 {
				t.Error("a new window was shown by nobody")
			}
			if err := third.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

// The socket of a long path is in the data folder as any other: a name that can
// be told before could be taken by somebody else.
func TestTheSocketIsAlwaysInTheDataFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are pipes")
	}
	for name, temporary := range map[string]string{"TMPDIR is short": t.TempDir(), "TMPDIR is long, too": filepath.Join(t.TempDir(), strings.Repeat("tmp ", 30))} {
		if err := os.MkdirAll(temporary, 0o700); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(folder(t), strings.Repeat("long ", 30))
		t.Setenv("TMPDIR", temporary)
		first, shown := claim(t, dir)
		info, err := os.Stat(filepath.Join(dir, "window.sock"))
		if err != nil || info.Mode().Type() != os.ModeSocket || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: the socket: %v, %v", name, info, err)
		}
		if _, err := instance.Claim(t.Context(), dir, func() {}); !errors.Is(err, instance.ErrShown) || shown.Load() != 1 {
			t.Errorf("%s: the second start: %v", name, err)
		}
		if err := first.Close(); err != nil {
			t.Errorf("%s: close: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "window.sock")); err == nil {
			t.Errorf("%s: the socket is left behind", name)
		}
		if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
			t.Errorf("%sleft behind: %v, %v", name, left, err)
		}
	}
}

// A window was closed, and its program cancels a sync: the next start shows no
// window that is gone, and has its own as soon as it may.
func TestAStartWhileTheFirstProgramEnds(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first, shown := claim(t, dir)
	first.Leave()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := instance.Claim(ctx, dir, func() {}); err == nil || errors.Is(err, instance.ErrShown) {
		t.Fatalf("the second start: %v", err)
	}
	ended := make(chan error, 1)
	go func() {
		time.Sleep(100 * time.Millisecond)
		ended <- first.Close()
	}()
	second, _ := claim(t, dir)
	if err := errors.Join(<-ended, second.Close()); err != nil {
		t.Error(err)
	}
	if shown.Load() != 0 {
		t.Error("a window that is gone was shown")
	}
}

func TestAnotherDataFolderHasItsOwnWindow(t *testing.T) {
	t.Parallel()
	one, _ := claim(t, folder(t))
	two, _ := claim(t, folder(t))
	for _, i := range []*instance.Instance{one, two} {
		if err := i.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestManyStartsAtOnce: one gets the window, all others show it.
func TestManyStartsAtOnce(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	var wait sync.WaitGroup
	var owners, told, shown atomic.Int32
	var owner atomic.Pointer[instance.Instance]
	for range 8 {
		wait.Go(func() {
			i, err := instance.Claim(t.Context(), dir, func() { shown.Add(1) })
			switch {
			case err == nil:
				owners.Add(1)
				owner.Store(i)
			case errors.Is(err, instance.ErrShown):
				told.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if owners.Load() != 1 || told.Load() != 7 || shown.Load() != 7 {
		t.Errorf("%d windows, %d told, shown %d times; want 1, 7, 7", owners.Load(), told.Load(), shown.Load())
	}
	if i := owner.Load(); i != nil {
		_ = i.Close()
	}
}

// TestAWindowThatDoesNotAnswer: the lock is held, and nobody listens.
func TestAWindowThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	lock, err := filelock.Acquire(filepath.Join(dir, "window.lock"), "a hung window")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Release() }()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err = instance.Claim(ctx, dir, func() {})
	if held, ok := errors.AsType[*filelock.HeldError](err); !ok || held.What != "a hung window" {
		t.Errorf("%v does not say who has the window", err)
	}
}

// TestAFolderWhereNobodyCanListen has its window all the same, and one only.
func TestAFolderWhereNobodyCanListen(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	for _, taken := range []string{"window.sock", "window.pipe"} { // stands for a file system that has none
		if err := os.MkdirAll(filepath.Join(dir, taken, "x"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	first, _ := claim(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err := instance.Claim(ctx, dir, func() {})
	if held, ok := errors.AsType[*filelock.HeldError](err); !ok || held.What != "the desktop app" {
		t.Errorf("the second start: %v", err)
	}
	first.Leave()
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	second, _ := claim(t, dir)
	if err := second.Close(); err != nil {
		t.Error(err)
	}
}

// TestSomethingElseOnTheSocket: only the right words show the window, and a
// visitor who says nothing keeps nobody from closing for long.
func TestSomethingElseOnTheSocket(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	i, shown := claim(t, dir)
	for _, text := range []string{"GET / HTTP/1.1\r\n\r\n", "hide\n", ""} {
		conn, err := instance.Dial(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
		if _, err := conn.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if text != "" {
			if n, err := conn.Read(make([]byte, 10)); n != 0 || err == nil {
				t.Errorf("%q was answered", text)
			}
		}
		defer func() { _ = conn.Close() }()
	}
	start := time.Now()
	if err := i.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("closing took %v", took)
	}
	if shown.Load() != 0 {
		t.Error("the window was shown")
	}
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := instance.Claim(t.Context(), filepath.Join(file, "data"), func() {}); err == nil || errors.Is(err, instance.ErrShown) {
		t.Errorf("%v, want an error about the folder", err)
	}
}
