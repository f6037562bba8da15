package words_test

import (
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

func TestEverythingThatFollowsHasWords(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	said := map[string]plan.Code{}
	for _, code := range []plan.Code{
		plan.StillThere, plan.SwitchedOff, plan.GoneThere, plan.NobodyKnows, plan.RemovedLater, plan.StaysMember,
		plan.RevokesOnly, plan.ByImport, plan.OthersHave, plan.NotFromHere,
	} {
		text := words.Follows(plan.Because(code, "who", "ada@example.com"), at)
		if other, twice := said[text]; twice || text == string(code) {
			t.Errorf("%s is told as %q, as %s is", code, text, other)
		}
		said[text] = code
	}
	if got := words.Follows(plan.Because(plan.StillThere, "who", "a d a"), at); !strings.Contains(got, "2026-03-01 08:00:00") || !strings.Contains(got, "--reinvite 'a d a'") {
		t.Errorf("got %q", got)
	}
}

func TestWhatAnOffboardingDoes(t *testing.T) {
	t.Parallel()
	o := &plan.Offboarding{ExternalID: "7", Name: "ada@example.com", Action: plan.Remove}
	for want, got := range map[string]string{
		"This removes ada@example.com (7) from the organization now.":                words.Offboards(o),
		"ada@example.com (7) is removed from the organization.":                      words.Offboarded(o, false),
		"It was sent that ada@example.com (7) is to lose the access.":                words.Offboarded(o, true),
		"This takes the access of b@example.com away now.":                           words.Offboards(&plan.Offboarding{Name: "b@example.com", Action: plan.Revoke}),
		"The access of b@example.com is revoked.":                                    words.Offboarded(&plan.Offboarding{Name: "b@example.com", Action: plan.Revoke}, false),
		"c@example.com was offboarded before, and is no member of the organization.": words.Offboarded(&plan.Offboarding{Name: "c@example.com", Action: plan.Remove, Already: true}, false),
		"The access of b@example.com is revoked already.":                            words.Offboarded(&plan.Offboarding{Name: "b@example.com", Action: plan.Revoke, Already: true}, false),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
