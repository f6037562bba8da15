package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

type explainOptions struct {
	*Factory
	cached, asJSON, all bool
}

const explainLong = `Explains one person, or one group: where the directory has the entry, or why it is
not read; as whom it is recognized; which step of a sync lets it pass or leaves it
out; in which groups it is, and by which way; what the organization shows; what a
sync would do; and what earlier syncs did.

WHO is an email, the name of a group, an external id, a DN, or a stable id. Nothing
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
	cmd.Flags().BoolVar(&opts.asJSON, "json", false, "print JSON")
	return cmd
}

func runExplain(ctx context.Context, opts *explainOptions, who string) error {
	if strings.TrimSpace(who) == "" {
		return usagef("'bwdc explain' was given nobody")
	}
	return opts.withApp(func(a *app.App) error {
		p := opts.newProgress()
		answer, err := a.Explainer().Explain(ctx, app.ExplainRequest{Who: who, Cached: opts.cached, OnProgress: p.report})
		p.end()
		if err != nil {
			return err
		}
		if answer.Explanation == nil {
			return opts.object(matchesData{"matches", answer.Matches}, opts.asJSON, func(w io.Writer) { writeMatches(w, who, answer.Matches) })
		}
		return opts.object(explanationData{"explanation", answer.Explanation}, opts.asJSON, func(w io.Writer) {
			e := explained{report: report{w: w, colours: opts.colours(opts.IO.OutTerminal)}, e: answer.Explanation, all: opts.all, cached: opts.cached}
			e.write()
		})
	})
}

// explanationData and matchesData are the answers in JSON.
type explanationData struct {
	Object string `json:"object"`
	*app.Explanation
}

type matchesData struct {
	Object  string        `json:"object"`
	Matches []app.Subject `json:"matches"`
}

func writeMatches(w io.Writer, who string, matches []app.Subject) {
	fmt.Fprintf(w, "%q may mean %s; name one by its external id or its DN:\n", who, plural(len(matches), "entry"))
	var rows [][]string
	for _, m := range matches {
		rows = append(rows, []string{"  " + string(m.Kind), cmp.Or(m.Name, "(no email)"), m.ExternalID, m.Reference})
	}
	table(w, rows)
}

// explained writes an explanation for a person.
type explained struct {
	report
	e           *app.Explanation
	all, cached bool
}

// mostLines is how many lines of a list are shown without --all.
const mostLines = 30

func (x *explained) write() {
	x.head(fmt.Sprintf("%s %s", x.name(), cmp.Or(words.Fate(x.e), "is not in it")))
	if x.cached {
		fmt.Fprintf(x.w, "  as of %s, when the directory was read last; the organization as the last syncs left it\n", timeWords(x.e.Read))
	}
	x.entry()
	x.steps()
	x.groups()
	x.organization()
	x.sync()
	x.warnings()
	x.history()
}

func (x *explained) name() string {
	e := x.e
	if e.Kind == plan.Group {
		return fmt.Sprintf("Group %q", cmp.Or(e.Name, e.ExternalID))
	}
	return cmp.Or(e.Name, e.ExternalID, e.Reference)
}

// rows writes names and values below a head.
func (x *explained) rows(head string, rows [][2]string) {
	var shown [][]string
	for _, row := range rows {
		if row[1] != "" {
			shown = append(shown, []string{"  " + row[0], row[1]})
		}
	}
	if len(shown) == 0 {
		return
	}
	x.part(head)
	table(x.w, shown)
}

// part begins a part of an explanation.
func (x *explained) part(head string) {
	fmt.Fprintln(x.w)
	x.head(head)
}

// list writes lines below a head, the first of them unless all are asked for.
func (x *explained) list(head string, n int, line func(i int) string) {
	if n == 0 {
		return
	}
	x.part(head)
	for i := range n {
		if i == mostLines && !x.all {
			fmt.Fprintf(x.w, "  … and %d more (--all shows them)\n", n-mostLines)
			break
		}
		fmt.Fprintf(x.w, "  %s\n", line(i))
	}
}

func (x *explained) entry() {
	entry := x.e.Entry
	if entry == nil {
		x.located()
		return
	}
	state := "enabled"
	switch {
	case x.e.Kind == plan.Group:
		state = ""
	case entry.Deleted:
		state = "deleted"
	case entry.Disabled:
		state = "disabled"
	case !entry.Expires.IsZero():
		state = "expires " + timeWords(entry.Expires)
	}
	rows := [][2]string{
		{"entry", entry.Reference}, {"external id", entry.ExternalID}, {"stable id", entry.StableID},
		{"email", entry.Email}, {"name", entry.Name}, {"state", state},
	}
	if h := x.e.Holds; h != nil {
		rows = append(rows, [2]string{"holds", fmt.Sprintf("%s of its own and %s; %s in all, of whom the organization's group lists %d",
			plural(h.Users, "user"), plural(len(h.Nested), "group"), plural(h.All, "user"), h.Listed)})
	}
	x.rows("In the directory", rows)
}

// located says where the directory has what the read does not give.
func (x *explained) located() {
	for _, l := range x.e.Located {
		x.part("In the directory, but not read")
		fmt.Fprintf(x.w, "  %s %s\n", cmp.Or(l.Kind, "entry"), cmp.Or(l.Reference, l.ExternalID))
		for _, reason := range l.Exclusions {
			fmt.Fprintf(x.w, "    %s %s\n", paint(x.colours, red, "✗"), words.Exclusion(reason))
		}
		if len(l.Exclusions) == 0 {
			fmt.Fprintln(x.w, "    nothing speaks against it: the next read should give it")
		}
	}
}

func (x *explained) steps() {
	x.part("Steps of a sync")
	var rows [][]string
	for _, s := range x.e.Steps {
		mark, colour := "✓", green
		switch s.Outcome {
		case explanation.LeftOut, explanation.Stops, explanation.Leaves:
			mark, colour = "✗", red
		case explanation.Held, explanation.Stays:
			mark, colour = "!", yellow
		}
		rows = append(rows, []string{"  " + paint(x.colours, colour, mark) + " " + words.StepName(s.Name), words.Step(s)})
	}
	table(x.w, rows)
}

func (x *explained) groups() {
	list := x.e.Groups
	x.list(fmt.Sprintf("Groups (%d)", len(list)), len(list), func(i int) string { return words.GroupPath(list[i]) })
	if h := x.e.Holds; h != nil {
		x.list(fmt.Sprintf("Groups in it (%d)", len(h.Nested)), len(h.Nested), func(i int) string { return cmp.Or(h.Nested[i].Name, h.Nested[i].ExternalID) })
	}
}

func (x *explained) organization() {
	var rows [][2]string
	if a := x.e.Accepted; a != nil {
		rows = append(rows, [2]string{"accepted", x.accepted(a)})
		if a.Wanted != "" {
			rows = append(rows, [2]string{"wanted then", a.Wanted})
		}
		if x.e.Entry == nil && len(a.Groups) > 0 {
			rows = append(rows, [2]string{"in the groups", refNames(a.Groups, x.all)})
		}
	}
	switch s := x.e.Shown; {
	case s != nil:
		text := cmp.Or(s.Email, s.Name)
		if s.Status != nil {
			text += ", " + words.Status(*s.Status) + ", " + words.Role(*s.Type)
		}
		text += ", external id " + cmp.Or(s.ExternalID, "none")
		if len(s.Collections) > 0 {
			text += ", access to " + plural(len(s.Collections), "collection")
		}
		rows = append(rows, [2]string{"shows", text})
	case x.e.Looked:
		rows = append(rows, [2]string{"shows", "no such " + map[bool]string{true: "group", false: "member"}[x.e.Kind == plan.Group]})
	case !x.cached:
		rows = append(rows, [2]string{"shows", "nothing: it could not be asked"})
	}
	x.rows("In the organization", rows)
}

func (x *explained) accepted(a *explanation.Accepted) string {
	text := cmp.Or(a.Email, a.Name, x.e.ExternalID) + " as " + x.e.ExternalID
	if x.e.Kind == plan.Group {
		text += ", with " + plural(a.Members, "member")
	}
	for _, note := range []struct {
		is   bool
		text string
	}{
		{a.InFlight, "a request is under way, or its answer was lost"}, {a.Revoked, "access revoked by a sync"},
		{a.RemovedByHand, "removed by hand"}, {a.BeforeClear, "before the sync cache was cleared"},
	} {
		if note.is {
			text += "; " + note.text
		}
	}
	return text
}

func refNames(refs []plan.Ref, all bool) string {
	var names []string
	for i, r := range refs {
		if i == mostLines && !all {
			names = append(names, fmt.Sprintf("and %d more", len(refs)-i))
			break
		}
		names = append(names, cmp.Or(r.Name, r.ExternalID))
	}
	return strings.Join(names, ", ")
}

func (x *explained) sync() {
	s := x.e.Sync
	var lines []string
	for _, c := range s.Changes {
		lines = append(lines, words.Kind(c)+": "+cmp.Or(c.Name, c.ExternalID)+because(words.Detail(c)))
	}
	for _, g := range s.Joins {
		lines = append(lines, "joins "+cmp.Or(g.Name, g.ExternalID))
	}
	for _, g := range s.Leaves {
		lines = append(lines, "leaves "+cmp.Or(g.Name, g.ExternalID)+because(words.Reason(plan.Because(g.Reason))))
	}
	for _, d := range x.e.Drift {
		lines = append(lines, words.Drift(d))
	}
	if len(lines) == 0 {
		lines = append(lines, "nothing")
	}
	if x.e.Conflict {
		lines = append(lines, "but every sync stops: entries share an email or an external id (bwdc test names them)")
	}
	for _, f := range s.Stops {
		lines = append(lines, "but it would stop: "+words.Finding(f))
	}
	x.list("What a sync would do", len(lines), func(i int) string { return lines[i] })
}

func (x *explained) warnings() {
	list := x.e.Warnings
	x.list(fmt.Sprintf("Warnings (%d)", len(list)), len(list), func(i int) string { return list[i].Text })
}

func (x *explained) history() {
	h := x.e.History
	if h == nil || len(h.Events) == 0 {
		return
	}
	last := len(h.Events) - 1
	x.list(fmt.Sprintf("What was done, the newest first (%d)", len(h.Events)), len(h.Events), func(i int) string {
		e := &h.Events[last-i]
		return fmt.Sprintf("%s  %s", timeWords(e.At), words.Event(h.Kind, e))
	})
}
