package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc/eventlog"
	"golang.org/x/sys/windows/svc/mgr"
)

// Where the installer for Windows keeps what it needs the next time.
const (
	setupKey = `SOFTWARE\Directory Connector\Setup`
	// restValue names the profiles whose services it has stopped.
	restValue = "Stopped"
)

// Installed returns the services that run a program, one for each profile.
func Installed(ctx context.Context, program string) ([]Status, error) {
	services, err := ours(ctx)
	return slices.DeleteFunc(services, func(s Status) bool {
		return !strings.EqualFold(filepath.Clean(s.Program), filepath.Clean(program))
	}), err
}

// Follow has services run a program whose own is gone: an installer has put it
// into another folder.
func Follow(ctx context.Context, program string) error {
	services, err := ours(ctx)
	for _, s := range services {
		if _, statErr := os.Stat(s.Program); errors.Is(statErr, fs.ErrNotExist) {
			err = errors.Join(err, (&scm{profile: s.Profile}).follow(program))
		}
	}
	return err
}

// follow makes a program that of the service, with the arguments that are there.
func (m *scm) follow(program string) error {
	service, err := m.open(windows.SERVICE_CHANGE_CONFIG)
	if err != nil {
		return err
	}
	defer func() { _ = service.Close() }()
	_, line, _, err := configOf(service)
	if err != nil {
		return m.problem("", err)
	}
	words, err := windows.DecomposeCommandLine(line)
	if err != nil || len(words) == 0 {
		return fmt.Errorf("%s: what it runs can't be read: %q", m.name(), line)
	}
	words[0] = program
	command, err := windows.UTF16PtrFromString(windows.ComposeCommandLine(words))
	if err != nil {
		return err
	}
	const same = windows.SERVICE_NO_CHANGE
	return m.problem("", windows.ChangeServiceConfig(service.Handle, same, same, same, command, nil, nil, nil, nil, nil, nil))
}

// ours are the services of this product, one for each profile.
func ours(ctx context.Context) ([]Status, error) {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_ENUMERATE_SERVICE)
	if err != nil {
		return nil, (&scm{profile: DefaultProfile}).problem("", err)
	}
	all := &mgr.Mgr{Handle: manager}
	names, err := all.ListServices()
	if err := errors.Join(err, all.Disconnect()); err != nil {
		return nil, fmt.Errorf("list the services of this machine: %w", err)
	}
	var found []Status
	for _, name := range names {
		profile, ours := winProfile(name)
		if !ours {
			continue
		}
		s, err := (&scm{profile: profile}).Status(ctx)
		if errors.Is(err, ErrNotInstalled) {
			continue // it is being removed
		}
		if err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	return found, nil
}

// Rest stops the services that run a program, so that it can be replaced, and
// remembers them for Resume.
func Rest(ctx context.Context, program string) error {
	services, err := Installed(ctx, program)
	if err != nil {
		return err
	}
	var stopped []string
	for _, s := range services {
		if s.State == Running || s.State == Starting {
			err = errors.Join(err, (&scm{profile: s.Profile}).Stop(ctx))
			stopped = append(stopped, s.Profile)
		}
	}
	if len(stopped) == 0 {
		return err
	}
	key, _, openErr := registry.CreateKey(registry.LOCAL_MACHINE, setupKey, registry.SET_VALUE|registry.QUERY_VALUE)
	if openErr != nil {
		return errors.Join(err, fmt.Errorf("remember which services were stopped: %w", openErr))
	}
	before, _, _ := key.GetStringsValue(restValue) // none is the rule
	stopped = slices.Compact(slices.Sorted(slices.Values(append(stopped, before...))))
	return errors.Join(err, key.SetStringsValue(restValue, stopped), key.Close())
}

// Resume starts what Rest has stopped.
func Resume(ctx context.Context) error {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, setupKey, registry.SET_VALUE|registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("see which services were stopped: %w", err)
	}
	profiles, _, err := key.GetStringsValue(restValue)
	if errors.Is(err, registry.ErrNotExist) {
		return key.Close()
	}
	for _, profile := range profiles {
		if startErr := (&scm{profile: profile}).Start(ctx); !errors.Is(startErr, ErrNotInstalled) {
			err = errors.Join(err, startErr)
		}
	}
	return errors.Join(err, key.DeleteValue(restValue), key.Close())
}

// Complain says in the event log what an installer did not get done; whoever
// installs for many machines sees nothing else.
func Complain(what string, err error) {
	_ = eventlog.Install(eventSource, eventMessages, true, eventlog.Error|eventlog.Warning|eventlog.Info) // it may be there
	log, openErr := eventlog.Open(eventSource)
	if openErr != nil {
		return
	}
	defer func() { _ = log.Close() }()
	report(log, event{eventSetup, eventFail, what + ": " + err.Error()})
}
