package words_test

import (
	"testing"

	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

func TestEveryReasonForNothingHasWords(t *testing.T) {
	t.Parallel()
	said := map[string]plan.Code{}
	for _, code := range []plan.Code{
		plan.UpToDate, plan.StaysHeld, plan.StaysOut, plan.NotInvited, plan.Offboarded, plan.StaysByHand, plan.FilteredOut, plan.MissingKept,
		plan.OwnerKept, plan.StaysRevoked, plan.NoMember, plan.AnotherProfile, plan.Overwrites, plan.GroupWaits,
	} {
		text := words.Nothing(plan.Because(code))
		if other, twice := said[text]; twice || text == string(code) {
			t.Errorf("%s is told as %q, as %s is", code, text, other)
		}
		said[text] = code
	}
	if got := words.Nothing(plan.Because(plan.StaysHeld, "text", "it has no email")); got != "held as accepted before (it has no email)" {
		t.Errorf("got %q", got)
	}
}

func TestWhatWaits(t *testing.T) {
	t.Parallel()
	for n, want := range []string{"", "1 change of others waits for the next sync of everybody.", "2 changes of others wait for the next sync of everybody."} {
		if got := words.Waiting(&plan.One{Waiting: n}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := words.Person(&plan.One{ExternalID: "7"}); got != "7" {
		t.Errorf("got %q", got)
	}
}
