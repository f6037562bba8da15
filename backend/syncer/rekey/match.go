package rekey

import (
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// matches are the entries of records, by the records' positions.
type matches map[int]matched

// matched is the entry of a record and by what it was found. Of one without an
// entry it says why.
type matched struct {
	entry *Entry
	by    plan.Code
}

// A matcher finds the entries of records.
type matcher struct {
	Input
	found matches
	// taken are the entries that have a record.
	taken   []bool
	isShown func(id string) bool
}

// match finds the entries of records: each has one at most, and each entry is
// that of one record.
func match(in Input, isShown func(string) bool) matches {
	m := &matcher{Input: in, found: matches{}, taken: make([]bool, len(in.Entries)), isShown: isShown}
	m.byStableID()
	m.byOldID()
	m.byName()
	return m.found
}

func (m *matcher) settle(record, entry int, by plan.Code) {
	m.found[record], m.taken[entry] = matched{&m.Entries[entry], by}, true
}

// stable is what tells an entry across renames: where the new external id is
// that itself, there is no other.
func stable(e *Entry) string {
	if e.StableID != "" {
		return e.StableID
	}
	return strings.ToLower(e.ID)
}

// isStable tells whether a record is that of an entry for sure: both have the
// stable id, or one has it as external id and no other. Two external ids that
// are alike say nothing: they are of two attributes.
func isStable(r *Record, e *Entry) bool {
	switch {
	case r.StableID == "" && e.StableID == "":
		return false
	case r.StableID == "":
		return strings.ToLower(r.ID) == directory.StableValue(e.StableID)
	}
	return directory.SameStableID(r.StableID, stable(e))
}

// byStableID finds records by what does not change.
func (m *matcher) byStableID() {
	records := map[string][]int{}
	for i := range m.Records {
		r := &m.Records[i]
		key := directory.StableValue(r.StableID)
		if r.StableID == "" {
			key = strings.ToLower(r.ID)
		}
		records[key] = append(records[key], i)
	}
	for at := range m.Entries {
		e := &m.Entries[at]
		value := directory.StableValue(stable(e))
		if value == "" || e.Deleted {
			continue
		}
		same := slices.DeleteFunc(slices.Clone(records[value]), func(i int) bool {
			_, settled := m.found[i]
			return settled || !isStable(&m.Records[i], e)
		})
		if len(same) == 0 {
			continue
		}
		best := same[0] // the first by id, unless the organization shows another one
		for _, i := range same {
			if m.isShown(m.Records[i].ID) && !m.isShown(m.Records[best].ID) {
				best = i
			}
		}
		m.settle(best, at, plan.SameStableID)
	}
}

// different tells for sure that an entry is not that of a record.
func different(r *Record, e *Entry) bool { return directory.DifferentStableID(r.StableID, e.StableID) }

// byOldID is about what the old attribute says now, as a sync recognizes
// entries: unless that was given to somebody else.
func (m *matcher) byOldID() {
	key := m.OldKey
	if key == nil {
		key = func(id string) string { return id }
	}
	entries := map[string][]int{}
	for at := range m.Entries {
		if e := &m.Entries[at]; e.OldID != "" && !e.Deleted && !m.taken[at] {
			entries[key(e.OldID)] = append(entries[key(e.OldID)], at)
		}
	}
	for i := range m.Records {
		r := &m.Records[i]
		if _, settled := m.found[i]; settled {
			continue
		}
		if of := entries[key(r.ID)]; len(of) == 1 && !m.taken[of[0]] {
			e := &m.Entries[of[0]]
			if !different(r, e) || e.Name != "" && (e.Name == r.Name || e.Name == r.Wanted) {
				m.settle(i, of[0], plan.SameOldID)
			}
		}
	}
}

// byName takes an email, or the name of a group, that one entry and one record
// have, and says of records without an entry why they have none.
func (m *matcher) byName() {
	by := plan.SameEmail
	if m.Kind == plan.Group {
		by = plan.SameName
	}
	entries, records := map[string][]int{}, map[string][]int{}
	deleted := map[string]bool{}
	for at := range m.Entries {
		switch e := &m.Entries[at]; {
		case e.Deleted:
			deleted[directory.StableValue(stable(e))] = true
		case e.Name != "":
			entries[e.Name] = append(entries[e.Name], at)
		}
	}
	for i := range m.Records {
		r := &m.Records[i]
		for _, name := range slices.Compact([]string{r.Name, r.Wanted}) {
			if name != "" {
				records[name] = append(records[name], i)
			}
		}
	}
	for i := range m.Records {
		r := &m.Records[i]
		if _, settled := m.found[i]; settled {
			continue
		}
		for _, name := range []string{r.Name, r.Wanted} {
			of := entries[name]
			if name == "" || len(of) != 1 || len(records[name]) != 1 || m.taken[of[0]] || different(r, &m.Entries[of[0]]) {
				continue
			}
			m.settle(i, of[0], by)
			break
		}
		if _, settled := m.found[i]; !settled && deleted[directory.StableValue(r.StableID)] && r.StableID != "" {
			m.found[i] = matched{by: plan.Deleted}
		} else if !settled {
			m.found[i] = matched{by: plan.Unmatched}
		}
	}
}
