package plan

// A Tally counts changes as the faces show them.
type Tally struct {
	UsersAdded, UsersChanged, UsersRemoved int
	// UsersRevoked lost their access and stay members, UsersRestored have it
	// again.
	UsersRevoked, UsersRestored               int
	GroupsAdded, GroupsChanged, GroupsDeleted int
}

// Count counts changes.
func Count(changes []Change) Tally {
	var t Tally
	for i := range changes {
		*t.counter(&changes[i])++
	}
	return t
}

func (t *Tally) counter(c *Change) *int {
	switch {
	case c.Kind == Group && c.Action == Create:
		return &t.GroupsAdded
	case c.Kind == Group && c.Action == Delete:
		return &t.GroupsDeleted
	case c.Kind == Group:
		return &t.GroupsChanged
	case c.Action == Remove:
		return &t.UsersRemoved
	case c.Action == Revoke:
		return &t.UsersRevoked
	case c.Action == Restore:
		return &t.UsersRestored
	case c.Action == Invite, c.Action == Stage:
		return &t.UsersAdded
	}
	return &t.UsersChanged
}

// Loss tells whether somebody loses access.
func (c *Change) Loss() bool { return c.Kind == User && (c.Action == Remove || c.Action == Revoke) }

// Losses are the changes by which somebody loses access.
func (p *Plan) Losses() []Change {
	var losses []Change
	for i := range p.Changes {
		if p.Changes[i].Loss() {
			losses = append(losses, p.Changes[i])
		}
	}
	return losses
}
