package syncer

import "strings"

// Identities find the acknowledged external id of an entry that has another
// one now: by a stable id, or because both texts mean the same (a DN whose
// case or spaces changed).
type identities struct {
	same     func(a, b string) bool
	byStable map[string]string
	// byLoose holds ids that look alike, to be compared by meaning.
	byLoose map[string][]string
	// given are the old ids by the new one: each goes to one entry.
	given map[string]string
	taken map[string]struct{}
}

func newIdentities(same func(a, b string) bool) *identities {
	return &identities{
		same: same, byStable: map[string]string{}, byLoose: map[string][]string{},
		given: map[string]string{}, taken: map[string]struct{}{},
	}
}

// add makes an id known that no entry has now.
func (d *identities) add(id, stable string) {
	if other, twice := d.byStable[stable]; stable != "" && (!twice || id < other) {
		d.byStable[stable] = id
	}
	if d.same != nil {
		d.byLoose[loose(id)] = append(d.byLoose[loose(id)], id)
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
	} else if d.same != nil {
		for _, old := range d.byLoose[loose(id)] {
			if d.free(old) && d.same(old, id) && (found == "" || old < found) {
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

// loose is the same for ids that differ in case and spaces only.
func loose(id string) string {
	return strings.ToLower(strings.ReplaceAll(id, " ", ""))
}
