package cli

import (
	"bytes"
	"encoding/json"
	"testing"

	"directoryconnector/backend/app"
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
		Plan:   &plan.Plan{Changes: []plan.Change{{Action: plan.Invite, Name: odd}}}, Counts: organization.Counts{Users: 2},
	}
	for name, preview := range map[string]*app.Preview{"full": full, "empty": {Plan: &plan.Plan{}}} {
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
				Details *details `json:"details,omitempty"`
			}{PreviewList: app.ListPreview(preview)}
			if withDetails {
				whole.Details = newDetails(preview)
			}
			e := json.NewEncoder(&want)
			e.SetEscapeHTML(false)
			if pretty {
				e.SetIndent("", "  ")
			}
			var data any = whole
			if response {
				data = success{true, whole}
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
