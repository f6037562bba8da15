package cli

import (
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/app"
)

// Who has taken the lock and not written yet who it is has no number and no
// time.
func TestHolderWords(t *testing.T) {
	t.Parallel()
	if got := holderWords(&app.Holder{}); strings.Contains(got, "0") || strings.Contains(got, "never") {
		t.Errorf("of nobody known: %q", got)
	}
	since := time.Date(2026, 11, 30, 8, 0, 0, 0, time.Local)
	if got := holderWords(&app.Holder{PID: 41, Since: since, What: "bwdc run"}); !strings.Contains(got, "process 41 since 2026-11-30 08:00") || !strings.Contains(got, "(bwdc run)") {
		t.Errorf("of a known one: %q", got)
	}
}
