package config

import (
	"strconv"
	"strings"
)

// A Limit is a guard's threshold: a number of entries, a share of all of
// them, or the guard's own default.
type Limit struct {
	// Set is false for the guard's own default.
	Set bool
	// Count applies unless Percent is set.
	Count   int
	Percent int
}

// ParseLimit reads "25", "10%" or "" (the default).
func ParseLimit(text string) (Limit, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Limit{}, nil
	}
	digits, percent := strings.CutSuffix(text, "%")
	n, err := strconv.Atoi(strings.TrimSpace(digits))
	switch {
	case err != nil || n < 0:
		return Limit{}, complain("limit", "%q is neither a number nor a percentage", text)
	case percent && n > 100:
		return Limit{}, complain("over-100", "%q is more than 100%%", text)
	case percent && n > 0:
		return Limit{Set: true, Percent: n}, nil
	}
	return Limit{Set: true, Count: n}, nil
}

// String prints what ParseLimit reads.
func (l Limit) String() string {
	switch {
	case !l.Set:
		return ""
	case l.Percent > 0:
		return strconv.Itoa(l.Percent) + "%"
	}
	return strconv.Itoa(l.Count)
}

// Of returns how many of total may go; least and share are the default: the
// larger of least and share percent of total.
func (l Limit) Of(total, least, share int) int {
	switch {
	case !l.Set:
		return max(least, total*share/100)
	case l.Percent > 0:
		return total * l.Percent / 100
	}
	return l.Count
}
