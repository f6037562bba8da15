package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

type offboardOptions struct {
	*Factory
	who                         string
	revoke, remove, yes, dryRun bool
	allow                       app.Allowance
}

const offboardLong = `Takes the access of one person away now: revokes it, or removes the member, as
sync.leavers says or --revoke and --remove choose. WHO is an email, an external
id or a DN. The directory is not read, so that it works while the directory can't
be reached or still has the account.

No sync lets the person in again as long as the directory has the account, and
every sync says so, until 'bwdc sync --reinvite WHO'. Owners are never touched.
Where somebody is there to answer it says what follows and asks; --yes answers in
a script.`

func newOffboardCmd(f *Factory) *cobra.Command {
	opts := &offboardOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "offboard WHO",
		Short:   "Take somebody's access away now",
		Long:    offboardLong,
		Example: "  bwdc offboard ada@example.com\n  bwdc offboard ada@example.com --dry-run\n  bwdc offboard 1001 --remove --yes",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return Usage("offboard needs somebody: an email, an external id or a DN", "For example: bwdc offboard ada@example.com")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.who = args[0]
			if opts.revoke && opts.remove {
				return Usage("--revoke and --remove contradict each other", "Give one of them, or neither: then sync.leavers decides.")
			}
			return runOffboard(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.revoke, "revoke", false, "revoke the access, whatever sync.leavers says; membership and groups stay")
	flags.BoolVar(&opts.remove, "remove", false, "remove the member, whatever sync.leavers says")
	flags.BoolVar(&opts.dryRun, "dry-run", false, "say what it would mean, change nothing")
	flags.BoolVarP(&opts.yes, "yes", "y", false, "do not ask")
	flags.Var(givenCount{&opts.allow.Removals}, "allow-removals", "let `N` (1) member lose access beyond sync.maxRemovals, as shown by the last run")
	return cmd
}

// way is what was chosen; empty for what the setting says.
func (o *offboardOptions) way() config.Leavers {
	switch {
	case o.revoke:
		return config.LeaversRevoke
	case o.remove:
		return config.LeaversRemove
	}
	return ""
}

// offboardData is what it means, and the record where it was done.
type offboardData struct {
	means *plan.Offboarding
	run   *organization.Run
}

func (d offboardData) stream(j *jsonWriter) {
	j.begin("{")
	j.fields(d.means)
	j.field("done", d.run != nil)
	if d.run != nil {
		j.field("run", recordData{d.run})
	}
	j.end("}")
}

func runOffboard(ctx context.Context, opts *offboardOptions) error {
	return opts.withApp(func(a *app.App) error {
		request := app.OffboardRequest{OnProgress: opts.progress()}
		request.Who, request.Way, request.Allow, request.DryRun = opts.who, opts.way(), opts.allow, opts.dryRun
		told := false
		request.Confirm = func(ctx context.Context, o *plan.Offboarding) (bool, error) {
			if told = true; o.Already {
				return true, nil // only remembered
			}
			opts.tellOffboarding(o)
			question := "Go on?"
			if !opts.yes && !opts.canAsk() {
				question = words.Offboards(o)
			}
			return true, opts.confirmChange(ctx, opts.yes, false, question)
		}
		o, run, err := app.Offboard(ctx, a, request)
		if run != nil {
			opts.warnings(run.Warnings, fmt.Sprintf("all in 'bwdc history %s'", run.ID))
		}
		if err != nil {
			return ofRun(err, run)
		}
		data := offboardData{o, run}
		if run == nil {
			return opts.message(words.Offboards(o), opts.place().Beside(followsWords(o))+"Nothing was changed.", data)
		}
		text := ""
		if o.Already || !told {
			text = strings.TrimSuffix(opts.place().Beside(followsWords(o)), "\n")
		}
		return opts.message(words.Offboarded(o, run.Unlisted), text, data)
	})
}

// tellOffboarding tells what follows before it is asked for.
func (o *offboardOptions) tellOffboarding(means *plan.Offboarding) {
	if o.quiet() {
		return
	}
	o.Note(words.Offboards(means))
	for _, r := range means.Follows {
		o.Note(words.Follows(r, means.ReadAt))
	}
}

// followsWords says what follows, a line each.
func followsWords(o *plan.Offboarding) string {
	var b strings.Builder
	for _, r := range o.Follows {
		fmt.Fprintln(&b, words.Follows(r, o.ReadAt))
	}
	for _, finding := range o.Findings {
		fmt.Fprintln(&b, "It would be stopped: "+words.Finding(finding)+".")
	}
	return b.String()
}

// offboardWords says what such a run did.
func offboardWords(run *organization.Run) string {
	did := "Nothing was changed."
	if len(run.Changes) > 0 {
		c := run.Changes[0]
		did = words.Offboarded(&plan.Offboarding{ExternalID: c.ExternalID, Name: c.Name, Action: c.Action}, c.Unchecked)
	}
	return did + effort(run)
}
