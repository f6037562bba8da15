package main

import (
	"github.com/spf13/cobra"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/demo"
)

// newDemoCmd plays the demo. It is made here, so that the package of the
// command line knows neither the sample company nor its server.
func newDemoCmd(f *cli.Factory) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Show in a minute what this program does, on a sample company",
		Long: `Plays two days of a sample company: log-in, test, sync, a change in the
directory, a second sync that sends only what it must, and a mistake that is
stopped. Directory and server are inside this program: no network and no
configuration are needed, and nothing is left behind.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return demo.Run(cmd.Context(), demo.Options{
				Out: f.IO.Out, Sources: f.Sources, Version: f.Version,
				Color: f.IO.OutTerminal && f.Getenv("NO_COLOR") == "",
			})
		},
	}
}
