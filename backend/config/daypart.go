package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A daypart is a time of day on some days of the week: "weekdays 07:00-19:00".
// It belongs to the day on which it begins, and may end on the next.
type daypart struct {
	days [7]bool // by time.Weekday
	// from and to are minutes of the day; to is after from, at most a day later.
	from, to int
}

const day = 24 * 60

var everyDay = [7]bool{true, true, true, true, true, true, true}

// dayNames are the days as they are written, each found by its first letters.
var dayNames = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// dayNumber finds a day by at least three letters of its name.
func dayNumber(text string) (int, bool) {
	at := slices.IndexFunc(dayNames, func(name string) bool { return len(text) >= 3 && strings.HasPrefix(name, text) })
	return at, at >= 0
}

// parseDays reads "weekdays", "mon-fri" or "sat,sun"; known is false for what
// names no days.
func parseDays(word string) (days [7]bool, known bool, err error) {
	switch word {
	case "daily":
		return everyDay, true, nil
	case "weekdays":
		return [7]bool{false, true, true, true, true, true, false}, true, nil
	case "weekends":
		return [7]bool{true, false, false, false, false, false, true}, true, nil
	}
	for part := range strings.SplitSeq(word, ",") {
		first, last, isRange := strings.Cut(part, "-")
		from, ok := dayNumber(first)
		to := from
		if ok && isRange {
			to, ok = dayNumber(last)
		}
		switch {
		case ok:
		case known:
			return days, true, complain("day", "%q is no day of the week", part)
		default:
			return days, false, nil
		}
		known = true
		for d := from; ; d = (d + 1) % 7 {
			days[d] = true
			if d == to {
				break
			}
		}
	}
	return days, known, nil
}

// parseClock reads "7", "07:00" or "24:00" as minutes of the day.
func parseClock(text string) (minutes int, err error) {
	hour, minute, both := strings.Cut(text, ":")
	if !both {
		minute = "0"
	}
	h, errHour := strconv.ParseUint(hour, 10, 8)
	m, errMinute := strconv.ParseUint(minute, 10, 8)
	if errHour != nil || errMinute != nil || len(minute) > 2 || m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, complain("time-of-day", "%q is no time of day such as 07:00", text)
	}
	return int(h*60 + m), nil
}

// parseSpan reads "07:00-19:00" or "22-6".
func (p *daypart) parseSpan(word string) error {
	first, last, _ := strings.Cut(word, "-")
	var errFrom, errTo error
	p.from, errFrom = parseClock(first)
	p.to, errTo = parseClock(last)
	switch {
	case errFrom != nil:
		return errFrom
	case errTo != nil:
		return errTo
	case p.from == day:
		p.from = 0
	}
	if p.to <= p.from {
		p.to += day
	}
	if p.to-p.from > day {
		return complain("over-a-day", "%q is longer than a day", word)
	}
	return nil
}

// parseDaypart reads days and a time of day, either of which may be missing, and
// returns the words after them.
func parseDaypart(words []string) (p daypart, rest []string, err error) {
	p = daypart{days: everyDay, to: day}
	if len(words) > 0 {
		days, known, err := parseDays(words[0])
		if err != nil {
			return p, nil, err
		}
		if known {
			p.days, words = days, words[1:]
		}
	}
	if len(words) > 0 && words[0][0] >= '0' && words[0][0] <= '9' {
		if !strings.Contains(words[0], "-") {
			return p, nil, complain("from-to", "%q is not a time from and to, such as 07:00-19:00", words[0])
		}
		if err := p.parseSpan(words[0]); err != nil {
			return p, nil, err
		}
		words = words[1:]
	}
	return p, words, nil
}

// midnight is the beginning of the day that lies n days from that of t.
func midnight(t time.Time, n int) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+n, 0, 0, 0, 0, t.Location())
}

// at is a minute of the day on the wall, on days with a changed clock too.
func at(midnight time.Time, minute int) time.Time {
	return time.Date(midnight.Year(), midnight.Month(), midnight.Day(), 0, minute, 0, 0, midnight.Location())
}

// on returns when it begins and ends on the day of a midnight; ok is false on
// other days.
func (p *daypart) on(midnight time.Time) (from, to time.Time, ok bool) {
	return at(midnight, p.from), at(midnight, p.to), p.days[midnight.Weekday()]
}

// contains tells whether a moment is in it, and until when.
func (p *daypart) contains(t time.Time) (until time.Time, in bool) {
	for _, n := range []int{-1, 0} { // it may have begun yesterday
		if from, to, ok := p.on(midnight(t, n)); ok && !t.Before(from) && t.Before(to) {
			return to, true
		}
	}
	return time.Time{}, false
}

func (p *daypart) daysText() string {
	for _, name := range []string{"daily", "weekdays", "weekends"} {
		if days, _, _ := parseDays(name); days == p.days {
			return strings.TrimPrefix(name, "daily")
		}
	}
	var names []string
	for i := 1; i <= 7; i++ { // a week begins on Monday
		if p.days[i%7] {
			names = append(names, dayNames[i%7][:3])
		}
	}
	return strings.Join(names, ",")
}

// clockText is a minute of the day; the end of a day is 24:00.
func clockText(minute int) string {
	if minute > day {
		minute -= day
	}
	return fmt.Sprintf("%02d:%02d", minute/60, minute%60)
}

// mostRules is how many parts a schedule or a quiet window may have.
const mostRules = 20

// rulesOf splits a schedule into its rules, each as its words, in small letters
// and with one spelling of what may be written in many ways.
func rulesOf(text string) ([][]string, error) {
	text = strings.ToLower(text)
	text = strings.NewReplacer("–", "-", "—", "-", " to ", "-", " - ", "-", ", ", ",", " and ", ",").Replace(text)
	text = strings.ReplaceAll(text, ",else", ";else")
	var rules [][]string
	for rule := range strings.SplitSeq(text, ";") {
		if words := strings.Fields(rule); len(words) > 0 {
			rules = append(rules, words)
		}
	}
	switch {
	case len(rules) == 0:
		return nil, complain("no-time", "names no time")
	case len(rules) > mostRules:
		return nil, complain("too-many-parts", "has %d parts, more than %d", len(rules), mostRules)
	}
	return rules, nil
}
