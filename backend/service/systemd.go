package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
	units "directoryconnector/build/systemd"
)

// systemd is the service manager of most Linuxes, of the machine or of one
// person. See https://www.freedesktop.org/software/systemd/man/latest/systemctl.html
type systemd struct {
	profile string
	// personal: the manager of who runs this program.
	personal bool
	// units and sysusers are folders; booted is there where systemd runs.
	units, sysusers, booted string
	root                    bool
}

func newSystemd(o Options) (*systemd, error) {
	m := &systemd{profile: o.Profile, personal: o.User, units: "/etc/systemd/system", sysusers: "/etc/sysusers.d", booted: "/run/systemd/system", root: os.Geteuid() == 0}
	if !m.personal {
		return m, nil
	}
	folder := o.Getenv("XDG_CONFIG_HOME")
	if folder == "" {
		home := o.Getenv("HOME")
		if home == "" {
			return nil, directory.WithHint(fmt.Errorf("%w: no home folder is known", ErrNoManager), "Set HOME, or leave --user out.")
		}
		folder = filepath.Join(home, ".config")
	}
	m.units = filepath.Join(folder, "systemd", "user")
	return m, nil
}

func (m *systemd) name() string { return unitName(m.profile) }
func (m *systemd) path() string { return filepath.Join(m.units, m.name()) }

// there tells whether the unit is installed.
func (m *systemd) there() bool {
	_, err := os.Stat(m.path())
	return err == nil
}

// Check implements Manager.
func (m *systemd) Check(_ context.Context, s Spec) error {
	if err := s.checkPaths(); err != nil {
		return err
	}
	if _, err := os.Stat(m.booted); err != nil {
		return directory.WithHint(fmt.Errorf("%w: systemd does not run on this machine", ErrNoManager),
			"In a container, 'bwdc run' is what it starts. Another service manager is given the command 'bwdc run'.")
	}
	if err := m.allowed("install"); err != nil {
		return err
	}
	if m.there() {
		return installed(m.name())
	}
	if m.personal {
		return nil
	}
	account := m.account(s)
	if _, err := user.Lookup(account); err != nil && account != unitAccount {
		return noAccount(account)
	}
	return checkFolder(s.DataDir, account)
}

func noAccount(account string) error {
	return directory.WithHint(fmt.Errorf("%w: there is no user %q on this machine", ErrAccount, account), "Make it first, or leave --account out: then the service has an account of its own.")
}

// allowed tells whether who runs this program may change services.
func (m *systemd) allowed(what string) error {
	if m.root || m.personal {
		return nil
	}
	return directory.WithHint(fmt.Errorf("%w: only root may %s a service of this machine", ErrRights, what),
		fmt.Sprintf("Run it as root: sudo bwdc service %s. Or for yourself alone: bwdc service %s --user", what, what))
}

func (m *systemd) account(s Spec) string {
	if s.Account == "" {
		return unitAccount
	}
	return s.Account
}

// Install implements Manager.
func (m *systemd) Install(ctx context.Context, s Spec) (err error) {
	if err := m.Check(ctx, s); err != nil {
		return err
	}
	text := userUnitText(m.profile, s)
	if !m.personal {
		s.Account = m.account(s)
		text = unitText(m.profile, s)
		if err := m.makeAccount(ctx, s.Account); err != nil {
			return err
		}
		if err := giveFolder(s.DataDir, s.Account, func() error { return s.prepare("systemd", m.name(), s.Account) }); err != nil {
			return err
		}
	} else if err := s.prepare("systemd", m.name(), userName()); err != nil {
		return err
	}
	if err := os.MkdirAll(m.units, 0o755); err != nil { //nolint:gosec // units hold no secrets
		return fmt.Errorf("make the folder of the units: %w", err)
	}
	if err := atomicfile.Write(m.path(), []byte(text), 0o644); err != nil {
		return fmt.Errorf("write the unit: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(m.path()))
		}
	}()
	if err := m.systemctl(ctx, "daemon-reload"); err != nil {
		return err
	}
	if err := m.systemctl(ctx, "enable", m.name()); err != nil {
		return err
	}
	if m.personal {
		// Else it ends when its person logs out.
		if _, err := command(ctx, "loginctl", "enable-linger"); err != nil {
			return directory.WithHint(fmt.Errorf("%w: keep the service running after you log out: %w", ErrRights, err),
				fmt.Sprintf("Have an administrator allow it: sudo loginctl enable-linger %s", userName()))
		}
	}
	return nil
}

