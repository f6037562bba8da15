package explain

import (
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// Of explains a match. History and what the directory says when it is asked by
// name are not its business: who calls adds them.
func Of(in Input, m Match) *Explanation {
	r := in.Result
	e := &Explanation{
		Match: m, Entry: entryOf(&m), Groups: []Membership{}, Accepted: accepted(in, &m), Shown: shown(in, &m),
		Looked:   r.In.Seen != nil && (r.In.Seen.Listed || m.Kind == plan.Group && r.In.Seen.GroupsListed),
		Conflict: in.Conflict != nil, History: []Event{}, Read: in.Snapshot.ReadAt,
	}
	s := &steps{Input: in}
	if e.Entry != nil {
		s.add(StepRead, Passed, "")
	} else {
		s.add(StepRead, LeftOut, NotInDirectory)
	}
	if m.Kind == plan.Group {
		s.ofGroup(e, &m)
	} else {
		s.ofPerson(e, &m)
	}
	e.Steps = s.list
	whole := r.Changes().Plan()
	e.Sync = syncOf(whole, &m)
	e.Warnings = about(whole.Warnings, &m)
	for _, d := range whole.Drift {
		if d.ExternalID != "" && d.ExternalID == m.ExternalID && isOfGroup(d.Kind) == (m.Kind == plan.Group) {
			e.Drift = append(e.Drift, d)
		}
	}
	return e
}

func isOfGroup(kind plan.DriftKind) bool {
	return kind == plan.GroupGone || kind == plan.GroupRenamed || kind == plan.GroupMembers || kind == plan.OrphanGroup
}

func entryOf(m *Match) *Entry {
	switch {
	case m.user != nil:
		u := m.user
		return &Entry{Reference: u.ReferenceID, ExternalID: u.ExternalID, StableID: u.StableID, Email: u.Email, Disabled: u.Disabled, Expires: u.ExpiresAt, Deleted: u.Deleted}
	case m.group != nil:
		g := m.group
		return &Entry{Reference: g.ReferenceID, ExternalID: g.ExternalID, StableID: g.StableID, Name: g.Name, Outside: g.Outside}
	}
	return nil
}

func (s *steps) ofPerson(e *Explanation, m *Match) {
	r := s.Result
	switch {
	case m.user == nil:
		e.Fate = s.notInDirectory(m)
	case m.at == none:
		e.Fate = s.withoutPlace(m)
		return
	default:
		e.Fate = s.person(&r.People[m.at])
		if r.In.Sync.Groups {
			c := newClimb(r.In.Desired, directly(r.In.Desired, m.at))
			e.Groups = c.memberships(func(in *Membership, group int32) { personIn(r, m.at, in, group) })
		}
	}
	e.Groups = kept(r, m.ExternalID, e.Groups)
}

// withoutPlace is about an entry that the desired state leaves out: somebody
// has its external id, or another entry stands for it.
func (s *steps) withoutPlace(m *Match) Fate {
	want := s.Result.In.Desired
	if slices.Contains(want.Nameless, m.user) {
		s.add(StepRecognize, LeftOut, IDTaken, "taken", m.user.ExternalID)
		return FateLeftOut
	}
	entry := m.user.ExternalID
	for i := range want.Users {
		if u := want.Users[i].Entry; u.ExternalID == m.user.ExternalID || directory.SameStableID(u.StableID, m.user.StableID) {
			entry = want.Users[i].Describe()
		}
	}
	s.add(StepRecognize, LeftOut, SameEntry, "entry", entry)
	return FateAbsent
}

// notInDirectory is about somebody whom only the organization has, or had.
func (s *steps) notInDirectory(m *Match) Fate {
	if m.ExternalID == "" {
		s.add(StepOrganization, Stays, MadeByHand, "email", m.Name)
		return FateStays
	}
	return s.leftDirectory(m.ExternalID)
}

func (s *steps) ofGroup(e *Explanation, m *Match) {
	r := s.Result
	e.Holds = holds(s.Input, m)
	switch {
	case !r.In.Sync.Groups:
		s.add(StepFilter, LeftOut, NotSynced, "setting", "sync.groups")
		e.Fate = FateAbsent
		if _, acked := r.In.State.Groups[m.ExternalID]; acked {
			e.Fate = FateStays
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
		e.Groups = newClimb(r.In.Desired, direct).memberships(func(in *Membership, group int32) {
			if listedIn(r, group) == nil {
				in.Reason = GroupNotSynced
			}
		})
	}
}

func (s *steps) groupNotInDirectory(m *Match) Fate {
	if fate := s.groupLeft(m.ExternalID); fate != FateAbsent {
		return fate
	}
	switch there := shown(s.Input, m); {
	case there == nil:
		return FateAbsent
	case there.ExternalID == "":
		s.add(StepOrganization, Stays, MadeByHand, "name", m.Name)
	default:
		s.add(StepOrganization, Stays, NotOurs, "name", m.Name)
	}
	return FateStays
}

// syncOf takes out of a plan what concerns a match.
func syncOf(whole *plan.Plan, m *Match) Sync {
	s := Sync{Changes: []plan.Change{}, Joins: []plan.Ref{}, Leaves: []plan.Ref{}, Stops: []plan.Finding{}}
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
	return s
}

func find(refs []plan.Ref, id string) (ref plan.Ref, found bool) {
	at := slices.IndexFunc(refs, func(r plan.Ref) bool { return r.ExternalID == id })
	if at < 0 {
		return ref, false
	}
	return refs[at], true
}

// Events takes out of the record of a run what was done to a match.
func Events(run *organization.Run, m Match) []Event {
	var list []Event
	for i := range run.Changes {
		c := run.Changes[i]
		switch {
		case m.ExternalID == "":
			continue
		case c.Kind == m.Kind && (c.ExternalID == m.ExternalID || c.After == m.ExternalID):
		case c.Kind == plan.Group && m.Kind == plan.User:
			join, joins := find(c.Joins, m.ExternalID)
			leave, leaves := find(c.Leaves, m.ExternalID)
			if !joins && !leaves {
				continue
			}
			c.Joins, c.Leaves = nil, nil
			if joins {
				c.Joins = []plan.Ref{join}
			}
			if leaves {
				c.Leaves = []plan.Ref{leave}
			}
		default:
			continue
		}
		list = append(list, Event{Run: run.ID, At: run.Start, Change: c})
	}
	return list
}
