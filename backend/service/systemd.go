package service

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
	units "directoryconnector/build/systemd"
)

// systemd is the service manager of most Linuxes, of the machine or of one
// person. See https://www.freedesktop.org/software/systemd/man/latest/systemctl.html
type systemd struct {
	definition
	profile string
	// sysusers is a folder; booted is there where systemd runs.
	sysusers, booted string
}

func newSystemd(o Options) (*systemd, error) {
	m := &systemd{
		definition: definition{manager: "systemd", name: unitName(o.Profile), file: unitName(o.Profile), folder: "/etc/systemd/system",
			personal: o.User, root: os.Geteuid() == 0, alone: "for yourself alone"},
		profile: o.Profile, sysusers: "/etc/sysusers.d", booted: "/run/systemd/system",
	}
	if !m.personal {
		return m, nil
	}
	folder := o.Getenv("XDG_CONFIG_HOME")
	if folder == "" {
		home, err := homeFolder(o)
		if err != nil {
			return nil, err
		}
		folder = filepath.Join(home, ".config")
	}
	m.folder = filepath.Join(folder, "systemd", "user")
	return m, nil
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
	if err := m.free(); err != nil || m.personal {
		return err
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

func (m *systemd) account(s Spec) string { return cmp.Or(s.Account, unitAccount) }

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
	}
	if err := m.prepare(s); err != nil {
		return err
	}
	if err := m.write(text); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = m.systemctl(ctx, "disable", m.name) // it may not have come that far
			err = errors.Join(err, m.remove())
			_ = m.systemctl(ctx, "daemon-reload")
		}
	}()
	if err := m.systemctl(ctx, "daemon-reload"); err != nil {
		return err
	}
	if err := m.systemctl(ctx, "enable", m.name); err != nil {
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
	if err := m.steerable("uninstall"); err != nil {
		return err
	}
	stop, cancel := context.WithTimeout(ctx, stopTime+10*time.Second)
	defer cancel()
	if err := m.systemctl(stop, "disable", "--now", m.name); err != nil {
		return err
	}
	if err := m.remove(); err != nil {
		return err
	}
	_ = m.systemctl(ctx, "reset-failed", m.name) // one that did not fail is an error there
	return m.systemctl(ctx, "daemon-reload")
}

// Start implements Steward. systemctl returns when the service says that it is
// at work, or has ended.
func (m *systemd) Start(ctx context.Context) error {
	if err := m.steerable("start"); err != nil {
		return err
	}
	if err := m.systemctl(ctx, "start", m.name); err != nil {
		return directory.WithHint(fmt.Errorf("%w: %w", ErrEnded, err), "'bwdc service logs' says why.")
	}
	return nil
}

// Stop implements Steward.
func (m *systemd) Stop(ctx context.Context) error {
	if err := m.steerable("stop"); err != nil {
		return err
	}
	return m.systemctl(ctx, "stop", m.name)
}

// Status implements Steward.
func (m *systemd) Status(ctx context.Context) (Status, error) {
	text, err := m.read()
	if err != nil {
		return Status{}, err
	}
	said, err := command(ctx, "systemctl", m.arguments("show", "--property=ActiveState,SubState,MainPID,ExecMainStatus,UnitFileState", m.name)...)
	if err != nil {
		return Status{}, err
	}
	s := readShow(said)
	s.Name = m.name
	s.Account, s.Program, s.DataDir, s.Profile = readUnit(text)
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
