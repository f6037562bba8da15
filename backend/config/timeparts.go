package config

import "time"

// A TimePart is one part of Times or Quiet, as data.
type TimePart struct {
	// Days are nil for every day.
	Days []time.Weekday
	// From and To are like "07:00"; empty for the whole day.
	From, To string
	// Every is zero where At has fixed times; a part of Quiet has neither.
	Every time.Duration
	At    []string
	// Rest: for whatever the parts before leave.
	Rest bool
}

// Parts returns what Times is made of.
func (t Times) Parts() []TimePart {
	parts := make([]TimePart, len(t.rules))
	for i := range t.rules {
		r := &t.rules[i]
		parts[i] = r.part()
		parts[i].Every, parts[i].Rest = r.every, r.rest
		for _, minute := range r.at {
			parts[i].At = append(parts[i].At, clockText(minute))
		}
	}
	return parts
}

// Parts returns what Quiet is made of.
func (q Quiet) Parts() []TimePart {
	parts := make([]TimePart, len(q.parts))
	for i := range q.parts {
		parts[i] = q.parts[i].part()
	}
	return parts
}

func (p *daypart) part() TimePart {
	var part TimePart
	if p.days != everyDay {
		for d := range p.days {
			if p.days[d] {
				part.Days = append(part.Days, time.Weekday(d))
			}
		}
	}
	if p.from != 0 || p.to != day {
		part.From, part.To = clockText(p.from), clockText(p.to)
	}
	return part
}
