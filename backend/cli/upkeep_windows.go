package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/service"
)

// upkeepCommands are what the installer (build/windows/msi) runs, so that a
// service that it installs is the one that 'bwdc service install' makes. What
// they can't do stands in the event log, too: nobody sees their output.
func upkeepCommands(o *serviceOptions) []*cobra.Command {
	group := newGroupCmd("upkeep", "What the installer does with services",
		newUpkeepInstallCmd(o),
		o.upkeep("stop", "Stop the services that run this program", service.Rest),
		o.upkeep("start", "Start what 'stop' has stopped, with this program where its own is gone", func(ctx context.Context, program string) error {
			return errors.Join(service.Follow(ctx, program), service.Resume(ctx))
		}),
		o.upkeep("remove", "Remove the services that run this program", removeServices))
	group.Hidden = true
	return []*cobra.Command{group}
}

// upkeep is a command about the services that run this program.
func (o *serviceOptions) upkeep(name, short string, run func(ctx context.Context, program string) error) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short,
		RunE: func(cmd *cobra.Command, _ []string) error {
			program, err := app.ServiceProgram()
			if err == nil {
				err = run(cmd.Context(), program)
			}
			return complain("The installer could not "+name+" the services", err)
		},
	}
}

func complain(what string, err error) error {
	if err != nil {
		service.Complain(what, err)
	}
	return err
}

func newUpkeepInstallCmd(o *serviceOptions) *cobra.Command {
	var account string
	var start bool
	cmd := &cobra.Command{
		Use: "install", Short: "Install the service unless it is there",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return complain("The installer could not install the service", o.installOnce(cmd.Context(), account, start))
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "`name` of the account that runs the service")
	cmd.Flags().BoolVar(&start, "start", false, "start it, too")
	return cmd
}

// installOnce leaves a service as it is that somebody has installed before. That
// it does not start is no reason to install nothing: it may have no settings yet.
func (o *serviceOptions) installOnce(ctx context.Context, account string, start bool) error {
	m, err := o.manager()
	if err != nil {
		return err
	}
	_, err = m.Status(ctx)
	if errors.Is(err, service.ErrNotInstalled) {
		err = o.install(ctx, service.Spec{Account: account, NewProfile: true}, "", false)
	}
	if err != nil || !start {
		return err
	}
	if err := m.Start(ctx); err != nil {
		service.Complain("The installer could not start the service", err)
	}
	return nil
}

func removeServices(ctx context.Context, program string) error {
	services, err := service.Installed(ctx, program)
	for _, s := range services {
		m, openErr := service.Open(service.Options{Profile: s.Profile})
		if openErr == nil {
			openErr = app.RemoveService(ctx, m)
		}
		err = errors.Join(err, openErr)
	}
	return err
}
