package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"

	"directoryconnector/backend/directory"
)

// launchd is the service manager of macOS: a daemon runs with the machine, an
// agent while its person is logged in. A service that is stopped is unloaded,
// and comes back with the next start of the machine.
type launchd struct {
	definition
	profile string
	// logs is the folder of what the service says where it has no log of its
	// own yet.
	logs string
	// domain is launchd's name of who runs it.
	domain string
	// sudoer is the person behind root.
	sudoer string
}

func newLaunchd(o Options) (*launchd, error) {
	m := &launchd{
		definition: definition{manager: "launchd", name: labelPrefix + o.Profile, file: labelPrefix + o.Profile + ".plist", folder: "/Library/LaunchDaemons",
			personal: o.User, root: os.Geteuid() == 0, alone: "for yourself, while you are logged in"},
		profile: o.Profile, logs: "/Library/Logs", domain: "system", sudoer: o.Getenv("SUDO_USER"),
	}
	if !m.personal {
		return m, nil
	}
	home, err := homeFolder(o)
	if err != nil {
		return nil, err
	}
	m.folder, m.logs = filepath.Join(home, "Library", "LaunchAgents"), filepath.Join(home, "Library", "Logs")
	m.domain = "gui/" + strconv.Itoa(os.Getuid())
	return m, nil
}

func (m *launchd) target() string { return m.domain + "/" + m.name }

// account is who runs the daemon: root only who asks for it by name.
func (m *launchd) account(s Spec) string {
	if s.Account != "" || m.personal {
		return s.Account
	}
	return m.sudoer
}

// Check implements Manager.
func (m *launchd) Check(_ context.Context, s Spec) error {
	if err := s.checkPaths(); err != nil {
		return err
	}
	if err := m.free(); err != nil || m.personal {
		return err
	}
	account := m.account(s)
	if account == "" {
		return directory.WithHint(fmt.Errorf("%w: none is named", ErrAccount), "Name the user who runs the service: --account NAME")
	}
	if _, err := user.Lookup(account); err != nil {
		return directory.WithHint(fmt.Errorf("%w: there is no user %q on this machine", ErrAccount, account), "Make the user first, or name another with --account.")
	}
	return checkFolder(s.DataDir, account)
}

// Install implements Manager. Loading would start it: that is for Start, or for
// the next start of the machine.
func (m *launchd) Install(ctx context.Context, s Spec) error {
	if err := m.Check(ctx, s); err != nil {
		return err
	}
	s.Account = m.account(s)
	if err := m.prepare(s); err != nil {
		return err
	}
	if err := m.write(plistText(m.profile, s, filepath.Join(m.logs, m.name+".log"))); err != nil {
		return err
	}
	if _, err := command(ctx, "launchctl", "enable", m.target()); err != nil {
		return errors.Join(err, m.remove())
	}
	return nil
}

// Uninstall implements Manager.
func (m *launchd) Uninstall(ctx context.Context) error {
	if err := m.Stop(ctx); err != nil {
		return err
	}
	return m.remove()
}

// loaded tells what launchd says of the service, where it is loaded.
func (m *launchd) loaded(ctx context.Context) (said string, loaded bool, err error) {
	said, err = command(ctx, "launchctl", "print", m.target())
	if ctx.Err() != nil || errors.Is(err, ErrNoManager) {
		return "", false, err
	}
	return said, err == nil, nil
}

// Start implements Steward.
func (m *launchd) Start(ctx context.Context) error {
	if err := m.steerable("start"); err != nil {
		return err
	}
	_, loaded, err := m.loaded(ctx)
	switch {
	case err != nil:
	case loaded:
		_, err = command(ctx, "launchctl", "kickstart", m.target())
	default:
		_, err = command(ctx, "launchctl", "bootstrap", m.domain, m.path())
	}
	return err
}

// Stop implements Steward.
func (m *launchd) Stop(ctx context.Context) error {
	if err := m.steerable("stop"); err != nil {
		return err
	}
	_, loaded, err := m.loaded(ctx)
	if err == nil && loaded {
		_, err = command(ctx, "launchctl", "bootout", m.target())
	}
	return err
}

// Status implements Steward.
func (m *launchd) Status(ctx context.Context) (Status, error) {
	text, err := m.read()
	if err != nil {
		return Status{}, err
	}
	said, _, err := m.loaded(ctx)
	if err != nil {
		return Status{}, err
	}
	s := readPrint(said)
	s.Name, s.Boot = m.name, !m.personal
	account, words := readPlist(text)
	if s.Account = account; m.personal {
		s.Account = userName()
	}
	if len(words) > 0 {
		s.Program = words[0]
		s.DataDir, s.Profile = readArguments(words[1:])
	}
	return s, nil
}
