// Command bwdc keeps a Bitwarden organization in step with a company's
// directory, from the command line. It hands arguments, streams and the kinds
// of directory to backend/cli, and adds the commands that are made of packages
// which backend/cli does not know: serve, demo and man.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/service"
	"directoryconnector/backend/sources"
)

// releaseKey is set by the linker to RELEASE_KEY of build/identity.env.
var releaseKey string

// version is set by the linker; as is, for tests that kill the program again
// and again, rest: how long a wait takes until a server came to rest. No setting
// and no environment changes it.
var version, rest = "dev", ""

func main() { os.Exit(service.Run(run)) }

// run is the program, for a person or for a service manager, whose stop is as
// good as a signal.
func run(host service.Host, ended <-chan struct{}) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		select {
		case <-ended:
			stop()
		case <-ctx.Done():
		}
	}()
	// Whoever reads the output may go: a sync, and a service whose log
	// collector restarts, goes on.
	signal.Ignore(syscall.SIGPIPE)
	// The first signal asks, the second one ends the process at once.
	context.AfterFunc(ctx, stop)
	keepSmall(os.Args[1:])
	streams := cli.SystemIO()
	if host.Stderr != nil {
		streams.Err, streams.ErrTerminal = host.Stderr, false
	}
	return cli.Main(ctx, cli.Program{
		Args: os.Args[1:], IO: streams, Getenv: os.Getenv, Environ: os.Environ, Version: version, ReleaseKey: releaseKey, Sources: sources.Open, Sleep: sleepOf(rest),
		Notify:   host.Notify,
		Commands: []func(*cli.Factory) *cobra.Command{newServeCmd, newDemoCmd, newManCmd},
	})
}

// sleepOf waits so long, however long it is to wait; nil for no text.
func sleepOf(text string) func(context.Context, time.Duration) error {
	d, err := time.ParseDuration(text)
	if err != nil {
		return nil
	}
	return func(ctx context.Context, _ time.Duration) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
