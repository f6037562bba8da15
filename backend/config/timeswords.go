package config

import (
	"fmt"
	"strings"
	"time"
)

// Words says when automatic syncs begin: "on weekdays from 07:00 to 19:00 every
// 15 minutes, else every hour".
func (t Times) Words() string {
	parts := make([]string, len(t.rules))
	for i := range t.rules {
		parts[i] = t.rules[i].words()
	}
	return strings.Join(parts, ", ")
}

func (r *timesRule) words() string {
	when := r.daypart.words()
	if r.rest {
		when = "else"
	}
	if r.every > 0 {
		return strings.TrimSpace(when + " every " + durationWords(r.every))
	}
	if when == "" {
		when = "every day"
	}
	clocks := make([]string, len(r.at))
	for i, minute := range r.at {
		clocks[i] = clockText(minute)
	}
	return when + " at " + enumeration(clocks)
}

// Words says when it is quiet: "on weekdays from 08:00 to 18:00, on weekends".
func (q Quiet) Words() string {
	parts := make([]string, len(q.parts))
	for i := range q.parts {
		if parts[i] = q.parts[i].words(); parts[i] == "" {
			parts[i] = "always"
		}
	}
	return strings.Join(parts, ", ")
}

func (p *daypart) words() string {
	var parts []string
	switch days := p.daysText(); days {
	case "":
	case "weekdays", "weekends":
		parts = append(parts, "on "+days)
	default:
		var names []string
		for i := 1; i <= 7; i++ {
			if p.days[i%7] {
				names = append(names, strings.ToUpper(dayNames[i%7][:1])+dayNames[i%7][1:])
			}
		}
		parts = append(parts, "on "+enumeration(names))
	}
	if p.from != 0 || p.to != day {
		parts = append(parts, "from "+clockText(p.from)+" to "+clockText(p.to))
	}
	return strings.Join(parts, " ")
}

func enumeration(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// durationWords is an interval as it follows "every".
func durationWords(d time.Duration) string {
	switch {
	case d == time.Hour:
		return "hour"
	case d%time.Hour == 0:
		return fmt.Sprintf("%d hours", d/time.Hour)
	}
	return fmt.Sprintf("%d minutes", d/time.Minute)
}
