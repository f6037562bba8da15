package explain

import (
	"cmp"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/recognize"
)

// group goes through the steps with a group of the directory, and returns what
// comes of it.
func (s *steps) group(at int) explanation.Fate {
	r := s.Result
	g := &r.In.Desired.Groups[at]
	if g.Entry.Outside {
		s.add(explanation.StepFilter, explanation.LeftOut, explanation.OutsideSearch)
		return explanation.FateAbsent
	}
	if g.How == recognize.Newcomer && g.ID == "" && g.Verdict == desired.LeftOut && g.Entry.ExternalID != "" {
		s.add(explanation.StepRecognize, explanation.LeftOut, explanation.IDTaken, "taken", g.Entry.ExternalID)
		return explanation.FateLeftOut
	}
	s.recognized(g.How, g.ID, g.Entry.ExternalID)
	if g.Verdict == desired.Filtered {
		s.add(explanation.StepFilter, explanation.LeftOut, explanation.FilteredOut, "setting", "sync.groupFilter", "name", g.Entry.Name)
		return s.groupLeft(g.ID)
	}
	s.add(explanation.StepFilter, explanation.Passed, "")
	if fate, decided := s.validatedGroup(g); decided {
		return fate
	}
	if listed := listedIn(r, int32(at)); listed != nil && !listed.Exists {
		s.add(explanation.StepOrganization, explanation.Passed, explanation.WillBeGroup)
	} else {
		s.add(explanation.StepOrganization, explanation.Passed, explanation.IsGroup)
	}
	return explanation.FateMember
}

// validatedGroup says what validation and duplicates decide.
func (s *steps) validatedGroup(g *desired.Group) (fate explanation.Fate, decided bool) {
	idProblem, nameProblem := desired.IDProblem(g.ID), desired.GroupNameProblem(g.Entry.Name)
	switch {
	case idProblem != "":
		s.add(explanation.StepValidate, explanation.LeftOut, explanation.IDRefused, "problem", idProblem)
		return explanation.FateLeftOut, true
	case g.Verdict == desired.LeftOut && nameProblem != "":
		s.add(explanation.StepValidate, explanation.LeftOut, explanation.NameRefused, "problem", nameProblem)
		return explanation.FateLeftOut, true
	case nameProblem != "" && g.Verdict != desired.Dropped:
		s.add(explanation.StepValidate, explanation.Held, explanation.NameRefused, "problem", nameProblem, "name", g.Name)
	default:
		s.add(explanation.StepValidate, explanation.Passed, "")
	}
	twins := s.twins(g)
	pairs := []string{"what", "external id", "value", g.ID, "entries", strings.Join(twins, " | ")}
	switch {
	case g.Verdict == desired.Held:
		s.add(explanation.StepDuplicates, explanation.Held, explanation.Shared, pairs...)
		return explanation.FateHeld, true
	case g.Verdict == desired.Dropped && s.stoodFor(g):
		s.add(explanation.StepDuplicates, explanation.LeftOut, explanation.SameEntry, "entry", twins[0])
		return explanation.FateAbsent, true
	case g.Verdict == desired.Dropped:
		s.add(explanation.StepDuplicates, explanation.LeftOut, explanation.Shared, pairs...)
		return explanation.FateAbsent, true
	case s.Conflict != nil && slices.ContainsFunc(s.Conflict.Conflicts, func(c desired.Conflict) bool { return c.Value == g.ID && len(twins) > 1 }):
		s.add(explanation.StepDuplicates, explanation.Stops, explanation.Shared, pairs...)
		return explanation.FateLeftOut, true
	}
	return "", false
}

// stoodFor tells whether a group with the same external id is to be there.
func (s *steps) stoodFor(g *desired.Group) bool {
	return slices.ContainsFunc(s.Result.In.Desired.Groups, func(other desired.Group) bool { return other.ID == g.ID && other.Verdict == desired.Wanted })
}

// twins are the groups that share the external id of one.
func (s *steps) twins(g *desired.Group) (references []string) {
	for i := range s.Result.In.Desired.Groups {
		if other := &s.Result.In.Desired.Groups[i]; other.ID == g.ID && !other.Entry.Outside {
			references = append(references, other.Entry.ReferenceID)
		}
	}
	return references
}

// groupLeft says what becomes of a group that neither the directory nor the
// filter has.
func (s *steps) groupLeft(id string) explanation.Fate {
	r := s.Result
	for i := range r.Missing {
		m := &r.Missing[i]
		if m.ExternalID != id {
			continue
		}
		switch {
		case m.Unseen:
			s.add(explanation.StepRemoval, explanation.Stays, explanation.GroupUnseen)
			return explanation.FateStays
		case m.Delete:
			s.add(explanation.StepRemoval, explanation.Leaves, explanation.GroupsDeleted, "setting", "groups.missing")
			return explanation.FateLeaves
		case m.Empty:
			s.add(explanation.StepRemoval, explanation.Leaves, explanation.GroupsEmptied, "setting", "groups.missing")
			return explanation.FateLeaves
		}
		s.add(explanation.StepRemoval, explanation.Stays, explanation.GroupsKept, "setting", "groups.missing")
		return explanation.FateStays
	}
	if slices.Contains(r.Forgotten, id) {
		s.add(explanation.StepRemoval, explanation.LeftOut, explanation.AlreadyGone)
	}
	return explanation.FateAbsent
}

