package recognize

import (
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/internal/positions"
)

// An Entry is a user or a group of the directory, as far as it tells who it
// is. Email is empty for groups.
type Entry struct {
	ID       string // the directory's external id
	StableID string
	Email    string
	Deleted  bool
}

// A Record is somebody, or a group, that the organization is known to hold:
// acknowledged, in flight, known from before a clear, or seen in a list.
type Record struct {
	ID       string // the external id in the organization
	StableID string
	// Email is the accepted one, Wanted what the directory had then, where it
	// differs; both empty for groups and where nobody knows.
	Email, Wanted string
	// Listed: only a list of the organization says so, which knows no stable id.
	// Foreign: beside a list of those who were acknowledged, so that it was made
	// by other means.
	Listed, Foreign bool
}

// An Identity is the answer for one entry.
type Identity struct {
	// ID is the external id under which the organization knows the entry, or
	// will know it. Empty: there is none that it could have.
	ID string
	// TakenBy is, for a newcomer who does not get the directory's external
	// id, the external id of the one who has it.
	TakenBy string
	// Known: the organization has it under that id. Record is the position of
	// whom it was recognized as then, How by what.
	Known  bool
	How    How
	Record int32
}

// How is by what an entry was recognized.
type How uint8

// The ways to be recognized.
const (
	// Newcomer: nobody knows the entry.
	Newcomer How = iota
	ByStableID
	ByExternalID
	// ByListedEmail: by the email that a list of the organization shows.
	ByListedEmail
)

// Entries tells who the entries are. key returns the same text for external
// ids that mean the same, such as two ways to write one DN, and of that text
// itself; nil where every difference counts.
func Entries(entries []Entry, records []Record, key func(id string) string) []Identity {
	return Each(len(entries), func(i int) Entry { return entries[i] }, records, key)
}

// Each is Entries for n that are in no list of their own: entry returns one, to
// several at a time.
func Each(n int, entry func(i int) Entry, records []Record, key func(id string) string) []Identity {
	r := newRecognizer(n, entry, records, key)
	// Who lives goes first: a tombstone of somebody who is back claims nothing.
	for _, deleted := range []bool{false, true} {
		r.each(deleted, r.byStableID)
	}
	r.byListedEmail()
	for _, deleted := range []bool{false, true} {
		r.each(deleted, r.byExternalID)
	}
	for i := range n {
		if r.found[i] == nobody {
			r.newcomer(i)
		}
	}
	return r.identities
}

// nobody marks an entry that no record was found for.
const nobody = -1

type recognizer struct {
	entry      func(i int) Entry
	records    []Record
	key        func(string) string
	identities []Identity
	found      []int32 // by entry: its record
	// owner is, by entry, the record that has its external id; nobody for none.
	owner []int32
	// claimed is, by record, how it was found.
	claimed []claim
	// byID finds records by their keys.
	keys []string
	byID positions.Table
	// twins are records whose external ids mean the same and are written
	// otherwise, by that meaning.
	twins map[string][]int32
	// byStable is made when somebody asks: mostly nobody was renamed.
	byStable map[string]int32
}

// claim says how a record was found.
type claim uint8

const (
	unclaimed claim = iota
	// claimedBetter: by stable id or by the email of a list. No external id
	// outweighs that.
	claimedBetter
	// claimedByID: by external id.
	claimedByID
)

func newRecognizer(n int, entry func(i int) Entry, records []Record, key func(string) string) *recognizer {
	if key == nil {
		key = func(id string) string { return id }
	}
	r := &recognizer{
		entry: entry, records: records, key: key,
		identities: make([]Identity, n), found: make([]int32, n),
		claimed: make([]claim, len(records)), keys: make([]string, len(records)),
	}
	r.byID = positions.New(len(records), func(at int32) string { return r.keys[at] })
	for i := range r.found {
		r.found[i] = nobody
	}
	parts.Do(len(records), func(from, to int) {
		for i := from; i < to; i++ {
			r.keys[i] = key(records[i].ID)
		}
	})
	for i, k := range r.keys {
		if k == "" {
			continue
		}
		if first, twice := r.byID.Put(k, int32(i)); twice {
			r.addTwin(k, first, int32(i))
			if !before(&records[i], &records[first]) {
				r.byID.Put(k, first)
			}
		}
	}
	r.owner = make([]int32, n)
	parts.Do(n, func(from, to int) {
		for i := from; i < to; i++ {
			r.owner[i] = r.withIDOf(entry(i))
		}
	})
	return r
}

// before tells which of two records of one external id counts.
func before(a, b *Record) bool {
	if a.Foreign != b.Foreign {
		return b.Foreign
	}
	return a.ID < b.ID
}

// each asks for all entries that nobody has recognized yet.
func (r *recognizer) each(deleted bool, ask func(i int)) {
	for i := range r.found {
		if r.found[i] == nobody && r.entry(i).Deleted == deleted {
			ask(i)
		}
	}
}

