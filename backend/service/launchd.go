package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// launchd is the service manager of macOS: a daemon runs with the machine, an
// agent while its person is logged in. A service that is stopped is unloaded,
// and comes back with the next start of the machine.
type launchd struct {
	profile string
	agent   bool
	// folder holds the definition, logs what the service says where it has no
	// log of its own yet.
	folder, logs string
	// domain is launchd's name of who runs it.
	domain string
	root   bool
	// sudoer is the person behind root.
	sudoer string
}

func newLaunchd(o Options) (*launchd, error) {
	m := &launchd{
		profile: o.Profile, agent: o.User, folder: "/Library/LaunchDaemons", logs: "/Library/Logs", domain: "system",
		root: os.Geteuid() == 0, sudoer: o.Getenv("SUDO_USER"),
	}
	if !m.agent {
		return m, nil
	}
	home := o.Getenv("HOME")
	if home == "" {
		return nil, directory.WithHint(fmt.Errorf("%w: no home folder is known", ErrNoManager), "Set HOME, or leave --user out.")
	}
	m.folder, m.logs = filepath.Join(home, "Library", "LaunchAgents"), filepath.Join(home, "Library", "Logs")
	m.domain = "gui/" + strconv.Itoa(os.Getuid())
	return m, nil
}

func (m *launchd) name() string   { return labelPrefix + m.profile }
func (m *launchd) path() string   { return filepath.Join(m.folder, m.name()+".plist") }
func (m *launchd) target() string { return m.domain + "/" + m.name() }

func (m *launchd) there() bool {
	_, err := os.Stat(m.path())
	return err == nil
}

func (m *launchd) allowed(what string) error {
	if m.root || m.agent {
		return nil
	}
	return directory.WithHint(fmt.Errorf("%w: only root may %s a service of this machine", ErrRights, what),
		fmt.Sprintf("Run it as root: sudo bwdc service %s. Or for yourself, while you are logged in: bwdc service %s --user", what, what))
}

// account is who runs the daemon: root only who asks for it by name.
func (m *launchd) account(s Spec) string {
	if s.Account != "" || m.agent {
		return s.Account
	}
	return m.sudoer
}

// Check implements Manager.
func (m *launchd) Check(_ context.Context, s Spec) error {
	if err := s.checkPaths(); err != nil {
		return err
	}
	if err := m.allowed("install"); err != nil {
		return err
	}
	if m.there() {
		return installed(m.name())
	}
	if m.agent {
		return nil
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
	if !m.agent {
		if err := giveFolder(s.DataDir, s.Account, func() error { return s.prepare("launchd", m.name(), s.Account) }); err != nil {
			return err
		}
	} else if err := s.prepare("launchd", m.name(), userName()); err != nil {
		return err
	}
	if err := os.MkdirAll(m.folder, 0o755); err != nil { //nolint:gosec // definitions hold no secrets
		return fmt.Errorf("make the folder of the service: %w", err)
	}
	text := plistText(m.profile, s, filepath.Join(m.logs, m.name()+".log"))
	if err := atomicfile.Write(m.path(), []byte(text), 0o644); err != nil {
		return fmt.Errorf("write the definition of the service: %w", err)
	}
	if _, err := command(ctx, "launchctl", "enable", m.target()); err != nil {
		return errors.Join(err, os.Remove(m.path()))
	}
	return nil
}

// Uninstall implements Manager.
func (m *launchd) Uninstall(ctx context.Context) error {
	if err := m.Stop(ctx); err != nil {
		return err
	}
	if err := os.Remove(m.path()); err != nil {
		return fmt.Errorf("remove the definition of the service: %w", err)
	}
	return nil
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
	if !m.there() {
		return notInstalled(m.name())
	}
	if err := m.allowed("start"); err != nil {
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
	if !m.there() {
		return notInstalled(m.name())
	}
	if err := m.allowed("stop"); err != nil {
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
	text, err := os.ReadFile(m.path())
	if errors.Is(err, fs.ErrNotExist) {
		return Status{}, notInstalled(m.name())
	}
	if err != nil {
		return Status{}, fmt.Errorf("read the definition of the service: %w", err)
	}
	said, _, err := m.loaded(ctx)
	if err != nil {
		return Status{}, err
	}
	s := readPrint(said)
	s.Name, s.Boot = m.name(), !m.agent
	account, words := readPlist(string(text))
	if s.Account = account; m.agent {
		s.Account = userName()
	}
	if len(words) > 0 {
		s.Program = words[0]
		s.DataDir, s.Profile = readArguments(words[1:])
	}
	return s, nil
}
