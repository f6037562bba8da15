package secret

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"filippo.io/age"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

const (
	childDir  = "SECRET_TEST_DIR"
	childName = "SECRET_TEST_NAME"
	manySets  = 20
)

// TestMain turns the test binary into a process that saves secrets.
func TestMain(m *testing.M) {
	dir, name := os.Getenv(childDir), os.Getenv(childName)
	if dir == "" {
		os.Exit(m.Run())
	}
	s := Open(Options{Dir: dir, ProfileID: "uuid", Getenv: env("BWDC_NO_KEYRING", "1")})
	for n := range manySets {
		if _, err := s.Set(context.Background(), fmt.Sprintf("%s.%d", name, n), config.NewSecret("secret of "+name)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func TestTwoProcessesLoseNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "profile") // both make the key, too
	var children []*exec.Cmd
	for _, name := range []string{"one", "two"} {
		cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this very program
		cmd.Env = append(os.Environ(), childDir+"="+dir, childName+"="+name)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		children = append(children, cmd)
	}
	for _, cmd := range children {
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	f := open(dir, "uuid", nil)
	for _, name := range []string{"one", "two"} {
		for n := range manySets {
			f.want(t, fmt.Sprintf("%s.%d", name, n), "secret of "+name, PlaceFile)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 3 {
		t.Errorf("files %v, %v; want secrets.age, its key and its lock", files, err)
	}
}

// ageKey writes a new key file.
func ageKey(t *testing.T, name string, mode os.FileMode) string {
	t.Helper()
	identity, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	return write(t, name, "# a key\n"+identity.String()+"\n", mode)
}

func TestTheKeyMayBeKeptElsewhere(t *testing.T) {
	t.Parallel()
	keys := t.TempDir()
	named := ageKey(t, filepath.Join(keys, "named"), 0o600)
	ageKey(t, filepath.Join(keys, "secrets.key"), 0o440) // as systemd hands it out
	for _, pairs := range [][]string{
		{keyFileEnv, named, "CREDENTIALS_DIRECTORY", t.TempDir()},
		{"CREDENTIALS_DIRECTORY", keys},
	} {
		dir := t.TempDir()
		f := open(dir, "uuid", nil, pairs...)
		f.set(t, "ldap.password", "pw")
		f.want(t, "ldap.password", "pw", PlaceFile)
		if _, err := os.Stat(filepath.Join(dir, "secrets.key")); err == nil {
			t.Errorf("%v: a key was made nevertheless", pairs)
		}
		if _, err := open(dir, "uuid", nil).Get(t.Context(), "ldap.password"); !errors.Is(err, ErrVault) || directory.HintOf(err) == "" {
			t.Errorf("%v: without the key: %v", pairs, err)
		}
	}
}

func TestKeysThatAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ path, wantErr, wantHint string }{
		"missing":        {filepath.Join(dir, "missing"), "no such file", "age-keygen"},
		"not a key":      {write(t, filepath.Join(dir, "text"), "my secret password\n", 0o600), "holds no age identity", "age-keygen"},
		"others read it": {ageKey(t, filepath.Join(dir, "open"), 0o644), "others may read it (mode 0644)", "chmod 600"},
		"unreadable":     {folder, "is a directory", "must be able to read"},
		"a group reads":  {ageKey(t, filepath.Join(dir, "group"), 0o640), "others may read it (mode 0640)", "chmod 600"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS == "windows" && name != "not a key" {
				t.Skip("Windows has other rights and other words")
			}
			f := open(t.TempDir(), "uuid", nil, keyFileEnv, tc.path)
			_, err := f.Set(t.Context(), "ldap.password", config.NewSecret("pw"))
			if !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), tc.wantErr) || !strings.Contains(directory.HintOf(err), tc.wantHint) {
				t.Errorf("error = %v, hint %q", err, directory.HintOf(err))
			}
			if err != nil && strings.Contains(err.Error(), "my secret password") {
				t.Errorf("the error quotes the file: %v", err)
			}
		})
	}
}

func TestADamagedOrForeignFileIsReportedAndLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	good := open(dir, "uuid", nil)
	good.set(t, "ldap.password", "pw")
	sealed, err := os.ReadFile(filepath.Join(dir, "secrets.age"))
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)-1] ^= 1
	for name, content := range map[string][]byte{"empty": {}, "cut": sealed[:len(sealed)-5], "flipped": flipped, "text": []byte("hello")} {
		write(t, filepath.Join(dir, "secrets.age"), string(content), 0o600)
		_, err := good.Get(t.Context(), "ldap.password")
		if !errors.Is(err, ErrVault) || directory.HintOf(err) == "" {
			t.Errorf("%s: error = %v, hint %q", name, err, directory.HintOf(err))
		}
		if _, err := good.Set(t.Context(), "okta.token", config.NewSecret("x")); !errors.Is(err, ErrVault) {
			t.Errorf("%s: set = %v", name, err)
		}
		after, err := os.ReadFile(filepath.Join(dir, "secrets.age"))
		if err != nil || !bytes.Equal(after, content) {
			t.Errorf("%s: the file was changed: %v", name, err)
		}
	}
}

// TestDraftsOfKilledProcessesAreRemoved: a file of secrets that was never
// finished does not lie around for ever.
func TestDraftsOfKilledProcessesAreRemoved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := Open(Options{Dir: dir, ProfileID: "uuid", Getenv: env("BWDC_NO_KEYRING", "1")})
	for _, name := range []string{"secrets.age.new-1", "secrets.key.new-22", "notes.new-3"} {
		write(t, filepath.Join(dir, name), "x", 0o600)
	}
	if _, err := s.Set(t.Context(), "ldap.password", config.NewSecret("hush")); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.new-*"))
	if err != nil || len(names) != 1 || filepath.Base(names[0]) != "notes.new-3" {
		t.Errorf("left: %v, %v", names, err)
	}
}
