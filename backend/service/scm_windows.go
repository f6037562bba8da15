package service

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/eventlog"
	"golang.org/x/sys/windows/svc/mgr"

	"directoryconnector/backend/directory"
)

// scm is Windows' Service Control Manager. See
// https://learn.microsoft.com/windows/win32/services/service-control-manager
type scm struct {
	profile string
}

// Open returns the service manager of this system, for a profile.
func Open(o Options) (Manager, error) {
	if o.User {
		return nil, directory.WithHint(fmt.Errorf("%w: Windows has services of the machine only", ErrNoManager), "Leave --user out.")
	}
	return &scm{profile: o.Profile}, nil
}

// SystemFolder is where the data of a service of the machine is, where nobody
// says otherwise.
func SystemFolder(getenv func(string) string) string {
	return cmp.Or(getenv("ProgramData"), `C:\ProgramData`) + `\Directory Connector`
}

func (m *scm) name() string { return winName(m.profile) }

// problem says in words what Windows answered.
func (m *scm) problem(account string, err error) error {
	if number, ok := errors.AsType[syscall.Errno](err); ok {
		return winProblem(uint32(number), m.name(), account, err)
	}
	return err
}

// open opens the service with as few rights as are needed: everybody may look.
func (m *scm) open(rights uint32) (*mgr.Service, error) {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT)
	if err != nil {
		return nil, m.problem("", err)
	}
	defer func() { _ = windows.CloseServiceHandle(manager) }()
	name, err := windows.UTF16PtrFromString(m.name())
	if err != nil {
		return nil, err
	}
	handle, err := windows.OpenService(manager, name, rights|windows.SERVICE_QUERY_CONFIG|windows.SERVICE_QUERY_STATUS)
	if err != nil {
		return nil, m.problem("", err)
	}
	return &mgr.Service{Name: m.name(), Handle: handle}, nil
}

// The times: how often a state is asked for while it changes, and how long a
// service may take to begin.
const (
	pollTime  = 250 * time.Millisecond
	startTime = 60 * time.Second
)

// await asks for the state until it is settled.
func await(ctx context.Context, limit time.Duration, ask func(context.Context) (Status, error)) (Status, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		s, err := ask(ctx)
		if err != nil || s.State != Starting && s.State != Stopping {
			return s, err
		}
		select {
		case <-ctx.Done():
			return s, directory.WithHint(fmt.Errorf("the service %s is still %s: %w", s.Name, s.State, ctx.Err()), "'bwdc service status' shows how it goes on.")
		case <-time.After(pollTime):
		}
	}
}

// Check implements Manager.
func (m *scm) Check(_ context.Context, s Spec) error {
	if err := s.checkPaths(); err != nil {
		return err
	}
	account := winAccountOf(s.Account, m.name())
	if account.password && s.Password.IsZero() {
		return directory.WithHint(fmt.Errorf("%w: %s has a password, and none is given", ErrAccount, account.name), "Name a file that holds it with --password-file, or take an account without: the service's own (leave --account out) or a managed one (DOMAIN\\name$).")
	}
	existing, err := m.open(0)
	if err == nil {
		return errors.Join(installed(m.name()), existing.Close())
	}
	if !errors.Is(err, ErrNotInstalled) {
		return err
	}
	manager, err := mgr.Connect()
	if err != nil {
		return m.problem("", err)
	}
	return manager.Disconnect()
}

// What is done when the service ends by itself: a minute, and from the third
// time on five minutes, later it is started again. A day without forgets.
var recovery = []mgr.RecoveryAction{
	{Type: mgr.ServiceRestart, Delay: time.Minute}, {Type: mgr.ServiceRestart, Delay: time.Minute}, {Type: mgr.ServiceRestart, Delay: 5 * time.Minute},
}

const recoveryForgets = 24 * 60 * 60 // seconds

// Install implements Manager.
func (m *scm) Install(ctx context.Context, s Spec) (err error) {
	if err := m.Check(ctx, s); err != nil {
		return err
	}
	account := winAccountOf(s.Account, m.name())
	manager, err := mgr.Connect()
	if err != nil {
		return m.problem(account.name, err)
	}
	defer func() { err = errors.Join(err, manager.Disconnect()) }()
	if account.grant {
		if err := grantLogon(account.name); err != nil {
			return m.problem(account.name, err)
		}
	}
	service, err := manager.CreateService(m.name(), s.Program, mgr.Config{
		DisplayName: displayName(m.profile), Description: "Syncs a directory into a Bitwarden organization.",
		StartType: mgr.StartAutomatic, ErrorControl: mgr.ErrorNormal, ServiceStartName: account.name, Password: s.Password.Reveal(),
	}, append(arguments(m.profile, s.DataDir), "--"+HostedFlag)...)
	if err != nil {
		return m.problem(account.name, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, service.Delete())
		}
		err = errors.Join(err, service.Close())
	}()
	if err := settle(service); err != nil {
		return fmt.Errorf("%s: set how it starts, and what is done after a failure: %w", m.name(), err)
	}
	if err := giveRights(s.DataDir, account.name); err != nil {
		return err
	}
	if err := s.prepare("windows", m.name(), account.name); err != nil {
		return err
	}
	_ = eventlog.Remove(eventSource) // as an older version has made it
	if err := eventlog.Install(eventSource, eventMessages, true, eventlog.Error|eventlog.Warning|eventlog.Info); err != nil {
		return fmt.Errorf("make the source %q in the event log: %w", eventSource, err)
	}
	return nil
}

