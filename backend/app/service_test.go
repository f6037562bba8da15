package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/service"
)

// A fakeManager is a service manager that remembers what it was told.
type fakeManager struct {
	installed *service.Spec
	running   bool
	// check, install and start are what goes wrong.
	check, install, start error
	// onStart is what the service does first.
	onStart func() error
}

func (m *fakeManager) Check(context.Context, service.Spec) error {
	if m.installed != nil {
		return service.ErrInstalled
	}
	return m.check
}

func (m *fakeManager) Install(_ context.Context, s service.Spec) error {
	if err := os.MkdirAll(s.DataDir, 0o700); err != nil {
		return err
	}
	if err := s.Prepare(service.Mark{Manager: "fake", Name: "bwdc.fake", Account: "svc"}); err != nil {
		return err
	}
	if m.install != nil {
		return m.install
	}
	m.installed = &s
	return nil
}

func (m *fakeManager) Uninstall(context.Context) error {
	m.installed, m.running = nil, false
	return nil
}

func (m *fakeManager) Start(context.Context) error {
	if m.start != nil {
		return m.start
	}
	m.running = true
	if m.onStart != nil {
		return m.onStart()
	}
	return nil
}

func (m *fakeManager) Stop(context.Context) error { m.running = false; return nil }

func (m *fakeManager) Status(context.Context) (service.Status, error) {
	if m.installed == nil {
		return service.Status{}, service.ErrNotInstalled
	}
	s := service.Status{Name: "bwdc.fake", State: service.Stopped, DataDir: m.installed.DataDir, Profile: "default"}
	if m.running {
		s.State = service.Running
	}
	return s, nil
}

func TestAServiceMarksItsProfile(t *testing.T) {
	t.Parallel()
	f, m := newFixture(t, orgserver.Options{}), &fakeManager{}
	o := f.options("default")
	if err := app.InstallService(t.Context(), o, m, service.Spec{Program: "/usr/bin/bwdc"}); err != nil {
		t.Fatal(err)
	}
	if m.installed.DataDir != f.data {
		t.Errorf("installed for %s", m.installed.DataDir)
	}
	if err := app.InstallService(t.Context(), o, m, service.Spec{}); !errors.Is(err, service.ErrInstalled) {
		t.Errorf("again: %v", err)
	}
	a, err := app.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	status, err := a.Status(t.Context())
	if err != nil || status.Service == nil || status.Service.Name != "bwdc.fake" || status.Service.Account != "svc" {
		t.Errorf("status: %+v, %v", status.Service, err)
	}
	profiles := app.Profiles{DataDir: f.data}
	for what, err := range map[string]error{"renamed": profiles.Rename("default", "other"), "deleted": profiles.Delete(t.Context(), "default", o)} {
		if !errors.Is(err, app.ErrServed) {
			t.Errorf("%s under the service: %v", what, err)
		}
	}
	if err := app.RemoveService(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if status, err := a.Status(t.Context()); err != nil || status.Service != nil {
		t.Errorf("after it: %+v, %v", status.Service, err)
	}
}

// Nothing is left of a service that could not be installed.
func TestAServiceThatCantBeInstalled(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	for name, m := range map[string]*fakeManager{
		"refused at once": {check: service.ErrRights}, "refused at last": {install: service.ErrAccount},
	} {
		err := app.InstallService(t.Context(), f.options("default"), m, service.Spec{})
		if !errors.Is(err, service.ErrRights) && !errors.Is(err, service.ErrAccount) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(f.data, "profiles", "default", "service.json")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the mark: %v", name, err)
		}
	}
}

// TestSyncingWithoutTheWindow is what "Keep syncing by a service" does.
func TestSyncingWithoutTheWindow(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there an administrator is asked")
	}
	tools := t.TempDir()
	if err := os.WriteFile(filepath.Join(tools, "bwdc"), []byte("#!/bin/sh\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	t.Setenv("PATH", tools)
	f := newFixture(t, orgserver.Options{})
	person, machine := &fakeManager{}, &fakeManager{}
	o := f.options("default")
	o.Services = func(s service.Options) (service.Manager, error) {
		if s.User {
			return person, nil
		}
		return machine, nil
	}
	a, err := app.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if err := a.KeepSyncing(t.Context()); err == nil || person.installed != nil {
		t.Errorf("without settings and log-in: %v", err)
	}
	set(t, a, "directory", "file", "file.path", f.people, "server.url", f.url)
	f.login(a)
	if err := a.Automatic().Start(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	// The service can only begin when the window has ended its automatic sync.
	person.onStart = func() error {
		status, err := a.Status(t.Context())
		if err == nil && status.Automatic.State != app.AutomaticStopped {
			err = errors.New("the window still syncs: " + status.Automatic.State)
		}
		return err
	}
	if err := a.KeepSyncing(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b, err := a.Background(t.Context()); err != nil || b.Status == nil || b.Status.State != service.Running || machine.installed != nil {
		t.Errorf("background: %+v, %v", b, err)
	}
	if want := filepath.Join(tools, "bwdc"); person.installed.Program != want {
		t.Errorf("it runs %s, want %s", person.installed.Program, want)
	}
	if err := a.KeepSyncing(t.Context()); err != nil {
		t.Errorf("once more: %v", err)
	}
	if err := a.StopKeepingSyncing(t.Context()); err != nil || person.installed != nil {
		t.Errorf("removed: %v", err)
	}
	if b, err := a.Background(t.Context()); err != nil || b.Status != nil {
		t.Errorf("after it: %+v, %v", b, err)
	}
	person.installed = &service.Spec{DataDir: "/srv/other"}
	if err := a.KeepSyncing(t.Context()); !errors.Is(err, service.ErrInstalled) || !strings.Contains(err.Error(), "/srv/other") {
		t.Errorf("a service of another folder: %v", err)
	}
}
