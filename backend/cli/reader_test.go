package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/cli"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/sources"
)

// brokenWriter refuses what is written to it.
type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

// TestWhoReadsMayGo: `bwdc … | head` is no failure, a full disk is one.
func TestWhoReadsMayGo(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		err  error
		args string
		code int
		said string
	}{
		{"head", &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, "config list", 0, ""},
		{"head, JSON", syscall.EPIPE, "--response config list", 0, ""},
		{"full disk", syscall.ENOSPC, "config list", 1, "hint: The command has done its work; only its answer is lost."},
		{"something else, JSON", errors.New("gone"), "--response config list", 1, "error: write the answer: gone"},
	} {
		var said bytes.Buffer
		code := cli.Main(context.Background(), cli.Program{
			Args: strings.Fields(tt.args), Sources: sources.Open, Getenv: onlyDataDir(t.TempDir()),
			IO: cli.IO{In: strings.NewReader(""), Out: brokenWriter{tt.err}, Err: &said},
		})
		if code != tt.code || !strings.Contains(said.String(), tt.said) || tt.said == "" && said.Len() > 0 {
			t.Errorf("%s: exit code %d, said %q", tt.name, code, said.String())
		}
	}
}

// TestWhoReadsAPipeMayGo: what this system says there is known.
func TestWhoReadsAPipeMayGo(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"config list", "--response config list", "config export -", "completion bash", "--help"} {
		var said bytes.Buffer
		code := cli.Main(context.Background(), cli.Program{
			Args: strings.Fields(args), Sources: sources.Open, Getenv: onlyDataDir(t.TempDir()),
			IO: cli.IO{In: strings.NewReader(""), Out: w, Err: &said},
		})
		if code != 0 || said.Len() > 0 {
			t.Errorf("%s: exit code %d, said %q", args, code, said.String())
		}
	}
}

func onlyDataDir(dir string) func(string) string {
	return func(name string) string {
		return map[string]string{"BWDC_DATA_DIR": dir, "BWDC_NO_KEYRING": "1"}[name]
	}
}

// TestNoSecretIsTold: what a directory repeats is told without the secret, and
// a word that equals one is told.
func TestNoSecretIsTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, secret := range []string{"hunter2abc", "refused"} {
		echo := func(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
			s, err := c.Secret(ctx, "ldap.password")
			return nil, errors.Join(err, directory.WithHint(errors.New("bind refused: password="+s.Reveal()), "It said "+s.Reveal()+"."))
		}
		for _, args := range []string{"", "--response "} {
			var said bytes.Buffer
			code := cli.Main(t.Context(), cli.Program{
				Args: strings.Fields(args + "test"), Sources: echo, IO: cli.IO{In: strings.NewReader(""), Out: &said, Err: &said},
				Getenv: func(name string) string {
					return map[string]string{
						"BWDC_DATA_DIR": dir, "BWDC_NO_KEYRING": "1", "BWDC_LDAP_PASSWORD": secret, "BWDC_LDAP_HOSTNAME": "dc1.example.com", "BWDC_LDAP_USERNAME": "reader",
						"BWDC_LDAP_ROOT_PATH": "dc=example,dc=com",
					}[name]
				},
			})
			want := "bind refused: password=**redacted**"
			if code != 1 || !strings.Contains(said.String(), want) || strings.Contains(said.String(), "hunter2abc") || strings.Contains(said.String(), "password="+secret) {
				t.Errorf("exit code %d, said %s", code, said.String())
			}
		}
	}
}

