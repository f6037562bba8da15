package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

type testOptions struct {
	*Factory
	last    bool
	format  string
	details bool
	// only, where not empty, names the one person that it is about.
	only string
}

const testLong = `Reads the directory and shows what a sync would mean. Nothing is sent and nothing
is kept.

On a terminal it prints a report, elsewhere JSON in the shape that Bitwarden's
connector prints. --format chooses.`

func newTestCmd(f *Factory) *cobra.Command {
	opts := &testOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "test",
		Short:   "Show what a sync would mean, and change nothing",
		Long:    testLong,
		Example: "  bwdc test\n  bwdc test --format csv > directory.csv\n  bwdc test --last --response --pretty",
		RunE:    func(cmd *cobra.Command, _ []string) error { return runTest(cmd.Context(), opts) },
	}
	cmd.Flags().BoolVarP(&opts.last, "last", "l", false, "show only what changed since the last sync")
	opts.addFlags(cmd)
	f.addDetailedExit(cmd)
	return cmd
}

func (o *testOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.format, "format", "", "text, json or csv")
	cmd.Flags().BoolVar(&o.details, "details", false, "add to JSON what a sync would do, all warnings and what would stop it")
}

func runTest(ctx context.Context, opts *testOptions) error {
	switch opts.format {
	case "", "text", "json", "csv":
	default:
		return usagef("--format is text, json or csv, not %q", opts.format)
	}
	return opts.withApp(func(a *app.App) error {
		preview, err := a.Test(ctx, app.TestRequest{TestOptions: app.TestOptions{SinceLast: opts.last, Detail: opts.detail(), Only: opts.only}, OnProgress: opts.progress()})
		if err != nil {
			return err
		}
		if err := opts.show(preview); err != nil {
			return err
		}
		return opts.detailedExit(preview.Plan)
	})
}

// shownAs is the format that is asked for, else the one that fits to who reads
// it.
func (o *testOptions) shownAs() string {
	switch {
	case o.format != "":
		return o.format
	case !o.IO.OutTerminal || o.response() || o.pretty() || o.raw():
		return "json"
	}
	return "text"
}

// detail is how much of the plan it takes: of 50,000 newcomers the changes are
// 10 MB.
func (o *testOptions) detail() app.Detail {
	switch {
	case o.details:
		return app.PlanWhole
	case o.shownAs() == "text" || o.flags.detailedExit:
		return app.PlanBrief
	}
	return app.PlanBare
}

// show prints a preview.
func (o *testOptions) show(v *app.Preview) error {
	format := o.shownAs()
	if format != "text" {
		o.warnings(v.Plan.Warnings, "'bwdc test --format text' shows all")
		for _, finding := range v.Plan.Findings {
			text := "a sync would stop: " + words.Finding(finding)
			if flag := words.Flag(finding); flag != "" {
				text += " (allow it once: bwdc sync " + flag + ")"
			}
			o.warn(text)
		}
		for _, d := range v.Plan.Drift {
			o.warn(words.Drift(d))
		}
	}
	switch format {
	case "csv":
		return o.printCSV(app.PreviewRows(v))
	case "json":
		return o.writeLists(v)
	}
	var b strings.Builder
	o.report(&b).preview(v)
	return o.print(b.String())
}

// wayOn says how to let what a guard found happen once, or what to do instead.
func wayOn(f plan.Finding) string {
	if flag := words.Flag(f); flag != "" {
		return "To allow it once: bwdc sync " + flag
	}
	return words.Otherwise(f)
}

// writeLists writes a test as JSON: an app.PreviewList, which is that of
// Bitwarden's connector, and the details where they are asked for. Groups of
// many groups repeat the same people over and over, so it is a stream.
func (o *testOptions) writeLists(v *app.Preview) error {
	if o.quiet() && !o.response() {
		return nil
	}
	j := o.beginJSON()
	j.begin("{")
	if o.response() {
		o.answered = true
		j.field("success", true)
		j.key("data")
		j.begin("{")
	}
	j.field("object", app.PreviewObject)
	j.list("groups", len(v.Groups), func(i int) any { return app.ListGroup(&v.Groups[i]) })
	users := func(name string, users []app.PreviewUser) {
		j.list(name, len(users), func(i int) any { return app.ListUser(&users[i]) })
	}
	users("enabledUsers", v.Enabled)
	users("disabledUsers", v.Disabled)
	users("deletedUsers", v.Deleted)
	if o.details {
		j.field("details", details{v})
	}
	if o.response() {
		j.end("}")
	}
	j.end("}")
	return j.close()
}

// details are what --details adds.
type details struct{ *app.Preview }

func (d details) stream(j *jsonWriter) {
	p := d.Plan
	tally := plan.Count(p.Changes)
	losses := p.Losses()
	missing := make([]string, len(p.Missing))
	for i, m := range p.Missing {
		missing[i] = m.Name
	}
	j.begin("{")
	j.list("removals", len(losses), func(i int) any { return newChangeData(losses[i]) })
	j.field("added", tally.UsersAdded)
	j.field("changed", tally.UsersChanged+tally.UsersRestored)
	j.field("groupsChanged", tally.GroupsAdded+tally.GroupsChanged+tally.GroupsDeleted)
	j.field("missingGroups", missing)
	j.list("warnings", len(p.Warnings), func(i int) any { return p.Warnings[i] })
	j.field("stop", newFindings(p.Findings))
	j.field("counts", d.Counts)
	j.field("plan", planData{p})
	if d.Only != nil { // the person that it was only about
		j.field("only", d.Only)
	}
	j.end("}")
}

// planData is a plan as JSON.
type planData struct{ *plan.Plan }

func (p planData) stream(j *jsonWriter) {
	j.begin("{")
	j.list("changes", len(p.Changes), func(i int) any { return &p.Changes[i] })
	j.field("drift", p.Drift)
	j.field("missing", p.Missing)
	j.list("warnings", len(p.Warnings), func(i int) any { return p.Warnings[i] })
	j.field("findings", p.Findings)
	if p.Seats != nil {
		j.field("seats", p.Seats)
	}
	if p.Postponed != nil {
		j.field("postponed", p.Postponed)
	}
	j.end("}")
}
