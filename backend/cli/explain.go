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
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/words"
)

type explainOptions struct {
	*Factory
	cached, all bool
}

const explainLong = `Explains one person, or one group: where the directory has the entry, or why it is
not read; as whom it is recognized; which step of a sync lets it pass or leaves it
out; in which groups it is, and by which way; what the organization shows; what a
sync would do; and what earlier syncs did.

WHO is an email, a name, an external id, a DN, or a stable id. Nothing
is sent and nothing is kept.`

func newExplainCmd(f *Factory) *cobra.Command {
	opts := &explainOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "explain WHO",
		Short:   "Explain why somebody is in, or not, and in which groups",
		Long:    explainLong,
		Example: "  bwdc explain ada@example.com\n  bwdc explain Engineering\n  bwdc explain --cached 'uid=ada,ou=people,dc=example,dc=com'",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return runExplain(cmd.Context(), opts, args[0]) },
	}
	cmd.Flags().BoolVar(&opts.cached, "cached", false, "answer from the last sync, and ask neither directory nor organization")
	cmd.Flags().BoolVar(&opts.all, "all", false, "show lists in full")
	f.addJSON(cmd)
	return cmd
}

func runExplain(ctx context.Context, opts *explainOptions, who string) error {
	if strings.TrimSpace(who) == "" {
		return usagef("'bwdc explain' was given nobody")
	}
	return opts.withApp(func(a *app.App) error {
		answer, err := a.Explainer().Explain(ctx, app.ExplainRequest{Who: who, Cached: opts.cached, OnProgress: opts.progress()})
		if err != nil {
			return err
		}
		if answer.Explanation == nil {
			return opts.object(matchesData{"matches", answer.Matches}, func(w io.Writer) { writeMatches(w, who, answer.Matches) })
		}
		return opts.object(objectData{"explanation", answer.Explanation}, func(w io.Writer) {
			opts.text().Write(w, answer.Explanation)
		})
	})
}

// text is how an explanation is written.
func (o *explainOptions) text() words.ExplanationText {
	coloured := o.colours(o.IO.OutTerminal)
	return words.ExplanationText{
		All: o.all, More: "--all shows them", Cached: o.cached, Place: o.place(),
		Head: func(title string) string { return paint(coloured, bold, title) },
		Mark: func(outcome explanation.Outcome, sign string) string {
			switch outcome {
			case explanation.Passed:
				return paint(coloured, green, sign)
			case explanation.Held, explanation.Stays:
				return paint(coloured, yellow, sign)
			}
			return paint(coloured, red, sign)
		},
	}
}

// matchesData is the answer in JSON where several are meant.
type matchesData struct {
	Object  string                `json:"object"`
	Matches []explanation.Subject `json:"matches"`
}

func writeMatches(w io.Writer, who string, matches []explanation.Subject) {
	fmt.Fprintf(w, "%q may mean %s; name one by its external id or its DN:\n", directory.Visible(who), plural(len(matches), "entry"))
	var rows [][]string
	for _, m := range matches {
		rows = append(rows, []string{"  " + string(m.Kind), directory.Visible(cmp.Or(m.Name, "(no email)")), directory.Visible(m.ExternalID), directory.Visible(m.Reference)})
	}
	table(w, rows)
}
