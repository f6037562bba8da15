package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"directoryconnector/backend/app"
	"directoryconnector/backend/cli"
	"directoryconnector/backend/demo"
	"directoryconnector/backend/words"
)

const demoLong = `Plays two days of a sample company: log-in, test, sync, a change in the
directory, a second sync that sends only what it must, what somebody did by
hand in the organization, two people who swap names, a mistake that is stopped,
and one person explained. Directory and server are inside this program: no network and no
configuration are needed, and nothing is left behind.

With --ui it shows the pages of the desktop app on that company instead, in a
browser, to be tried until Ctrl-C.`

// demoFlags are the flags of bwdc demo.
type demoFlags struct {
	ui, noOpen, loggedOut bool
	listen                string
	people                int
}

// newDemoCmd plays the demo. It is made here, so that the package of the
// command line knows neither the sample company nor its server.
func newDemoCmd(f *cli.Factory) *cobra.Command {
	var flags demoFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show in a minute what this program does, on a sample company",
		Long:  demoLong,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if flags.people < demo.FewestPeople || flags.people > demo.MostPeople {
				return cli.Usage(fmt.Sprintf("--people takes %d to %d, not %d", demo.FewestPeople, demo.MostPeople, flags.people), "As in: bwdc demo --ui --people 5000")
			}
			o := demo.Options{
				Out: f.IO.Out, Sources: f.Sources, Version: f.Version,
				Color: f.IO.OutTerminal && f.Getenv("NO_COLOR") == "",
			}
			if flags.ui {
				return flags.show(cmd.Context(), f, o)
			}
			for _, name := range []string{"no-open", "listen", "people", "logged-out"} {
				if flag := cmd.Flags().Lookup(name); flag.Changed {
					return cli.Usage("--"+name+" goes with --ui", "As in: bwdc demo --ui "+asGiven(flag))
				}
			}
			return demo.Run(cmd.Context(), o)
		},
	}
	set := cmd.Flags()
	set.BoolVar(&flags.ui, "ui", false, "show the pages on the sample company, in a browser")
	set.BoolVar(&flags.noOpen, "no-open", false, "with --ui: do not open the browser, also where there is a display")
	set.StringVar(&flags.listen, "listen", "", "with --ui: `address` to listen on, as in bwdc serve")
	set.IntVar(&flags.people, "people", demo.FewestPeople, "with --ui: `number` of people in the company, 300 to 50000")
	set.BoolVar(&flags.loggedOut, "logged-out", false, "with --ui: begin before the log-in")
	return cmd
}

// asGiven is a flag as it was given.
func asGiven(flag *pflag.Flag) string {
	if flag.Value.Type() == "bool" {
		return "--" + flag.Name
	}
	return "--" + flag.Name + " " + words.ShellWord(flag.Value.String())
}

// show shows the pages on the sample company.
func (d demoFlags) show(ctx context.Context, f *cli.Factory, o demo.Options) error {
	return demo.UI(ctx, demo.UIOptions{
		Options: o, People: d.people, LoggedOut: d.loggedOut,
		Show: func(ctx context.Context, a app.Options, greet func(io.Writer, string)) error {
			s := serving{factory: f, listen: d.listen, open: !d.noOpen && hasDisplay(f.Getenv), greet: greet}
			return s.run(ctx, a)
		},
	})
}
