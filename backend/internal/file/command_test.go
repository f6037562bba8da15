package file_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/file"
)

// TestMain lets this very program be the command.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "export" {
		os.Exit(export(os.Args[2], os.Args[3:]))
	}
	os.Exit(m.Run())
}

// export is what a command does, good or bad.
func export(kind string, args []string) int {
	fmt.Println("id,email,groups")
	switch kind {
	case "args":
		for i, arg := range args {
			fmt.Printf("%d,%s@x,\n", i, arg)
		}
	case "environment":
		for i, name := range args {
			fmt.Printf("%d,%s-%s@x,\n", i, name, os.Getenv(name))
		}
	case "open":
		fmt.Print("1,a@x,")
	case "fails":
		fmt.Println("1,a@x,")
		fmt.Fprint(os.Stderr, "connecting\nORA-01017: invalid \x1b[31muser name\n\n")
		return 3
	case "garbage":
		fmt.Println("1,a@x")
		return 1
	case "hangs":
		fmt.Fprintln(os.Stderr, "waiting for the database")
		time.Sleep(time.Minute)
	case "leaves a child", "waits for a child":
		child := exec.CommandContext(context.Background(), os.Args[0], append([]string{"export", "works"}, args...)...)
		child.Stdout = os.Stdout
		if err := child.Start(); err != nil {
			return 1
		}
		if kind == "waits for a child" {
			_ = child.Wait()
		}
	case "works": // and shows it in a file, for a minute
		for range 3000 {
			f, err := os.OpenFile(args[0], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
			if err != nil {
				return 1
			}
			_, _ = f.WriteString(".")
			_ = f.Close()
			time.Sleep(20 * time.Millisecond)
		}
	case "endless":
		for {
			if _, err := fmt.Println("1,a@x," + strings.Repeat("g", 64<<10)); err != nil {
				return 1
			}
		}
	}
	return 0
}

func commandSource(t *testing.T, limit time.Duration, args ...string) *file.Source {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	line := `"` + program + `" export`
	for _, arg := range args {
		line += ` "` + arg + `"`
	}
	s, err := file.New(file.Config{Settings: config.File{Command: line, Format: config.FormatCSV, Timeout: limit}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestACommandGivesUsers(t *testing.T) {
	t.Setenv("BWDC_LDAP_PASSWORD", "secret")
	t.Setenv("BW_CLIENTSECRET", "secret")
	t.Setenv("CREDENTIALS_DIRECTORY", "secret")
	t.Setenv("EXPORT_DATABASE", "hr")
	for kind, c := range map[string]struct{ args, want []string }{
		"args": {[]string{"a b", "$HOME", "*", "; exit"}, []string{"0 a b@x", "1 $HOME@x", "2 *@x", "3 ; exit@x"}},
		"environment": {
			[]string{"BWDC_LDAP_PASSWORD", "BW_CLIENTSECRET", "CREDENTIALS_DIRECTORY", "EXPORT_DATABASE"},
			[]string{"0 BWDC_LDAP_PASSWORD-@x", "1 BW_CLIENTSECRET-@x", "2 CREDENTIALS_DIRECTORY-@x", "3 EXPORT_DATABASE-hr@x"},
		},
		"open": {nil, []string{"1 a@x"}}, // its exit status says that nothing is missing
	} {
		s, err := commandSource(t, time.Minute, append([]string{kind}, c.args...)...).Fetch(t.Context(), nil)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if diff := cmp.Diff(c.want, people(s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

func TestACommandThatFailsGivesNobody(t *testing.T) {
	t.Parallel()
	for kind, c := range map[string]struct {
		limit time.Duration
		want  string
	}{
		"fails":   {time.Minute, `failed (exit status 3) and says "ORA-01017: invalid  [31muser name"`},
		"garbage": {time.Minute, `failed (exit status 1)`},
		"hangs":   {10 * time.Second, `did not end within 10s and says "waiting for the database"`},
		"endless": {time.Minute, "wrote more than 256 MB"},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			_, err := commandSource(t, c.limit, kind).Fetch(t.Context(), nil)
			if !errors.Is(err, directory.ErrIncomplete) || !strings.Contains(err.Error(), c.want) || directory.HintOf(err) == "" {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if took := time.Since(start); kind != "endless" && took > 40*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

// TestWhatACommandStartsEndsWithIt: an export that hangs is most often a script
// whose client waits for a database.
func TestWhatACommandStartsEndsWithIt(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"leaves a child", "waits for a child"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			shown := filepath.Join(t.TempDir(), "shown")
			_, err := commandSource(t, 2*time.Second, kind, shown).Fetch(t.Context(), nil)
			if !errors.Is(err, directory.ErrIncomplete) || !strings.Contains(err.Error(), "did not end within 2s") {
				t.Errorf("got %v", err)
			}
			size := func() int64 {
				info, err := os.Stat(shown)
				if err != nil {
					t.Fatalf("the child did not begin: %v", err)
				}
				return info.Size()
			}
			for range 10 { // a system may take moments
				before := size()
				time.Sleep(300 * time.Millisecond)
				if size() == before {
					return
				}
			}
			t.Error("the child goes on")
		})
	}
}

func TestACommandIsEndedWithItsRead(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := commandSource(t, time.Minute, "hangs").Fetch(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestACommandThatCannotBeRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, []byte("id\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "none"): "there is no such program", dir: "is a folder",
	} {
		s, err := file.New(file.Config{Settings: config.File{Command: `"` + path + `"`, Format: config.FormatCSV}})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Check(t.Context(), func(directory.Step) {})
		if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
		if _, err := s.Fetch(t.Context(), nil); err == nil || directory.HintOf(err) == "" {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if _, err := file.New(file.Config{Settings: config.File{Command: plain, Format: config.FormatAuto}}); !errors.Is(err, directory.ErrConfig) {
		t.Errorf("no format: got %v", err)
	}
}
