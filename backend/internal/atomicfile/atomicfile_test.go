package atomicfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

// childEnv turns the test binary into a process that replaces a file until it
// is killed.
const childEnv = "ATOMICFILE_TEST_REPLACE"

func TestMain(m *testing.M) {
	name := os.Getenv(childEnv)
	for n := 0; name != ""; n++ {
		if err := Write(name, page(n), 0o600); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		if n == 0 {
			fmt.Println("ready")
		}
	}
	os.Exit(m.Run())
}

// page is a content that shows where a part of it is missing.
func page(n int) []byte {
	return bytes.Repeat(fmt.Appendf(nil, "%07d\n", n), 4096)
}

// whole tells whether content is one page.
func whole(content []byte) bool {
	return len(content) == len(page(0)) && bytes.Equal(content, bytes.Repeat(content[:8], 4096))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// holds wants exactly these files in a folder.
func holds(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %q, not %q", got, want)
	}
}

func reads(t *testing.T, name, want string) {
	t.Helper()
	if got, err := Read(name); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v, not %q", filepath.Base(name), got, err, want)
	}
}

func TestAFileIsMadeAndReplaced(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "settings")
	for _, content := range []string{"first", "", "third, which is longer"} {
		must(t, Write(name, []byte(content), 0o600))
		reads(t, name, content)
	}
	holds(t, filepath.Dir(name), "settings")
}

func TestAFailureLeavesTheOldFileAndNoDraft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "settings")
	must(t, Write(name, []byte("old"), 0o600))
	broken := errors.New("broken")
	half := func(w io.Writer) error {
		_, err := w.Write([]byte("half"))
		return errors.Join(err, broken)
	}
	if err := WriteFrom(name, 0o600, half); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a panic was swallowed")
			}
		}()
		_ = WriteFrom(name, 0o600, func(w io.Writer) error { panic(half(w)) })
	}()
	if err := Write(filepath.Join(dir, "no", "folder"), nil, 0o600); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	must(t, os.Mkdir(filepath.Join(dir, "sub"), 0o700))
	if err := Write(filepath.Join(dir, "sub"), nil, 0o600); !errors.Is(err, ErrNotRegular) {
		t.Errorf("got %v", err)
	}
	reads(t, name, "old")
	holds(t, dir, "settings", "sub")
}

func TestReadersSeeTheOldOrTheNewContent(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "settings")
	must(t, Write(name, page(0), 0o600))
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		wg.Go(func() {
			for {
				content, err := Read(name)
				if err != nil || !whole(content) {
					t.Errorf("%d bytes, %v", len(content), err)
					return
				}
				select {
				case <-done:
					return
				case <-time.After(pause()):
				}
			}
		})
	}
	var writers sync.WaitGroup
	for w := range 2 {
		writers.Go(func() {
			for n := range 50 {
				if err := Write(name, page(100*w+n), 0o600); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	close(done)
	wg.Wait()
	holds(t, filepath.Dir(name), "settings")
}

// pause is how long a reader of a test waits for its next look. Where a file that
// is open can't be replaced, readers who never wait would keep writers out for
// ever, and no program reads like that.
func pause() time.Duration {
	if runtime.GOOS == "windows" {
		return 50 * time.Millisecond
	}
	return 0
}

func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "settings")
	for n := range 20 {
		_, kill := needs.Child(t, childEnv+"="+name)
		time.Sleep(time.Duration(n*n) * 100 * time.Microsecond)
		kill()
		if content, err := Read(name); err != nil || !whole(content) {
			t.Fatalf("%d bytes, %v", len(content), err)
		}
	}
	must(t, os.WriteFile(filepath.Join(dir, "settings.new-1234"), []byte("left"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "settings.news"), nil, 0o600))
	must(t, os.Mkdir(filepath.Join(dir, "settings.new-folder"), 0o700))
	Sweep(name)
	holds(t, dir, "settings", "settings.new-folder", "settings.news")
	Sweep(filepath.Join(dir, "no", "folder"))
}

func TestTheSecondOfTwoDraftsIsNotTaken(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "database")
	for _, content := range []string{"first", "second"} {
		f, err := Draft(name)
		must(t, err)
		_, err = f.WriteString(content)
		must(t, errors.Join(err, f.Close(), Create(f.Name(), name), os.Remove(f.Name())))
		reads(t, name, "first")
	}
	holds(t, dir, "database")
	if err := Create(filepath.Join(dir, "none"), filepath.Join(dir, "other")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