// holds counts what is in a group.
func holds(in Input, m *Match) *explanation.Holds {
	h := &explanation.Holds{Nested: []plan.Ref{}}
	if m.group == nil {
		return nil
	}
	h.Users = len(m.group.UserMembers)
	r := in.Result
	if m.at == none {
		return h
	}
	for _, below := range r.In.Desired.Nested[m.at] {
		g := &r.In.Desired.Groups[below]
		h.Nested = append(h.Nested, plan.Ref{ExternalID: g.ID, Name: g.Entry.Name})
	}
	slices.SortFunc(h.Nested, compareRefs)
	h.All = len(r.In.Desired.Flat[m.at])
	if listed := listedIn(r, int32(m.at)); listed != nil {
		h.Listed = len(listed.Members)
	}
	return h
}

func compareRefs(a, b plan.Ref) int {
	return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ExternalID, b.ExternalID))
}

// personIn says under which external id the organization's group is to list
// somebody, or why it does not.
func personIn(r *compare.Result, at int, m *explanation.Membership, group int32) {
	g := listedIn(r, group)
	id := r.Listed(int32(at))
	switch {
	case g == nil:
		m.Reason = explanation.GroupNotSynced
	case id == "":
		m.Reason = explanation.NotAMember
	case !contains(g.Members, id):
		m.Reason = explanation.GroupHeld
	default:
		m.Listed = id
		if id != r.People[at].ID {
			m.Reason = explanation.ListedAs
		}
	}
}

// kept adds the groups that go on listing a member whom the directory does not
// have in them.
func kept(r *compare.Result, id string, groups []explanation.Membership) []explanation.Membership {
	told := map[string]int{}
	for i := range groups {
		if m := &groups[i]; m.Listed == id || m.Listed == "" {
			told[m.ExternalID] = i
		}
	}
	for i := range r.Groups {
		g := &r.Groups[i]
		if id == "" || !contains(g.Members, id) {
			continue
		}
		if at, is := told[g.ID]; is { // who was offboarded is in the group still
			if m := &groups[at]; m.Listed == "" {
				m.Listed, m.Reason = id, ""
			}
		} else {
			groups = append(groups, explanation.Membership{Ref: plan.Ref{ExternalID: g.ID, Name: g.Name, Reason: explanation.KeptThere}, Path: []plan.Ref{}, Listed: id})
		}
	}
	return groups
}

func contains(sorted []string, id string) bool {
	_, found := slices.BinarySearch(sorted, id)
	return found
}

// accepted is what the organization accepted of a match; nil for nothing.
func accepted(in Input, m *Match) *explanation.Accepted {
	s, state := steps{Input: in}, in.Result.In.State
	if m.Kind == plan.Group {
		g, known := state.Groups[m.ExternalID]
		flying := s.flies(m.ExternalID, true)
		before := false
		if !known {
			g, before = state.Known.Groups[m.ExternalID]
		}
		if !known && !before && !flying {
			return nil
		}
		return &explanation.Accepted{Name: g.Name, StableID: g.StableID, Members: len(g.Members), InFlight: flying, BeforeClear: before}
	}
	acked, known := state.Members[m.ExternalID]
	revoked, isRevoked := state.Revoked[m.ExternalID]
	byHand, isByHand := state.RemovedByHand[m.ExternalID]
	before, isBefore := state.Known.Members[m.ExternalID]
	flying := s.flies(m.ExternalID, false)
	if m.ExternalID == "" || !known && !isRevoked && !isByHand && !isBefore && !flying {
		return nil
	}
	switch {
	case known:
	case isByHand:
		acked = byHand
	case isRevoked:
		acked = revoked.AckedMember
	default:
		acked = before
	}
	a := &explanation.Accepted{
		Email: acked.Email, Wanted: acked.Wanted, StableID: acked.StableID, Groups: []plan.Ref{},
		InFlight: flying, Revoked: isRevoked, RemovedByHand: isByHand, BeforeClear: !known && isBefore,
	}
	for id, g := range state.Groups {
		if contains(g.Members, m.ExternalID) {
			a.Groups = append(a.Groups, plan.Ref{ExternalID: id, Name: g.Name})
		}
	}
	slices.SortFunc(a.Groups, compareRefs)
	return a
}

// shown is what the server lists; nil for nothing.
func shown(in Input, m *Match) *explanation.Shown {
	seen := in.Result.In.Seen
	if seen == nil {
		return nil
	}
	if m.Kind == plan.Group {
		for i := range seen.Groups {
			if g := &seen.Groups[i]; m.ExternalID != "" && g.ExternalID == m.ExternalID || m.ExternalID == "" && g.Name == m.Name {
				return &explanation.Shown{ID: g.ID, ExternalID: g.ExternalID, Name: g.Name, Collections: g.Collections}
			}
		}
		return nil
	}
	var byEmail *explanation.Shown
	for i := range seen.Members {
		member := &seen.Members[i]
		if m.ExternalID != "" && member.ExternalID == m.ExternalID {
			return shownMember(member)
		}
		if m.Name != "" && desired.CleanEmail(member.Email) == m.Name {
			byEmail = shownMember(member)
		}
	}
	return byEmail
}

func shownMember(m *organization.Member) *explanation.Shown {
	status, role := m.Status, m.Role
	return &explanation.Shown{ID: m.ID, ExternalID: m.ExternalID, Email: m.Email, Status: &status, Type: &role}
}

// about are the warnings that name an entry.
func about(warnings []directory.Warning, m *Match) []directory.Warning {
	var list []directory.Warning
	for _, w := range warnings {
		if w.Entry != "" && (w.Entry == m.Reference || w.Entry == m.ExternalID) {
			list = append(list, w)
		}
	}
	return list
}
