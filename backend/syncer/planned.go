package syncer

import (
	"context"

	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// Plan does the steps 2 to 9 as a test does, sends nothing and writes nothing,
// and returns every change by name. With memberships it looks who is in all
// groups that concern the profile; else only in those that would be sent, since
// each is sent whole.
func (s *Syncer) Plan(ctx context.Context, memberships bool) (*plan.Plan, plan.Looked, error) {
	r, _, err := s.try(ctx, false, comparison{test: true, exact: true, memberships: memberships})
	if err != nil {
		return nil, plan.Looked{}, err
	}
	return r.Changes().Plan(), lookedAt(r), nil
}

// lookedAt tells what of the organization a comparison saw.
func lookedAt(r *compare.Result) plan.Looked {
	seen := r.In.Seen
	if seen == nil {
		return plan.Looked{}
	}
	return plan.Looked{Members: seen.Listed, Groups: seen.GroupsListed, Memberships: seen.AllMemberships}
}

// lookIntoSent looks who is in the groups that would be sent or deleted: each
// is sent whole, so that whom somebody put in by hand would go unnamed. A test
// can do without.
func (s *Syncer) lookIntoSent(ctx context.Context, l *look, r *compare.Result, test bool) (looked bool, err error) {
	ids := make(map[string]struct{}, len(r.Work.Groups)+len(r.Work.Deleted))
	for i := range r.Work.Groups {
		ids[r.Work.Groups[i].ID] = struct{}{}
	}
	for i := range r.Work.Deleted {
		ids[r.Work.Deleted[i].ExternalID] = struct{}{}
	}
	if len(ids) == 0 {
		return false, nil
	}
	switch err := s.lookIntoGroups(ctx, l, ids); {
	case err == nil:
		return l.seen.MembersOf != nil, nil
	case !test || ctx.Err() != nil:
		return false, err
	default:
		l.warn("memberships could not be read: " + err.Error())
		return false, nil
	}
}

// carriesOut returns nil where a sync would do exactly what the plan says.
func carriesOut(req Request, r *compare.Result) error {
	planned := req.Planned
	if what := planned.Looked.Lacks(lookedAt(r)); what != "" {
		return &PlanError{Why: what + ": nobody can tell whether it still holds"}
	}
	now := r.Changes().Plan().Changes
	if same, err := planned.Does(now); err != nil || same {
		return err
	}
	changes := planned.Changes
	if req.PlannedChanges != nil {
		var err error
		if changes, err = req.PlannedChanges(); err != nil {
			return &PlanError{Why: "the plan no longer holds, and what differs can't be told: " + err.Error()}
		}
	}
	differences, err := plan.Compare(changes, now)
	if err != nil {
		return err
	}
	if len(differences) == 0 {
		return &PlanError{Why: "the plan lists its changes in another order than this program does"}
	}
	return &PlanError{Differences: differences}
}

// madeForThis returns why a plan is of another server, organization or
// directory.
func (s *Syncer) madeForThis(planned *plan.File) error {
	if err := planned.MadeFor(s.Options.Identity.Fields()); err != nil {
		return &PlanError{Why: err.Error()}
	}
	return nil
}

// notPlanned is for guards that stop a plan which does not show them.
const notPlanned = "The plan does not show that this stops, so it does not allow it. Make a new one with 'bwdc plan -o FILE' and have that approved."
