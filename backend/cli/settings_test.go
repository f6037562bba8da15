package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/config"
	"directoryconnector/backend/sources"
)

// shell runs commands in this process, with a data folder of its own.
type shell struct {
	t         *testing.T
	variables map[string]string
	in        string
}

func newShell(t *testing.T) *shell {
	return &shell{t: t, variables: map[string]string{"BWDC_DATA_DIR": t.TempDir(), "BWDC_NO_KEYRING": "1"}}
}

// try runs a command and returns what it printed and its exit code.
func (s *shell) try(args ...string) (out, errors string, code int) {
	s.t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Main(context.Background(), cli.Program{
		Args: args, Version: "1.2.3", Sources: sources.Open,
		Getenv: func(name string) string { return s.variables[name] },
		IO:     cli.IO{In: strings.NewReader(s.in), Out: &stdout, Err: &stderr},
	})
	return stdout.String(), stderr.String(), code
}

// run wants the command to succeed.
func (s *shell) run(args ...string) string {
	s.t.Helper()
	out, errors, code := s.try(args...)
	if code != 0 {
		s.t.Fatalf("bwdc %s: exit code %d: %s", strings.Join(args, " "), code, errors)
	}
	return out
}

// TestEverySettingCanBeSetReadListedExportedAndImported takes every definition
// through all commands, with its own example as the value.
func TestEverySettingCanBeSetReadListedExportedAndImported(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	secretFile := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secretFile, []byte("https://example.com/the-secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, d := range config.Definitions() {
		if d.Kind == config.KindSecret {
			s.run("config", "set", strings.ToUpper(d.Key), "--secretfile", secretFile)
			if got := s.run("config", "get", d.Key); got != "stored in file\n" {
				t.Errorf("%s: get prints %q", d.Key, got)
			}
			continue
		}
		normal, err := d.Normalize(d.Example)
		if err != nil {
			t.Errorf("%s: the example is refused: %v", d.Key, err)
			continue
		}
		if d.Kind == config.KindFile { // on Windows a path of the drive
			if normal, err = filepath.Abs(normal); err != nil {
				t.Fatal(err)
			}
		}
		want[d.Key] = normal
		s.run("config", strings.ToLower(d.Key), d.Example)
		if got := s.run("config", "get", d.Key); got != normal+"\n" {
			t.Errorf("%s: get prints %q, not %q", d.Key, got, normal)
		}
		if got := s.run("config", "describe", d.Key); !strings.Contains(got, d.Help) || !strings.Contains(got, d.EnvName()) {
			t.Errorf("%s: describe does not tell all: %s", d.Key, got)
		}
	}
	if diff := cmp.Diff(want, s.list()); diff != "" {
		t.Errorf("list (-set +listed):\n%s", diff)
	}
	for _, format := range []string{"yaml", "json"} {
		file := filepath.Join(t.TempDir(), "settings."+format)
		s.run("config", "export", file, "--include-secrets")
		other := newShell(t)
		other.run("config", "import", file)
		if diff := cmp.Diff(want, other.list()); diff != "" {
			t.Errorf("imported from %s (-exported +imported):\n%s", format, diff)
		}
		if got := other.run("config", "export", "--format", format, "--include-secrets"); !strings.Contains(got, "the-secret") {
			t.Errorf("no secret came with the %s file: %s", format, got)
		}
	}
	for key := range want {
		s.run("config", "unset", key)
	}
	if left := s.list(); len(left) > 0 {
		t.Errorf("after unset these are still set: %v", left)
	}
}

// list returns what is set.
func (s *shell) list() map[string]string {
	s.t.Helper()
	var answer struct {
		Data []struct{ Key, Value, Origin, Kind string }
	}
	if err := json.Unmarshal([]byte(s.run("config", "list", "--all", "--json")), &answer); err != nil {
		s.t.Fatal(err)
	}
	set := map[string]string{}
	for _, row := range answer.Data {
		if row.Origin == "set" {
			set[row.Key] = row.Value
		}
	}
	return set
}

// TestEverySettingComesFromTheEnvironment checks the names of the variables.
func TestEverySettingComesFromTheEnvironment(t *testing.T) {
	t.Parallel()
	for _, d := range config.Definitions() {
		s := newShell(t)
		s.variables[d.EnvName()] = d.Example
		want := "set by the environment\n"
		if d.Kind != config.KindSecret {
			normal, err := d.Normalize(d.Example)
			if err != nil {
				t.Fatal(err)
			}
			want = normal + "\n"
		}
		if got := s.run("config", "get", d.Key); got != want {
			t.Errorf("%s from %s: get prints %q, not %q", d.Key, d.EnvName(), got, want)
		}
	}
}
