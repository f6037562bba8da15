package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/service"
)

const serviceLong = `Has the system's service manager run 'bwdc run': systemd, launchd or the Windows
Service Control Manager. The service starts with the machine and needs nobody to
be logged in. Each profile has its own (--profile).

Its data folder, unless --data-dir or BWDC_DATA_DIR names another:

  Linux    /var/lib/bwdc
  Windows  C:\ProgramData\Directory Connector
  macOS    /Library/Application Support/Directory Connector

Settings are made in that folder, on Linux and macOS by the account that the
service runs as. 'bwdc status' and the window show what the service does.`

const serviceInstallLong = `Installs the service and starts nothing, unless --start is given. It needs root or
an administrator, except with --user: that is a service of yours alone, for your
own data folder.

Who runs it, unless --account names somebody:

  Linux    bwdc, an account of its own, which is made
  Windows  NT SERVICE\DirectoryConnector, its own account without a password
  macOS    the user who calls sudo

On Windows --account also takes LocalService, NetworkService, managed accounts of
the domain (DOMAIN\name$), and others (DOMAIN\name) with their password, which is
asked for or read from --password-file.

Secrets that are in your keyring move to an encrypted file in the data folder,
which the service can read.`

// A serviceOptions is what the commands about the service share.
type serviceOptions struct {
	*Factory
	user bool
}

func newServiceCmd(f *Factory) *cobra.Command {
	o := &serviceOptions{Factory: f}
	cmd := newGroupCmd("service", "Sync in the background, as a service of the system",
		newServiceInstallCmd(o),
		o.command("uninstall", "Remove the service; settings, secrets and history stay", o.uninstall),
		o.command("start", "Start the service", o.then("started", func(ctx context.Context, m service.Manager) error { return m.Start(ctx) })),
		o.command("stop", "Stop the service, in the middle of a sync too", o.then("stopped", func(ctx context.Context, m service.Manager) error { return m.Stop(ctx) })),
		o.command("restart", "Stop the service and start it", o.then("restarted", func(ctx context.Context, m service.Manager) error { return service.Restart(ctx, m) })),
		newServiceStatusCmd(o), newServiceLogsCmd(o))
	cmd.AddCommand(upkeepCommands(o)...)
	cmd.Long = serviceLong
	cmd.PersistentFlags().BoolVar(&o.user, "user", false, "the service of yours alone, instead of the machine's")
	return cmd
}

// command is a command without flags and arguments.
func (o *serviceOptions) command(name, short string, run func(context.Context, service.Manager) error) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short,
		RunE: func(cmd *cobra.Command, _ []string) error {
			m, err := o.manager()
			if err != nil {
				return err
			}
			return run(cmd.Context(), m)
		},
	}
}

// manager opens the service manager.
func (o *serviceOptions) manager() (service.Manager, error) {
	return o.Services(service.Options{Profile: o.profile(), User: o.user, Getenv: o.Getenv})
}

// folder is the data folder of a service that is to be installed.
func (o *serviceOptions) folder() (string, error) {
	if named := o.flags.dataDir != "" || app.DataDirNamed(o.Getenv); named || o.user {
		return o.DataDir()
	}
	return service.SystemFolder(o.Getenv), nil
}

func newServiceInstallCmd(o *serviceOptions) *cobra.Command {
	var account, passwordFile string
	var start bool
	cmd := &cobra.Command{
		Use:   "install",
		Short: "Install the service",
		Long:  serviceInstallLong,
		Example: `  sudo bwdc service install
  bwdc service install --user --start
  bwdc service install --account EXAMPLE\gmsa-bwdc$`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.install(cmd.Context(), service.Spec{Account: account}, passwordFile, start)
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "`name` of the account that runs the service")
	cmd.Flags().StringVar(&passwordFile, "password-file", "", "`file` with the password of that account (Windows); - is standard input")
	cmd.Flags().BoolVar(&start, "start", false, "start it, too")
	return cmd
}

// serviceAccountKey names the password of the account in errors.
const serviceAccountKey = "service account"

