package ldap

import "directoryconnector/backend/directory"

// finish makes the Snapshot of what was read.
func (r *reading) finish(p *people, groups []*groupEntry, deleted []directory.User) *directory.Snapshot {
	inside := 0
	s := &directory.Snapshot{ReadAt: r.start}
	for _, g := range groups {
		s.Groups = append(s.Groups, g.Group)
		if !g.Outside {
			inside++
		}
	}
	r.notes.neverSeen(r.src, len(p.list), inside)
	if n := len(p.list) + len(deleted); n > 0 {
		s.Users = make([]directory.User, 0, n)
	}
	for _, who := range p.list {
		s.Users = append(s.Users, who.User)
	}
	s.Users = withDeleted(s.Users, deleted)
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
