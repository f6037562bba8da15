package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"directoryconnector/backend/app"
)

// A report is a preview for a person: what needs a decision comes first.
type report struct {
	w       io.Writer
	colours bool
}

func (r report) preview(v *app.Preview) {
	r.warnings(v)
	r.stop(v)
	r.plan(v)
	r.users("Users", v.Enabled)
	r.users("Disabled users", v.Disabled)
	r.users("Deleted users", v.Deleted)
	r.groups(v)
	fmt.Fprintf(r.w, "%s, %s in the directory are to be in the organization. Nothing was sent.\n",
		plural(v.Counts.Users, "user"), plural(v.Counts.Groups, "group"))
}

func (r report) head(text string) {
	fmt.Fprintln(r.w, paint(r.colours, bold, text))
}

func (r report) warnings(v *app.Preview) {
	if len(v.Warnings) == 0 {
		return
	}
	r.head(fmt.Sprintf("Warnings (%d)", len(v.Warnings)))
	for _, w := range v.Warnings {
		fmt.Fprintf(r.w, "  %s %s\n", paint(r.colours, yellow, "!"), w.Text)
	}
	fmt.Fprintln(r.w)
}

func (r report) stop(v *app.Preview) {
	if len(v.Stop) == 0 {
		return
	}
	r.head("A sync would stop")
	for _, finding := range v.Stop {
		fmt.Fprintf(r.w, "  %s %s\n", paint(r.colours, red, "✗"), finding.Text)
		for _, entry := range finding.Entries {
			fmt.Fprintf(r.w, "      %s\n", entry)
		}
		if finding.Allow != "" {
			fmt.Fprintf(r.w, "    To allow it once: %s\n", allowWords(finding.Allow))
		}
	}
	fmt.Fprintln(r.w)
}

func (r report) plan(v *app.Preview) {
	r.head("What a sync would do")
	var lines []string
	add := func(n int, what, does string) {
		if n > 0 {
			lines = append(lines, plural(n, what)+" "+does)
		}
	}
	add(v.Added, "user", "added")
	add(v.Changed, "user", "changed")
	add(len(v.Removals), "user", "removed")
	add(v.GroupsChanged, "group", "added or changed")
	if len(lines) == 0 {
		lines = []string{"nothing: the organization is up to date"}
	}
	for _, line := range lines {
		fmt.Fprintf(r.w, "  %s\n", line)
	}
	for _, c := range v.Removals {
		fmt.Fprintf(r.w, "  - %s (%s)%s\n", cmp.Or(c.Name, c.ExternalID), c.ExternalID, because(c.Detail))
	}
	for _, name := range v.MissingGroups {
		fmt.Fprintf(r.w, "  group %q left the directory or the filter\n", name)
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
		rows[i] = []string{"  " + cmp.Or(u.Email, "(no email)"), u.ExternalID, note}
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
		rows[i] = []string{"  " + g.Name, plural(len(g.Members), "member"), g.ExternalID}
	}
	table(r.w, rows)
	fmt.Fprintln(r.w)
}

// plural counts: 1 user, 2 users, 3 entries.
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if stem, ok := strings.CutSuffix(one, "ry"); ok {
		return fmt.Sprintf("%d %sries", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, one)
}
