package send

import (
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// changed writes into the record what the server accepted.
func (x *sender) changed(c plan.Change) {
	*counter(&x.run.Counts, c)++
	x.run.Changes = append(x.run.Changes, c)
}

// counter is the number that counts such a change.
func counter(counts *organization.Counts, c plan.Change) *int {
	switch {
	case c.Kind == plan.Group && c.Action == plan.Create:
		return &counts.GroupsAdded
	case c.Kind == plan.Group:
		return &counts.GroupsChanged
	case c.Loss():
		return &counts.UsersRemoved
	case c.Action == plan.Invite, c.Action == plan.Stage:
		return &counts.UsersAdded
	}
	return &counts.UsersChanged
}
