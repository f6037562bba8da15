package compare

import (
	"iter"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/who"
)

// A OnePerson is one person as an administrator means it: an account that was
// made anew and the member that it replaces are one.
type OnePerson struct {
	// ID and Name are the external id and the email by which the person is told
	// to people.
	ID, Name string
	ids      map[string]struct{}
	// entries are the positions in People.
	entries []int
}

// Is tells whether an external id is that person's.
func (o *OnePerson) Is(id string) bool { _, is := o.ids[id]; return is }

// FindOne finds the one person whom a name means. Its errors are a
// *who.NobodyError and a *who.SeveralError.
func (r *Result) FindOne(name string, key func(string) string) (*OnePerson, error) {
	var people []*OnePerson
	for _, c := range who.Find(r.candidates(), name, key) {
		if c.ID != "" && slices.ContainsFunc(people, func(o *OnePerson) bool { return o.Is(c.ID) }) {
			continue
		}
		people = append(people, r.together(c))
	}
	if matter := slices.DeleteFunc(slices.Clone(people), func(o *OnePerson) bool { return !r.matters(o) }); len(matter) > 0 {
		people = matter // a disabled twin, or somebody whom the filter leaves out
	}
	switch len(people) {
	case 0:
		hint := "Give an email, an external id or a DN as the directory has it; 'bwdc explain' says more."
		if r.isGroup(name) {
			hint = "This is a group. --only is about one person; a group's members come with a sync of everybody."
		}
		return nil, directory.WithHint(&who.NobodyError{Name: name, Where: "the directory or the sync cache", Nearest: who.Nearest(r.candidates(), name)}, hint)
	case 1:
		return people[0], nil
	}
	several := &who.SeveralError{Name: name}
	for _, o := range people {
		several.Found = append(several.Found, who.Candidate{ID: o.ID, Email: o.Name}.Shown())
	}
	slices.Sort(several.Found)
	return nil, directory.WithHint(several, "Name one of them by the external id, which stands in brackets.")
}

// isGroup tells whether a name is a group's.
func (r *Result) isGroup(name string) bool {
	return slices.ContainsFunc(r.In.Desired.Groups, func(g desired.Group) bool {
		return name == g.ID || name == g.StableID || name == g.Entry.ReferenceID || strings.EqualFold(name, g.Entry.Name)
	})
}

// candidates are those of the directory and those who were acknowledged.
func (r *Result) candidates() iter.Seq[who.Candidate] {
	return func(yield func(who.Candidate) bool) {
		for i := range r.People {
			p := &r.People[i]
			acked := r.In.State.Members[p.ID]
			shown, _ := r.List.ByID(p.ID)
			c := who.Candidate{ID: p.ID, Email: p.Email, At: i, Names: []string{p.Wanted, acked.Email, acked.Wanted, shown.Email, p.Entry.ExternalID, p.Entry.ReferenceID, p.StableID}}
			if c.Email == "" {
				c.Email = r.nameOf(p.ID)
			}
			if !yield(c) {
				return
			}
		}
		for id, acked := range r.In.State.Members {
			if _, here := r.In.Desired.Find(id); here {
				continue
			}
			if !yield(who.Candidate{ID: id, Email: r.ShownName(id, acked.Email), At: -1, Names: []string{acked.Email, acked.Wanted, acked.StableID}}) {
				return
			}
		}
	}
}

// together makes one person of all external ids that stand for each other.
func (r *Result) together(c who.Candidate) *OnePerson {
	o := &OnePerson{ID: c.ID, Name: c.Email, ids: map[string]struct{}{c.ID: {}}}
	if c.ID == "" { // nobody else has none
		o.entries = []int{c.At}
		return o
	}
	for grown := true; grown; {
		grown = false
		for i := range r.People {
			p := &r.People[i]
			for _, other := range []string{p.Replaces, p.StandIn} {
				if other != "" && p.ID != "" && o.Is(p.ID) != o.Is(other) {
					o.ids[p.ID], o.ids[other] = struct{}{}, struct{}{}
					grown = true
				}
			}
		}
	}
	for i := range r.People {
		p := &r.People[i]
		if !o.Is(p.ID) {
			continue
		}
		o.entries = append(o.entries, i)
		if p.Stays() {
			o.ID = p.ID
			if p.Email != "" {
				o.Name = p.Email
			}
		}
	}
	return o
}

// matters tells whether somebody is, was, or is to be a member.
func (r *Result) matters(o *OnePerson) bool {
	for id := range o.ids {
		_, acked := r.In.State.Members[id]
		if _, goes := r.findRemoval(id); acked || goes {
			return true
		}
	}
	return slices.ContainsFunc(o.entries, func(at int) bool {
		p := &r.People[at]
		return p.Stays() || p.Fate == ByHand || p.StandIn != ""
	})
}

// GroupsOf are the external ids of the groups that list a person, or should.
func (r *Result) GroupsOf(o *OnePerson) map[string]struct{} {
	groups := map[string]struct{}{}
	for i := range r.Groups {
		g := &r.Groups[i]
		if lists(g.Members, o.ids) || lists(g.Before.Members, o.ids) || lists(r.In.State.Groups[g.ID].Members, o.ids) {
			groups[g.ID] = struct{}{}
		}
	}
	return groups
}
