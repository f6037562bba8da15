package syncer

import (
	"context"
	"fmt"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// learnStableIDs records by which stable id everybody is known again who was
// recognized: of an earlier version, of an attribute that became readable, or
// of a server that was built anew. It waits for no change and no guard, since
// the next rename may come before the next change.
func (s *Syncer) learnStableIDs(ctx context.Context, state *organization.State, want *desired.State) error {
	c := organization.Change{
		SetMembers: map[string]organization.AckedMember{}, SetGroups: map[string]organization.AckedGroup{},
		SetRevoked: map[string]organization.RevokedMember{}, SetRemovedByHand: map[string]organization.AckedMember{},
		SetOffboarded: map[string]organization.AckedMember{},
	}
	for i := range want.Users {
		u := &want.Users[i]
		if u.Entry.Deleted || u.StableID == "" || shared(want.Users, i) {
			continue
		}
		if m, known := state.Members[u.ID]; known && m.StableID != u.StableID {
			m.StableID = u.StableID
			c.SetMembers[u.ID], state.Members[u.ID] = m, m
		}
		if m, known := state.Revoked[u.ID]; known && m.StableID != u.StableID {
			m.StableID = u.StableID
			c.SetRevoked[u.ID], state.Revoked[u.ID] = m, m
		}
		if m, known := state.Offboarded[u.ID]; known && m.StableID != u.StableID {
			m.StableID = u.StableID
			c.SetOffboarded[u.ID], state.Offboarded[u.ID] = m, m
		}
		if m, known := state.RemovedByHand[u.ID]; known && m.StableID != u.StableID {
			m.StableID = u.StableID
			c.SetRemovedByHand[u.ID], state.RemovedByHand[u.ID] = m, m
		}
	}
	for i := range want.Groups {
		g := &want.Groups[i]
		if acked, known := state.Groups[g.ID]; known && !g.Entry.Outside && g.StableID != "" && acked.StableID != g.StableID {
			acked.StableID = g.StableID
			c.SetGroups[g.ID], state.Groups[g.ID] = acked, acked
		}
	}
	if c.IsEmpty() {
		return nil
	}
	if err := s.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("record stable ids: %w", err)
	}
	return nil
}

// shared tells whether another user, of those sorted by it, has the external
// id too: then nobody knows whose it is.
func shared(users []desired.User, i int) bool {
	return i > 0 && users[i-1].ID == users[i].ID || i+1 < len(users) && users[i+1].ID == users[i].ID
}
