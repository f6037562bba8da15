package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/service"
)

// A Background is the service that syncs a profile without a window.
type Background struct {
	// Status is what the service manager says; nil where no service is installed.
	Status *service.Status `json:"status,omitempty"`
	// Asks: the system asks for an administrator when the service is installed,
	// started, stopped or removed.
	Asks bool `json:"asks"`
	// WhileLoggedIn: it ends when this person logs out.
	WhileLoggedIn bool `json:"whileLoggedIn"`
}

// Background tells whether and how a service syncs this profile.
func (a *App) Background(ctx context.Context) (Background, error) {
	b := Background{Asks: runtime.GOOS == "windows", WhileLoggedIn: runtime.GOOS == "darwin"}
	m, err := a.steward(ctx)
	if err != nil {
		return b, err
	}
	status, err := m.Status(ctx)
	if errors.Is(err, service.ErrNotInstalled) {
		return b, nil
	}
	if err != nil {
		return b, err
	}
	b.Status = &status
	return b, a.checkOurs(status)
}

// checkOurs refuses a service of that name that syncs another data folder.
func (a *App) checkOurs(s service.Status) error {
	if sameFolder(s.DataDir, a.opts.DataDir) {
		return nil
	}
	return directory.WithHint(fmt.Errorf("%s: %w, for the data folder %s", s.Name, service.ErrInstalled, s.DataDir), "This window looks at "+a.opts.DataDir+". Set BWDC_DATA_DIR to the service's folder to see what it does, or remove the service: bwdc service uninstall")
}

// sameFolder tells whether two paths lead to one folder.
func sameFolder(one, other string) bool {
	if filepath.Clean(one) == filepath.Clean(other) {
		return true
	}
	a, errA := os.Stat(one)
	b, errB := os.Stat(other)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

// personal: the window installs a service of its person, which needs no
// administrator. Windows has none.
const personal = runtime.GOOS != "windows"

// steward returns the service manager that has a service of this profile: the
// machine's, where one is installed there for this data folder, else that of
// this person.
func (a *App) steward(ctx context.Context) (service.Manager, error) {
	o := service.Options{Profile: a.opts.Profile, Getenv: a.opts.Getenv}
	mark := serviceMark(a.dir)
	machine, err := a.opts.Services(o)
	if err != nil || !personal {
		return machine, err
	}
	if mark != nil {
		if s, err := machine.Status(ctx); err == nil && sameFolder(s.DataDir, a.opts.DataDir) {
			return machine, nil
		}
	}
	o.User = true
	return a.opts.Services(o)
}

// KeepSyncing has a service sync this profile from now on, also without this
// program, and begins at once. It needs what an automatic sync needs; that of
// this App ends. On Windows it asks for an administrator.
func (a *App) KeepSyncing(ctx context.Context) error {
	if err := a.Safely(func() error { return a.Ready(ctx) }); err != nil {
		return err
	}
	b, err := a.Background(ctx)
	if err != nil {
		return err
	}
	program, err := ServiceProgram()
	if err != nil {
		return err
	}
	if b.Status == nil && personal {
		m, err := a.steward(ctx)
		if err == nil {
			err = InstallService(ctx, a.opts, m, service.Spec{Program: program})
		}
		if err != nil {
			return err
		}
	}
	if err := a.automatic.Stop(); err != nil && !stopsAutomatic(err) {
		a.log.Warn("automatic sync ended with an error", "error", err)
	}
	if b.Status == nil && !personal {
		return a.elevated(ctx, program, "install", "--start")
	}
	if b.Status != nil && !personal {
		return a.elevated(ctx, program, "start")
	}
	m, err := a.steward(ctx)
	if err != nil {
		return err
	}
	return m.Start(ctx)
}

// StopKeepingSyncing removes the service of this profile.
func (a *App) StopKeepingSyncing(ctx context.Context) error {
	if _, err := a.Background(ctx); err != nil {
		return err
	}
	if !personal {
		program, err := ServiceProgram()
		if err != nil {
			return err
		}
		return a.elevated(ctx, program, "uninstall")
	}
	m, err := a.steward(ctx)
	if err != nil {
		return err
	}
	return RemoveService(ctx, m)
}

// elevated has an administrator run 'bwdc service' for this profile. Secrets
// move before that: who answers the question may be somebody else, with another
// keyring.
func (a *App) elevated(ctx context.Context, program string, args ...string) error {
	if args[0] == "install" {
		if err := a.settleSecrets(ctx); err != nil {
			return err
		}
	}
	args = append([]string{"--data-dir", a.opts.DataDir, "--profile", a.opts.Profile, "service"}, args...)
	return service.Elevated(ctx, program, args...)
}
