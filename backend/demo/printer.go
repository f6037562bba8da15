package demo

import (
	"fmt"
	"io"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// A printer writes the demo's story. What can't be written (a closed pipe) is
// lost, and no reason to stop.
type printer struct {
	out   io.Writer
	color bool
}

const (
	bold, dim, green, yellow, red, reset = "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[33m", "\x1b[31m", "\x1b[0m"
)

func (p printer) paint(color, text string) string {
	if !p.color {
		return text
	}
	return color + text + reset
}

func (p printer) print(format string, args ...any) { _, _ = fmt.Fprintf(p.out, format+"\n", args...) }

func (p printer) title(title, about string) {
	p.print("\n%s", p.paint(bold, title))
	if about != "" {
		p.print("%s", p.paint(dim, about))
	}
}

func (p printer) command(text string) { p.print("  $ %s", text) }

func (p printer) line(format string, args ...any) { p.print("    "+format, args...) }

func (p printer) ok(format string, args ...any) {
	p.print("  %s "+format, append([]any{p.paint(green, "✓")}, args...)...)
}

func (p printer) note(format string, args ...any) {
	p.print("  %s "+format, append([]any{p.paint(yellow, "!")}, args...)...)
}

func (p printer) report(run *organization.Run) {
	said := words.Tally(run.Tally(), run.Unlisted)
	if run.Counts.Requests == 0 {
		said = []string{"nothing differs, so nothing was sent"}
	}
	if n := run.Counts.LeftOut; n > 0 {
		said = append(said, directory.Count(n, "entry", "entries")+" left out")
	}
	p.ok("%s: %s", directory.Count(run.Counts.Requests, "request", "requests"), strings.Join(said, ", "))
}

func (p printer) changes(changes []plan.Change) {
	for _, c := range changes {
		sign := "~"
		switch {
		case c.Loss(), c.Action == plan.Delete:
			sign = "-"
		case c.Action == plan.Invite, c.Action == plan.Stage, c.Action == plan.Create, c.Action == plan.Restore:
			sign = "+"
		}
		detail := words.Detail(c)
		switch c.Action {
		case plan.Revoke:
			detail = "access revoked: " + detail
		case plan.Restore:
			detail = "access restored: " + detail
		}
		p.line("%s %-5s %-32s %s", sign, c.Kind, c.Name, p.paint(dim, detail))
	}
}

// stopped shows what a guard says, with the first of those it is about.
func (p printer) stopped(problem app.Problem) {
	const most = 3
	for _, f := range problem.Findings {
		p.print("  %s stopped, nothing was sent: %s", p.paint(red, "✗"), words.Finding(f))
		for i, entry := range f.Entries {
			if i == most {
				p.line("  … and %d more", len(f.Entries)-most)
				break
			}
			p.line("  %s", entry)
		}
	}
	p.line("hint: %s", problem.Hint)
}
