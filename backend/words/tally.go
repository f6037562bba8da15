package words

import (
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// Tally says how much happens, e.g. "2 users added"; unchecked where the
// server can't tell what becomes of what is sent.
func Tally(t plan.Tally, unchecked bool) []string {
	var said []string
	add := func(n int, one, many, does, sent string) {
		if unchecked {
			does = sent
		}
		if n > 0 {
			said = append(said, directory.Count(n, one, many)+" "+does)
		}
	}
	add(t.UsersAdded, "user", "users", "added", "sent as new")
	add(t.UsersRestored, "user", "users", "restored", "sent to be restored")
	add(t.UsersChanged, "user", "users", "changed", "sent with changes")
	add(t.UsersRemoved, "user", "users", "removed", "sent for removal")
	add(t.UsersRevoked, "user", "users", "revoked", "sent to be revoked")
	add(t.GroupsAdded, "group", "groups", "added", "sent as new")
	add(t.GroupsChanged, "group", "groups", "changed", "sent with changes")
	add(t.GroupsDeleted, "group", "groups", "deleted", "deleted")
	return said
}
