//go:build unix

package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

func TestTheModeIsTheGivenOne(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "settings")
	must(t, os.WriteFile(name, nil, 0o600))
	must(t, os.Chmod(name, 0o666))
	for _, mode := range []fs.FileMode{0o600, 0o644, 0o640, 0o600} {
		must(t, WriteFrom(name, mode, func(w io.Writer) error {
			info, err := os.Stat(w.(*os.File).Name())
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the draft has %v, %v", info.Mode(), err)
			}
			return nil
		}))
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%v: got %v, %v", mode, info.Mode(), err)
		}
	}
}

func TestLinksStay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ at, to string }{
		"a file elsewhere": {"elsewhere/real", "elsewhere/real"}, "a file that is not there yet": {"", "elsewhere/later"},
		"a link to a link": {"real", "second"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			must(t, os.Mkdir(filepath.Join(dir, "elsewhere"), 0o700))
			link := filepath.Join(dir, "link")
			must(t, os.Symlink(c.to, link))
			must(t, os.Symlink(filepath.Join(dir, "real"), filepath.Join(dir, "second")))
			if c.at != "" {
				must(t, os.WriteFile(filepath.Join(dir, c.at), []byte("old"), 0o600))
			}
			must(t, Write(link, []byte("new"), 0o600))
			reads(t, link, "new")
			if to, err := os.Readlink(link); err != nil || to != c.to {
				t.Errorf("the link leads to %q, %v", to, err)
			}
			if c.at != "" {
				reads(t, filepath.Join(dir, c.at), "new")
			}
		})
	}
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pipe, loop := filepath.Join(dir, "pipe"), filepath.Join(dir, "loop")
	must(t, syscall.Mkfifo(pipe, 0o600))
	must(t, os.Symlink("loop", loop))
	for name, want := range map[string]error{pipe: ErrNotRegular, os.DevNull: ErrNotRegular, loop: syscall.ELOOP} {
		if err := Write(name, []byte("x"), 0o600); !errors.Is(err, want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	holds(t, dir, "loop", "pipe")
}

// A folder that may be written to, but not read, can't be synced.
func TestAFolderThatCannotBeSynced(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o300)) //nolint:gosec // what is tested
	must(t, Write(filepath.Join(dir, "settings"), []byte("x"), 0o600))
	must(t, os.Chmod(dir, 0o700)) //nolint:gosec // a folder
	holds(t, dir, "settings")
}

// limitEnv turns the test binary into a process whose files stay small, which
// is a full disk for those who can't mount one.
const limitEnv = "ATOMICFILE_TEST_LIMIT"

func TestAFullDisk(t *testing.T) {
	if name := os.Getenv(limitEnv); name != "" {
		must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1024, Max: 1024}))
		if err := Write(name, page(1), 0o600); !errors.Is(err, syscall.EFBIG) {
			t.Errorf("got %v", err)
		}
		return
	}
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "settings")
	must(t, Write(name, page(0), 0o600))
	self, err := os.Executable()
	must(t, err)
	limited := exec.CommandContext(t.Context(), self, "-test.run", "^TestAFullDisk$")
	limited.Env = append(os.Environ(), limitEnv+"="+name)
	if out, err := limited.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	reads(t, name, string(page(0)))
	holds(t, dir, "settings")
}
