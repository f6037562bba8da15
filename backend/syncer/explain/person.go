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

// steps gathers what the steps of a sync say.
type steps struct {
	Input
	list []explanation.Step
}

func (s *steps) add(name explanation.StepName, outcome explanation.Outcome, code plan.Code, pairs ...string) {
	step := explanation.Step{Name: name, Outcome: outcome}
	if code != "" {
		step.Reason = plan.Because(code, pairs...)
	}
	s.list = append(s.list, step)
}

// recognized tells under which external id an entry goes on, and why.
func (s *steps) recognized(how recognize.How, id, own string) (goesOn bool) {
	switch {
	case how == recognize.ByStableID && id != own:
		s.add(explanation.StepRecognize, explanation.Passed, explanation.KnownByStableID, "id", id, "was", own)
	case how == recognize.ByStableID:
		s.add(explanation.StepRecognize, explanation.Passed, explanation.KnownByStableID, "id", id)
	case how == recognize.ByExternalID:
		s.add(explanation.StepRecognize, explanation.Passed, explanation.KnownByExternalID, "id", id)
	case how == recognize.ByListedEmail:
		s.add(explanation.StepRecognize, explanation.Passed, explanation.KnownByEmail, "id", id)
	case id != own && id != "":
		s.add(explanation.StepRecognize, explanation.Passed, explanation.NewUnderStableID, "id", id, "taken", own)
	case id == "" && own != "":
		s.add(explanation.StepRecognize, explanation.LeftOut, explanation.IDTaken, "taken", own)
		return false
	default:
		s.add(explanation.StepRecognize, explanation.Passed, explanation.NewHere, "id", id)
	}
	return true
}

// person goes through the steps with a user of the directory, and returns what
// comes of it.
func (s *steps) person(p *compare.Person) explanation.Fate {
	r := s.Result
	if !s.recognized(p.How, p.ID, p.Entry.ExternalID) {
		return explanation.FateLeftOut
	}
	if !r.In.Sync.Users {
		s.add(explanation.StepFilter, explanation.LeftOut, explanation.NotSynced, "setting", "sync.users")
		return explanation.FateAbsent
	}
	if p.Verdict == desired.Filtered {
		s.filtered(p)
		return s.leftDirectory(p.ID)
	}
	s.add(explanation.StepFilter, explanation.Passed, "")
	if p.Verdict == desired.Gone {
		reason := plan.Disabled
		if p.Entry.Deleted {
			reason = plan.Deleted
		}
		return s.removal(p.ID, reason)
	}
	s.chosen(p)
	if fate, decided := s.validated(p); decided {
		return fate
	}
	return s.compared(p)
}

// filtered says which filter leaves somebody out.
func (s *steps) filtered(p *compare.Person) {
	in := desired.Input{Options: s.Result.In.Options, Acknowledged: s.Result.In.State}
	if desired.PassesUserFilter(in, p.User) {
		s.add(explanation.StepFilter, explanation.Passed, "")
		s.add(explanation.StepGroups, explanation.LeftOut, explanation.InNoChosenGroup, "setting", "sync.groupFilter")
		return
	}
	s.add(explanation.StepFilter, explanation.LeftOut, explanation.FilteredOut, "setting", "sync.userFilter", "name", cmp.Or(p.Wanted, s.Result.In.State.Members[p.ID].LastWanted()))
}

// chosen names a chosen group that somebody is in, where groups choose.
func (s *steps) chosen(p *compare.Person) {
	r := s.Result
	if r.In.GroupFilter == nil || !r.In.Sync.Groups || p.Verdict == desired.Gone {
		return
	}
	at := positionOfPerson(r, p)
	sets := r.In.Desired.Direct
	if r.In.Groups.CountNested {
		sets = r.In.Desired.Flat
	}
	for i := range r.In.Desired.Groups {
		g := &r.In.Desired.Groups[i]
		if _, in := slices.BinarySearch(sets[i], at); in && g.Verdict != desired.Filtered {
			s.add(explanation.StepGroups, explanation.Passed, explanation.InChosenGroup, "group", g.Entry.Name)
			return
		}
	}
}

