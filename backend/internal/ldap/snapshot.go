package ldap

import (
	"slices"

	"directoryconnector/backend/directory"
)

// finish makes the Snapshot of what was read. Names are of no use any more, and
// large.
func (r *reading) finish(p *people, groups []*groupEntry, deleted []directory.User) *directory.Snapshot {
	r.dns, r.uids = nil, nil
	inside := 0
	s := &directory.Snapshot{ReadAt: r.start, Groups: slices.Grow([]directory.Group(nil), len(groups))}
	for _, g := range groups {
		s.Groups = append(s.Groups, g.Group)
		if !g.Outside {
			inside++
		}
	}
	r.notes.neverSeen(r.src, len(p.list), inside)
	s.Users = withDeleted(p.list, deleted)
	s.Sort()
	s.Warnings = r.notes.sorted()
	return s
}

// withDeleted adds the tombstones of users that are not alive again.
func withDeleted(users, deleted []directory.User) []directory.User {
	if len(deleted) == 0 {
		return users
	}
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
