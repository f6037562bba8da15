package syncer

// Identities find the acknowledged external id of an entry that has another
// one now: by a stable id, or because both texts mean the same (a DN whose
// case or spaces changed).
type identities struct {
	// key is that of directory.Identifier; nil where each id has one text.
	key      func(id string) string
	byStable map[string]string
	byKey    map[string][]string
	// given are the old ids by the new one: each goes to one entry.
	given map[string]string
	taken map[string]struct{}
}

func newIdentities(key func(id string) string) *identities {
	return &identities{
		key: key, byStable: map[string]string{}, byKey: map[string][]string{},
		given: map[string]string{}, taken: map[string]struct{}{},
	}
}

// add makes an id known that no entry has now.
func (d *identities) add(id, stable string) {
	if other, twice := d.byStable[stable]; stable != "" && (!twice || id < other) {
		d.byStable[stable] = id
	}
	if d.key != nil {
		k := d.key(id)
		d.byKey[k] = append(d.byKey[k], id)
	}
}

// old returns the id to go on with, which may be id itself.
func (d *identities) old(id, stable string) string {
	if old, again := d.given[id]; again {
		return old
	}
	found := ""
	if old, ok := d.byStable[stable]; ok && stable != "" && d.free(old) {
		found = old
	} else if d.key != nil {
		for _, old := range d.byKey[d.key(id)] {
			if d.free(old) && (found == "" || old < found) {
				found = old
			}
		}
	}
	if found == "" {
		return id
	}
	d.given[id], d.taken[found] = found, struct{}{}
	return found
}

func (d *identities) free(id string) bool {
	_, taken := d.taken[id]
	return !taken
}
