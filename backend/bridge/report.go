package bridge

import (
	"cmp"
	_ "embed" // report.html
	"fmt"
	"html/template"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

//go:embed report.html
var reportText string

// A report is a plan for people, with whole lists, to be printed.
type report struct {
	Profile, Made, Program, Total, Seats string
	Stops                                []string
	Parts                                []reportPart
}

type reportPart struct {
	Title string
	Rows  []reportRow
}

type reportRow struct {
	Name, Detail, ID string
	Members          []string
}

// planReport is a plan as a page of its own, that loads nothing.
func planReport(f *plan.File) (string, error) {
	r := report{Profile: f.Profile, Made: f.Made.Local().Format("2006-01-02 15:04:05 MST"), Program: f.Program, Total: "Nothing to do."}
	if len(f.Changes) > 0 {
		r.Total = words.Total(f.Changes)
	}
	if f.Seats != nil {
		r.Seats = words.Seats(f.Seats)
	}
	for _, found := range f.Findings {
		r.Stops = append(r.Stops, directory.Visible(words.Finding(found)))
	}
	titles := map[string]string{partLeaves: "Leave", partJoins: "Join", partChanges: "Change", partGroups: "Groups"}
	shown := newShownPlan(f, nil)
	for _, part := range []string{partLeaves, partJoins, partChanges, partGroups} {
		p := reportPart{Title: titles[part]}
		for _, at := range shown.parts[part] {
			p.Rows = append(p.Rows, changeRow(&f.Changes[at]))
		}
		r.add(p)
	}
	byHand := reportPart{Title: "Changed by hand"}
	for _, d := range f.Drift {
		byHand.Rows = append(byHand.Rows, reportRow{Name: directory.Visible(words.Drift(d)), ID: directory.Visible(d.ExternalID)})
	}
	leftOut := reportPart{Title: "Left out, and to be known"}
	for _, w := range f.Warnings {
		leftOut.Rows = append(leftOut.Rows, reportRow{Name: directory.Visible(w.Text), ID: directory.Visible(w.Entry)})
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

func changeRow(c *plan.Change) reportRow {
	row := reportRow{Name: directory.Visible(cmp.Or(c.Name, c.ExternalID)), ID: directory.Visible(c.ExternalID)}
	row.Detail = strings.Trim(string(c.Action)+": "+directory.Visible(words.Detail(*c)), ": ")
	for _, ref := range c.Leaves {
		text := "− " + directory.Visible(cmp.Or(ref.Name, ref.ExternalID))
		if why := words.Membership(c, ref); why != "" {
			text += ": " + why
		}
		row.Members = append(row.Members, text)
	}
	for _, ref := range c.Joins {
		row.Members = append(row.Members, "+ "+directory.Visible(cmp.Or(ref.Name, ref.ExternalID)))
	}
	return row
}
