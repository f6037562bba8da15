package windows

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/winetest"
)

// version is what the tested program says that it is.
const version = "0.0.0-windows"

// built is bwdc.exe, once for all tests.
var built struct {
	sync.Once
	path string
	err  error
}

// A machine is bwdc.exe with a data folder of its own.
type machine struct {
	t    *testing.T
	wine *winetest.Wine
	// dir is the data folder as Linux names it.
	dir string
	env []string
}

// newMachine makes an empty data folder of that name.
func newMachine(t *testing.T, name string) *machine {
	t.Helper()
	w := wine(t)
	built.Do(func() {
		built.path, built.err = w.Build(context.Background(), "directoryconnector/cmd/bwdc", "-s -w -X main.version="+version)
	})
	must(t, built.err)
	m := &machine{t: t, wine: w, dir: filepath.Join(t.TempDir(), name)}
	m.env = []string{"BWDC_DATA_DIR=" + w.Path(m.dir), "BWDC_NO_KEYRING=1"}
	return m
}

// command is bwdc.exe that is to be run with arguments.
func (m *machine) command(args ...string) *exec.Cmd {
	m.t.Helper()
	ctx, stop := context.WithTimeout(m.t.Context(), 2*time.Minute)
	m.t.Cleanup(stop)
	cmd := m.wine.Command(ctx, built.path, args...)
	cmd.Env = append(cmd.Env, m.env...)
	return cmd
}

// run runs bwdc.exe and wants an exit code and texts in what it says.
func (m *machine) run(code int, args string, want ...string) string {
	m.t.Helper()
	return m.runs(m.command(strings.Fields(args)...), code, want...)
}

func (m *machine) runs(cmd *exec.Cmd, code int, want ...string) string {
	m.t.Helper()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		m.t.Fatalf("%s: %v\n%s", cmd, err, &said)
	}
	if got := cmd.ProcessState.ExitCode(); got != code {
		m.t.Errorf("%s: exit code %d, want %d:\n%s", cmd, got, code, &said)
	}
	for _, text := range want {
		if !strings.Contains(said.String(), text) {
			m.t.Errorf("%s: %q is not in:\n%s", cmd, text, &said)
		}
	}
	return said.String()
}

// people writes the file that is read, and sets it as the directory.
func (m *machine) people(text string) {
	m.t.Helper()
	path := filepath.Join(filepath.Dir(m.dir), "Köpfe & Gruppen.csv")
	must(m.t, os.WriteFile(path, []byte(text), 0o600))
	m.run(0, "config directory file")
	m.runs(m.command("config", "file.path", m.wine.Path(path)), 0)
}

func TestTheProgramRuns(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "data")
	m.run(0, "--version", version)
	m.run(0, "demo", "That was it")
}