func (o *serviceOptions) install(ctx context.Context, s service.Spec, passwordFile string, start bool) (err error) {
	if o.user && s.Account != "" {
		return Usage("--user and --account exclude each other", "A service of yours alone runs as you.")
	}
	m, err := o.manager()
	if err != nil {
		return err
	}
	if s.Program, err = app.ServiceProgram(); err != nil {
		return err
	}
	switch {
	case passwordFile != "":
		s.Password, err = o.secretFrom(serviceAccountKey, "", passwordFile)
	case runtime.GOOS == "windows" && s.Account != "" && service.NeedsPassword(s.Account) && o.canAsk():
		s.Password, err = o.askSecret(ctx, "Password of "+s.Account, errors.New("no password was given"))
	}
	if err != nil {
		return err
	}
	a, err := o.options()
	if err == nil {
		a.DataDir, err = o.folder()
	}
	if err == nil {
		err = app.InstallService(ctx, a, m, s)
	}
	if err != nil {
		return err
	}
	status, err := m.Status(ctx)
	if err != nil {
		return err
	}
	next := o.reach(status) + o.here("Then start it: bwdc service start")
	if start {
		if err := m.Start(ctx); err != nil {
			return err
		}
		next = "It is at work."
	}
	return o.message("Installed the service "+status.Name+".", fmt.Sprintf("It runs as %s, with the data folder %s. %s", status.Account, status.DataDir, next), status)
}

// reach says how a person gets at the data folder of a new service.
func (o *serviceOptions) reach(s service.Status) string {
	switch {
	case o.user:
		return ""
	case s.Manager == "windows":
		return fmt.Sprintf("\nMake its settings in an elevated prompt, for example: set BWDC_DATA_DIR=%s& bwdc login\n", s.DataDir)
	}
	return fmt.Sprintf("\nMake its settings as that user, for example: sudo -u %s env BWDC_DATA_DIR='%s' bwdc login\n", s.Account, s.DataDir)
}

func (o *serviceOptions) uninstall(ctx context.Context, m service.Manager) error {
	status, err := m.Status(ctx)
	if errors.Is(err, service.ErrNotInstalled) {
		return o.forget(ctx, err)
	}
	if err != nil {
		return err
	}
	return o.done(app.RemoveService(ctx, m), "Removed the service "+status.Name+".", fmt.Sprintf("Settings, secrets and history stay in %s.", status.DataDir))
}

// forget frees the profile of a service that is gone already. The mark may be
// that of the other kind, the machine's or the person's.
func (o *serviceOptions) forget(ctx context.Context, gone error) error {
	if other, err := o.Services(service.Options{Profile: o.profile(), User: !o.user, Getenv: o.Getenv}); err == nil {
		if _, err := other.Status(ctx); !errors.Is(err, service.ErrNotInstalled) {
			return gone
		}
	}
	own, err := o.DataDir()
	if err != nil {
		return err
	}
	named, err := o.folder()
	if err != nil {
		return err
	}
	for _, folder := range []string{named, own} {
		mark, err := app.ForgetService(folder, o.profile())
		if errors.Is(err, fs.ErrPermission) {
			continue // that of another account
		}
		if err != nil {
			return err
		}
		if mark != nil {
			return o.message("The service "+mark.Name+" was gone already.", fmt.Sprintf("The profile in %s is free of it. Settings, secrets and history stay.", folder), nil)
		}
	}
	return gone
}

// then does something with the service and tells of it.
func (o *serviceOptions) then(done string, do func(context.Context, service.Manager) error) func(context.Context, service.Manager) error {
	return func(ctx context.Context, m service.Manager) error {
		if err := do(ctx, m); err != nil {
			return err
		}
		status, err := m.Status(ctx)
		if err != nil {
			return err
		}
		return o.message(fmt.Sprintf("The service %s is %s.", status.Name, done), "", status)
	}
}

func newServiceStatusCmd(o *serviceOptions) *cobra.Command {
	cmd := o.command("status", "Show how the service is", func(ctx context.Context, m service.Manager) error {
		s, err := m.Status(ctx)
		if err != nil {
			return err
		}
		return o.object(objectData{"service", s}, func(w io.Writer) { writeServiceStatus(w, s) })
	})
	o.addJSON(cmd)
	return cmd
}

func writeServiceStatus(w io.Writer, s service.Status) {
	state := s.State
	if s.PID != 0 {
		state += fmt.Sprintf(", process %d", s.PID)
	}
	if s.State == service.Failed && s.Exit != 0 {
		state += fmt.Sprintf(", exit code %d", s.Exit)
	}
	boot := "no"
	if s.Boot {
		boot = "yes"
	}
	table(w, [][]string{
		{"service", s.Name + " (" + s.Manager + ")"}, {"state", state}, {"starts with the machine", boot}, {"account", s.Account},
		{"program", s.Program}, {"data folder", s.DataDir}, {"profile", cmp.Or(s.Profile, app.DefaultProfile)},
	})
}
