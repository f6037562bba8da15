package send

import (
	"maps"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// unknow takes whom this run has forgotten out of those who were known before a
// clear: a run that fails afterwards leaves them to the next, which would
// acknowledge them again.
func (x acknowledging) unknow(c *organization.Change) {
	if len(x.gone) == 0 {
		return
	}
	known := x.result.In.State.Known
	known.Members = maps.Clone(known.Members)
	for _, id := range x.gone {
		delete(known.Members, id)
	}
	x.result.In.State.Known, c.Known, x.gone = known, &known, nil
}

// settleKnownBefore ends the time after a clear: whom this profile knew before
// and who is a member still is acknowledged again, so that the next run can
// find him or her missing.
func (x acknowledging) settleKnownBefore(c *organization.Change) {
	known := x.result.In.State.Known
	if len(known.Members)+len(known.Groups) == 0 {
		return
	}
	c.ForgetKnown, c.SetMembers, c.SetGroups = true, x.stillMembers(known.Members), x.stillGroups(known.Groups)
}

// stillMembers are those of the members known before a clear who are members
// still, and whom this run did not send.
func (x acknowledging) stillMembers(known map[string]organization.AckedMember) map[string]organization.AckedMember {
	r, members := x.result, map[string]organization.AckedMember{}
	here := r.DesiredIDs()
	for i := range r.People {
		if p := &r.People[i]; p.Fate == compare.Held && !r.List.Listed {
			delete(here, p.ID) // vaultwarden is not sent whom it has
		}
	}
	for id := range r.Kept {
		delete(here, id) // stays, and the directory does not have it
	}
	for id, m := range known {
		_, acked := r.In.State.Members[id]
		if _, wanted := here[id]; !acked && !wanted && !x.wasRemoved(id) && (!r.List.Listed || r.List.Shows(id)) {
			members[id] = m
		}
	}
	return members
}

// stillGroups are those of the groups known before a clear that may be there
// still, and that this run did not send.
func (x acknowledging) stillGroups(known map[string]organization.AckedGroup) map[string]organization.AckedGroup {
	r, groups, exists := x.result, map[string]organization.AckedGroup{}, map[string]bool{}
	listed := r.Looked() && r.In.Seen.GroupsListed
	if listed {
		for i := range r.In.Seen.Groups {
			exists[r.In.Seen.Groups[i].ExternalID] = true
		}
	}
	for id, g := range known {
		_, acked := r.In.State.Groups[id]
		// Where no list tells, who made which group is not forgotten.
		if _, sent := x.groups[id]; !acked && !sent && (exists[id] || !listed) {
			groups[id] = organization.AckedGroup{Name: g.Name, StableID: g.StableID}
		}
	}
	return groups
}
