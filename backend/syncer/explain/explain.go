package explain

import (
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/plan"
)

// Of explains a match. History and what the directory says when it is asked by
// name are not its business: who calls adds them.
func Of(in Input, m Match) *explanation.Explanation {
	r := in.Result
	e := &explanation.Explanation{
		Subject: m.Subject, Entry: entryOf(&m), Groups: []explanation.Membership{}, Accepted: accepted(in, &m), Shown: shown(in, &m),
		Looked:   r.In.Seen != nil && (r.In.Seen.Listed || m.Kind == plan.Group && r.In.Seen.GroupsListed),
		Conflict: in.Conflict != nil, Read: in.Snapshot.ReadAt,
	}
	s := &steps{Input: in}
	if e.Entry != nil {
		s.add(explanation.StepRead, explanation.Passed, "")
	} else {
		s.add(explanation.StepRead, explanation.LeftOut, explanation.NotInDirectory)
	}
	if m.Kind == plan.Group {
		s.ofGroup(e, &m)
	} else {
		s.ofPerson(e, &m)
	}
	e.Steps = s.list
	whole := r.Changes().Plan()
	e.Sync = syncOf(whole, &m)
	if e.Conflict { // nothing is done by a sync that stops there
		e.Sync = explanation.Sync{Changes: []plan.Change{}, Joins: []plan.Ref{}, Leaves: []plan.Ref{}, Stops: []plan.Finding{}}
	}
	e.Warnings = about(whole.Warnings, &m)
	for _, d := range whole.Drift {
		if d.ExternalID != "" && d.ExternalID == m.ExternalID && d.Kind.OfGroup() == (m.Kind == plan.Group) {
			e.Drift = append(e.Drift, d)
		}
	}
	return e
}

// Unknown explains a name that nobody has. What a read said of such an entry,
// which it left out, is among the warnings.
func Unknown(in Input, name string) *explanation.Explanation {
	r := in.Result
	var warnings []directory.Warning
	for _, w := range r.Warnings {
		if strings.EqualFold(w.Entry, name) {
			warnings = append(warnings, w)
		}
	}
	return &explanation.Explanation{
		Warnings: warnings,
		Subject:  explanation.Subject{Name: name}, Groups: []explanation.Membership{}, Fate: explanation.FateAbsent,
		Steps:  []explanation.Step{{Name: explanation.StepRead, Outcome: explanation.LeftOut, Reason: plan.Because(explanation.NotInDirectory)}},
		Looked: r.In.Seen != nil && r.In.Seen.Listed, Conflict: in.Conflict != nil, Read: in.Snapshot.ReadAt,
		Sync: explanation.Sync{Changes: []plan.Change{}, Joins: []plan.Ref{}, Leaves: []plan.Ref{}, Stops: []plan.Finding{}},
	}
}

func entryOf(m *Match) *explanation.Entry {
	switch {
	case m.user != nil:
		u := m.user
		return &explanation.Entry{Reference: u.ReferenceID, ExternalID: u.ExternalID, StableID: u.StableID, Email: u.Email, Name: u.Name, Disabled: u.Disabled, Expires: u.ExpiresAt, Deleted: u.Deleted}
	case m.group != nil:
		g := m.group
		return &explanation.Entry{Reference: g.ReferenceID, ExternalID: g.ExternalID, StableID: g.StableID, Name: g.Name, Outside: g.Outside}
	}
	return nil
}

func (s *steps) ofPerson(e *explanation.Explanation, m *Match) {
	r := s.Result
	switch {
	case m.user == nil:
		e.Fate = s.notInDirectory(m)
	case m.at == none:
		e.Fate = s.withoutPlace(m)
		return
	default:
		p := &r.People[m.at]
		e.Fate = s.person(p)
		switch {
		case e.Fate != explanation.FateHeld:
		case s.staysRevoked(p):
			s.add(explanation.StepOrganization, explanation.Stays, plan.Offboarded, "email", p.Email)
			e.Fate = explanation.FateOffboarded
		case s.isOut(p):
			s.add(explanation.StepOrganization, explanation.LeftOut, plan.Offboarded, "email", p.Email)
			e.Fate = explanation.FateOffboarded
		}
		if r.In.Sync.Groups {
			c := newClimb(r.In.Desired, directly(r.In.Desired, m.at), none)
			e.Groups = c.memberships(func(in *explanation.Membership, group int32) { personIn(r, m.at, in, group) })
		}
	}
	e.Groups = kept(r, m.ExternalID, e.Groups)
}

