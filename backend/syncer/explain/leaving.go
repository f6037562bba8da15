package explain

import (
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/explanation"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// leftDirectory says what becomes of somebody whom neither the directory nor
// the filter has.
func (s *steps) leftDirectory(id string) explanation.Fate {
	r := s.Result
	acked, known := r.In.State.Members[id]
	m, shown := r.List.ByID(id)
	shown = shown && r.List.Listed
	flying := s.flies(id, false)
	switch _, byHand := r.In.State.RemovedByHand[id]; {
	case !known && !flying && byHand && !shown:
		s.add(explanation.StepOrganization, explanation.LeftOut, explanation.ByHand, "email", r.In.State.RemovedByHand[id].Email)
		return explanation.FateByHand
	case !known && !flying && !shown:
		return explanation.FateAbsent
	case !r.In.Sync.Users:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.NotSynced, "setting", "sync.users")
		return explanation.FateStays
	}
	if _, goes := s.findRemoval(id); goes {
		return s.removal(id, plan.Missing)
	}
	switch email, keeps := r.Kept[id]; {
	case s.overwritten(id):
		s.add(explanation.StepRemoval, explanation.Leaves, plan.Overwritten)
		return explanation.FateLeaves
	case keeps:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.EmailTaken, "email", email, "id", id)
	case r.List.Listed && !shown:
		s.add(explanation.StepRemoval, explanation.LeftOut, explanation.AlreadyGone, "reason", string(plan.Missing))
		return explanation.FateAbsent
	case known || flying:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.RemoveMissingOff, "email", acked.Email)
	default:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.NotOurs, "email", m.Email)
	}
	return explanation.FateStays
}

// removal says what becomes of somebody who is to go.
func (s *steps) removal(id string, reason plan.Code) explanation.Fate {
	at, goes := s.findRemoval(id)
	r := s.Result
	email, keeps := r.Kept[id]
	m, shown := r.List.ByID(id)
	switch {
	case goes:
	case keeps && shown && r.List.Listed && m.Role == organization.RoleOwner:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.Owner, "reason", string(reason))
		return explanation.FateStays
	case keeps: // for the sake of a new account with the email
		s.add(explanation.StepRemoval, explanation.Stays, explanation.EmailTaken, "email", email, "id", id)
		return explanation.FateStays
	default:
		s.add(explanation.StepRemoval, explanation.LeftOut, explanation.NeverSent, "reason", string(reason))
		return explanation.FateAbsent
	}
	x := &r.Removals[at]
	switch {
	case x.Owner:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.Owner, "reason", string(x.Reason))
	case x.Elsewhere:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.OtherProfile, "problem", s.warned(compare.WarnOtherProfile, id))
	case x.Nameless:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.NoAddress, "reason", string(x.Reason))
	case x.LostID:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.NoID, "reason", string(x.Reason))
	case x.Revoke && !x.Send:
		s.add(explanation.StepRemoval, explanation.Stays, explanation.RevokedBefore, "reason", string(x.Reason))
	case !x.Known:
		s.add(explanation.StepRemoval, explanation.LeftOut, explanation.AlreadyGone, "reason", string(x.Reason))
		return explanation.FateAbsent
	default:
		pairs := []string{}
		if x.Revoke {
			pairs = []string{"revoke", "true"}
		}
		if x.Reason == plan.RevokedLongAgo {
			pairs = append(pairs, "days", strconv.Itoa(r.In.Sync.DeleteRevokedAfter))
		}
		s.add(explanation.StepRemoval, explanation.Leaves, x.Reason, pairs...)
		return explanation.FateLeaves
	}
	return explanation.FateStays
}

func (s *steps) findRemoval(id string) (at int, found bool) {
	return slices.BinarySearchFunc(s.Result.Removals, id, func(x compare.Removal, id string) int { return strings.Compare(x.ID, id) })
}

func (s *steps) overwritten(id string) bool {
	return slices.ContainsFunc(s.Result.Work.Overwritten, func(m organization.Member) bool { return m.ExternalID == id })
}
