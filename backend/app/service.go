package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
	"directoryconnector/backend/internal/logging"
	"directoryconnector/backend/service"
)

// serviceFile is in the folder of a profile that a service syncs, and holds which
// one, so that every program that opens the profile keeps its secrets where that
// service finds them.
const serviceFile = "service.json"

// serviceMark returns the mark of a profile; nil where no service syncs it. A
// damaged one still says that there is a service.
func serviceMark(dir string) *service.Mark {
	text, err := atomicfile.Read(filepath.Join(dir, serviceFile))
	if err != nil {
		return nil
	}
	mark := &service.Mark{}
	_ = json.Unmarshal(text, mark) // the file itself says enough
	return mark
}

// ErrServed: a service syncs the profile.
var ErrServed = errors.New("a service syncs this profile")

// checkServed refuses what a service would not outlive.
func checkServed(dir, name string) error {
	mark := serviceMark(dir)
	if mark == nil {
		return nil
	}
	return directory.WithHint(fmt.Errorf("profile %q: %w (%s)", name, ErrServed, mark.Name), fmt.Sprintf("Remove the service first: bwdc --profile %s service uninstall", name))
}

// InstallService has a service manager run the automatic sync of a profile; see
// Options.DataDir and Options.Profile. Secrets that are in the keyring of who
// runs this program move to where the service finds them. It starts nothing.
func InstallService(ctx context.Context, o Options, m service.Manager, s service.Spec) error {
	o.Profile, s.DataDir = cmp.Or(o.Profile, DefaultProfile), o.DataDir
	if err := m.Check(ctx, s); err != nil {
		return err
	}
	profiles := Profiles{DataDir: o.DataDir}
	name, dir, err := profiles.find(o.Profile)
	if errors.Is(err, ErrNoProfile) && s.NewProfile {
		// Its folder is made with the mark, when the rights are settled.
		name, dir, err = o.Profile, filepath.Join(profiles.root(), o.Profile), nil
	}
	if err != nil {
		return err
	}
	o.Profile = name
	before := serviceMark(dir)
	s.Prepare = func(m service.Mark) error { return prepareService(ctx, o, dir, m) }
	err = m.Install(ctx, s)
	if err == nil {
		return nil
	}
	if before == nil {
		err = errors.Join(err, unmark(dir))
	}
	return err
}

// prepareService makes a profile ready for a service, in a data folder whose
// rights are settled.
func prepareService(ctx context.Context, o Options, dir string, m service.Mark) error {
	if _, foreign := foreignOwner(o.DataDir); !foreign && exists(filepath.Join(dir, databaseName)) {
		a, err := Open(o)
		if err != nil {
			return err
		}
		if err := errors.Join(a.settleSecrets(ctx), a.Close()); err != nil {
			return err
		}
	}
	return mark(dir, m)
}

// settleSecrets moves secrets to where a service finds them.
func (a *App) settleSecrets(ctx context.Context) error {
	kept, err := a.secrets.open(ctx)
	if err != nil {
		return err
	}
	moved, err := kept.Settle(ctx)
	if moved > 0 {
		a.notice("Secrets have moved from the keyring to an encrypted file in the data folder, where the service finds them.")
	}
	return err
}

func mark(dir string, m service.Mark) error {
	text, err := json.Marshal(m)
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = atomicfile.Write(filepath.Join(dir, serviceFile), append(text, '\n'), 0o600)
	}
	if err != nil {
		return directory.WithHint(fmt.Errorf("mark the profile as a service's: %w", err), "The data folder must be writable, and its disk must not be full.")
	}
	return nil
}

func unmark(dir string) error {
	err := os.Remove(filepath.Join(dir, serviceFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// RemoveService takes the service of a profile away. Its data folder stays.
func RemoveService(ctx context.Context, m service.Manager) error {
	status, err := m.Status(ctx)
	if err != nil {
		return err
	}
	if err := m.Uninstall(ctx); err != nil || status.DataDir == "" {
		return err
	}
	return unmark(filepath.Join(Profiles{DataDir: status.DataDir}.root(), status.Profile))
}

// ForgetService frees a profile of the mark of a service that is gone: somebody
// removed it by other means, or the data folder came from another machine. It
// returns the mark, nil where there was none.
func ForgetService(dataDir, profile string) (*service.Mark, error) {
	_, dir, err := Profiles{DataDir: dataDir}.find(profile)
	if errors.Is(err, ErrNoProfile) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	mark := serviceMark(dir)
	return mark, unmark(dir)
}

// ServiceLogs returns lines of the log of the profile that a service syncs,
// newest first.
func ServiceLogs(ctx context.Context, s service.Status, q LogQuery) ([]LogLine, error) {
	lines, err := logging.Read(ctx, filepath.Join(Profiles{DataDir: s.DataDir}.root(), s.Profile, logFolder), q)
	if errors.Is(err, fs.ErrPermission) {
		return nil, directory.WithHint(err, fmt.Sprintf("The data folder %s is for the account %s and administrators alone: run the command as one of them.", s.DataDir, s.Account))
	}
	return lines, err
}

// ServiceProgram finds the command line tool for a service: this program itself,
// the one beside it, or the one on the PATH.
func ServiceProgram() (string, error) {
	name := "bwdc"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if own, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(own), name)
		if info, err := os.Stat(beside); err == nil && info.Mode().IsRegular() {
			return beside, nil
		}
	}
	path, err := exec.LookPath(name)
	if err == nil {
		path, err = filepath.Abs(path)
	}
	if err != nil {
		return "", directory.WithHint(fmt.Errorf("the service needs the command line tool bwdc: %w", err), "Install it (package bwdc), in the same version as this program.")
	}
	return path, nil
}
