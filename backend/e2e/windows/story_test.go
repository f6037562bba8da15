package windows

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
)

// TestFromNothingToASync in a folder whose name has spaces and umlauts, with
// secrets in the Credential Manager, each command a process of its own.
func TestFromNothingToASync(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "Verzeichnis-Konnektor äöü & €")
	m.env = []string{"BWDC_DATA_DIR=" + m.wine.Path(m.dir)} // with a keyring
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	t.Cleanup(stop)
	m.people("id,email,groups\n1,ada@example.com,Öffentlichkeit\n2,grace@example.com,\n")
	m.run(0, "config server.url "+url)
	login := m.command("login", server.ClientID(), "--secretenv", "KEY")
	login.Env = append(login.Env, "KEY="+server.ClientSecret())
	m.runs(login, 0, "You are logged in.")
	password := m.command("config", "ldap.password", "--secretenv", "KEY")
	password.Env = append(password.Env, "KEY=pässword")
	m.runs(password, 0)
	m.run(0, "config get ldap.password", "stored in keyring")
	if _, err := os.Stat(filepath.Join(m.dir, "profiles", "default", "secrets.age")); err == nil {
		t.Error("secrets are in a file, not in the Credential Manager")
	}
	m.run(0, "check", "✓ read: ok", "✓ log in: ok")
	m.run(0, "test --format text", "ada@example.com", "Öffentlichkeit")
	m.run(0, "sync --yes", "The sync is done.")
	m.run(0, "sync", "nothing had changed")
	m.run(0, "data-file", m.wine.Path(m.dir))
	if members, groups := server.Members(), server.Groups(); len(members) != 2 || len(groups) != 1 || groups[0].Name != "Öffentlichkeit" {
		t.Errorf("the organization has %v, %v", members, groups)
	}
	m.run(0, "logout")
	m.run(4, "sync", "not logged in")
	m.run(0, "config unset ldap.password")
	m.run(0, "profile create two")
	m.run(0, "profile delete two --yes")
}

// TestWhatSomebodyHolds: what another program lets nobody else at is waited for
// or told, and a log that is held hinders nothing.
func TestWhatSomebodyHolds(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "data")
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	t.Cleanup(stop)
	m.people("id,email\n1,ada@example.com\n")
	m.run(0, "config server.url "+url)
	m.env = append(m.env, "BW_CLIENTID="+server.ClientID(), "BW_CLIENTSECRET="+server.ClientSecret())
	m.run(0, "sync --yes", "The sync is done.")
	helper, err := m.wine.BuildTest(t.Context(), "directoryconnector/backend/e2e/windows")
	must(t, err)
	profile := filepath.Join(m.dir, "profiles", "default")
	held := "Another program has the file and lets nobody else at it"

	release := m.hold(helper, filepath.Join(profile, "logs", "bwdc.log"))
	m.run(0, "sync", "nothing had changed")
	release()

	release = m.hold(helper, filepath.Join(filepath.Dir(m.dir), "Köpfe & Gruppen.csv"))
	m.run(1, "sync", held)
	release()

	release = m.hold(helper, filepath.Join(profile, "bwdc.db"))
	m.run(11, "status", "the database is in use by another process", held)
	time.AfterFunc(2*time.Second, release)
	m.run(0, "status", url)
}

// hold has another program hold a file until it is released.
func (m *machine) hold(helper, path string) (release func()) {
	m.t.Helper()
	cmd := m.wine.Command(m.t.Context(), helper, "hold", m.wine.Path(path))
	in, err := cmd.StdinPipe()
	must(m.t, err)
	out, err := cmd.StdoutPipe()
	must(m.t, err)
	must(m.t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || strings.TrimSpace(line) != "held" {
		m.t.Fatalf("hold %s: %q, %v", path, line, err)
	}
	return func() {
		_ = in.Close()
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
	}
}

// TestWhoReadsMayGo: a reader that has seen enough is no failure.
func TestWhoReadsMayGo(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "data")
	cmd := m.command("config", "list")
	r, w, err := os.Pipe()
	must(t, err)
	must(t, r.Close())
	cmd.Stdout = w
	must(t, cmd.Start())
	must(t, w.Close())
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
