package plan

import "time"

// Postponed is what a sync does not send yet, because of the time of day.
type Postponed struct {
	// Reason is QuietWindow, with the moment "until" (RFC 3339) which it lasts.
	Reason Reason `json:"reason"`
	// Changes are sorted as those of a plan. Of a group that is sent without
	// its losses, only these are here.
	Changes []Change `json:"changes"`
}

// QuietWindow: nothing that removes is sent at this time of day (sync.quiet).
const QuietWindow Code = "quiet-window"

// BecauseOfQuiet makes the reason of a quiet window that lasts until then.
func BecauseOfQuiet(until time.Time) Reason {
	return Because(QuietWindow, "until", until.Format(time.RFC3339))
}

// Until is when the next sync may send it; zero where nobody can tell.
func (p *Postponed) Until() time.Time {
	until, err := time.Parse(time.RFC3339, p.Reason.Params["until"])
	if err != nil {
		return time.Time{}
	}
	return until
}