// withoutPlace is about an entry that the desired state leaves out: somebody
// has its external id, or another entry stands for it.
func (s *steps) withoutPlace(m *Match) explanation.Fate {
	want := s.Result.In.Desired
	if slices.Contains(want.Nameless, m.user) {
		s.add(explanation.StepRecognize, explanation.LeftOut, explanation.IDTaken, "taken", m.user.ExternalID)
		return explanation.FateLeftOut
	}
	entry := m.user.ExternalID
	for i := range want.Users {
		if u := want.Users[i].Entry; u.ExternalID == m.user.ExternalID || directory.SameStableID(u.StableID, m.user.StableID) {
			entry = want.Users[i].Describe()
		}
	}
	s.add(explanation.StepRecognize, explanation.LeftOut, explanation.SameEntry, "entry", entry)
	return explanation.FateAbsent
}

// notInDirectory is about somebody whom only the organization has, or had.
func (s *steps) notInDirectory(m *Match) explanation.Fate {
	if m.ExternalID == "" {
		s.add(explanation.StepOrganization, explanation.Stays, explanation.MadeByHand, "email", m.Name)
		return explanation.FateStays
	}
	return s.leftDirectory(m.ExternalID)
}

func (s *steps) ofGroup(e *explanation.Explanation, m *Match) {
	r := s.Result
	e.Holds, e.Members = holds(s.Input, m), members(s.Input, m)
	switch {
	case !r.In.Sync.Groups:
		s.add(explanation.StepFilter, explanation.LeftOut, explanation.NotSynced, "setting", "sync.groups")
		e.Fate = explanation.FateAbsent
		if _, acked := r.In.State.Groups[m.ExternalID]; acked {
			e.Fate = explanation.FateStays
		}
	case m.group == nil:
		e.Fate = s.groupNotInDirectory(m)
	default:
		e.Fate = s.group(m.at)
		var direct []int32
		for i := range r.In.Desired.Nested {
			if slices.Contains(r.In.Desired.Nested[i], int32(m.at)) {
				direct = append(direct, int32(i))
			}
		}
		e.Groups = newClimb(r.In.Desired, direct, int32(m.at)).memberships(func(in *explanation.Membership, group int32) {
			if listedIn(r, group) == nil {
				in.Reason = explanation.GroupNotSynced
			}
		})
	}
}

func (s *steps) groupNotInDirectory(m *Match) explanation.Fate {
	if fate := s.groupLeft(m.ExternalID); fate != explanation.FateAbsent {
		return fate
	}
	switch there := shown(s.Input, m); {
	case there == nil:
		return explanation.FateAbsent
	case there.ExternalID == "":
		s.add(explanation.StepOrganization, explanation.Stays, explanation.MadeByHand, "name", m.Name)
	default:
		s.add(explanation.StepOrganization, explanation.Stays, explanation.NotOurs, "name", m.Name)
	}
	return explanation.FateStays
}

// syncOf takes out of a plan what concerns a match.
func syncOf(whole *plan.Plan, m *Match) explanation.Sync {
	s := explanation.Sync{Changes: []plan.Change{}, Joins: []plan.Ref{}, Leaves: []plan.Ref{}, Stops: []plan.Finding{}}
	for _, f := range whole.Findings {
		f.Entries = []string{}
		s.Stops = append(s.Stops, f)
	}
	for i := range whole.Changes {
		switch c := &whole.Changes[i]; {
		case m.ExternalID == "":
		case c.Kind == m.Kind && c.ExternalID == m.ExternalID:
			s.Changes = append(s.Changes, *c)
		case c.Kind == plan.Group && m.Kind == plan.User:
			ref := plan.Ref{ExternalID: c.ExternalID, Name: c.Name}
			if _, joins := find(c.Joins, m.ExternalID); joins {
				s.Joins = append(s.Joins, ref)
			}
			if why, leaves := find(c.Leaves, m.ExternalID); leaves {
				ref.Reason = why.Reason
				s.Leaves = append(s.Leaves, ref)
			}
		}
	}
	s.Postponed = postponedOf(whole.Postponed, m)
	return s
}

// postponedOf takes out of what waits what concerns a match.
func postponedOf(p *plan.Postponed, m *Match) *plan.Postponed {
	if p == nil || m.ExternalID == "" {
		return nil
	}
	hers := &plan.Postponed{Reason: p.Reason}
	for _, c := range p.Changes {
		if c.Kind == plan.Group && m.Kind == plan.User {
			why, leaves := find(c.Leaves, m.ExternalID)
			if !leaves {
				continue
			}
			c.Leaves, c.Joins = []plan.Ref{why}, nil
		} else if c.Kind != m.Kind || c.ExternalID != m.ExternalID {
			continue
		}
		hers.Changes = append(hers.Changes, c)
	}
	if len(hers.Changes) == 0 {
		return nil
	}
	return hers
}

func find(refs []plan.Ref, id string) (ref plan.Ref, found bool) {
	at := slices.IndexFunc(refs, func(r plan.Ref) bool { return r.ExternalID == id })
	if at < 0 {
		return ref, false
	}
	return refs[at], true
}
