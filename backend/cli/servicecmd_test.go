package cli_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/service"
)

// A fakeManager has one service, and remembers how it was asked for.
type fakeManager struct {
	asked     service.Options
	installed *service.Spec
	state     string
	refuse    error
}

func (m *fakeManager) Check(context.Context, service.Spec) error {
	if m.installed != nil {
		return directory.WithHint(service.ErrInstalled, "remove it")
	}
	return m.refuse
}

func (m *fakeManager) Install(_ context.Context, s service.Spec) error {
	if err := os.MkdirAll(s.DataDir, 0o700); err != nil {
		return err
	}
	m.installed, m.state = &s, service.Stopped
	return s.Prepare(service.Mark{Manager: "systemd", Name: "bwdc.service", Account: "bwdc"})
}

func (m *fakeManager) there(err error) error {
	if m.installed == nil {
		return directory.WithHint(service.ErrNotInstalled, "Install it")
	}
	return err
}

func (m *fakeManager) Uninstall(context.Context) error {
	err := m.there(m.refuse)
	if err == nil {
		m.installed = nil
	}
	return err
}

func (m *fakeManager) Start(context.Context) error {
	m.state = service.Running
	return m.there(m.refuse)
}
func (m *fakeManager) Stop(context.Context) error {
	m.state = service.Stopped
	return m.there(m.refuse)
}

func (m *fakeManager) Status(context.Context) (service.Status, error) {
	if err := m.there(nil); err != nil {
		return service.Status{}, err
	}
	return service.Status{
		Manager: "systemd", Name: "bwdc.service", State: m.state, PID: 42, Account: "bwdc", Program: m.installed.Program,
		DataDir: m.installed.DataDir, Profile: m.asked.Profile, Boot: true,
	}, nil
}

// serviceRun runs one command with a fake service manager.
func (m *fakeManager) run(t *testing.T, dir string, want int, args ...string) string {
	t.Helper()
	var said bytes.Buffer
	got := cli.Main(t.Context(), cli.Program{
		Args: args, Version: "1.2.3", Sources: openSource,
		Getenv: func(name string) string { return map[string]string{"BWDC_DATA_DIR": dir, "BWDC_NO_KEYRING": "1"}[name] },
		IO:     cli.IO{In: strings.NewReader("secret\n"), Out: &said, Err: &said, Width: func() int { return 200 }},
		Services: func(o service.Options) (service.Manager, error) {
			m.asked = o
			return m, nil
		},
	})
	if got != want {
		t.Errorf("%q: exit code %d, want %d:\n%s", args, got, want, &said)
	}
	return said.String()
}

func says(t *testing.T, said string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("%q is not in:\n%s", w, said)
		}
	}
}

func TestAServiceFromInstallingToRemoving(t *testing.T) {
	// The service runs bwdc, which is on the PATH.
	tools := t.TempDir()
	for _, name := range []string{"bwdc", "bwdc.exe"} {
		if err := os.WriteFile(filepath.Join(tools, name), []byte("#!/bin/sh\n"), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", tools)
	m, dir := &fakeManager{}, filepath.Join(t.TempDir(), "data")
	for _, verb := range []string{"status", "start", "stop", "restart", "uninstall", "logs"} {
		says(t, m.run(t, dir, 1, "service", verb), "bwdc: error: the service is not installed", "bwdc: hint: Install it")
	}
	says(t, m.run(t, dir, 0, "service", "install"), "Installed the service bwdc.service.", "runs as bwdc", dir, "BWDC_DATA_DIR", "bwdc service start")
	if m.installed.DataDir != dir || m.asked.User || m.asked.Profile != "default" || filepath.Dir(m.installed.Program) != tools {
		t.Errorf("installed %+v for %+v", m.installed, m.asked)
	}
	says(t, m.run(t, dir, 1, "service", "install"), "installed already")
	says(t, m.run(t, dir, 0, "service", "start"), "The service bwdc.service is started.")
	says(t, m.run(t, dir, 0, "service", "status"), "running, process 42", dir)
	says(t, m.run(t, dir, 0, "service", "status", "--json"), `"object":"service"`, `"state":"running"`, `"boot":true`)
	says(t, m.run(t, dir, 0, "status"), "bwdc.service (systemd), runs as bwdc")
	says(t, m.run(t, dir, 0, "service", "restart"), "is restarted.")

	logs := filepath.Join(dir, "profiles", "default", "logs")
	if err := os.MkdirAll(logs, 0o700); err != nil {
		t.Fatal(err)
	}
	lines := `{"time":"2026-11-29T20:00:00Z","level":"INFO","msg":"sync ended","users":3}` + "\n" + `{"time":"2026-11-29T20:05:00Z","level":"ERROR","msg":"automatic sync ended","error":"refused"}` + "\n"
	if err := os.WriteFile(filepath.Join(logs, "bwdc.log"), []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	said := m.run(t, dir, 0, "service", "logs")
	says(t, said, "info   sync ended  users=3\n", "error  automatic sync ended  error=refused\n")
	if strings.Index(said, "sync ended") > strings.Index(said, "automatic") {
		t.Errorf("the newest line is not the last one:\n%s", said)
	}
	if said := m.run(t, dir, 0, "service", "logs", "-n", "1"); strings.Contains(said, "users=3") {
		t.Errorf("one line:\n%s", said)
	}
	says(t, m.run(t, dir, 0, "service", "stop"), "is stopped.")
	says(t, m.run(t, dir, 0, "service", "uninstall"), "Removed the service", "stay in "+dir)
	if said := m.run(t, dir, 0, "status"); strings.Contains(said, "runs as") {
		t.Errorf("after it:\n%s", said)
	}
	says(t, m.run(t, dir, 0, "service", "install", "--user", "--start"), "It is at work.")
	if !m.asked.User || m.state != service.Running {
		t.Errorf("asked for %+v, state %s", m.asked, m.state)
	}
}

func TestServicesInWords(t *testing.T) {
	tools := t.TempDir()
	t.Setenv("PATH", tools)
	m, dir := &fakeManager{}, filepath.Join(t.TempDir(), "data")
	says(t, m.run(t, dir, 1, "service", "install"), "needs the command line tool bwdc", "Install it")
	for _, name := range []string{"bwdc", "bwdc.exe"} {
		if err := os.WriteFile(filepath.Join(tools, name), []byte("#!/bin/sh\n"), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	m.refuse = directory.WithHint(errors.Join(service.ErrRights), "Run it as root: sudo bwdc service install")
	says(t, m.run(t, dir, 1, "service", "install"), "needs more rights", "hint: Run it as root")
	says(t, m.run(t, dir, 2, "service", "install", "--user", "--account", "ada"), "exclude each other")
	says(t, m.run(t, dir, 2, "service", "logs", "--lines", "0"), "from 1 on")
	says(t, m.run(t, dir, 2, "service", "stat"), "Did you mean 'bwdc service ")
	m.refuse = nil
	says(t, m.run(t, dir, 1, "--profile", "sales", "service", "install"), `profile "sales"`)
	m.run(t, dir, 0, "service", "install", "--account", "svc", "--password-file", "-")
	if m.installed.Account != "svc" || m.installed.Password.Reveal() != "secret" {
		t.Errorf("installed for %q with %q", m.installed.Account, m.installed.Password.Reveal())
	}
}
