package cli

import (
	"context"
	"log/slog"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
)

const runLong = `Syncs at once and then every sync.interval minutes, until it is stopped. This is
what a service runs (docs/systemd-service.md, docs/windows-task.md).

It writes log lines to standard error: text on a terminal, else JSON. SIGTERM and
SIGINT stop it within seconds, in the middle of a sync too. A run that fails is
kept in the history and tried again; when the server refuses the log-in it ends
with exit code 4. Guards always hold: look at 'bwdc test' and allow what is meant
with 'bwdc sync'.`

func newRunCmd(f *Factory) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Sync automatically, in the foreground, until stopped",
		Long:  runLong,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch format {
			case "json", "text":
			case "":
				format = "json"
				if f.IO.ErrTerminal {
					format = "text"
				}
			default:
				return usagef("--log-format is json or text, not %q", format)
			}
			return runRun(cmd.Context(), f, format == "json")
		},
	}
	cmd.Flags().StringVar(&format, "log-format", "", "json or text")
	return cmd
}

func runRun(ctx context.Context, f *Factory, asJSON bool) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	o.Console, o.JSONLogs = f.stderr, asJSON
	// For what is said while no App is open.
	log := slog.New(slog.NewJSONHandler(f.stderr, nil))
	if asJSON {
		o.Notice = func(text string) { log.Info("note", "text", text) }
	}
	err = f.withAppOf(o, func(a *app.App) error {
		// What can't work is told before the service manager hears that all
		// is well.
		err := a.Ready(ctx)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // stopped before it began is stopped as at any other time
		}
		if err != nil {
			return err
		}
		if err := notify(f.Getenv, "READY=1"); err != nil {
			a.Log().Warn("service manager not notified", "error", err)
		}
		err = a.Automatic().Run(ctx, nil, nil)
		if notifyErr := notify(f.Getenv, "STOPPING=1"); notifyErr != nil {
			a.Log().Warn("service manager not notified", "error", notifyErr)
		}
		return err
	})
	if err == nil || !asJSON {
		return err
	}
	problem := app.Describe(err)
	log.Error("automatic sync ended", "error", problem.Message, "code", problem.Code, "hint", problem.Hint)
	return reported{err}
}
