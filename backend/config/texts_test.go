package config

import "strings"

// What was read, in words again: a test reads it once more.

// String is the daypart as it would be written; empty for all day, every day.
func (p *daypart) String() string {
	var parts []string
	if days := p.daysText(); days != "" {
		parts = append(parts, days)
	}
	if p.from != 0 || p.to != day {
		parts = append(parts, clockText(p.from)+"-"+clockText(p.to))
	}
	return strings.Join(parts, " ")
}

// String is them in words: "weekdays 07:00-19:00 every 15m; else every 1h".
func (t Times) String() string {
	parts := make([]string, len(t.rules))
	for i := range t.rules {
		parts[i] = t.rules[i].String()
	}
	return strings.Join(parts, "; ")
}

func (r *timesRule) String() string {
	when := r.daypart.String()
	if r.rest {
		when = "else"
	}
	if r.every > 0 {
		return strings.TrimSpace(when + " every " + shortDuration(r.every))
	}
	clocks := make([]string, len(r.at))
	for i, minute := range r.at {
		clocks[i] = clockText(minute)
	}
	if when == "" {
		when = "daily"
	}
	return when + " at " + strings.Join(clocks, ", ")
}

// String is it in words: "weekdays 07:00-19:00; weekends".
func (q Quiet) String() string {
	parts := make([]string, len(q.parts))
	for i := range q.parts {
		parts[i] = q.parts[i].String()
	}
	return strings.Join(parts, "; ")
}
