// Package who finds the person whom a command means (explain, offboard, --only)
// by an email, an external id, a stable id or a DN. What is spelled exactly so goes before what differs in
// case only; nobody is guessed: where there is no match the nearest are named,
// where there are several all of them.
package who

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// A Candidate is somebody who may be meant.
type Candidate struct {
	// ID is the external id, Email how the organization or the directory calls
	// somebody.
	ID, Email string
	// Names are more that name the same one: other addresses, a DN, ids.
	Names []string
	// At is for whoever made the Candidate.
	At int
}

// Shown names a Candidate to people.
func (c Candidate) Shown() string {
	switch {
	case c.Email == "":
		return c.ID
	case c.ID == "" || c.ID == c.Email:
		return c.Email
	}
	return c.Email + " (" + c.ID + ")"
}

func (c Candidate) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		if c.ID != "" && !yield(c.ID) || c.Email != "" && !yield(c.Email) {
			return
		}
		for _, name := range c.Names {
			if name != "" && !yield(name) {
				return
			}
		}
	}
}

// Find returns all that a name may mean. key returns the same text for ids of
// one meaning; it may be nil.
func Find(candidates iter.Seq[Candidate], name string, key func(string) string) []Candidate {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil
	}
	if key == nil {
		key = func(id string) string { return id }
	}
	meant := key(name)
	var exact, alike []Candidate
	for c := range candidates {
		same, similar := false, false
		for n := range c.all() {
			same = same || n == name
			similar = similar || len(n) == len(name) && strings.EqualFold(n, name) || key(n) == meant
		}
		switch {
		case same:
			exact = append(exact, c)
		case similar:
			alike = append(alike, c)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return alike
}

// mostNearest is how many are offered.
const mostNearest = 3

// Nearest returns those whose names look most like one, as they are shown.
func Nearest(candidates iter.Seq[Candidate], name string) []string {
	type scored struct {
		shown string
		score int
	}
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" {
		return nil
	}
	var found []scored
	own, _, _ := strings.Cut(name, "@")
	length := utf8.RuneCountInString(own)
	farthest := min(max(2, length/3), length/2) // nothing is near to one letter
	for c := range candidates {
		best := farthest + 1
		for n := range c.all() {
			best = min(best, score(strings.ToLower(n), name, farthest))
		}
		if best <= farthest {
			found = append(found, scored{c.Shown(), best})
		}
	}
	slices.SortFunc(found, func(a, b scored) int { return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(a.shown, b.shown)) })
	found = slices.Compact(found)
	var shown []string
	for _, f := range found[:min(mostNearest, len(found))] {
		shown = append(shown, f.shown)
	}
	return shown
}

// score tells how far two texts in lower case are apart; more than farthest
// means too far. What matters of an address stands in front of the @, and who
// types a part of a name is near.
func score(candidate, name string, farthest int) int {
	local, _, _ := strings.Cut(candidate, "@")
	own, _, _ := strings.Cut(name, "@")
	switch {
	case local == own:
		return 0
	case utf8.RuneCountInString(name) > 2 && strings.Contains(candidate, name):
		return 1
	}
	return config.Distance(local, own, farthest)
}

// A NobodyError says that a name means nobody.
type NobodyError struct {
	Name string
	// Where was looked, in words.
	Where string
	// Nearest are those that look like it.
	Nearest []string
}

func (e *NobodyError) Error() string {
	text := fmt.Sprintf("nobody in %s is called %q", e.Where, e.Name)
	if len(e.Nearest) > 0 {
		text += ": did you mean " + strings.Join(e.Nearest, ", ") + "?"
	}
	return text
}

// Is makes a NobodyError an organization.ErrStopped.
func (*NobodyError) Is(target error) bool { return target == organization.ErrStopped }

// A SeveralError says that a name means more than one.
type SeveralError struct {
	Name  string
	Found []string
}

func (e *SeveralError) Error() string {
	return fmt.Sprintf("%q means more than one:\n  %s", e.Name, strings.Join(e.Found, "\n  "))
}

// Is makes a SeveralError an organization.ErrStopped.
func (*SeveralError) Is(target error) bool { return target == organization.ErrStopped }
