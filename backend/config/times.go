package config

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Times are when automatic syncs begin: every so often at a time of day, or at
// fixed times. The zero value is never: then sync.interval counts.
type Times struct{ rules []timesRule }

// A timesRule is one part: every so often in a time of day, or at some minutes
// of the day. Where rules with an interval overlap, the first one counts.
type timesRule struct {
	daypart
	every time.Duration
	at    []int
	// rest: for whatever the rules before leave.
	rest bool
}

// The bounds of an interval: the shortest is that of sync.interval.
const (
	leastEvery = 5 * time.Minute
	mostEvery  = 24 * time.Hour
	mostAt     = 48
)

// ParseTimes reads what sync.times holds: "weekdays 07:00-19:00 every 15m; else
// every 1h", "daily at 02:00"; "" is never.
func ParseTimes(text string) (Times, error) {
	var t Times
	if strings.TrimSpace(text) == "" {
		return t, nil
	}
	rules, err := rulesOf(text)
	if err != nil {
		return t, err
	}
	for i, words := range rules {
		rule, err := parseTimesRule(words)
		if err != nil {
			return Times{}, err
		}
		if rule.rest && i < len(rules)-1 {
			return Times{}, complain("after-else", "has something after \"else\", which stands for all the rest")
		}
		t.rules = append(t.rules, rule)
	}
	return t, nil
}

func parseTimesRule(words []string) (r timesRule, err error) {
	all := words
	if r.rest = words[0] == "else"; r.rest {
		r.daypart = daypart{days: everyDay, to: day}
		words = words[1:]
	} else if r.daypart, words, err = parseDaypart(words); err != nil {
		return r, fixedTime(err, all)
	}
	switch {
	case len(words) == 0:
		return r, complain("how-often", "does not say how often: \"every 15m\" or \"at 02:00\"")
	case words[0] == "hourly" && len(words) == 1:
		r.every = time.Hour
	case words[0] == "every":
		r.every, err = parseEvery(strings.Join(words[1:], ""))
	case words[0] == "at" && r.rest, words[0] == "at" && (r.from != 0 || r.to != day):
		err = complain("at-and-from", "has \"at\" beside a time from and to: write the days alone before it")
	case words[0] == "at":
		r.at, err = parseAt(strings.Join(words[1:], ""))
	default:
		err = complain("times-word", "%q is neither a day, a time of day, \"every\", \"hourly\", \"at\" nor \"else\"", words[0])
	}
	return r, err
}

// fixedTime says how a time alone is written, which a schedule may have and a
// quiet window may not, as nearly as what was written tells.
func fixedTime(err error, words []string) error {
	if c, ok := errors.AsType[*complaint](err); !ok || c.code != "from-to" {
		return err
	}
	example := []string{"at"}
	if _, known, _ := parseDays(words[0]); known {
		example, words = []string{words[0], "at"}, words[1:]
	}
	at, wrong := parseAt(words[0])
	if wrong != nil {
		at = []int{8 * 60}
	}
	var clock []string
	for _, minute := range at {
		clock = append(clock, clockText(minute))
	}
	example = append(example, strings.Join(clock, ", "))
	return complain("fixed-time", "%q is not a time from and to, such as 07:00-19:00; a fixed time is written as %s", words[0], strings.Join(example, " "))
}

// parseEvery reads "15m", "15minutes", "2hours", "hour".
func parseEvery(text string) (time.Duration, error) {
	number := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyz")
	unit := time.Duration(0)
	switch text[len(number):] {
	case "m", "min", "minute", "minutes":
		unit = time.Minute
	case "h", "hour", "hours":
		unit = time.Hour
	}
	n := 1
	var err error
	if number != "" {
		n, err = strconv.Atoi(number)
	}
	if err != nil || unit == 0 || n < 1 || n > int(mostEvery/time.Minute) {
		return 0, complain("every", "%q is not how often, such as 15m or 1h", text)
	}
	every := time.Duration(n) * unit
	if every < leastEvery || every > mostEvery {
		return 0, complain("every-range", "every %s is not between %s and %s", shortDuration(every), shortDuration(leastEvery), shortDuration(mostEvery))
	}
	return every, nil
}

// parseAt reads "02:00,14:00".
func parseAt(text string) ([]int, error) {
	var at []int
	for part := range strings.SplitSeq(text, ",") {
		minute, err := parseClock(part)
		if err != nil {
			return nil, err
		}
		at = append(at, minute%day)
	}
	slices.Sort(at)
	at = slices.Compact(at)
	if len(at) > mostAt {
		return nil, complain("too-many-times", "has %d times a day, more than %d: use every", len(at), mostAt)
	}
	for i := 1; i < len(at); i++ {
		if at[i]-at[i-1] < int(leastEvery/time.Minute) {
			return nil, complain("too-close", "%s and %s are less than 5 minutes apart", clockText(at[i-1]), clockText(at[i]))
		}
	}
	return at, nil
}

// IsZero tells whether there are no times.
func (t Times) IsZero() bool { return len(t.rules) == 0 }

// Next returns the first time after a moment, in its time zone; zero where there
// is none, which no text gives.
func (t Times) Next(after time.Time) time.Time {
	first := time.Time{}
	for n := -1; n <= 8; n++ { // a part of today may have begun yesterday
		day := midnight(after, n)
		if !first.IsZero() && first.Before(day) {
			break
		}
		for i := range t.rules {
			if next := t.firstOn(i, day, after); !next.IsZero() && (first.IsZero() || next.Before(first)) {
				first = next
			}
		}
	}
	return first
}

// firstOn is the first time after a moment that a rule gives for a day.
func (t Times) firstOn(rule int, midnight, after time.Time) time.Time {
	r := &t.rules[rule]
	from, to, ok := r.on(midnight)
	if !ok {
		return time.Time{}
	}
	for _, minute := range r.at {
		if next := at(midnight, minute); next.After(after) {
			return next
		}
	}
	if r.every == 0 {
		return time.Time{}
	}
	next := from
	if after.After(from) {
		next = from.Add(after.Sub(from).Truncate(r.every))
	}
	for ; next.Before(to); next = next.Add(r.every) {
		if next.After(after) && t.governs(rule, next) {
			return next
		}
	}
	return time.Time{}
}

// governs tells whether no rule before that one is for the moment.
func (t Times) governs(rule int, moment time.Time) bool {
	return !slices.ContainsFunc(t.rules[:rule], func(r timesRule) bool {
		_, in := r.contains(moment)
		return r.every > 0 && in
	})
}
