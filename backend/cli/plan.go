package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

type planOptions struct {
	*Factory
	out, format      string
	memberships, all bool
}

const planLong = `Reads the directory, looks at the organization, and shows by name what a sync
would do now: every member and every membership that comes or goes, what is lost
first. Nothing is sent, and nothing is kept but the file that -o names.

'bwdc apply FILE' does exactly what the file says, or nothing. The file is JSON
with one change a line, for a review or a comparison. It holds no secret, but
names people.`

func newPlanCmd(f *Factory) *cobra.Command {
	opts := &planOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "plan",
		Short:   "Show by name what a sync would do, and save it for 'bwdc apply'",
		Long:    planLong,
		Example: "  bwdc plan\n  bwdc plan -o change.json\n  bwdc plan --detailed-exitcode --quiet",
		RunE:    func(cmd *cobra.Command, _ []string) error { return runPlan(cmd.Context(), opts) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&opts.out, "out", "o", "", "save the plan in `FILE`")
	flags.BoolVar(&opts.memberships, "memberships", false, "look who is in all groups, not only in those that would be sent")
	flags.StringVar(&opts.format, "format", "", "text, json (as the file) or csv")
	flags.BoolVar(&opts.all, "all", false, "cut no list in text")
	f.addDetailedExit(cmd)
	return cmd
}

func runPlan(ctx context.Context, opts *planOptions) error {
	switch opts.format {
	case "", "text", "json", "csv":
	default:
		return usagef("--format is text, json or csv, not %q", opts.format)
	}
	return opts.withApp(func(a *app.App) error {
		planner := app.NewPlanner(a)
		file, err := planner.Make(ctx, app.PlanRequest{Memberships: opts.memberships, OnProgress: opts.progress()})
		if err != nil {
			return err
		}
		if opts.out != "" {
			if err := planner.Save(file, opts.out); err != nil {
				return fmt.Errorf("save the plan: %w", err)
			}
		}
		if err := opts.show(file); err != nil {
			return err
		}
		return opts.detailedExit(&file.Plan)
	})
}

// show prints a plan in the format that is asked for, else as text.
func (o *planOptions) show(file *plan.File) error {
	switch {
	case o.format == "csv":
		return o.printCSV(slices.Values(planRows(file.Changes)))
	case o.response():
		return o.respond(file)
	case o.format == "json", o.format == "" && (o.pretty() || o.raw()):
		if o.quiet() {
			return nil
		}
		return file.Write(answerWriter{o.Factory})
	}
	if o.quiet() {
		return nil
	}
	var b strings.Builder
	o.write(&b, file)
	return o.print(b.String())
}

// write writes a plan for a person: what needs a decision comes first.
func (o *planOptions) write(w io.Writer, file *plan.File) {
	r := o.report(w)
	v := &app.Preview{Plan: &file.Plan}
	o.writeStops(r, file)
	text := words.PlanText{All: o.all, More: "--all shows them", Head: func(title string) string { return paint(r.colours, bold, title) }}
	text.Write(w, file.Changes)
	fmt.Fprintln(w)
	r.postponed(v, o.all)
	r.seats(v)
	r.drift(v)
	if o.all || len(v.Plan.Warnings) <= maxLines {
		r.warnings(v)
	} else {
		fmt.Fprintf(w, "%s (--all shows them)\n\n", plural(len(v.Plan.Warnings), "warning"))
	}
	switch {
	case o.out != "":
		fmt.Fprintf(w, "Saved in %s, digest %s. Nothing was sent.\n'%s %s' does exactly this within 24 hours.\n", o.out, shortDigest(file.Digest), o.here("bwdc apply"), words.ShellWord(o.out))
	case len(file.Changes) > 0 && file.Identity["organization"] == "":
		fmt.Fprintln(w, "Nothing was sent. Log in to save a plan that can be applied: it is for one organization.")
	case len(file.Changes) > 0:
		fmt.Fprintln(w, o.here("Nothing was sent. 'bwdc plan -o FILE' saves this, 'bwdc apply FILE' does exactly what is saved."))
	}
}

// shortDigest is enough of a digest to compare it by eye.
func shortDigest(digest string) string {
	const shown = len("sha256:") + 12
	return digest[:min(len(digest), shown)]
}

// writeStops says what would stop a sync, and what lets it pass. Whom it is
// about is named below, unless nothing is done about them.
func (o *planOptions) writeStops(r report, file *plan.File) {
	if len(file.Findings) == 0 {
		return
	}
	r.head("A sync would stop")
	for _, finding := range file.Findings {
		fmt.Fprintf(r.w, "  %s %s\n", paint(r.colours, red, "✗"), r.place.Beside(words.Finding(finding)))
		if !finding.Counts() {
			for i, entry := range finding.Entries {
				if i == maxLines && !o.all {
					fmt.Fprintf(r.w, "      … and %d more (--all shows them)\n", len(finding.Entries)-i)
					break
				}
				fmt.Fprintf(r.w, "      %s\n", directory.Visible(entry))
			}
			fmt.Fprintln(r.w, "    Applying this plan would stop, too: something is wrong.")
			continue
		}
		if flag := words.Flag(finding); flag != "" {
			fmt.Fprintf(r.w, "    To allow it once: apply this plan, or %s %s\n", r.place.In("bwdc sync"), flag)
		}
	}
	fmt.Fprintln(r.w)
}

// planRows has a head and a row for each change and each membership that comes
// or goes.
func planRows(changes []plan.Change) [][]string {
	rows := [][]string{{"action", "kind", "externalId", "name", "group", "groupName", "before", "after", "reason"}}
	for i := range changes {
		c := &changes[i]
		rows = append(rows, []string{string(c.Action), string(c.Kind), c.ExternalID, c.Name, "", "", c.Before, c.After, words.Reason(c.Reason)})
		for _, part := range []struct {
			action string
			refs   []plan.Ref
		}{{"leave", c.Leaves}, {"join", c.Joins}} {
			for _, r := range part.refs {
				rows = append(rows, []string{part.action, "membership", r.ExternalID, r.Name, c.ExternalID, c.Name, "", "", words.Reason(plan.Reason{Code: r.Reason})})
			}
		}
	}
	return rows
}
