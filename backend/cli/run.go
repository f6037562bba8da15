package cli

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/metrics"
	"directoryconnector/backend/service"
)

const runLong = `Syncs at once and then every sync.interval minutes, until it is stopped. This is
what a service runs ('bwdc service install').

It writes log lines to standard error: text on a terminal, else JSON. SIGTERM and
SIGINT stop it within seconds, in the middle of a sync too. A run that fails is
kept in the history and tried again; when the server refuses the log-in it ends
with exit code 4. Guards always hold: look at 'bwdc test' and allow what is meant
with 'bwdc sync'.

With --listen it answers programs that watch it: /healthz (alive), /readyz (the
last success is young enough) and /metrics (numbers for Prometheus). They name
nobody and hold no secret. A port alone is one of this machine.`

type runOptions struct {
	*Factory
	format, listen string
	readyAge       time.Duration
}

func newRunCmd(f *Factory) *cobra.Command {
	opts := &runOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "run",
		Short:   "Sync automatically, in the foreground, until stopped",
		Long:    runLong,
		Example: "  bwdc run\n  bwdc run --listen 9464",
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch opts.format {
			case "json", "text":
			case "":
				opts.format = "json"
				if f.IO.ErrTerminal {
					opts.format = "text"
				}
			default:
				return usagef("--log-format is json or text, not %q", opts.format)
			}
			if opts.readyAge < 0 {
				return usagef("--ready-age is a time like 90m, not %s", opts.readyAge)
			}
			return runRun(cmd.Context(), opts)
		},
	}
	// Package service has looked at it when this is read.
	cmd.Flags().Bool(service.HostedFlag, false, "be a service of Windows")
	_ = cmd.Flags().MarkHidden(service.HostedFlag) // it is there
	cmd.Flags().StringVar(&opts.format, "log-format", "", "json or text")
	cmd.Flags().StringVar(&opts.listen, "listen", "", "answer at this `address`: a port, or an address and a port (BWDC_LISTEN)")
	cmd.Flags().DurationVar(&opts.readyAge, "ready-age", 0, "how old the last success may be for /readyz; 0: what the schedule lets expect")
	return cmd
}

func runRun(ctx context.Context, opts *runOptions) error {
	f, asJSON := opts.Factory, opts.format == "json"
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
		recorder := &metrics.Recorder{}
		end, err := opts.answer(ctx, a, recorder)
		if err != nil {
			return err
		}
		defer end()
		// What can't work is told before the service manager hears that all
		// is well.
		err = a.Ready(ctx)
		if err == nil {
			err = app.MakeDataDir(o)
		}
		if errors.Is(err, app.ErrUnwritable) { // the files in it may be
			err = nil
		}
		if ctx.Err() != nil {
			return nil // stopped before it began is stopped as at any other time
		}
		if err != nil {
			return err
		}
		if err := f.Notify("READY=1"); err != nil {
			a.Log().Warn("service manager not notified", "error", err)
		}
		err = a.Automatic().Run(ctx, nil, func(e app.AutomaticEvent) { recorder.Ended(e.Run) })
		if notifyErr := f.Notify("STOPPING=1"); notifyErr != nil {
			a.Log().Warn("service manager not notified", "error", notifyErr)
		}
		return err
	})
	if err == nil || !asJSON {
		return err
	}
	problem := app.Describe(err)
	log.Error("automatic sync ended", "error", problem.Message, "code", problem.Code, "hint", o.Place().In(problem.Hint))
	return reported{err}
}

// answer answers programs that watch, where --listen or BWDC_LISTEN says, until
// the function that it returns is called.
func (o *runOptions) answer(ctx context.Context, a *app.App, recorder *metrics.Recorder) (end func(), err error) {
	listen := cmp.Or(o.listen, o.Getenv("BWDC_LISTEN"))
	if listen == "" {
		return func() {}, nil
	}
	address, err := listenAddress(listen)
	if err != nil {
		return nil, err
	}
	l, err := Listen(ctx, address, "bwdc run")
	if err != nil {
		return nil, err
	}
	a.Log().Info("answering programs that watch", "address", l.Addr().String())
	serving, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := metrics.Serve(serving, l, metrics.NewHandler(a, recorder, o.readyAge, nil), a.Log()); err != nil {
			a.Log().Error("programs that watch are answered no more", "error", err)
		}
	}()
	return func() { cancel(); <-ended }, nil
}
