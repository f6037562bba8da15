package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// A report is a preview for a person: what needs a decision comes first.
type report struct {
	w       io.Writer
	colours bool
	// place is what commands are told.
	place words.Place
}

// report writes for a person.
func (f *Factory) report(w io.Writer) report {
	return report{w: w, colours: f.colours(f.IO.OutTerminal), place: f.place()}
}

func (r report) preview(v *app.Preview) {
	r.warnings(v)
	r.stop(v)
	r.plan(v)
	r.postponed(v, false)
	r.seats(v)
	r.drift(v)
	r.users("Users", v.Enabled)
	r.users("Disabled users", v.Disabled)
	r.users("Deleted users", v.Deleted)
	r.groups(v)
	if v.Only != nil {
		r.only(v.Only)
		return
	}
	fmt.Fprintf(r.w, "%s, %s in the directory are to be in the organization. Nothing was sent.\n",
		plural(v.Counts.Users, "user"), plural(v.Counts.Groups, "group"))
}

func (r report) head(text string) {
	fmt.Fprintln(r.w, paint(r.colours, bold, text))
}

func (r report) warnings(v *app.Preview) {
	if len(v.Plan.Warnings) == 0 {
		return
	}
	r.head(fmt.Sprintf("Warnings (%d)", len(v.Plan.Warnings)))
	for _, w := range v.Plan.Warnings {
		fmt.Fprintf(r.w, "  %s %s\n", paint(r.colours, yellow, "!"), directory.Visible(w.Text))
	}
	fmt.Fprintln(r.w)
}

func (r report) stop(v *app.Preview) {
	if len(v.Plan.Findings) == 0 {
		return
	}
	r.head("A sync would stop")
	for _, finding := range v.Plan.Findings {
		fmt.Fprintf(r.w, "  %s %s\n", paint(r.colours, red, "✗"), r.place.Beside(words.Finding(finding)))
		for _, entry := range finding.Entries {
			fmt.Fprintf(r.w, "      %s\n", directory.Visible(entry))
		}
		if way := wayOn(finding); way != "" {
			fmt.Fprintf(r.w, "    %s\n", r.place.In(way))
		}
	}
	fmt.Fprintln(r.w)
}

func (r report) plan(v *app.Preview) {
	r.head("What a sync would do")
	lines := words.Tally(plan.Count(v.Plan.Changes), slices.ContainsFunc(v.Plan.Changes, func(c plan.Change) bool { return c.Unchecked }))
	if len(lines) == 0 {
		lines = []string{"nothing: the organization is up to date"}
		if len(v.Plan.Drift) > 0 {
			lines = []string{"nothing"}
		}
	}
	for _, line := range lines {
		fmt.Fprintf(r.w, "  %s\n", line)
	}
	losses := v.Plan.Losses()
	if len(v.Plan.Changes) > len(losses) && v.Only == nil {
		fmt.Fprintln(r.w, r.place.In("  ('bwdc plan' names every change)"))
	}
	for _, c := range losses {
		detail := because(words.Detail(c))
		if c.Action == plan.Revoke {
			detail = ": access revoked" + detail
		}
		fmt.Fprintf(r.w, "  - %s\n", directory.Visible(fmt.Sprintf("%s (%s)%s", cmp.Or(c.Name, c.ExternalID), c.ExternalID, detail)))
	}
	for _, m := range v.Plan.Missing {
		fmt.Fprintf(r.w, "  group %q left the directory or the filter%s\n", m.Name, because(hangsOn(m)))
	}
	fmt.Fprintln(r.w)
}

// hangsOn says what a group that left still gives access to.
func hangsOn(m plan.MissingGroup) string {
	if len(m.Collections) == 0 {
		return ""
	}
	return fmt.Sprintf("%s with access to %s: %s", plural(m.Members, "member"), plural(len(m.Collections), "collection"), strings.Join(m.Collections, ", "))
}

// seats tells how many are used and bought, where anybody knows.
func (r report) seats(v *app.Preview) {
	if v.Plan.Seats == nil {
		return
	}
	r.head("Seats")
	fmt.Fprintf(r.w, "  %s\n\n", words.Seats(v.Plan.Seats))
}

// drift names what somebody changed in the organization by other means.
func (r report) drift(v *app.Preview) {
	if len(v.Plan.Drift) == 0 {
		return
	}
	r.head(fmt.Sprintf("Changed by hand in the organization (%d)", len(v.Plan.Drift)))
	for _, d := range v.Plan.Drift {
		fmt.Fprintf(r.w, "  %s\n", directory.Visible(r.place.Beside(words.Drift(d))))
	}
	fmt.Fprintln(r.w)
}

// postponed names what waits in a quiet window.
func (r report) postponed(v *app.Preview, all bool) {
	if v.Plan.Postponed == nil {
		return
	}
	r.head(words.Postponed(v.Plan.Postponed))
	list := v.Plan.Postponed.Changes
	for i := range list {
		if i == maxLines && !all {
			fmt.Fprintf(r.w, "  … and %d more (--all of '%s' shows them)\n", len(list)-i, r.place.In("bwdc plan"))
			break
		}
		fmt.Fprintf(r.w, "  %s %s\n", words.Kind(list[i]), words.Named(&list[i]))
	}
	fmt.Fprintln(r.w)
}

func because(detail string) string {
	if detail == "" {
		return ""
	}
	return ": " + detail
}

func (r report) users(title string, users []app.PreviewUser) {
	if len(users) == 0 {
		return
	}
	r.head(fmt.Sprintf("%s (%d)", title, len(users)))
	rows := make([][]string, len(users))
	for i, u := range users {
		note := ""
		if u.Held {
			note = "held: keeps what was accepted before"
		}
		rows[i] = []string{"  " + directory.Visible(cmp.Or(u.Email, "(no email)")), directory.Visible(u.ExternalID), note}
	}
	table(r.w, rows)
	fmt.Fprintln(r.w)
}

func (r report) groups(v *app.Preview) {
	if len(v.Groups) == 0 {
		return
	}
	r.head(fmt.Sprintf("Groups (%d)", len(v.Groups)))
	rows := make([][]string, len(v.Groups))
	for i, g := range v.Groups {
		rows[i] = []string{"  " + directory.Visible(g.Name), plural(len(g.Members), "member"), directory.Visible(g.ExternalID)}
	}
	table(r.w, rows)
	fmt.Fprintln(r.w)
}

// plural counts: 1 user, 2 users, 3 entries.
func plural(n int, one string) string {
	many := one + "s"
	if stem, ok := strings.CutSuffix(one, "ry"); ok {
		many = stem + "ries"
	}
	return directory.Count(n, one, many)
}
