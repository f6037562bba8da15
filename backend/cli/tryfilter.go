package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

func newTryFilterCmd(f *Factory) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "try-filter users|groups FILTER",
		Short: "Show who would pass another filter, and save nothing",
		Long: `Reads the directory with another filter of users or groups, and shows how many pass,
and who comes and who goes compared with the saved one. Nothing is saved and nothing
is sent. An empty FILTER lets everything pass.

What a filter of groups means for users, and what a sync would do, 'bwdc test' shows.`,
		Example: "  bwdc try-filter users '(&(memberOf=cn=staff,ou=groups,dc=example,dc=com)(!(employeeType=guest)))'\n  bwdc try-filter groups 'exclude:Contractors,Guests'",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runTryFilter(cmd.Context(), f, args[0], args[1], all)
		},
	}
	cmd.ValidArgs = []string{"users", "groups"}
	cmd.Flags().BoolVar(&all, "all", false, "show lists in full")
	f.addJSON(cmd)
	return cmd
}

func runTryFilter(ctx context.Context, f *Factory, of, filter string, all bool) error {
	kind, known := map[string]plan.Kind{"users": plan.User, "groups": plan.Group}[of]
	if !known {
		return usagef("a filter is one of users or of groups, not of %q", of)
	}
	return f.withApp(func(a *app.App) error {
		trial, err := app.TryFilter(ctx, a, kind, filter, f.progress())
		if err != nil {
			return err
		}
		return f.object(objectData{"filter-trial", trial}, func(w io.Writer) {
			f.report(w).filterTrial(of, trial, all)
		})
	})
}

func (r report) filterTrial(of string, t *app.FilterTrial, all bool) {
	pass := plural(t.After, strings.TrimSuffix(of, "s"))
	if pass += " pass"; t.After == 1 {
		pass += "es"
	}
	r.head(fmt.Sprintf("%s, %d with the saved filter", pass, t.Before))
	for _, filter := range [][2]string{{"tried", t.Tried}, {"saved", t.Saved}} {
		fmt.Fprintf(r.w, "  %s  %s\n", filter[0], cmp.Or(filter[1], "(none: everything passes)"))
	}
	r.entries("Come", t.Come, all)
	r.entries("Go", t.Go, all)
	r.unmatched(of, t.Unmatched, all)
	fmt.Fprintf(r.w, "\nNothing was saved. '%s %s FILTER' saves a filter.\n", r.place.In("bwdc config"), t.Setting)
}

// unmatched warns of names that match nothing: most often typing errors.
func (r report) unmatched(of string, names []string, all bool) {
	if len(names) == 0 {
		return
	}
	nothing := map[string]string{"users": "matches nobody", "groups": "matches no group"}[of]
	fmt.Fprintln(r.w)
	r.head(fmt.Sprintf("Warnings (%d)", len(names)))
	for i, name := range names {
		if i == mostEntries && !all {
			fmt.Fprintf(r.w, "  … and %d more (--all shows them)\n", len(names)-i)
			return
		}
		fmt.Fprintf(r.w, "  %s: %s\n", directory.Visible(name), nothing)
	}
}

// mostEntries is how many entries are named without --all.
const mostEntries = 30

// entries names the first ones, unless all are asked for.
func (r report) entries(head string, list []app.FilterEntry, all bool) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(r.w)
	r.head(fmt.Sprintf("%s (%d)", head, len(list)))
	rows := [][]string{}
	for i, e := range list {
		if i == mostEntries && !all {
			break
		}
		rows = append(rows, []string{"  " + directory.Visible(e.Name), directory.Visible(e.ExternalID)})
	}
	table(r.w, rows)
	if more := len(list) - len(rows); more > 0 {
		fmt.Fprintf(r.w, "  … and %d more (--all shows them)\n", more)
	}
}
