package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/cli"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/sources"
)

// TestATerminalGetsOneStatusLineAndColours: the status line is wiped before
// anything that stays is written, and nothing of this happens elsewhere.
func TestATerminalGetsOneStatusLineAndColours(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "users.csv")
	if err := os.WriteFile(file, []byte("id,email\n1001,ada@example.com\n1002,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name      string
		terminal  bool
		variables map[string]string
		args      []string
		want      []string
		not       []string
	}{
		{"terminal", true, nil, []string{"test"}, []string{"reading users", "\r", "\x1b[1mUsers (1)\x1b[0m", "1002"}, []string{`"object"`}},
		{"no colour", true, map[string]string{"NO_COLOR": "1"}, []string{"test"}, []string{"reading users", "Users (1)"}, []string{"\x1b"}},
		{"dumb terminal", true, map[string]string{"TERM": "dumb"}, []string{"test"}, []string{"Users (1)"}, []string{"\x1b"}},
		{"quiet", true, nil, []string{"test", "--quiet"}, nil, []string{"reading", "1001", "1002"}},
		{"pipe", false, nil, []string{"test"}, []string{"bwdc: reading users\n", `"object":"test"`, "bwdc: warning: user 1002"}, []string{"\r", "\x1b"}},
		{"text into a pipe", false, nil, []string{"test", "--format", "text"}, []string{"Users (1)"}, []string{"\r", "\x1b", `"object"`}},
		{"debug log", false, nil, []string{"test", "--log-level", "debug", "--quiet"}, nil, []string{"bwdc: reading"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var printed bytes.Buffer
			variables := map[string]string{
				"BWDC_DATA_DIR": t.TempDir(), "BWDC_NO_KEYRING": "1", "BWDC_DIRECTORY": "file", "BWDC_FILE_PATH": file, "WT_SESSION": "1",
			}
			maps.Copy(variables, tt.variables)
			code := cli.Main(context.Background(), cli.Program{
				Args: tt.args, Sources: sources.Open, Getenv: func(name string) string { return variables[name] },
				IO: cli.IO{In: strings.NewReader(""), Out: &printed, Err: &printed, OutTerminal: tt.terminal, ErrTerminal: tt.terminal},
			})
			if code != 0 {
				t.Errorf("exit code %d", code)
			}
			for _, want := range tt.want {
				if !strings.Contains(printed.String(), want) {
					t.Errorf("%q is missing in:\n%q", want, printed.String())
				}
			}
			for _, not := range tt.not {
				if strings.Contains(printed.String(), not) {
					t.Errorf("%q is in:\n%q", not, printed.String())
				}
			}
		})
	}
}

// fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAnAnswerThatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--version"}, {"config", "list", "--json"}, {"config", "list"}, {"config", "list", "--response"}} {
		var printed bytes.Buffer
		code := cli.Main(context.Background(), cli.Program{
			Args: args, Getenv: newShell(t).getenv,
			IO: cli.IO{In: strings.NewReader(""), Out: fullDisk{}, Err: &printed},
		})
		if code != cli.ExitFailed || !strings.Contains(printed.String(), "no space left on device") {
			t.Errorf("%v: exit code %d, %q", args, code, printed.String())
		}
	}
}

func (s *shell) getenv(name string) string { return s.variables[name] }

func TestExitCodes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("anything"), 1},
		{config.Problem{Key: "sync.interval"}, 1},
		{fmt.Errorf("sync: %w", organization.ErrAuth), 4},
		{fmt.Errorf("sync: %w", app.ErrNotLoggedIn), 4},
		{fmt.Errorf("sync: %w", context.Canceled), 130},
		{errors.Join(fmt.Errorf("read: %w", context.Canceled), errors.New("release")), 130},
		{&organization.RejectedError{Status: 400}, 1},
	}
	for _, tt := range tests {
		if got := cli.ExitCode(tt.err); got != tt.want {
			t.Errorf("%v: exit code %d, not %d", tt.err, got, tt.want)
		}
	}
}

// TestCancelledAtAQuestion: a person who presses Ctrl-C at a question
// gets 130.
func TestCancelledAtAQuestion(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	block, release := net.Pipe()
	defer release.Close()
	var printed bytes.Buffer
	code := cli.Main(ctx, cli.Program{
		Args: []string{"clear-cache"}, Getenv: newShell(t).getenv,
		IO: cli.IO{In: block, Out: &printed, Err: &printed, InTerminal: true},
	})
	if code != cli.ExitCancelled {
		t.Errorf("exit code %d: %s", code, printed.String())
	}
}

