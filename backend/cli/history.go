package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/words"
)

type historyOptions struct {
	*Factory
	limit   int
	limited bool // limit was given
	who     string
	asCSV   bool
}

func newHistoryCmd(f *Factory) *cobra.Command {
	opts := &historyOptions{Factory: f}
	cmd := &cobra.Command{
		Use:   "history [run]",
		Short: "Show the last runs, one in full, or what was done about one person",
		Long: `Shows the last runs, newest first. With the id of a run, the beginning of one, or
"last", it shows what that run added, changed, removed and left out, and who
came into a group or left it.

With --who it tells, oldest first, what all runs did about one person or group:
invited, changed, in and out of which group by which run and why, removed, seen
removed by hand, left out. Name somebody by email or external id, a group by name
or external id, of now or of earlier.`,
		Example: `  bwdc history
  bwdc history last
  bwdc history --who ada@example.com
  bwdc history --who "Finance" --csv > finance.csv`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.flags.json && opts.asCSV {
				return usagef("--json and --csv exclude each other")
			}
			opts.limited = cmd.Flags().Changed("limit")
			if whose := cmd.Flags().Changed("who"); whose && len(args) == 1 {
				return usagef("--who is about all runs, not about %q", args[0])
			} else if whose && strings.TrimSpace(opts.who) == "" {
				return usagef("--who needs an email, an external id or the name of a group")
			}
			return opts.withApp(func(a *app.App) error {
				if opts.who != "" {
					return runStory(cmd.Context(), opts, a)
				}
				if len(args) == 1 {
					return runHistoryOne(cmd.Context(), opts, a, args[0])
				}
				return runHistory(cmd.Context(), opts, a)
			})
		},
	}
	cmd.Flags().IntVarP(&opts.limit, "limit", "n", 20, "show at most `N` runs; with --who all of them by default")
	cmd.Flags().StringVar(&opts.who, "who", "", "tell the story of `WHO`: an email, an external id or a group's name")
	f.addJSON(cmd)
	cmd.Flags().BoolVar(&opts.asCSV, "csv", false, "print CSV")
	return cmd
}

func runHistory(ctx context.Context, opts *historyOptions, a *app.App) error {
	runs, err := a.History().Runs(ctx, 0, max(opts.limit, 1))
	if err != nil {
		return err
	}
	if opts.asCSV {
		return opts.printCSV(slices.Values(app.RunRows(runs, isoTime)))
	}
	return opts.object(list(runs), func(w io.Writer) { writeRuns(w, runs) })
}

func writeRuns(w io.Writer, runs []organization.Run) {
	if len(runs) == 0 {
		fmt.Fprintln(w, "There was no sync yet.")
		return
	}
	rows := [][]string{{"RUN", "STARTED", "TOOK", "TRIGGER", "RESULT", "USERS", "GROUPS", "ADDED", "CHANGED", "REMOVED", "LEFT OUT"}}
	short := map[string]int{}
	for i := range runs {
		short[words.ShortRun(runs[i].ID)]++
	}
	for i := range runs {
		r, c := &runs[i], runs[i].Counts
		id := words.ShortRun(r.ID)
		if short[id] > 1 { // two of one millisecond, by a clock that was set back
			id = r.ID
		}
		rows = append(rows, []string{
			id, timeWords(r.Start), took(r), string(r.Trigger), string(r.Result),
			strconv.Itoa(c.Users), strconv.Itoa(c.Groups), strconv.Itoa(c.UsersAdded + c.GroupsAdded),
			strconv.Itoa(c.UsersChanged + c.GroupsChanged), strconv.Itoa(c.UsersRemoved), strconv.Itoa(c.LeftOut),
		})
	}
	table(w, rows)
}

// findRun returns the run that text names: its id, the beginning of it, or
// "last".
func findRun(ctx context.Context, a *app.App, text string) (organization.Run, error) {
	const all = 2000 // as many as the history keeps
	runs, err := a.History().Runs(ctx, 0, all)
	if err != nil {
		return organization.Run{}, err
	}
	var found []string
	for i := range runs {
		if text == "last" && i == 0 || strings.HasPrefix(runs[i].ID, strings.ToUpper(text)) {
			found = append(found, runs[i].ID)
		}
	}
	switch {
	case len(found) == 0:
		return organization.Run{}, noRun(text)
	case len(found) > 1:
		return organization.Run{}, directory.WithHint(fmt.Errorf("%d runs begin with %q", len(found), text), "Give more of the id, for example "+found[0]+".")
	}
	return a.History().Run(ctx, found[0])
}