// settle sets what a service has beside its command. What this Windows does not
// know (Wine, here) it goes without.
func settle(service *mgr.Service) error {
	delayed := windows.SERVICE_DELAYED_AUTO_START_INFO{IsDelayedAutoStartUp: 1}
	own := uint32(windows.SERVICE_SID_TYPE_UNRESTRICTED) // its SERVICE_SID_INFO
	for _, err := range []error{
		windows.ChangeServiceConfig2(service.Handle, windows.SERVICE_CONFIG_DELAYED_AUTO_START_INFO, (*byte)(unsafe.Pointer(&delayed))),
		windows.ChangeServiceConfig2(service.Handle, windows.SERVICE_CONFIG_SERVICE_SID_INFO, (*byte)(unsafe.Pointer(&own))),
		service.SetRecoveryActions(recovery, recoveryForgets),
		service.SetRecoveryActionsOnNonCrashFailures(true),
	} {
		if err != nil && !errors.Is(err, windows.ERROR_INVALID_LEVEL) {
			return err
		}
	}
	return nil
}

func displayName(profile string) string {
	if profile == DefaultProfile {
		return "Directory Connector"
	}
	return "Directory Connector (" + profile + ")"
}

// Uninstall implements Manager.
func (m *scm) Uninstall(ctx context.Context) error {
	service, err := m.open(windows.DELETE | windows.SERVICE_STOP)
	if err != nil {
		return err
	}
	err = m.stop(ctx, service)
	if err == nil {
		err = m.problem("", service.Delete())
	}
	// The source in the event log stays: it makes old events readable, and is
	// that of other profiles.
	return errors.Join(err, service.Close())
}

// Start implements Steward.
func (m *scm) Start(ctx context.Context) error {
	service, err := m.open(windows.SERVICE_START)
	if err != nil {
		return err
	}
	defer func() { _ = service.Close() }()
	account, _, _, _ := configOf(service) // for the words of an error
	err = service.Start()
	for deadline := time.Now().Add(startTime); errors.Is(err, windows.ERROR_SERVICE_DATABASE_LOCKED) && time.Now().Before(deadline); {
		select { // Windows is busy with others
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pollTime):
		}
		err = service.Start()
	}
	if errors.Is(err, windows.ERROR_SERVICE_ALREADY_RUNNING) {
		return nil
	}
	if err != nil {
		return m.problem(account, err)
	}
	s, err := await(ctx, startTime, func(context.Context) (Status, error) { return m.query(service) })
	if err == nil && s.State != Running {
		return directory.WithHint(fmt.Errorf("%s: %w", m.name(), ErrEnded), "'bwdc service logs' and the event log (source "+eventSource+") say why.")
	}
	return err
}

// Stop implements Steward.
func (m *scm) Stop(ctx context.Context) error {
	service, err := m.open(windows.SERVICE_STOP)
	if err != nil {
		return err
	}
	defer func() { _ = service.Close() }()
	return m.stop(ctx, service)
}

func (m *scm) stop(ctx context.Context, service *mgr.Service) error {
	_, err := service.Control(svc.Stop)
	if errors.Is(err, windows.ERROR_SERVICE_NOT_ACTIVE) {
		return nil
	}
	if err != nil {
		return m.problem("", err)
	}
	_, err = await(ctx, stopTime, func(context.Context) (Status, error) {
		s, err := m.query(service)
		if s.State == Running {
			s.State = Stopping // it has not heard yet
		}
		return s, err
	})
	return err
}

// Status implements Steward.
func (m *scm) Status(context.Context) (Status, error) {
	service, err := m.open(0)
	if err != nil {
		return Status{}, err
	}
	defer func() { _ = service.Close() }()
	s, err := m.query(service)
	if err != nil {
		return s, err
	}
	account, line, boot, err := configOf(service)
	if err != nil {
		return s, m.problem("", err)
	}
	s.Account, s.Boot = account, boot
	words, err := windows.DecomposeCommandLine(line)
	if err == nil && len(words) > 0 {
		s.Program = words[0]
		s.DataDir, s.Profile = readArguments(words[1:])
	}
	return s, nil
}

// configOf returns who runs a service, what, and whether with the machine. What
// mgr.Service.Config asks beside that, Wine does not know.
func configOf(service *mgr.Service) (account, line string, boot bool, err error) {
	buffer := make([]byte, 8<<10) // the most that there can be
	config := (*windows.QUERY_SERVICE_CONFIG)(unsafe.Pointer(&buffer[0]))
	var needed uint32
	if err := windows.QueryServiceConfig(service.Handle, config, uint32(len(buffer)), &needed); err != nil { //nolint:gosec // 8 KB
		return "", "", false, err
	}
	return windows.UTF16PtrToString(config.ServiceStartName), windows.UTF16PtrToString(config.BinaryPathName), config.StartType == mgr.StartAutomatic, nil
}

// query asks how the service is.
func (m *scm) query(service *mgr.Service) (Status, error) {
	said, err := service.Query()
	if err != nil {
		return Status{}, m.problem("", err)
	}
	s := Status{Manager: "windows", Name: m.name(), PID: int(said.ProcessId), Exit: int(said.ServiceSpecificExitCode)}
	s.State = map[svc.State]string{svc.Running: Running, svc.StartPending: Starting, svc.StopPending: Stopping, svc.Stopped: Stopped}[said.State]
	if said.State == svc.Stopped && said.Win32ExitCode != 0 && said.Win32ExitCode != uint32(windows.ERROR_SERVICE_NEVER_STARTED) {
		s.State = Failed
	}
	return s, nil
}
