package ldap

import (
	"slices"

	"directoryconnector/backend/directory"
)

// finish makes the Snapshot of what was read.
func (r *reading) finish(p *people, result *resolution, deleted []directory.User) *directory.Snapshot {
	inside := 0
	s := &directory.Snapshot{ReadAt: r.start, Users: p.users, Groups: make([]directory.Group, len(result.groups))}
	for i, g := range result.groups {
		s.Groups[i] = g.Group
		if !g.Outside {
			inside++
		}
	}
	r.notes.neverSeen(r.src, len(p.users), inside)
	s.Users = withDeleted(s.Users, deleted)
	if len(s.Users) == 0 {
		s.Users = nil
	}
	if len(s.Groups) == 0 {
		s.Groups = nil
	}
	s.Sort()
	s.Warnings = r.notes.sorted()
	return s
}

// withDeleted adds the tombstones of users that are not alive again. It
// leaves users as they are: their order is that of other slices.
func withDeleted(users, deleted []directory.User) []directory.User {
	if len(deleted) == 0 {
		return users
	}
	users = slices.Clip(users)
	alive := make(map[string]bool, len(users))
	for i := range users {
		alive[users[i].ExternalID] = true
	}
	for _, u := range deleted {
		if !alive[u.ExternalID] {
			alive[u.ExternalID] = true
			users = append(users, u)
		}
	}
	return users
}