// makeAccount makes the account of the units where it is missing.
func (m *systemd) makeAccount(ctx context.Context, account string) error {
	if _, err := user.Lookup(account); err == nil {
		return nil
	}
	path := filepath.Join(m.sysusers, "bwdc.conf")
	if err := os.MkdirAll(m.sysusers, 0o755); err != nil { //nolint:gosec // as the system makes it
		return fmt.Errorf("make the account %s: %w", account, err)
	}
	if err := atomicfile.Write(path, []byte(units.Users), 0o644); err != nil {
		return fmt.Errorf("make the account %s: %w", account, err)
	}
	if _, err := command(ctx, "systemd-sysusers", path); err != nil {
		return directory.WithHint(fmt.Errorf("%w: make the account %s: %w", ErrAccount, account, err), "Make it by hand (useradd --system bwdc), or name another with --account.")
	}
	if _, err := user.Lookup(account); err != nil {
		return noAccount(account)
	}
	return nil
}

// Uninstall implements Manager.
func (m *systemd) Uninstall(ctx context.Context) error {
	if !m.there() {
		return notInstalled(m.name())
	}
	if err := m.allowed("uninstall"); err != nil {
		return err
	}
	stop, cancel := context.WithTimeout(ctx, stopTime+10*time.Second)
	defer cancel()
	if err := m.systemctl(stop, "disable", "--now", m.name()); err != nil {
		return err
	}
	if err := os.Remove(m.path()); err != nil {
		return fmt.Errorf("remove the unit: %w", err)
	}
	_ = m.systemctl(ctx, "reset-failed", m.name()) // one that did not fail is an error there
	return m.systemctl(ctx, "daemon-reload")
}

// Start implements Steward. systemctl returns when the service says that it is
// at work, or has ended.
func (m *systemd) Start(ctx context.Context) error {
	if !m.there() {
		return notInstalled(m.name())
	}
	if err := m.allowed("start"); err != nil {
		return err
	}
	if err := m.systemctl(ctx, "start", m.name()); err != nil {
		return directory.WithHint(fmt.Errorf("%w: %w", ErrEnded, err), "'bwdc service logs' says why.")
	}
	return nil
}

// Stop implements Steward.
func (m *systemd) Stop(ctx context.Context) error {
	if !m.there() {
		return notInstalled(m.name())
	}
	if err := m.allowed("stop"); err != nil {
		return err
	}
	return m.systemctl(ctx, "stop", m.name())
}

// Status implements Steward.
func (m *systemd) Status(ctx context.Context) (Status, error) {
	text, err := os.ReadFile(m.path())
	if errors.Is(err, fs.ErrNotExist) {
		return Status{}, notInstalled(m.name())
	}
	if err != nil {
		return Status{}, fmt.Errorf("read the unit: %w", err)
	}
	said, err := command(ctx, "systemctl", m.arguments("show", "--property=ActiveState,SubState,MainPID,ExecMainStatus,UnitFileState", m.name())...)
	if err != nil {
		return Status{}, err
	}
	s := readShow(said)
	s.Name = m.name()
	s.Account, s.Program, s.DataDir, s.Profile = readUnit(string(text))
	if m.personal {
		s.Account = userName()
	}
	return s, nil
}

func (m *systemd) arguments(args ...string) []string {
	if m.personal {
		return append([]string{"--user"}, args...)
	}
	return args
}

func (m *systemd) systemctl(ctx context.Context, args ...string) error {
	_, err := command(ctx, "systemctl", m.arguments(args...)...)
	return err
}

// userName is who runs this program.
func userName() string {
	u, err := user.Current()
	if err != nil {
		return strings.TrimSpace(os.Getenv("USER"))
	}
	return u.Username
}
