package organization_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// Counts have fewer kinds than a tally, which takes them apart by the changes.
func TestTally(t *testing.T) {
	t.Parallel()
	r := &organization.Run{}
	for kind, actions := range map[plan.Kind][]plan.Action{
		plan.User:  {plan.Invite, plan.Stage, plan.Update, plan.Adopt, plan.Restore, plan.Remove, plan.Remove, plan.Revoke},
		plan.Group: {plan.Create, plan.Update, plan.Update, plan.Empty, plan.Delete},
	} {
		for _, action := range actions {
			c := plan.Change{Kind: kind, Action: action}
			r.Changes = append(r.Changes, c)
			*r.Counts.Of(c)++
		}
	}
	want := plan.Tally{
		UsersAdded: 2, UsersChanged: 2, UsersRestored: 1, UsersRemoved: 2, UsersRevoked: 1,
		GroupsAdded: 1, GroupsChanged: 3, GroupsDeleted: 1,
	}
	if diff := cmp.Diff(want, r.Tally()); diff != "" {
		t.Errorf("tally (-want +got):\n%s", diff)
	}
	if !r.Counts.Changed() || (&organization.Counts{Users: 7, Groups: 2, Requests: 3, LeftOut: 1}).Changed() {
		t.Error("what was changed is told wrongly")
	}
}