func (r *recognizer) settle(i int, record int32, how How) {
	r.found[i], r.claimed[record] = record, claimedBetter
	if how == ByExternalID {
		r.claimed[record] = claimedByID
	}
	r.identities[i] = Identity{ID: r.records[record].ID, Known: true, How: how, Record: record}
}

// withID is the record that has an external id; nobody for none. Most are
// written as their key is, and to make a key takes time.
func (r *recognizer) withID(id string) int32 {
	if id == "" {
		return nobody
	}
	record, ok := r.byID.Find(id)
	if !ok {
		record, ok = r.byID.Find(r.key(id))
	}
	if !ok {
		return nobody
	}
	return record
}

func (r *recognizer) addTwin(key string, first, more int32) {
	if r.twins == nil {
		r.twins = map[string][]int32{}
	}
	if r.twins[key] == nil {
		r.twins[key] = []int32{first}
	}
	r.twins[key] = append(r.twins[key], more)
}

// withIDOf is the record that has an entry's external id; nobody for none. Of
// twins it is the one with the entry's email, else the one that is written as
// the entry is.
func (r *recognizer) withIDOf(e Entry) int32 {
	best := r.withID(e.ID)
	if best == nobody || r.twins == nil {
		return best
	}
	rank := func(record int32) (n int) {
		if m := &r.records[record]; e.Email != "" && m.Email == e.Email {
			n += 2
		}
		if r.records[record].ID == e.ID {
			n++
		}
		if r.records[record].Foreign {
			n -= 4
		}
		return n
	}
	for _, twin := range r.twins[r.key(e.ID)] {
		if rank(twin) > rank(best) {
			best = twin
		}
	}
	return best
}

// byStableID recognizes an entry by what does not change when it is renamed.
func (r *recognizer) byStableID(i int) {
	e := r.entry(i)
	if e.StableID == "" {
		return
	}
	// Mostly nobody was renamed: then the external id finds the same record.
	if record := r.owner[i]; record != nobody && directory.SameStableID(r.records[record].StableID, e.StableID) {
		r.settle(i, record, ByStableID)
		return
	}
	if record := r.withStableID(e.StableID); record != nobody {
		r.settle(i, record, ByStableID)
	}
}

// withStableID is the record of a stable id; nobody for none. An external id
// that is the entry's stable id is its own where no better is known of it.
func (r *recognizer) withStableID(stable string) int32 {
	if r.byStable == nil {
		r.byStable = make(map[string]int32, len(r.records))
		for i := range r.records {
			value := directory.StableValue(r.records[i].StableID)
			if other, twice := r.byStable[value]; value != "" && (!twice || r.records[i].ID < r.records[other].ID) {
				r.byStable[value] = int32(i)
			}
		}
	}
	value := directory.StableValue(stable)
	if record, ok := r.byStable[value]; ok && directory.SameStableID(r.records[record].StableID, stable) {
		return record
	}
	if record := r.withID(value); record != nobody && r.records[record].StableID == "" {
		return record
	}
	return nobody
}

// byListedEmail settles who has a member that only a list shows, where one
// entry has its external id and another one its email: names are given away,
// addresses rarely.
func (r *recognizer) byListedEmail() {
	contested := map[string]int32{}
	for i := range r.found {
		if r.found[i] != nobody {
			continue
		}
		record := r.owner[i]
		if record == nobody || r.claimed[record] != unclaimed {
			continue
		}
		if m := &r.records[record]; m.Listed && m.Email != "" && m.Email != r.entry(i).Email {
			contested[m.Email] = record
		}
	}
	if len(contested) == 0 {
		return
	}
	for i := range r.found {
		e := r.entry(i)
		record, ok := contested[e.Email]
		if ok && r.found[i] == nobody && !e.Deleted && r.claimed[record] == unclaimed {
			r.settle(i, record, ByListedEmail)
		}
	}
}

// byExternalID recognizes an entry by its external id, unless that is somebody
// else's, or was given to somebody else. Whom this program did not make has to
// have the email, too.
func (r *recognizer) byExternalID(i int) {
	e := r.entry(i)
	record := r.owner[i]
	if record == nobody || r.claimed[record] == claimedBetter {
		return
	}
	m := &r.records[record]
	if m.Foreign && e.Email != m.Email && !(e.Deleted && e.Email == "") {
		return
	}
	hasEmail := e.Email != "" && (e.Email == m.Email || e.Email == m.Wanted)
	if directory.DifferentStableID(m.StableID, e.StableID) && m.Email != "" && !hasEmail {
		return // given to somebody else, who may have no address yet
	}
	r.settle(i, record, ByExternalID)
}

// newcomer gives an external id to an entry that nobody knows: the
// directory's, or its stable id where the other is somebody else's.
func (r *recognizer) newcomer(i int) {
	e := r.entry(i)
	id := &r.identities[i]
	record := r.owner[i]
	if record == nobody {
		id.ID = e.ID
		return
	}
	id.TakenBy = r.records[record].ID
	if value := directory.StableValue(e.StableID); value != "" && r.withID(value) == nobody {
		id.ID = value
	}
}
