package words

import (
	"fmt"
	"time"

	"directoryconnector/backend/plan"
)

// Postponed says what waits in a quiet window, and until when; empty for nothing.
func Postponed(p *plan.Postponed) string {
	if p == nil || len(p.Changes) == 0 {
		return ""
	}
	return "Waits" + QuietUntil(p.Reason) + ": " + Total(p.Changes)
}

// QuietUntil is " until 2026-11-30 19:00 (sync.quiet)", by the clock of who reads
// it.
func QuietUntil(r plan.Reason) string {
	until, err := time.Parse(time.RFC3339, r.Params["until"])
	if err != nil {
		return " (sync.quiet)"
	}
	return fmt.Sprintf(" until %s (sync.quiet)", until.Local().Format("2006-01-02 15:04"))
}