// interrupted is the cause of a context that os/signal ended, which comes out
// of the HTTP client in place of context.Canceled.
type interrupted struct{}

func (interrupted) Error() string        { return "interrupt signal received" }
func (interrupted) Is(target error) bool { return target == context.Canceled }

// syncingShell is a shell in which 'bwdc sync' works.
func syncingShell(t *testing.T) (*shell, *orgserver.Server) {
	t.Helper()
	s := newShell(t)
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	t.Cleanup(stop)
	file := filepath.Join(t.TempDir(), "users.csv")
	if err := os.WriteFile(file, []byte("id,email\n1001,ada@example.com\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	maps.Copy(s.variables, map[string]string{
		"BWDC_DIRECTORY": "file", "BWDC_FILE_PATH": file, "BWDC_SERVER_URL": url,
		"BW_CLIENTID": server.ClientID(), "BW_CLIENTSECRET": server.ClientSecret(),
	})
	return s, server
}

func TestCancelledInTheMiddleOfASync(t *testing.T) {
	t.Parallel()
	for name, route := range map[string]orgserver.Route{"log-in": orgserver.RouteToken, "members": orgserver.RouteMembers, "import": orgserver.RouteImport} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, server := syncingShell(t)
			t.Cleanup(server.Hold(route))
			ctx, cancel := context.WithCancelCause(context.Background())
			defer cancel(nil)
			go func() {
				for len(server.CallsTo(route)) == 0 && ctx.Err() == nil {
					time.Sleep(5 * time.Millisecond)
				}
				cancel(interrupted{})
			}()
			var printed bytes.Buffer
			start := time.Now()
			code := cli.Main(ctx, cli.Program{
				Args: []string{"sync", "--yes"}, Sources: sources.Open, Getenv: s.getenv,
				IO: cli.IO{In: strings.NewReader(""), Out: &printed, Err: &printed},
			})
			if code != cli.ExitCancelled {
				t.Errorf("exit code %d: %s", code, printed.String())
			}
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("it took %s to stop", took)
			}
			if got := s.run("history", "--csv"); !strings.Contains(got, "manual,cancelled") {
				t.Errorf("history:\n%s", got)
			}
		})
	}
}

// TestRunTellsTheServiceManager: a unit of Type=notify counts as started when
// the program says so, and never if it does not.
func TestRunTellsTheServiceManager(t *testing.T) {
	t.Parallel()
	socket, heard := serviceManager(t)
	s, _ := syncingShell(t)
	s.variables["NOTIFY_SOCKET"] = socket
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	var printed bytes.Buffer
	ended := make(chan int)
	go func() {
		ended <- cli.Main(ctx, cli.Program{
			Args: []string{"run"}, Sources: sources.Open, Getenv: s.getenv,
			IO: cli.IO{In: strings.NewReader(""), Out: &printed, Err: &printed},
		})
	}()
	ready := heard()
	cancel(interrupted{})
	stopping, code := heard(), <-ended
	if ready != "READY=1" || stopping != "STOPPING=1" || code != cli.ExitDone {
		t.Errorf("heard %q and %q, exit code %d: %s", ready, stopping, code, printed.String())
	}
}

// serviceManager returns the address of a socket and what is heard there next.
func serviceManager(t *testing.T) (socket string, heard func() string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no service manager with a socket")
	}
	dir, err := os.MkdirTemp("", "n") // a short path: socket names are limited
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket = filepath.Join(dir, "s")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return socket, func() string {
		if err := conn.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		buffer := make([]byte, 100)
		n, err := conn.Read(buffer)
		if err != nil {
			t.Errorf("nothing heard: %v", err)
		}
		return string(buffer[:n])
	}
}

func TestNotifyTellsTheServiceManager(t *testing.T) {
	t.Parallel()
	socket, heard := serviceManager(t)
	getenv := func(name string) string { return map[string]string{"NOTIFY_SOCKET": socket}[name] }
	if err := cli.Notify(getenv, "READY=1"); err != nil {
		t.Fatal(err)
	}
	if got := heard(); got != "READY=1" {
		t.Errorf("got %q", got)
	}
	if err := cli.Notify(func(string) string { return "" }, "READY=1"); err != nil {
		t.Errorf("without a service manager: %v", err)
	}
}
