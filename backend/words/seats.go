package words

import (
	"fmt"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// Seats says how many seats are used and bought, before and after.
func Seats(s *plan.Seats) string {
	text := fmt.Sprintf("at least %d used", s.UsedBefore)
	if s.UsedAfter != s.UsedBefore {
		text += fmt.Sprintf(", then %d", s.UsedAfter)
	}
	if !s.Known {
		return text + "; this server does not tell how many there are"
	}
	text += fmt.Sprintf("; %d bought", s.BoughtBefore)
	if s.Buys > 0 {
		text += fmt.Sprintf(", then %d: %s by itself, charged at once", s.BoughtAfter, buys(s.Buys))
	}
	if s.Limit != nil {
		text += fmt.Sprintf("; at most %d", *s.Limit)
	}
	return text
}

func buys(n int) string { return "the cloud would buy " + directory.Count(n, "seat", "seats") }

// FirstQuestion asks before a first sync adds members and before the cloud buys
// seats; what is not the matter is 0.
func FirstQuestion(members, seats int) string {
	first := "This is the first sync into this organization: it would add " + directory.Count(members, "new member", "new members")
	switch {
	case seats == 0:
		return first + ". Go on?"
	case members == 0:
		return "For this sync " + buys(seats) + " by itself, charged at once. Go on?"
	}
	return first + "; " + buys(seats) + " by itself, charged at once. Go on?"
}