func positionOfPerson(r *compare.Result, p *compare.Person) int32 {
	from, to := r.In.Desired.Range(p.ID)
	for at := from; at < to; at++ {
		if &r.People[at] == p {
			return int32(at)
		}
	}
	return none
}

// validated says what validation and duplicates decide.
func (s *steps) validated(p *compare.Person) (fate explanation.Fate, decided bool) {
	switch p.Verdict {
	case desired.LeftOut, desired.Held, desired.Dropped:
	case desired.Uninvited:
		s.add(explanation.StepValidate, explanation.Passed, "")
		if !p.Stays() {
			s.add(explanation.StepDisabled, explanation.LeftOut, explanation.NotInvited, "setting", "sync.inviteDisabled")
			return explanation.FateLeftOut, true
		}
		return "", false
	default:
		s.add(explanation.StepValidate, explanation.Passed, "")
		if c, found := s.conflict(p.User); found {
			s.add(explanation.StepDuplicates, explanation.Stops, explanation.Shared, "what", c.What, "value", c.Value, "entries", strings.Join(c.Entries, " | "))
			return explanation.FateLeftOut, true
		}
		return "", false
	}
	outcome, fate := explanation.LeftOut, explanation.FateLeftOut
	switch {
	case p.Fate == compare.Held:
		outcome, fate = explanation.Held, explanation.FateHeld
	case p.Verdict == desired.Dropped:
		fate = explanation.FateAbsent
	}
	switch idProblem, problem := desired.IDProblem(p.ID), desired.EmailProblem(p.Wanted); {
	case idProblem != "":
		s.add(explanation.StepValidate, outcome, explanation.IDRefused, "problem", idProblem)
	case p.Wanted == "":
		s.add(explanation.StepValidate, outcome, explanation.NoEmail)
	case problem != "":
		s.add(explanation.StepValidate, outcome, explanation.EmailRefused, "problem", problem, "email", p.Wanted)
	default:
		s.add(explanation.StepValidate, explanation.Passed, "")
		s.duplicate(p, outcome)
	}
	return fate, true
}

// conflict finds the one that stops the sync because of somebody.
func (s *steps) conflict(u *desired.User) (c desired.Conflict, found bool) {
	if s.Conflict == nil {
		return c, false
	}
	for _, c := range s.Conflict.Conflicts {
		if slices.Contains(c.Entries, u.Describe()) {
			return c, true
		}
	}
	return c, false
}

// duplicate says with whom somebody shares an email or an external id.
func (s *steps) duplicate(p *compare.Person, outcome explanation.Outcome) {
	users := s.Result.In.Desired.Users
	for _, shared := range []struct {
		what, value string
		of          func(*desired.User) string
	}{
		{"external id", p.ID, func(u *desired.User) string { return u.ID }},
		{"email", p.Wanted, func(u *desired.User) string { return u.Wanted }},
	} {
		var entries []string
		var enabled []*desired.User
		for i := range users {
			u := &users[i]
			if shared.of(u) != shared.value || u.Verdict == desired.Filtered || u.Verdict == desired.Gone || u.Verdict == desired.Uninvited {
				continue
			}
			entries = append(entries, u.Describe())
			if !u.Disabled {
				enabled = append(enabled, u)
			}
		}
		switch {
		case len(entries) < 2:
		case p.Disabled && len(enabled) == 1:
			s.add(explanation.StepDuplicates, outcome, explanation.DisabledTwin, "what", shared.what, "value", shared.value, "entry", enabled[0].Describe())
			return
		default:
			slices.Sort(entries)
			s.add(explanation.StepDuplicates, outcome, explanation.Shared, "what", shared.what, "value", shared.value, "entries", strings.Join(entries, " | "))
			return
		}
	}
	s.add(explanation.StepDuplicates, outcome, explanation.SameEntry)
}

