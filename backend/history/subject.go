package history

import (
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// A Subject is whom a story is about.
type Subject struct {
	Kind plan.Kind
	// IDs are external ids, Names the emails of a person or the names of a
	// group, References what the directory calls the entry.
	IDs, Names, References Set
	// StableIDs are those by which the directory tells a person.
	StableIDs Set
}

// Called says that the subject has, or had, a name.
func (s *Subject) Called(name string) { s.Names.add(s.name(name)) }

// Is says that the directory tells the subject by a stable id.
func (s *Subject) Is(stableID string) { s.StableIDs.add(stableID) }

// Texts are what a run that concerns the subject mentions.
func (s *Subject) Texts() []string {
	all := map[string]bool{}
	for _, set := range []Set{s.IDs, s.Names, s.References, s.StableIDs} {
		for text := range set {
			all[text] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// is tells whether the subject has, or had, an external id.
func (s *Subject) is(id string) bool { return id != "" && s.IDs.has(id) }

// isRef tells whether a member is the subject. One that has no external id was
// put in by hand, and is known by email.
func (s *Subject) isRef(ref plan.Ref) bool {
	return s.is(ref.ExternalID) || ref.ExternalID == "" && s.Names.has(strings.ToLower(ref.Name))
}

// isEntry tells whether a warning is about the subject.
func (s *Subject) isEntry(entry string) bool {
	return entry != "" && (s.IDs.has(entry) || s.References.has(entry))
}

// isIn tells whether a change is about the subject.
func (s *Subject) isIn(c *plan.Change) bool {
	return c.Kind == s.Kind && (s.is(c.ExternalID) || c.TakesOver() && s.is(c.Before) || c.StableID != "" && s.StableIDs.has(c.StableID))
}

// learn takes from a change by what else the subject is known.
func (s *Subject) learn(c *plan.Change) {
	switch {
	case c.TakesOver():
		s.IDs.add(c.Before)
	case c.Action == plan.Adopt: // after it is the external id
	case c.Kind == plan.Group, c.Reason.Code == plan.EmailChanged, c.Reason.Code == plan.Again:
		s.Called(c.Before)
		s.Called(c.After)
	}
	s.IDs.add(c.ExternalID)
	s.Called(c.Name)
	s.StableIDs.add(c.StableID)
}

// name is a name as it is compared: emails in lower case.
func (s *Subject) name(text string) string {
	if s.Kind == plan.User {
		return strings.ToLower(text)
	}
	return text
}

// learnReference takes from a warning how the directory calls the entry.
func (s *Subject) learnReference(w directory.Warning) {
	if s.Kind != plan.User || w.Entry == "" || s.References.has(w.Entry) {
		return
	}
	low := strings.ToLower(w.Text)
	for email := range s.Names {
		if strings.Contains(low, email+" ("+strings.ToLower(w.Entry)+")") {
			s.References.add(w.Entry)
		}
	}
}

// mentioned tells whether a text has a name or an id of the subject, as a
// whole.
func (s *Subject) mentioned(text string) bool {
	low := strings.ToLower(text)
	for _, set := range []Set{s.Names, s.IDs, s.References} {
		for name := range set {
			if s.Kind == plan.Group && !s.IDs.has(name) {
				name = `"` + name + `"`
			}
			if hasWhole(low, strings.ToLower(name)) {
				return true
			}
		}
	}
	return false
}

// hasWhole tells whether text has a word, not only as a part of a longer one.
func hasWhole(text, word string) bool {
	for from := 0; word != ""; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(word)
		if !partOfWord(text[:at], true) && !partOfWord(text[end:], false) {
			return true
		}
		from = at + 1
	}
	return false
}

// partOfWord tells whether a word goes on at the end, or the beginning, of a
// text: a dot is part of one only where something follows it.
func partOfWord(text string, atEnd bool) bool {
	if text == "" {
		return false
	}
	c := text[0]
	if atEnd {
		c = text[len(text)-1]
	}
	switch {
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 0x80, strings.IndexByte("_%+-@=", c) >= 0:
		return true
	case c != '.':
		return false
	case atEnd:
		return true
	}
	return partOfWord(text[1:], false)
}

// A Set holds texts, and which of them came last.
type Set map[string]int

// add makes text the last one.
func (s *Set) add(text string) {
	if text == "" {
		return
	}
	if *s == nil {
		*s = Set{}
	}
	(*s)[text] = s.last() + 1
}

func (s Set) last() int {
	last := 0
	for _, n := range s {
		last = max(last, n)
	}
	return last
}

func (s Set) has(text string) bool { _, has := s[text]; return has }

// newestFirst lists the texts; never nil.
func (s Set) newestFirst() []string {
	list := slices.Collect(maps.Keys(s))
	slices.SortFunc(list, func(a, b string) int { return s[b] - s[a] })
	if list == nil {
		list = []string{}
	}
	return list
}
