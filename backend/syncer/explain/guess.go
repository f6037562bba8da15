package explain

import (
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// Guess says who is probably meant, before anybody was recognized: an accepted
// member or group of that external id, or the only entry of that email or name
// that was accepted under its external id.
func Guess(state *organization.State, snapshot *directory.Snapshot, name string) (kind plan.Kind, id string, only bool) {
	name = strings.TrimSpace(name)
	if _, accepted := state.Members[name]; accepted {
		return plan.User, name, true
	}
	found := 0
	take := func(k plan.Kind, external string, accepted bool) {
		if accepted {
			kind, id = k, external
			found++
		}
	}
	for i := range snapshot.Users {
		if u := &snapshot.Users[i]; strings.EqualFold(u.Email, name) || u.ReferenceID == name {
			_, accepted := state.Members[u.ExternalID]
			take(plan.User, u.ExternalID, accepted)
		}
	}
	for i := range snapshot.Groups {
		if g := &snapshot.Groups[i]; strings.EqualFold(g.Name, name) || g.ReferenceID == name || g.ExternalID == name {
			_, accepted := state.Groups[g.ExternalID]
			take(plan.Group, g.ExternalID, accepted)
		}
	}
	return kind, id, found == 1 && name != ""
}
