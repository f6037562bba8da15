package service

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// A definition is the file by which a service manager of unix knows a service:
// one of the machine, which is root's matter, or of one person.
type definition struct {
	// manager is whose it is, name how that calls the service.
	manager, name string
	// folder holds the file.
	folder, file string
	// personal: of who runs this program.
	personal, root bool
	// alone is how --user is called: "for yourself alone".
	alone string
}

// homeFolder is that of who runs this program.
func homeFolder(o Options) (string, error) {
	home := o.Getenv("HOME")
	if home == "" {
		return "", directory.WithHint(fmt.Errorf("%w: no home folder is known", ErrNoManager), "Set HOME, or leave --user out.")
	}
	return home, nil
}

func (d *definition) path() string { return filepath.Join(d.folder, d.file) }

// there tells whether the service is installed.
func (d *definition) there() bool {
	_, err := os.Stat(d.path())
	return err == nil
}

// allowed tells whether who runs this program may change services.
func (d *definition) allowed(what string) error {
	if d.root || d.personal {
		return nil
	}
	return directory.WithHint(fmt.Errorf("%w: only root may %s a service of this machine", ErrRights, what),
		fmt.Sprintf("Run it as root: sudo bwdc service %s. Or %s: bwdc service %s --user", what, d.alone, what))
}

// free tells whether who runs this program may install the service, and
// nobody has.
func (d *definition) free() error {
	if err := d.allowed("install"); err != nil {
		return err
	}
	if d.there() {
		return installed(d.name)
	}
	return nil
}

// steerable tells whether there is a service that who runs this program may
// start, stop or remove.
func (d *definition) steerable(what string) error {
	if !d.there() {
		return notInstalled(d.name)
	}
	return d.allowed(what)
}

// prepare makes the data folder, and gives it to who runs the service.
func (d *definition) prepare(s Spec) error {
	if d.personal {
		return s.prepare(d.manager, d.name, userName())
	}
	return giveFolder(s.DataDir, s.Account, func() error { return s.prepare(d.manager, d.name, s.Account) })
}

func (d *definition) write(text string) error {
	if err := os.MkdirAll(d.folder, 0o755); err != nil { //nolint:gosec // definitions hold no secrets
		return fmt.Errorf("make the folder of the service: %w", err)
	}
	if err := atomicfile.Write(d.path(), []byte(text), 0o644); err != nil {
		return fmt.Errorf("write the definition of the service: %w", err)
	}
	return nil
}

func (d *definition) read() (string, error) {
	text, err := os.ReadFile(d.path())
	if errors.Is(err, fs.ErrNotExist) {
		return "", notInstalled(d.name)
	}
	if err != nil {
		return "", fmt.Errorf("read the definition of the service: %w", err)
	}
	return string(text), nil
}

func (d *definition) remove() error {
	if err := os.Remove(d.path()); err != nil {
		return fmt.Errorf("remove the definition of the service: %w", err)
	}
	return nil
}

// userName is who runs this program.
func userName() string {
	u, err := user.Current()
	if err != nil {
		return os.Getenv("USER")
	}
	return u.Username
}
