package cli

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A test written part by part is byte by byte what it is written whole.
func TestListsAreWrittenAsBefore(t *testing.T) {
	t.Parallel()
	odd := "<b>&\u2028\x00\"\\é\xff😀"
	full := &app.Preview{
		Enabled: []app.PreviewUser{{ExternalID: "1", Email: "ada@example.com"}, {ExternalID: odd}}, Disabled: []app.PreviewUser{{ExternalID: "2", Email: odd}},
		Groups: []app.PreviewGroup{{ExternalID: "g", Name: "Eng", Members: []string{"1", odd}}, {ExternalID: "empty", Members: []string{}}, {ExternalID: "none"}},
		Plan: &plan.Plan{
			Changes: []plan.Change{{Action: plan.Invite, Name: odd}, {Action: plan.Remove, Kind: plan.User, Name: odd}},
			Drift:   []plan.Drift{{Kind: plan.MemberGone, Name: odd}}, Missing: []plan.MissingGroup{{Name: odd}},
			Warnings: []directory.Warning{{Text: odd}}, Findings: []plan.Finding{{Guard: plan.GuardGone, Count: 3}}, Seats: &plan.Seats{UsedAfter: 2},
			Postponed: &plan.Postponed{Reason: plan.Because(plan.QuietWindow, "until", odd), Changes: []plan.Change{{Name: odd}}},
		}, Counts: organization.Counts{Users: 2}, Only: &plan.One{},
	}
	allFields(t, *full.Plan)
	empty := &plan.Plan{
		Changes: []plan.Change{}, Drift: []plan.Drift{}, Missing: []plan.MissingGroup{}, Warnings: []directory.Warning{}, Findings: []plan.Finding{},
	}
	for name, preview := range map[string]*app.Preview{"full": full, "empty": {Plan: empty}} {
		for _, set := range [][3]bool{{}, {true}, {true, true}, {true, true, true}, {false, true}, {false, false, true}} {
			response, pretty, withDetails := set[0], set[1], set[2]
			var got, want bytes.Buffer
			f := NewFactory(Program{IO: IO{Out: &got, Err: &bytes.Buffer{}}, Getenv: func(string) string { return "" }})
			f.flags.response, f.flags.pretty = response, pretty
			if err := (&testOptions{Factory: f, details: withDetails}).writeLists(preview); err != nil {
				t.Fatal(err)
			}
			whole := struct {
				app.PreviewList
				Details *wholeDetails `json:"details,omitempty"`
			}{PreviewList: app.ListPreview(preview)}
			if withDetails {
				whole.Details = newWholeDetails(preview)
			}
			e := json.NewEncoder(&want)
			e.SetEscapeHTML(false)
			if pretty {
				e.SetIndent("", "  ")
			}
			var data any = whole
			if response {
				data = wholeSuccess{true, whole}
			}
			if err := e.Encode(data); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("%s, response %v, pretty %v, details %v:\ngot  %s\nwant %s", name, response, pretty, withDetails, got.Bytes(), want.Bytes())
			}
		}
	}
}

// allFields makes sure that a test says something about every field.
func allFields(t *testing.T, v any) {
	t.Helper()
	for value, i := reflect.ValueOf(v), 0; i < value.NumField(); i++ {
		if value.Field(i).IsZero() {
			t.Errorf("%T.%s is not in the test", v, value.Type().Field(i).Name)
		}
	}
}

// What is written part by part, whole.
type (
	wholeSuccess struct {
		Success bool `json:"success"`
		Data    any  `json:"data"`
	}
	wholeDetails struct {
		Removals      []changeData        `json:"removals"`
		Added         int                 `json:"added"`
		Changed       int                 `json:"changed"`
		GroupsChanged int                 `json:"groupsChanged"`
		MissingGroups []string            `json:"missingGroups"`
		Warnings      []directory.Warning `json:"warnings"`
		Stop          []findingData       `json:"stop"`
		Counts        organization.Counts `json:"counts"`
		Plan          *plan.Plan          `json:"plan"`
		Only          *plan.One           `json:"only,omitempty"`
	}
	wholeRecord struct {
		organization.Run
		Changes []changeData  `json:"changes,omitempty"`
		Stops   []findingData `json:"stops,omitempty"`
	}
	wholeRun struct {
		Object string `json:"object"`
		wholeRecord
	}
)

func newWholeDetails(v *app.Preview) *wholeDetails {
	tally := plan.Count(v.Plan.Changes)
	d := &wholeDetails{
		Removals: []changeData{}, Added: tally.UsersAdded, Changed: tally.UsersChanged + tally.UsersRestored,
		GroupsChanged: tally.GroupsAdded + tally.GroupsChanged + tally.GroupsDeleted,
		MissingGroups: []string{}, Warnings: v.Plan.Warnings, Stop: newFindings(v.Plan.Findings), Counts: v.Counts, Plan: v.Plan, Only: v.Only,
	}
	for _, c := range v.Plan.Losses() {
		d.Removals = append(d.Removals, newChangeData(c))
	}
	for _, m := range v.Plan.Missing {
		d.MissingGroups = append(d.MissingGroups, m.Name)
	}
	return d
}

// The record of a run is written so, too.
func TestRecordsAreWrittenAsBefore(t *testing.T) {
	t.Parallel()
	run := &organization.Run{
		ID: "1", Changes: []plan.Change{{Action: plan.Invite, Name: "<a>"}, {Action: plan.Create, Kind: plan.Group, Joins: []plan.Ref{{Name: "a"}}}},
		Stops: []plan.Finding{{Guard: plan.GuardRemovals, Count: 2}}, Warnings: []directory.Warning{{Text: "w"}},
	}
	record := wholeRecord{Run: *run, Stops: newFindings(run.Stops)}
	for _, c := range run.Changes {
		record.Changes = append(record.Changes, newChangeData(c))
	}
	quiet, message := &organization.Run{ID: "2"}, messageData{Object: "message", Title: "done"}
	told := message
	told.Details = recordData{run}
	type plainMessage messageData
	whole := plainMessage(message)
	whole.Details = record
	for _, pretty := range []bool{false, true} {
		for name, c := range map[string]struct{ streamed, whole any }{
			"a run":                 {objectData{"run", recordData{run}}, wholeRun{"run", record}},
			"nothing changed":       {objectData{"run", recordData{quiet}}, wholeRun{"run", wholeRecord{Run: *quiet}}},
			"a record":              {recordData{run}, record},
			"a message":             {success{true, told}, wholeSuccess{true, whole}},
			"one without a details": {message, plainMessage(message)},
		} {
			var got, want bytes.Buffer
			f := NewFactory(Program{IO: IO{Out: &got, Err: &bytes.Buffer{}}, Getenv: func(string) string { return "" }})
			f.flags.pretty = pretty
			if err := f.writeJSON(c.streamed); err != nil {
				t.Fatal(err)
			}
			e := json.NewEncoder(&want)
			e.SetEscapeHTML(false)
			if pretty {
				e.SetIndent("", "  ")
			}
			if err := e.Encode(c.whole); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("%s, pretty %v:\ngot  %s\nwant %s", name, pretty, got.Bytes(), want.Bytes())
			}
		}
	}
}
