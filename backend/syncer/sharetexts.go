package syncer

import (
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/parts"
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