// staysRevoked tells whether somebody is a member whose access an administrator
// took away.
func (s *steps) staysRevoked(p *compare.Person) bool {
	r := s.Result
	m, shown := r.List.ByID(p.ID)
	_, offboarded := r.In.State.Offboarded[p.ID]
	return offboarded && !p.Restored && shown && r.List.Listed && m.Status == organization.StatusRevoked
}

// isOut tells whether somebody was offboarded and is no member any more.
func (s *steps) isOut(p *compare.Person) bool {
	r := s.Result
	if _, offboarded := r.In.State.Offboarded[p.ID]; !offboarded || p.Restored {
		return false
	}
	_, there := r.In.State.Members[p.ID]
	if r.List.Listed {
		_, there = r.List.ByID(p.ID)
	}
	return !there
}

// compared says what the organization has to do with somebody.
func (s *steps) compared(p *compare.Person) explanation.Fate {
	r := s.Result
	_, offboarded := r.In.State.Offboarded[p.ID]
	switch p.Fate {
	case compare.ByHand:
		if offboarded {
			s.add(explanation.StepOrganization, explanation.LeftOut, plan.Offboarded, "email", p.Email)
			return explanation.FateOffboarded
		}
		s.add(explanation.StepOrganization, explanation.LeftOut, explanation.ByHand, "email", p.Email)
		return explanation.FateByHand
	case compare.Held:
		s.add(explanation.StepOrganization, explanation.Held, explanation.EmailShared, "email", p.Wanted)
		return explanation.FateHeld
	case compare.LeftOut:
		s.leftOutThere(p)
		return explanation.FateLeftOut
	}
	m, shown := r.List.ByID(p.ID)
	switch {
	case p.Replaces != "":
		s.add(explanation.StepOrganization, explanation.Passed, plan.Replaces, "old", p.Replaces)
	case p.Adopted:
		s.add(explanation.StepOrganization, explanation.Passed, explanation.WillBeAdopted, "email", p.Email)
	case s.staysRevoked(p):
		s.add(explanation.StepOrganization, explanation.Stays, plan.Offboarded, "email", p.Email)
		return explanation.FateOffboarded
	case shown && r.List.Listed && m.Status == organization.StatusRevoked && !p.Restored:
		s.add(explanation.StepOrganization, explanation.Passed, explanation.Revoked, "email", p.Email)
	case p.New:
		s.add(explanation.StepOrganization, explanation.Passed, explanation.WillBeMember, "email", p.Email)
	default:
		s.add(explanation.StepOrganization, explanation.Passed, explanation.IsMember, "email", p.Email)
	}
	return explanation.FateMember
}

func (s *steps) leftOutThere(p *compare.Person) {
	r := s.Result
	other, taken := r.List.ByEmail(p.Email)
	switch {
	case p.Elsewhere:
		s.add(explanation.StepOrganization, explanation.LeftOut, explanation.OtherProfile, "problem", s.warned(compare.WarnOtherProfile, p.Entry.ReferenceID))
	case taken && other.ExternalID != p.ID && other.ExternalID != "":
		s.add(explanation.StepOrganization, explanation.LeftOut, explanation.EmailTaken, "email", other.Email, "id", other.ExternalID)
	default:
		s.add(explanation.StepOrganization, explanation.LeftOut, explanation.EmailShared, "email", p.Email)
	}
}

// flies tells whether an entry is in flight, of members and removals or of
// groups.
func (s *steps) flies(id string, group bool) bool {
	return slices.ContainsFunc(s.Result.In.State.InFlight, func(f organization.Flight) bool {
		return f.ExternalID == id && (f.Kind == organization.FlightGroup) == group
	})
}

// warned is what a warning about an entry says.
func (s *steps) warned(code directory.WarningCode, entry string) string {
	for _, w := range s.Result.Warnings {
		if w.Code == code && w.Entry == entry {
			return w.Text
		}
	}
	return ""
}
