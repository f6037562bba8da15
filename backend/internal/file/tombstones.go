package file

// nameTombstones gives a tombstone of 389 Directory Server the DN back that the
// organization may know it by, unless somebody else has it now.
func (r *records) nameTombstones() {
	taken := map[string]bool{}
	for i := range r.users {
		if r.users[i].former == "" {
			taken[entryKey(r.users[i].ExternalID)] = true
		}
	}
	for i := range r.users {
		u := &r.users[i]
		if u.former == "" || u.ExternalID != u.ReferenceID { // it has an id of its own
			continue
		}
		if key := entryKey(u.former); !taken[key] {
			taken[key], u.ExternalID = true, u.former
		}
	}
}
