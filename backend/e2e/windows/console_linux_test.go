package windows

import (
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/winetest"
)

// A seat is where a person sits: a console with a program.
type seat struct {
	t     *testing.T
	cmd   *exec.Cmd
	keys  io.Writer
	shown needs.Output
	done  chan struct{}
}

// sit starts the program in a console.
func (m *machine) sit(args ...string) *seat {
	m.t.Helper()
	s := &seat{t: m.t, cmd: m.command(args...), done: make(chan struct{})}
	console, err := winetest.Console(s.cmd)
	must(m.t, err)
	m.t.Cleanup(func() { _ = console.Close() })
	s.keys = console
	must(m.t, s.cmd.Start())
	go func() { _, _ = io.Copy(&s.shown, console) }() // ends with the console
	go func() {
		defer close(s.done)
		_ = s.cmd.Wait() // its state tells
	}()
	return s
}

func (s *seat) types(text string) {
	s.t.Helper()
	_, err := io.WriteString(s.keys, text)
	must(s.t, err)
}

// sees waits until a text is shown.
func (s *seat) sees(text string) {
	s.t.Helper()
	for start := time.Now(); !strings.Contains(s.shown.String(), text); time.Sleep(50 * time.Millisecond) {
		if time.Since(start) > time.Minute {
			s.t.Fatalf("%q is not shown:\n%q", text, s.shown.String())
		}
	}
}

// ends waits for the end of the program and wants that exit code.
func (s *seat) ends(code int) {
	s.t.Helper()
	select {
	case <-s.done:
	case <-time.After(time.Minute):
		s.t.Fatalf("it does not end:\n%q", s.shown.String())
	}
	if got := s.cmd.ProcessState.ExitCode(); got != code {
		s.t.Errorf("exit code %d (%s), want %d:\n%q", got, s.cmd.ProcessState, code, s.shown.String())
	}
}

// TestAPersonAtTheConsole logs in with a secret that is not shown, sees what
// goes on in one line, and ends what runs with Ctrl+C.
func TestAPersonAtTheConsole(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "data")
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	t.Cleanup(stop)
	m.run(0, "config server.url "+url)

	s := m.sit("login", server.ClientID())
	s.sees("ecret")
	s.types(server.ClientSecret() + "\r")
	s.ends(0)
	s.sees("You are logged in")
	if strings.Contains(s.shown.String(), server.ClientSecret()) {
		t.Errorf("the secret is shown:\n%q", s.shown.String())
	}

	// A server that does not answer: Ctrl+C asks, and the history knows.
	m.people("id,email\n1,ada@example.com\n")
	server.Fail(orgserver.RouteMembers, 1, orgserver.Fault{Delay: 2 * time.Minute})
	s = m.sit("sync", "--yes")
	s.sees("reading the organization")
	s.types("\x03")
	s.ends(130)
	server.ClearFaults() // it may not have come so far
	m.run(0, "history", "cancelled")
	m.run(0, "sync --yes", "The sync is done.")
	if members := server.Members(); len(members) != 1 || members[0].Email != "ada@example.com" {
		t.Errorf("the organization has %v", members)
	}

	s = m.sit("serve", "--listen", "127.0.0.1:0")
	s.sees("Ctrl-C ends.")
	s.types("\x03")
	s.ends(0)
}
