package explain

import (
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// Guess says who is probably meant, before anybody was recognized: an accepted
// member or group of that external id, or the only entry of that email or name
// that was accepted under its external id. accepted tells who was.
func Guess(snapshot *directory.Snapshot, name string, accepted func(kind plan.Kind, id string) bool) (kind plan.Kind, id string, only bool) {
	name = strings.TrimSpace(name)
	if name == "" {
		return "", "", false
	}
	if accepted(plan.User, name) {
		return plan.User, name, true
	}
	var users, groups []string
	for i := range snapshot.Users {
		if u := &snapshot.Users[i]; equalFold(u.Email, name) || u.ReferenceID == name {
			users = append(users, u.ExternalID)
		}
	}
	for i := range snapshot.Groups {
		if g := &snapshot.Groups[i]; equalFold(g.Name, name) || g.ReferenceID == name || g.ExternalID == name {
			groups = append(groups, g.ExternalID)
		}
	}
	if len(users)+len(groups) > mostGuessed {
		return "", "", false
	}
	isStranger := func(kind plan.Kind) func(string) bool {
		return func(id string) bool { return !accepted(kind, id) }
	}
	users, groups = slices.DeleteFunc(users, isStranger(plan.User)), slices.DeleteFunc(groups, isStranger(plan.Group))
	switch {
	case len(users)+len(groups) != 1:
		return "", "", false
	case len(users) == 1:
		return plan.User, users[0], true
	}
	return plan.Group, groups[0], true
}

// mostGuessed is of how many it is asked whether they were accepted.
const mostGuessed = 10
