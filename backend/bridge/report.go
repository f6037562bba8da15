package bridge

import (
	"cmp"
	_ "embed" // report.html
	"fmt"
	"html/template"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

//go:embed report.html
var reportText string

// A report is a plan for people, with whole lists, to be printed.
type report struct {
	Language, Title, Profile, Made, About, Total, Seats, Stop string
	Stops                                                     []string
	Parts                                                     []reportPart
}

type reportPart struct {
	Title string
	Rows  []reportRow
}

type reportRow struct {
	Name, Detail, ID string
	Members          []string
}

// planReport is a plan as a page of its own, that loads nothing. called are the
// names of people by external id, where they are known.
func planReport(f *plan.File, w reportWords, called map[string]string) (string, error) {
	made := f.Made.Local().Format("2006-01-02 15:04:05 MST")
	r := report{
		Language: w.of("language"), Title: w.of("title"), Profile: f.Profile, Made: made, Stop: w.of("stop"),
		About: w.of("about", "{profile}", f.Profile, "{made}", made, "{version}", f.Program),
		Total: w.total(f.Changes), Seats: w.seats(f.Seats), Stops: w.lines("stops", each(f.Findings, words.Finding)),
	}
	shown := newShownPlan(f, nil)
	for _, part := range []string{partLeaves, partJoins, partChanges, partGroups} {
		p := reportPart{Title: w.of(part)}
		for _, at := range byName(f.Changes, shown.parts[part]) {
			p.Rows = append(p.Rows, w.changeRow(&f.Changes[at], called))
		}
		r.add(p)
	}
	byHand := reportPart{Title: w.of("byHand")}
	for i, line := range w.lines("drift", each(f.Drift, words.Drift)) {
		byHand.Rows = append(byHand.Rows, reportRow{Name: line, ID: directory.Visible(f.Drift[i].ExternalID)})
	}
	leftOut := reportPart{Title: w.of("leftOut")}
	for _, warning := range f.Warnings {
		if ofWhole(warning) {
			leftOut.Rows = append(leftOut.Rows, reportRow{Name: directory.Visible(cmp.Or(w["warning."+string(warning.Code)], warning.Text))})
		}
	}
	for i, line := range w.lines("warnings", each(shown.warnings, func(w directory.Warning) string { return w.Text })) {
		leftOut.Rows = append(leftOut.Rows, reportRow{Name: line, ID: directory.Visible(shown.warnings[i].Entry)})
	}
	r.add(leftOut)
	r.add(byHand)
	return r.write()
}

func (r *report) add(p reportPart) {
	if len(p.Rows) > 0 {
		r.Parts = append(r.Parts, p)
	}
}

func (r *report) write() (string, error) {
	t, err := template.New("report").Parse(reportText)
	if err != nil {
		return "", fmt.Errorf("read the form of the report: %w", err)
	}
	var b strings.Builder
	if err := t.Execute(&b, r); err != nil {
		return "", fmt.Errorf("write the report: %w", err)
	}
	return b.String(), nil
}

// byName are changes as a reader looks for them: those of one action side by
// side, in the order of the plan, each by name.
func byName(changes []plan.Change, list []int) []int {
	first := map[plan.Action]int{}
	for i, at := range list {
		if _, known := first[changes[at].Action]; !known {
			first[changes[at].Action] = i
		}
	}
	return slices.SortedStableFunc(slices.Values(list), func(a, b int) int {
		x, y := &changes[a], &changes[b]
		return cmp.Or(cmp.Compare(first[x.Action], first[y.Action]), compareNames(cmp.Or(x.Name, x.ExternalID), cmp.Or(y.Name, y.ExternalID)))
	})
}

func refsByName(refs []plan.Ref) []plan.Ref {
	return slices.SortedStableFunc(slices.Values(refs), func(a, b plan.Ref) int {
		return compareNames(cmp.Or(a.Name, a.ExternalID), cmp.Or(b.Name, b.ExternalID))
	})
}

func compareNames(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }

// personName is an address with the name of who has it.
func personName(name, id string, called map[string]string) string {
	text := directory.Visible(cmp.Or(name, id))
	if who := called[id]; who != "" && who != text {
		text += " (" + directory.Visible(who) + ")"
	}
	return text
}

func (w reportWords) changeRow(c *plan.Change, called map[string]string) reportRow {
	row := reportRow{Name: directory.Visible(cmp.Or(c.Name, c.ExternalID)), ID: directory.Visible(c.ExternalID)}
	if c.Kind == plan.User {
		row.Name = personName(c.Name, c.ExternalID, called)
	}
	row.Detail = strings.Trim(cmp.Or(w["action."+string(c.Action)], string(c.Action))+": "+directory.Visible(w.detail(c)), ": ")
	for _, ref := range refsByName(c.Leaves) {
		text := "− " + personName(ref.Name, ref.ExternalID, called)
		if why := w.membership(c, ref); why != "" {
			text += ": " + why
		}
		row.Members = append(row.Members, text)
	}
	for _, ref := range refsByName(c.Joins) {
		row.Members = append(row.Members, "+ "+personName(ref.Name, ref.ExternalID, called))
	}
	return row
}
