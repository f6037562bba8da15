package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

const applyLong = `Does exactly what a file of 'bwdc plan -o FILE' says, or nothing: it reads the
directory and looks at the organization again, and sends only if the changes are
exactly those of the file. Otherwise it shows what differs.

The file is the consent: what it shows as too much for a guard, it lets pass for
exactly that list, and it asks nothing. A guard that says that something is wrong
(nobody left, members unknown) stops nevertheless. A file is for the profile,
organization, directory and version of the program that it was made with.`

func newApplyCmd(f *Factory) *cobra.Command {
	var maxAge time.Duration
	cmd := &cobra.Command{
		Use:     "apply FILE",
		Short:   "Do exactly what a saved plan says, or nothing",
		Long:    applyLong,
		Example: "  bwdc plan -o change.json\n  bwdc apply change.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if maxAge <= 0 {
				return usagef("--max-age is a time like 24h or 90m, not %s", maxAge)
			}
			return f.withApp(func(a *app.App) error {
				run, err := app.NewPlanner(a).Apply(cmd.Context(), args[0], app.ApplyRequest{MaxAge: maxAge, OnProgress: f.progress()})
				f.tellRun(run)
				if err != nil {
					return ofRun(err, run)
				}
				return f.message("The plan is applied.", runWords(run), recordData{run})
			})
		},
	}
	cmd.Flags().DurationVar(&maxAge, "max-age", plan.MaxAge, "refuse a plan that is older than this `time`")
	return cmd
}

// tellRun tells what was changed by hand, and whom a run left out; nil is no
// run.
func (f *Factory) tellRun(run *organization.Run) {
	if run == nil {
		return
	}
	for _, d := range run.Drift {
		if d.Count == 0 { // what is only counted is in 'bwdc test'
			f.warn(words.Drift(d))
		}
	}
	f.warnings(run.Warnings, fmt.Sprintf("all in 'bwdc history %s'", run.ID))
}
