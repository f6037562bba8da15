package history

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A Search finds out whom a text means: an external id, a stable id, an email
// or the name of a group, of now or of earlier. A text that only warnings
// mention means somebody who never was a member.
type Search struct {
	Who string

	found map[found]*Candidate
	// replaced leads from an external id to the one that took its place.
	replaced  map[found]string
	mentioned bool
}

var (
	// ErrNobody: neither the history nor the sync cache knows such a name.
	ErrNobody = errors.New("nobody and no group of that name")
	// ErrAmbiguous: a name means several; see AmbiguousError.
	ErrAmbiguous = errors.New("the name means several")
)

type found struct {
	kind plan.Kind
	id   string
}

// A Candidate is one whom a text may mean.
type Candidate struct {
	Kind       plan.Kind
	ExternalID string
	Name       string
	StableID   string
}

// Add tells of a run, whose lists may be cut down to what mentions Who.
func (s *Search) Add(run *organization.Run) {
	for i := range run.Changes {
		c := &run.Changes[i]
		s.See(Candidate{Kind: c.Kind, ExternalID: c.ExternalID, Name: c.Name, StableID: c.StableID}, c.Before, c.After, c.Reason.Params["old"])
		if c.TakesOver() {
			if s.replaced == nil {
				s.replaced = map[found]string{}
			}
			s.replaced[found{c.Kind, c.Before}] = c.ExternalID
		}
		s.refs(c.Joins, c.Leaves)
	}
	for i := range run.Drift {
		d := &run.Drift[i]
		kind := plan.Group
		if d.Kind.OfMember() {
			kind = plan.User
		}
		s.See(Candidate{Kind: kind, ExternalID: d.ExternalID, Name: d.Name}, d.Now)
		s.refs(d.Joined, d.Left)
	}
	who := Subject{Kind: plan.User}
	who.Names.add(strings.ToLower(s.Who))
	for _, w := range run.Warnings {
		s.mentioned = s.mentioned || who.mentioned(w.Text) || w.Entry == s.Who
	}
	for _, f := range run.Stops {
		s.mentioned = s.mentioned || slices.ContainsFunc(f.Entries, who.mentioned)
	}
}

func (s *Search) refs(lists ...[]plan.Ref) {
	for _, list := range lists {
		for _, ref := range list {
			s.See(Candidate{Kind: plan.User, ExternalID: ref.ExternalID, Name: ref.Name})
		}
	}
}

// See takes a candidate where it is, or was, called so; others are its other
// names.
func (s *Search) See(c Candidate, others ...string) {
	if c.ExternalID == "" {
		return
	}
	called := func(text string) bool { return text != "" && strings.EqualFold(text, s.Who) }
	if !called(c.ExternalID) && !called(c.Name) && !called(c.StableID) && !slices.ContainsFunc(others, called) {
		return
	}
	key := found{c.Kind, c.ExternalID}
	if s.found == nil {
		s.found = map[found]*Candidate{}
	}
	if was := s.found[key]; was != nil {
		c.Name, c.StableID = cmp.Or(c.Name, was.Name), cmp.Or(c.StableID, was.StableID)
	}
	s.found[key] = &c
}

// byID tells whether the text is the external id.
func (s *Search) byID(c *Candidate) bool { return c.ExternalID == s.Who }

// Subject is whom the text means. It fails where that is nobody
// (ErrNobody), or several (*AmbiguousError).
func (s *Search) Subject() (Subject, error) {
	list := slices.SortedFunc(maps.Values(s.found), func(a, b *Candidate) int {
		return cmp.Or(-strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Name, b.Name), strings.Compare(a.ExternalID, b.ExternalID))
	})
	if at := slices.IndexFunc(list, s.byID); at >= 0 && !slices.ContainsFunc(list[at+1:], s.byID) {
		list = list[at : at+1]
	}
	list = s.joined(list)
	switch {
	case len(list) == 0 && s.mentioned:
		subject := Subject{Kind: plan.User}
		subject.Names.add(strings.ToLower(s.Who))
		subject.References.add(s.Who)
		return subject, nil
	case len(list) == 0:
		return Subject{}, ErrNobody
	case len(list) > 1:
		e := &AmbiguousError{Who: s.Who}
		for _, c := range list {
			e.Candidates = append(e.Candidates, *c)
		}
		return Subject{}, e
	}
	c := list[0]
	subject := Subject{Kind: c.Kind}
	subject.IDs.add(c.ExternalID)
	subject.Called(c.Name)
	if strings.Contains(s.Who, "@") && !s.byID(c) {
		subject.Called(s.Who)
	}
	subject.StableIDs.add(c.StableID)
	return subject, nil
}

// joined leaves out those who are another one of the list: external ids that it
// took the place of, and entries with its stable id.
func (s *Search) joined(list []*Candidate) []*Candidate {
	var kept []*Candidate
	for i, c := range list {
		after := s.replaced[found{c.Kind, c.ExternalID}]
		replaced := slices.ContainsFunc(list, func(o *Candidate) bool { return o != c && o.Kind == c.Kind && o.ExternalID == after })
		same := slices.ContainsFunc(list[:i], func(o *Candidate) bool { return o.Kind == c.Kind && o.StableID != "" && o.StableID == c.StableID })
		if !replaced && !same {
			kept = append(kept, c)
		}
	}
	return kept
}

// NamesIn calls see with every name of a member or group in a run.
func NamesIn(run *organization.Run, see func(string)) {
	refs := func(lists ...[]plan.Ref) {
		for _, ref := range slices.Concat(lists...) {
			see(ref.Name)
		}
	}
	for i := range run.Changes {
		see(run.Changes[i].Name)
		refs(run.Changes[i].Joins, run.Changes[i].Leaves)
	}
	for i := range run.Drift {
		see(run.Drift[i].Name)
		refs(run.Drift[i].Joined, run.Drift[i].Left)
	}
}

// An AmbiguousError says that a text means several.
type AmbiguousError struct {
	Who        string
	Candidates []Candidate
}

func (e *AmbiguousError) Unwrap() error { return ErrAmbiguous }

func (e *AmbiguousError) Error() string {
	const most = 10
	var names []string
	for i, c := range e.Candidates {
		if i == most {
			names = append(names, fmt.Sprintf("and %d more", len(e.Candidates)-most))
			break
		}
		kind := "member "
		if c.Kind == plan.Group {
			kind = "group "
		}
		names = append(names, kind+c.Name+" ("+c.ExternalID+")")
	}
	return fmt.Sprintf("%d are, or were, called %q: %s", len(e.Candidates), e.Who, strings.Join(names, ", "))
}
