package words_test

import (
	"testing"

	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

func TestSeats(t *testing.T) {
	t.Parallel()
	limit := 60
	for want, s := range map[string]plan.Seats{
		"at least 4 used; this server does not tell how many there are": {UsedBefore: 4, UsedAfter: 4},
		"at least 4 used, then 5; 10 bought":                            {UsedBefore: 4, UsedAfter: 5, Known: true, BoughtBefore: 10, BoughtAfter: 10},
		"at least 50 used, then 57; 50 bought, then 57: the cloud would buy 7 seats by itself, charged at once; at most 60": {
			UsedBefore: 50, UsedAfter: 57, Known: true, BoughtBefore: 50, BoughtAfter: 57, Buys: 7, Limit: &limit,
		},
	} {
		if got := words.Seats(&s); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestQuestions(t *testing.T) {
	t.Parallel()
	for want, q := range map[string][2]int{
		"This is the first sync into this organization: it would add 12 new members. Go on?":                                                         {12, 0},
		"This is the first sync into this organization: it would add 12 new members; the cloud would buy 7 seats by itself, charged at once. Go on?": {12, 7},
		"For this sync the cloud would buy 1 seat by itself, charged at once. Go on?":                                                                {0, 1},
	} {
		if got := words.FirstQuestion(q[0], q[1]); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestSeatFindings(t *testing.T) {
	t.Parallel()
	s := &plan.Seats{UsedBefore: 50, UsedAfter: 57, BoughtBefore: 50}
	for want, f := range map[string]plan.Finding{
		"members would take at least 57 seats (50 now), and sync.maxSeats allows 55":                                                                              {Why: plan.SeatsSetting, Limit: 55, Count: 2},
		"members would take at least 57 seats (50 now), and 50 are bought: the cloud would buy 7 seats by itself, charged at once, and nobody agreed to that yet": {Why: plan.SeatsBought, Count: 7},
		"members would take at least 57 seats (50 now), and the organization can have 55 at most: raise the limit for adding seats in the web vault (Billing, Subscription), or sync fewer users": {
			Why: plan.SeatsLimit, Limit: 55, Count: 2,
		},
	} {
		f.Guard, f.Seats = plan.GuardSeats, s
		if got := words.Finding(f); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
		if flag := words.Flag(f); flag != "--allow-seats 2" && flag != "--allow-seats 7" {
			t.Errorf("flag %q", flag)
		}
	}
}