// TestMistakesAreToldInWords: what was given, and what to give instead.
func TestMistakesAreToldInWords(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	film := filepath.Join(dir, "film.mkv")
	if err := os.WriteFile(film, bytes.Repeat([]byte("x"), 17<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args, in string
		code     int
		want     []string
	}{
		{"last-sync", "", 2, []string{"'bwdc last-sync' was given no argument", "Usage: bwdc last-sync"}},
		{"logout now", "", 2, []string{"'bwdc logout' was given 1 argument", "Usage: bwdc logout"}},
		{"config a b c", "", 2, []string{"was given 3 arguments"}},
		{"config sync.interval -1", "", 2, []string{"no flag -1", "bwdc config -- KEY -1"}},
		{"config -- sync.interval -1", "", 1, []string{"-1 is not between"}},
		{"config ldap.password", "", 1, []string{"there is nothing in standard input", "--secretfile"}},
		{"config ldap.password --secretfile " + dir, "", 1, []string{"ldap.password: read " + dir, "Name a file that holds the secret."}},
		{"config import -", "", 1, []string{"standard input: line 1: the text is empty"}},
		{"config import " + film, "", 1, []string{"over 4 MB", "bwdc config export"}},
		{"config import " + dir, "", 1, []string{"import: read " + dir, "Name a file"}},
		{"import-data " + film, "", 1, []string{"more than 16 MB", "Name the data.json"}},
		{"config export " + filepath.Join(dir, "no", "x.yaml"), "", 1, []string{"export:", "Name a file in a folder"}},
		{"update", "", 0, []string{"No updates are looked for: update.url is not set."}},
	} {
		var said bytes.Buffer
		code := cli.Main(context.Background(), cli.Program{
			Args: strings.Fields(tt.args), Sources: sources.Open, Getenv: onlyDataDir(t.TempDir()),
			IO: cli.IO{In: strings.NewReader(tt.in), Out: &said, Err: &said},
		})
		for _, want := range tt.want {
			if code != tt.code || !strings.Contains(said.String(), want) {
				t.Errorf("%s: exit code %d, want %d and %q:\n%s", tt.args, code, tt.code, want, said.String())
			}
		}
		if twice := fmt.Sprintf("read %[1]s: read %[1]s", dir); strings.Contains(said.String(), twice) {
			t.Errorf("%s says it twice: %s", tt.args, said.String())
		}
	}
}

// TestAnExportReplacesFilesOnly: what a link leads to is replaced, and what is
// no file stays.
func TestAnExportReplacesFilesOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	export := func(path string) (code int, said string) {
		var errs bytes.Buffer
		code = cli.Main(context.Background(), cli.Program{
			Args: []string{"config", "export", path}, Sources: sources.Open, Getenv: onlyDataDir(filepath.Join(dir, "data")),
			IO: cli.IO{In: strings.NewReader(""), Out: io.Discard, Err: &errs},
		})
		return code, errs.String()
	}
	for path, want := range map[string]int{os.DevNull: 0, noFile(t, dir): 1, dir: 1} {
		before, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if code, said := export(path); code != want {
			t.Errorf("%s: exit code %d, %s", path, code, said)
		}
		if info, err := os.Stat(path); err != nil || info.Mode() != before.Mode() {
			t.Errorf("%s was replaced: %v, %v", path, info, err)
		}
	}
	target, link := filepath.Join(dir, "target.yaml"), filepath.Join(dir, "link.yaml")
	if err := os.WriteFile(target, []byte("old"), 0o644); err != nil { //nolint:gosec // must become 0600
		t.Fatal(err)
	}
	err := os.Symlink(target, link)
	if runtime.GOOS == "windows" { // links need a right there, and Wine only says that it made one
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
			link = target
		}
	} else if err != nil {
		t.Fatal(err)
	}
	if code, said := export(link); code != 0 {
		t.Errorf("exit code %d, %s", code, said)
	}
	if info, err := os.Lstat(link); err != nil || link != target && info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if info, err := os.Stat(target); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 || info.Size() == 3 {
		t.Errorf("target: %v, %v", info, err)
	}
}

// noFile makes something that is no file and can't be opened as one.
func noFile(t *testing.T, dir string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		return dir // there are no such files
	}
	path := filepath.Join(dir, "device")
	var listen net.ListenConfig
	l, err := listen.Listen(t.Context(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return path
}
