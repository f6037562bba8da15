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
		text, err := planReport(f, test.words, nil)
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

// People stand by name, whatever their ids are, with what they are called.
func TestPeopleOfAReportStandByName(t *testing.T) {
	t.Parallel()
	f := &plan.File{Profile: "default", Plan: plan.Plan{Changes: []plan.Change{
		{Action: plan.Invite, Kind: plan.User, ExternalID: "10", Name: "zoe@example.com", Reason: plan.Because(plan.NewUser)},
		{Action: plan.Invite, Kind: plan.User, ExternalID: "9", Name: "Bob@example.com", Reason: plan.Because(plan.NewUser)},
		{Action: plan.Create, Kind: plan.Group, ExternalID: "g", Name: "Sales", Members: 2, Joins: []plan.Ref{{ExternalID: "10", Name: "zoe@example.com"}, {ExternalID: "9", Name: "Bob@example.com"}}},
		{Action: plan.Create, Kind: plan.Group, ExternalID: "f", Name: "finance", Members: 1, Joins: []plan.Ref{{ExternalID: "8", Name: "al@example.com"}}},
	}}}
	text, err := planReport(f, reportWords{"action.create": "New group"}, map[string]string{"9": "Bob <b>Young", "10": "Zoë Adams"})
	if err != nil {
		t.Fatal(err)
	}
	at := -1
	for _, want := range []string{
		"<td>Bob@example.com (Bob &lt;b&gt;Young)", "<td>zoe@example.com (Zoë Adams)", "<td>finance<", "<li>&#43; al@example.com</li>", "New group: 1 member<",
		"<td>Sales<", "<li>&#43; Bob@example.com (Bob &lt;b&gt;Young)</li><li>&#43; zoe@example.com (Zoë Adams)</li>", "New group: 2 members<",
	} {
		i := strings.Index(text, want)
		if i <= at {
			t.Errorf("%q is not there, or not where it belongs:\n%s", want, text)
		}
		at = max(at, i)
	}
}
