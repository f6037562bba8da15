package atomicfile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"directoryconnector/backend/internal/testbed/needs"
)

// TestAFileThatSomebodyHoldsForAMoment is waited for.
func TestAFileThatSomebodyHoldsForAMoment(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "settings")
	must(t, Write(name, []byte("old"), 0o600))
	const moment = 300 * time.Millisecond
	time.AfterFunc(moment, needs.Hold(t, name))
	reads(t, name, "old")
	time.AfterFunc(moment, needs.Hold(t, name))
	must(t, Write(name, []byte("new"), 0o600))
	reads(t, name, "new")
	time.AfterFunc(moment, needs.Hold(t, name))
	must(t, Remove(name))
	holds(t, filepath.Dir(name))
}

func TestLongPathsAreWrittenWhole(t *testing.T) {
	t.Parallel()
	long := strings.Repeat(`\a long name`, 30)
	for path, want := range map[string]string{
		`C:\short`: `C:\short`, `short`: `short`, `C:` + long: `\\?\C:` + long, `\\?\C:` + long: `\\?\C:` + long, `\\files\hr` + long: `\\?\UNC\files\hr` + long,
	} {
		if got := prefixed(path); got != want {
			t.Errorf("%q became %q, want %q", path, got, want)
		}
	}
	dir := t.TempDir() + long
	must(t, os.MkdirAll(dir, 0o700))
	name := filepath.Join(dir, "settings")
	must(t, Write(name, []byte("old"), 0o600))
	must(t, Write(name, []byte("new"), 0o600))
	reads(t, name, "new")
	holds(t, dir, "settings")
}

func TestWhatIsNotThereForThisAccountIsTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	held := filepath.Join(dir, "held")
	must(t, Write(held, nil, 0o600))
	needs.Hold(t, held)
	share := &os.PathError{Op: "open", Path: `\\files\hr\people.csv`, Err: windows.ERROR_BAD_NETPATH}
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"held":               {second(os.Open(held)), "Another program has the file"},
		"held, to write":     {second(os.Create(held)), "Another program has the file"},
		"no drive":           {second(os.Open(`Q:\people.csv`)), "There is no drive Q: for this account."},
		"no drive, a folder": {os.MkdirAll(`Q:\data\profiles`, 0o700), "There is no drive Q: for this account."},
		"no drive, replaced": {Write(`Q:\people.csv`, nil, 0o600), "There is no drive Q: for this account."},
		"a share":            {fmt.Errorf("read: %w", share), `The share \\files\hr can't be reached.`},
		"no file":            {second(os.Open(filepath.Join(dir, "none"))), ""},
		"no folder":          {second(os.Open(filepath.Join(dir, "none", "none"))), ""},
		"not about a file":   {windows.ERROR_BAD_NETPATH, ""},
		"no error":           {nil, ""},
	} {
		if got := Hint(test.err); !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%s: %v: %q, want %q", name, test.err, got, test.want)
		}
	}
}

func second(f *os.File, err error) error {
	if err == nil {
		_ = f.Close()
	}
	return err
}
