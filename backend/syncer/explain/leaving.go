package explain

import (
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// leftDirectory says what becomes of somebody whom neither the directory nor
// the filter has.
func (s *steps) leftDirectory(id string) Fate {
	r := s.Result
	acked, known := r.In.State.Members[id]
	m, shown := r.List.ByID(id)
	shown = shown && r.List.Listed
	flying := s.flies(id, false)
	switch _, byHand := r.In.State.RemovedByHand[id]; {
	case !known && !flying && byHand && !shown:
		s.add(StepOrganization, LeftOut, ByHand, "email", r.In.State.RemovedByHand[id].Email)
		return FateByHand
	case !known && !flying && !shown:
		return FateAbsent
	case !r.In.Sync.Users:
		s.add(StepRemoval, Stays, NotSynced, "setting", "sync.users")
		return FateStays
	}
	if _, goes := s.findRemoval(id); goes {
		return s.removal(id, plan.Missing)
	}
	switch email, keeps := r.Kept[id]; {
	case s.overwritten(id):
		s.add(StepRemoval, Leaves, plan.Overwritten)
		return FateLeaves
	case keeps:
		s.add(StepRemoval, Stays, EmailTaken, "email", email, "id", id)
	case r.List.Listed && !shown:
		s.add(StepRemoval, LeftOut, AlreadyGone, "reason", string(plan.Missing))
		return FateAbsent
	case known || flying:
		s.add(StepRemoval, Stays, RemoveMissingOff, "email", acked.Email)
	default:
		s.add(StepRemoval, Stays, NotOurs, "email", m.Email)
	}
	return FateStays
}

// removal says what becomes of somebody who is to go.
func (s *steps) removal(id string, reason plan.Code) Fate {
	at, goes := s.findRemoval(id)
	r := s.Result
	if !goes {
		s.add(StepRemoval, LeftOut, NeverSent, "reason", string(reason))
		return FateAbsent
	}
	x := &r.Removals[at]
	switch {
	case x.Owner:
		s.add(StepRemoval, Stays, Owner, "reason", string(x.Reason))
	case x.Elsewhere:
		s.add(StepRemoval, Stays, OtherProfile, "problem", s.warned(compare.WarnOtherProfile, id))
	case x.Nameless:
		s.add(StepRemoval, Stays, NoAddress, "reason", string(x.Reason))
	case x.Revoke && !x.Send:
		s.add(StepRemoval, Stays, RevokedBefore, "reason", string(x.Reason))
	case !x.Known:
		s.add(StepRemoval, LeftOut, AlreadyGone, "reason", string(x.Reason))
		return FateAbsent
	default:
		pairs := []string{}
		if x.Revoke {
			pairs = []string{"revoke", "true"}
		}
		if x.Reason == plan.RevokedLongAgo {
			pairs = append(pairs, "days", strconv.Itoa(r.In.Sync.DeleteRevokedAfter))
		}
		s.add(StepRemoval, Leaves, x.Reason, pairs...)
		return FateLeaves
	}
	return FateStays
}

func (s *steps) findRemoval(id string) (at int, found bool) {
	return slices.BinarySearchFunc(s.Result.Removals, id, func(x compare.Removal, id string) int { return strings.Compare(x.ID, id) })
}

func (s *steps) overwritten(id string) bool {
	return slices.ContainsFunc(s.Result.Work.Overwritten, func(m organization.Member) bool { return m.ExternalID == id })
}
