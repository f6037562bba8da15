package windows

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
)

// The service from installing to removing, as Wine's service manager has it: it
// begins, syncs, ends when asked, and tells of what it can't do.
func TestTheService(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "Dätä folder")
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	t.Cleanup(stop)
	people := filepath.Join(t.TempDir(), "people.csv")
	must(t, os.WriteFile(people, []byte("id,email\n1001,ada@example.com\n"), 0o600))
	// LocalSystem: Wine has no other accounts than its one user's.
	m.run(1, "service status", "not installed", "bwdc service install")
	m.run(1, "service start", "not installed")
	m.run(0, "service install --account LocalSystem", "Installed the service DirectoryConnector.", "LocalSystem")
	t.Cleanup(func() { _ = m.command("service", "uninstall").Run() }) // where the test ended early
	m.run(1, "service install --account LocalSystem", "installed already", "bwdc service uninstall")
	m.run(0, "service status", "stopped", "Dätä folder", "starts with the machine  yes")

	// What it can't begin with, it tells at once.
	m.run(1, "service start", "ended at once", "bwdc service logs")

	for _, pair := range [][]string{{"server.url", url}, {"directory", "file"}, {"file.path", m.wine.Path(people)}} {
		m.runs(m.command("config", "set", pair[0], pair[1]), 0)
	}
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte(server.ClientSecret()), 0o600))
	m.runs(m.command("login", server.ClientID(), "--secretfile", m.wine.Path(secret)), 0)
	// The key of its secrets is sealed by the machine.
	key, err := os.ReadFile(filepath.Join(m.dir, "profiles", "default", "secrets.key"))
	must(t, err)
	if !strings.HasPrefix(string(key), "# sealed by Windows") || strings.Contains(string(key), "AGE-SECRET-KEY") {
		t.Error("the key of the secrets is not sealed")
	}
	m.run(0, "sync --yes")

	must(t, os.WriteFile(people, []byte("id,email\n1001,ada@example.com\n1002,grace@example.com\n"), 0o600))
	m.run(0, "service start", "is started")
	m.waits("waiting")
	if n := len(server.Members()); n != 2 {
		t.Errorf("%d members, want 2", n)
	}
	m.run(0, "service status", "running, process")
	m.run(0, "status", "DirectoryConnector (windows), runs as LocalSystem")
	m.run(0, "service restart", "is restarted")
	m.waits("waiting")
	m.run(0, "service stop", "is stopped")
	m.run(0, "service stop", "is stopped")
	m.waits("stopped")
	m.run(0, "service logs", "sync ended")

	// A log-in that is refused ends it as if it was stopped: Windows does not
	// start it again.
	server.RotateSecret("another secret of the organization")
	must(t, os.WriteFile(people, []byte("id,email\n1001,ada@example.com\n1002,grace@example.com\n1003,barbara@example.com\n"), 0o600))
	_ = m.command("service", "start").Run() // it may have ended before it is asked
	m.waits("stopped")
	m.run(0, "service status", "state                    stopped")
	m.run(0, "service uninstall", "Removed the service")
	m.run(1, "service status", "not installed")
	m.run(0, "status", "automatic sync")
}

// A service follows its program into another folder, as an installer asks it to,
// with all that it was installed with.
func TestAServiceFollowsItsProgram(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "data of sales")
	m.run(0, "profile create sales")
	m.env = append(m.env, "BWDC_PROFILE=sales")
	program, err := os.ReadFile(built.path)
	must(t, err)
	before, after := filepath.Join(t.TempDir(), "bwdc.exe"), filepath.Join(t.TempDir(), "Neue Prögramme", "bwdc.exe")
	for _, path := range []string{before, after} {
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, program, 0o700)) //nolint:gosec // is to be run
	}
	from := func(path string, code int, args string, want ...string) {
		t.Helper()
		cmd := m.command(strings.Fields(args)...)
		cmd.Args[slices.Index(cmd.Args, built.path)] = path
		m.runs(cmd, code, want...)
	}
	from(before, 0, "service install --account LocalSystem", "Installed the service DirectoryConnector-sales.")
	t.Cleanup(func() { _ = m.command("service", "uninstall").Run() })
	// While the program is there, the service is that of somebody else.
	from(after, 0, "service upkeep start")
	m.run(0, "service status", m.wine.Path(before))
	must(t, os.Remove(before))
	from(after, 0, "service upkeep start")
	m.run(0, "service status", m.wine.Path(after), "data of sales", "starts with the machine  yes")
	from(after, 0, "service upkeep remove")
	m.run(1, "service status", "not installed")
}

// An account that can't be one of a service is told before anything is made.
func TestAnAccountThatIsNone(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "data")
	m.run(0, "profile create nobody")
	m.env = append(m.env, "BWDC_PROFILE=nobody")
	password := filepath.Join(t.TempDir(), "password")
	must(t, os.WriteFile(password, []byte("pass word"), 0o600))
	for account, wants := range map[string][]string{
		`NO-SUCH-DOMAIN\svc`:  {`can't run as this account: NO-SUCH-DOMAIN\svc`, `hint: Domain accounts are written as DOMAIN\name`},
		`NO-SUCH-DOMAIN\svc$`: {`can't run as this account: NO-SUCH-DOMAIN\svc$`, `hint: Domain accounts are written as DOMAIN\name`},
		`.\nobody`:            {"can't run as this account: nobody", "hint: "},
	} {
		said := m.runs(m.command("service", "install", "--account", account, "--password-file", m.wine.Path(password)), 1, wants...)
		if strings.Contains(said, "pass word") {
			t.Errorf("the password is shown:\n%s", said)
		}
	}
	m.runs(m.command("service", "install", "--account", `.\nobody`), 1, "has a password, and none is given", "--password-file")
	m.run(1, "service status", "not installed")
}

// waits waits until the automatic sync says so.
func (m *machine) waits(state string) {
	m.t.Helper()
	var said string
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Second) {
		said = m.run(0, "status --json")
		var status struct {
			Automatic struct {
				State string `json:"state"`
			} `json:"automatic"`
		}
		if json.Unmarshal([]byte(said), &status) == nil && status.Automatic.State == state {
			return
		}
	}
	m.t.Fatalf("the automatic sync is not %s:\n%s", state, said)
}
