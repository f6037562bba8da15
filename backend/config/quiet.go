package config

import (
	"slices"
	"strings"
	"time"
)

// Quiet is when nothing that removes is sent: times of day on days of the week.
// The zero value is never.
type Quiet struct{ parts []daypart }

// ParseQuiet reads what sync.quiet holds: "weekdays 07:00-19:00", several of
// them with semicolons between; "" is never.
func ParseQuiet(text string) (Quiet, error) {
	var q Quiet
	if strings.TrimSpace(text) == "" {
		return q, nil
	}
	rules, err := rulesOf(text)
	if err != nil {
		return q, err
	}
	for _, words := range rules {
		part, rest, err := parseDaypart(words)
		if err != nil {
			return Quiet{}, err
		}
		if len(rest) > 0 {
			return Quiet{}, complain("day-or-time", "%q is neither a day nor a time of day", rest[0])
		}
		q.parts = append(q.parts, part)
	}
	if until := q.Until(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)); until.After(time.Date(2026, 1, 13, 0, 0, 0, 0, time.UTC)) {
		return Quiet{}, complain("quiet-always", "never ends: nobody would ever be removed")
	}
	return q, nil
}

// Until tells until when it is quiet at a moment, in its time zone; zero where
// it is not. Windows that follow each other are one.
func (q Quiet) Until(t time.Time) time.Time {
	end := time.Time{}
	for now := t; ; now = end {
		latest := time.Time{}
		for i := range q.parts {
			if until, in := q.parts[i].contains(now); in && until.After(latest) {
				latest = until
			}
		}
		if latest.IsZero() || latest.Sub(t) > 8*24*time.Hour {
			return slices.MaxFunc([]time.Time{end, latest}, time.Time.Compare)
		}
		end = latest
	}
}
