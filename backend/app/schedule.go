package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"directoryconnector/backend/config"
)

// A Schedule is when automatic syncs begin, and when nothing that removes is
// sent.
type Schedule struct {
	// Words say when: by sync.times, or by sync.interval.
	Words string `json:"words"`
	// Next are the next three times by sync.times; none where the interval
	// counts, which begins with the end of a sync.
	Next []time.Time `json:"next"`
	// Quiet is the quiet window in words, empty for none; QuietUntil when the
	// one ends that it is in now.
	Quiet      string    `json:"quiet,omitempty"`
	QuietUntil time.Time `json:"quietUntil,omitzero"`
	// Zone names the zone of the clock that counts.
	Zone string `json:"-"`
	// TimesParts and QuietParts are the same as data, for other languages.
	TimesParts []config.TimePart `json:"-"`
	QuietParts []config.TimePart `json:"-"`
}

// nextTimes is how many times a Schedule tells.
const nextTimes = 3

// ScheduleOf returns the schedule of settings, as of a moment.
func ScheduleOf(settings *config.Settings, now time.Time) (Schedule, error) {
	s := Schedule{Next: []time.Time{}, Zone: zoneOf(now)}
	times, err := config.ParseTimes(settings.Sync.Times)
	if err != nil {
		return s, config.Problems{config.ProblemOf("sync.times", err, "")}
	}
	quiet, err := config.ParseQuiet(settings.Sync.Quiet)
	if err != nil {
		return s, config.Problems{config.ProblemOf("sync.quiet", err, "")}
	}
	s.Words = fmt.Sprintf("%d minutes after the end of the one before", settings.Sync.Interval)
	if !times.IsZero() {
		s.Words = times.Words()
		for next := now; len(s.Next) < nextTimes; {
			next = times.Next(next)
			s.Next = append(s.Next, next)
		}
	}
	s.Quiet, s.QuietUntil = quiet.Words(), quiet.Until(now)
	s.TimesParts, s.QuietParts = times.Parts(), quiet.Parts()
	return s, nil
}

// zoneOf names the zone of a moment: "CET, UTC+01:00".
func zoneOf(now time.Time) string {
	offset := "UTC" + now.Format("-07:00")
	name, seconds := now.Zone()
	switch {
	case seconds == 0 && (name == "UTC" || name == ""):
		return "UTC"
	case name == "" || strings.ContainsAny(name, "+-"): // a zone without letters
		return offset
	}
	return name + ", " + offset
}

// Schedule returns the schedule of the profile, with values in place of its own:
// to try what is not saved.
func (a *App) Schedule(ctx context.Context, instead config.Values) (Schedule, error) {
	settings, err := a.Settings(ctx)
	if err != nil {
		return Schedule{}, err
	}
	for name, text := range instead {
		d, normal, err := a.catalog.Normalize(name, text)
		if err != nil {
			return Schedule{}, err
		}
		switch d.Key {
		case "sync.times":
			settings.Sync.Times = normal
		case "sync.quiet":
			settings.Sync.Quiet = normal
		}
	}
	return ScheduleOf(settings, a.opts.Now().Local())
}
