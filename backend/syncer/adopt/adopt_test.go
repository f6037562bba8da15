package adopt_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/adopt"
	"directoryconnector/backend/syncer/desired"
)

// there makes groups of the directory, by external id and name in turn.
func there(pairs ...string) *desired.State {
	s := &desired.State{}
	for i := 0; i < len(pairs); i += 2 {
		s.Groups = append(s.Groups, desired.Group{ID: pairs[i], Name: pairs[i+1], Verdict: desired.Wanted})
	}
	return s
}

// here makes groups of the organization, by external id and name in turn.
func here(pairs ...string) []organization.Group {
	var list []organization.Group
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, organization.Group{ID: "id of " + pairs[i+1] + pairs[i], ExternalID: pairs[i], Name: pairs[i+1]})
	}
	return list
}

func TestOf(t *testing.T) {
	t.Parallel()
	offer := func(id, name string) adopt.Offer { return adopt.Offer{GroupID: "id of " + name, ID: id, Name: name} }
	left := func(id, name string, code plan.Code, count ...string) plan.Left {
		l := plan.Left{Kind: plan.Group, ExternalID: id, Name: name, Reason: plan.Because(code)}
		if len(count) > 0 {
			l.Reason = plan.Because(code, "count", count[0])
		}
		return l
	}
	filtered := there("g", "Eng")
	filtered.Groups[0].Verdict = desired.Filtered
	for name, test := range map[string]struct {
		there  *desired.State
		here   []organization.Group
		offers []adopt.Offer
		left   []plan.Left
	}{
		"nothing has a name in common":            {there: there("g", "Eng"), here: here("", "Sales", "x", "Eng")},
		"one by hand with the name":               {there: there("g", "Eng", "s", "Sales"), here: here("", "Sales", "", "Eng"), offers: []adopt.Offer{offer("g", "Eng"), offer("s", "Sales")}},
		"white space at the ends is no other one": {there: there("g", "Eng"), here: here("", " Eng "), offers: []adopt.Offer{offer("g", " Eng ")}},
		"another case is another name":            {there: there("g", "Eng"), here: here("", "ENG")},
		"a group without a name is nobody's":      {there: there("g", ""), here: here("", "")},
		"several in the organization":             {there: there("g", "Eng"), here: here("", "Eng", "", "Eng"), left: []plan.Left{left("g", "Eng", plan.SeveralHere, "2")}},
		"several in the directory":                {there: there("g", "Eng", "h", "Eng", "i", "Eng"), here: here("", "Eng"), left: []plan.Left{left("", "Eng", plan.SeveralThere, "3")}},
		"the directory's is there already":        {there: there("g", "Eng"), here: here("", "Eng", "g", "Other"), left: []plan.Left{left("g", "Eng", plan.HereAlready)}},
		"a group that the filter leaves out":      {there: filtered, here: here("", "Eng")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := adopt.Of(test.there, test.here)
			if diff := cmp.Diff(adopt.Result{Offers: test.offers, Left: test.left}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOnly(t *testing.T) {
	t.Parallel()
	r := adopt.Of(there("g", "Eng", "s", "Sales", "b", "Board"), here("", "Sales", "", "Eng", "", "Board"))
	if missing := r.Only([]string{" Eng", "Board", "board", "None"}); cmp.Diff([]string{"None", "board"}, missing) != "" || cmp.Diff([]string{"Board", "Eng"}, r.Names()) != "" {
		t.Errorf("missing %q, left %q", missing, r.Names())
	}
	shown := here("", "Sales", "", "Eng")
	as := r.As(shown)
	if as[0].ExternalID != "" || as[1].ExternalID != "g" || shown[1].ExternalID != "" {
		t.Errorf("as %v, from %v", as, shown)
	}
}