// noRun says where to ask about what is no id of a run, which begins with the
// year: most likely a person or a group.
func noRun(text string) error {
	err := fmt.Errorf("%w: %q", app.ErrNoRun, text)
	if text == "last" || text == "" || text[0] >= '0' && text[0] <= '9' && !strings.Contains(text, "@") {
		return err
	}
	return directory.WithHint(err, "What was done about a person or a group: bwdc history --who "+words.ShellWord(text))
}

func runHistoryOne(ctx context.Context, opts *historyOptions, a *app.App, id string) error {
	run, err := findRun(ctx, a, id)
	if err != nil {
		return err
	}
	if opts.asCSV {
		return opts.printCSV(changeRows(run.Changes))
	}
	return opts.object(objectData{"run", recordData{&run}}, func(w io.Writer) { writeRun(w, &run, opts.place()) })
}

func writeRun(w io.Writer, r *organization.Run, place words.Place) {
	rows := [][]string{
		{"run", r.ID},
		{"started", timeWords(r.Start) + ", took " + took(r)},
		{"trigger", string(r.Trigger)},
		{"result", resultWords(r)},
		{"directory", readWords(r)},
		{"did", runWords(r)},
	}
	if r.Task != "" {
		rows = slices.Insert(rows, 3, []string{"task", string(r.Task)})
	}
	if r.Only != nil {
		rows = slices.Insert(rows, 3, []string{"only", words.Person(r.Only)})
	}
	table(w, rows)
	if r.Hint != "" {
		fmt.Fprintf(w, "hint         %s\n", r.Hint)
	}
	if r.Plan != "" {
		fmt.Fprintf(w, "plan         %s\n", r.Plan)
	}
	for _, stop := range r.Stops {
		fmt.Fprintf(w, "\nStopped by the guard %q: %s\n", stop.Guard, words.Finding(stop))
		for _, entry := range stop.Entries {
			fmt.Fprintf(w, "  %s\n", directory.Visible(entry))
		}
	}
	section(w, "Changes", len(r.Changes), func(i int) string {
		c := r.Changes[i]
		return fmt.Sprintf("%-14s %s (%s)%s", words.Kind(c), c.Name, c.ExternalID, because(words.Detail(c)))
	})
	writeMemberships(w, r.Changes)
	if r.Postponed != nil {
		fmt.Fprintf(w, "\n%s\n", words.Postponed(r.Postponed))
		for i := range r.Postponed.Changes {
			c := &r.Postponed.Changes[i]
			fmt.Fprintf(w, "  %-14s %s\n", words.Kind(*c), words.Named(c))
		}
	}
	section(w, "Changed by hand in the organization", len(r.Drift), func(i int) string { return place.Beside(words.Drift(r.Drift[i])) })
	section(w, "Warnings", len(r.Warnings), func(i int) string { return place.Beside(r.Warnings[i].Text) })
	section(w, "Groups that left the directory or the filter", len(r.MissingGroups), func(i int) string { return r.MissingGroups[i] })
}

func readWords(r *organization.Run) string {
	read, sent := "changes read", "differences sent"
	if r.CompleteRead {
		read = "read completely"
	}
	if r.FullSend {
		sent = "everything sent"
	}
	if r.Counts.Requests == 0 {
		sent = "nothing sent"
	}
	if r.Traffic != nil {
		read += " (" + r.Traffic.String() + ")"
	}
	return read + ", " + sent
}

func section(w io.Writer, title string, n int, line func(int) string) {
	if n == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s (%d)\n", title, n)
	for i := range n {
		fmt.Fprintf(w, "  %s\n", directory.Visible(line(i)))
	}
}

// took is how long a run lasted, as precise as a person needs it.
func took(run *organization.Run) string {
	d := run.End.Sub(run.Start)
	switch {
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	case d < time.Minute:
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
