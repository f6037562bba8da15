package words

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/plan"
)

// ExplanationText is how an explanation is written for people.
type ExplanationText struct {
	// All leaves nothing out. Else long lists are cut, with how many are left
	// out and with More, which says how to see them.
	All  bool
	More string
	// Place is what commands in it are told.
	Place Place
	// Cached says that nobody was asked.
	Cached bool
	// Head makes a title of a text, Mark paints the sign of a step; both may be
	// nil.
	Head func(string) string
	Mark func(outcome explanation.Outcome, sign string) string
}

// mostLines is how many lines of a list are written.
const mostLines = 30

// Write writes an explanation.
func (t ExplanationText) Write(w io.Writer, e *explanation.Explanation) {
	x := explanationWriter{t, w, e}
	x.head(x.name() + " " + cmp.Or(Fate(e), "is not known"))
	if t.Cached {
		x.line("as of " + moment(e.Read) + ", when the directory was read last; the organization as the last syncs left it")
	}
	x.write()
}

// An explanationWriter writes one explanation.
type explanationWriter struct {
	ExplanationText
	w io.Writer
	e *explanation.Explanation
}

// moment is a time as people read it, where they are.
func moment(t time.Time) string { return t.Local().Format(time.DateTime) }

func (x *explanationWriter) head(text string) {
	text = directory.Visible(text)
	if x.Head != nil {
		text = x.Head(text)
	}
	fmt.Fprintln(x.w, text)
}

// line writes a line below a head. What nobody sees is written out.
func (x *explanationWriter) line(text string) {
	fmt.Fprintln(x.w, "  "+directory.Visible(x.Place.Beside(text)))
}

func (x *explanationWriter) write() {
	x.entry()
	x.steps()
	x.groups()
	x.organization()
	x.sync()
	x.warnings()
	x.history()
}

func (x *explanationWriter) name() string {
	e := x.e
	if e.Kind == plan.Group {
		return fmt.Sprintf("Group %q", cmp.Or(e.Name, e.ExternalID))
	}
	return cmp.Or(e.Name, e.ExternalID, e.Reference)
}

// rows writes names and values below a head.
func (x *explanationWriter) rows(head string, rows [][2]string) {
	rows = slices.DeleteFunc(rows, func(row [2]string) bool { return row[1] == "" })
	if len(rows) == 0 {
		return
	}
	x.part(head)
	x.table(rows)
}

// table writes rows of two columns.
func (x *explanationWriter) table(rows [][2]string) {
	width := 0
	for _, row := range rows {
		width = max(width, utf8.RuneCountInString(row[0]))
	}
	for _, row := range rows {
		x.line(row[0] + strings.Repeat(" ", width+2-utf8.RuneCountInString(row[0])) + row[1])
	}
}

// part begins a part of an explanation.
func (x *explanationWriter) part(head string) {
	fmt.Fprintln(x.w)
	x.head(head)
}

// list writes lines below a head, the first of them unless all are asked for.
func (x *explanationWriter) list(head string, n int, line func(i int) string) {
	if n == 0 {
		return
	}
	x.part(head)
	for i := range n {
		if i == mostLines && !x.All {
			x.line(fmt.Sprintf("… and %d more%s", n-mostLines, PlanText{More: x.More}.more()))
			break
		}
		x.line(line(i))
	}
}

func (x *explanationWriter) entry() {
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
		state = "expires " + moment(entry.Expires)
	}
	rows := [][2]string{
		{"entry", entry.Reference}, {"external id", entry.ExternalID}, {"stable id", entry.StableID},
		{"email", entry.Email}, {"name", entry.Name}, {"state", state},
	}
	if h := x.e.Holds; h != nil {
		rows = append(rows, [2]string{"holds", fmt.Sprintf("%s of its own and %s; %s in all, of whom the organization's group lists %d",
			directory.Count(h.Users, "user", "users"), directory.Count(len(h.Nested), "group", "groups"), directory.Count(h.All, "user", "users"), h.Listed)})
	}
	x.rows("In the directory", rows)
}

// located says where the directory has what the read does not give.
func (x *explanationWriter) located() {
	for _, l := range x.e.Located {
		x.part("In the directory, but not read")
		x.line(cmp.Or(l.Kind, "entry") + " " + cmp.Or(l.Reference, l.ExternalID))
		for _, reason := range l.Exclusions {
			x.marked(explanation.LeftOut, "  ", Exclusion(reason))
		}
		if len(l.Exclusions) == 0 {
			x.line("  nothing speaks against it: the next read should give it")
		}
	}
}

func (x *explanationWriter) steps() {
	x.part("Steps of a sync")
	width := 0
	for _, s := range x.e.Steps {
		width = max(width, len(StepName(s.Name)))
	}
	for _, s := range x.e.Steps {
		x.marked(s.Outcome, "", fmt.Sprintf("%-*s  %s", width, StepName(s.Name), Step(s)))
	}
}

