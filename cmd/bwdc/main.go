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

	"github.com/spf13/cobra"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/sources"
)

// version is set by the linker.
var version = "dev"

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Whoever reads the output may go: a sync, and a service whose log
	// collector restarts, goes on.
	signal.Ignore(syscall.SIGPIPE)
	// The first signal asks, the second one ends the process at once.
	context.AfterFunc(ctx, stop)
	keepSmall(os.Args[1:])
	return cli.Main(ctx, cli.Program{
		Args: os.Args[1:], IO: cli.SystemIO(), Getenv: os.Getenv, Environ: os.Environ, Version: version, Sources: sources.Open,
		Commands: []func(*cli.Factory) *cobra.Command{newServeCmd, newDemoCmd, newManCmd},
	})
}
