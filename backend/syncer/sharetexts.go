package syncer

import (
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/internal/positions"
	"directoryconnector/backend/organization"
)

// shareTexts lets a snapshot hold what was acknowledged where both say the same,
// which is most of it most of the time: once in memory is enough.
func shareTexts(snapshot *directory.Snapshot, state *organization.State) {
	if len(state.Members)+len(state.Groups) == 0 {
		return
	}
	parts.Do(len(snapshot.Users), func(from, to int) {
		for i := from; i < to; i++ {
			u := &snapshot.Users[i]
			acked := state.Members[u.ExternalID]
			if u.StableID == acked.StableID {
				u.StableID = acked.StableID
			}
			if u.Email == acked.Email {
				u.Email = acked.Email
			}
		}
	})
	for i := range snapshot.Groups {
		g := &snapshot.Groups[i]
		if acked := state.Groups[g.ExternalID].Members; slices.Equal(g.UserMembers, acked) {
			g.UserMembers = acked
		}
	}
}

// shareListed lets a member list hold what was acknowledged, as shareTexts does
// for a snapshot.
func shareListed(members []organization.Member, state *organization.State) {
	if len(members) == 0 || len(state.Members) == 0 {
		return
	}
	places := positions.New(len(members), func(at int32) string { return members[at].ExternalID })
	for i := range members {
		places.Put(members[i].ExternalID, int32(i))
	}
	for id, acked := range state.Members {
		at, listed := places.Find(id)
		if !listed {
			continue
		}
		m := &members[at]
		if m.ExternalID = id; m.Email == acked.Email {
			m.Email = acked.Email
		}
	}
}

// membersIn finds the members of a group of the snapshot.
func membersIn(snapshot *directory.Snapshot) func(id string) []string {
	return func(id string) []string {
		at, _ := slices.BinarySearchFunc(snapshot.Groups, id, func(g directory.Group, id string) int { return strings.Compare(g.ExternalID, id) })
		if at == len(snapshot.Groups) || snapshot.Groups[at].ExternalID != id {
			return nil
		}
		return snapshot.Groups[at].UserMembers
	}
}
