package bridge

import (
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// TestRemarksOfAReport: the page gives a line for each remark in its language;
// where it gives too few, as of another plan, the report keeps its own.
func TestRemarksOfAReport(t *testing.T) {
	t.Parallel()
	f := &plan.File{Profile: "default", Plan: plan.Plan{
		Warnings: []directory.Warning{
			{Code: app.WarnNobody, Text: "nobody is logged in"},
			{Code: "user-left-out", Entry: "cn=a", Text: "user cn=a was left out"}, {Code: "user-left-out", Entry: "cn=b", Text: "user cn=b was left out"},
		},
		Drift: []plan.Drift{{Kind: plan.UnknownGroups, Count: 2}},
	}}
	german := reportWords{"warnings": "Benutzer cn=a fehlt\nBenutzer <b>cn=b</b> fehlt", "drift": "2 Gruppen von Hand", "warning." + string(app.WarnNobody): "Niemand angemeldet"}
	for _, test := range []struct {
		words    reportWords
		has, not []string
	}{
		{german, []string{"<td>Benutzer cn=a fehlt</td>", "Benutzer &lt;b&gt;cn=b", "2 Gruppen von Hand", "Niemand angemeldet"}, []string{"left out:", "was left out", "made by hand", "logged in"}},
		{reportWords{"warnings": "only one", "drift": "one\ntwo"}, []string{"user cn=a was left out", "user cn=b was left out", "made by hand", "nobody is logged in"}, []string{"only one", "one\ntwo"}},
	} {
		text, err := planReport(f, test.words)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range test.has {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
		for _, not := range test.not {
			if strings.Contains(text, not) {
				t.Errorf("%q is in\n%s", not, text)
			}
		}
	}
}