// marked writes a line with a sign that shows how something ended.
func (x *explanationWriter) marked(outcome explanation.Outcome, indent, text string) {
	sign := "✓"
	switch outcome {
	case explanation.LeftOut, explanation.Stops, explanation.Leaves:
		sign = "✗"
	case explanation.Held, explanation.Stays:
		sign = "!"
	}
	if x.Mark != nil {
		sign = x.Mark(outcome, sign)
	}
	fmt.Fprintf(x.w, "  %s%s %s\n", indent, sign, directory.Visible(x.Place.Beside(text)))
}

func (x *explanationWriter) groups() {
	list := x.e.Groups
	x.list(fmt.Sprintf("Groups (%d)", len(list)), len(list), func(i int) string { return GroupPath(list[i]) })
	if h := x.e.Holds; h != nil {
		x.list(fmt.Sprintf("Groups in it (%d)", len(h.Nested)), len(h.Nested), func(i int) string { return cmp.Or(h.Nested[i].Name, h.Nested[i].ExternalID) })
	}
}

func (x *explanationWriter) organization() {
	var rows [][2]string
	if a := x.e.Accepted; a != nil {
		rows = append(rows, [2]string{"accepted", x.accepted(a)})
		if a.Wanted != "" {
			rows = append(rows, [2]string{"wanted then", a.Wanted})
		}
		if x.e.Entry == nil && len(a.Groups) > 0 {
			rows = append(rows, [2]string{"in the groups", refNames(a.Groups, x.All)})
		}
	}
	switch s := x.e.Shown; {
	case s != nil:
		text := cmp.Or(s.Email, s.Name)
		if s.Status != nil {
			text += ", " + Status(*s.Status) + ", " + Role(*s.Type)
		}
		text += ", external id " + cmp.Or(s.ExternalID, "none")
		if len(s.Collections) > 0 {
			text += ", access to " + directory.Count(len(s.Collections), "collection", "collections")
		}
		rows = append(rows, [2]string{"shows", text})
	case x.e.Looked:
		rows = append(rows, [2]string{"shows", "no such " + map[bool]string{true: "group", false: "member"}[x.e.Kind == plan.Group]})
	case !x.Cached:
		rows = append(rows, [2]string{"shows", "nothing: it could not be asked"})
	}
	x.rows("In the organization", rows)
}

func (x *explanationWriter) accepted(a *explanation.Accepted) string {
	text := cmp.Or(a.Email, a.Name, x.e.ExternalID) + " as " + x.e.ExternalID
	if x.e.Kind == plan.Group {
		text += ", with " + directory.Count(a.Members, "member", "members")
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

func (x *explanationWriter) sync() {
	s := x.e.Sync
	var lines []string
	for _, c := range s.Changes {
		lines = append(lines, Kind(c)+": "+cmp.Or(c.Name, c.ExternalID)+after(Detail(c)))
	}
	for _, g := range s.Joins {
		lines = append(lines, "joins "+cmp.Or(g.Name, g.ExternalID))
	}
	for _, g := range s.Leaves {
		lines = append(lines, "leaves "+cmp.Or(g.Name, g.ExternalID)+after(Reason(plan.Because(g.Reason))))
	}
	if p := s.Postponed; p != nil {
		for _, c := range p.Changes {
			lines = append(lines, "waits"+QuietUntil(p.Reason)+": "+Kind(c)+" "+Named(&c))
		}
	}
	for _, d := range x.e.Drift {
		lines = append(lines, Drift(d))
	}
	switch {
	case x.e.Conflict:
		lines = append(lines, "nothing: every sync stops, since entries share an email or an external id ("+x.Place.In("bwdc test")+" names them)")
	case len(lines) == 0:
		lines = append(lines, "nothing")
	}
	for _, f := range s.Stops {
		lines = append(lines, "but it would stop: "+Finding(f))
	}
	x.list("What a sync would do", len(lines), func(i int) string { return lines[i] })
}

func (x *explanationWriter) warnings() {
	list := x.e.Warnings
	x.list(fmt.Sprintf("Warnings (%d)", len(list)), len(list), func(i int) string { return list[i].Text })
}

func (x *explanationWriter) history() {
	h := x.e.History
	if h == nil || len(h.Events) == 0 {
		return
	}
	last := len(h.Events) - 1
	x.list(fmt.Sprintf("What was done, the newest first (%d)", len(h.Events)), len(h.Events), func(i int) string {
		e := &h.Events[last-i]
		return fmt.Sprintf("%s  %s", moment(e.At), Event(h.Kind, e))
	})
}

// after adds a detail, where there is one.
func after(detail string) string {
	if detail == "" {
		return ""
	}
	return ": " + detail
}
