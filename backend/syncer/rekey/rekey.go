package rekey

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// An Entry is a user or a group of the directory.
type Entry struct {
	// ID is the external id by the new attribute, OldID that by the old one;
	// empty where nobody knows.
	ID, OldID string
	StableID  string
	// Name is the email of a user or the name of a group.
	Name    string
	Deleted bool
}

// A Record is a member or a group that the profile knows by an old external id.
type Record struct {
	ID, StableID string
	// Name is the accepted email, or the name; Wanted the directory's email
	// then, where it was another.
	Name, Wanted string
	// Acknowledged: a sync would miss it.
	Acknowledged bool
}

// A Shown is a line of the organization's list.
type Shown struct{ ServerID, ExternalID, Name string }

// An Input is all that it depends on.
type Input struct {
	Kind    plan.Kind
	Entries []Entry
	Records []Record
	Shown   []Shown
	// Begun is what an earlier change of ids, cut off, was about, by the old id.
	Begun map[string]organization.Rekeyed
	// OldKey returns the same text for old external ids that mean the same; nil
	// where every difference counts.
	OldKey func(string) string
	// Elsewhere names another profile that has the same member; may be nil.
	Elsewhere func(id string) string
	// Removes: a sync removes members that the directory lacks.
	Removes bool
}

// A Step is one request.
type Step struct {
	// Old is the id that the profile knows it by.
	Old, ServerID string
	// From is the external id now, To the one that it gets; Name is the email,
	// or the name.
	From, To, Name string
	// Change tells of it; nil where somebody only makes room for another.
	Change *plan.Change
}

// A Result is what is to be done.
type Result struct {
	Steps []Step
	// Arrived have the new external id already, by a request of an earlier run
	// whose end nobody recorded.
	Arrived []Step
	// IDs are the external ids afterwards, if all goes well, by the old ones;
	// of whom nothing is known any more by another one.
	IDs  map[string]string
	Left []plan.Left
	// Matched counts the records for which there is an entry, Unsure those that
	// a stable id does not tell.
	Matched, Unsure int
}

// Of decides.
func Of(in Input) *Result {
	d := &decision{Input: in, Result: &Result{IDs: map[string]string{}}}
	slices.SortFunc(d.Records, func(a, b Record) int { return strings.Compare(a.ID, b.ID) })
	d.index()
	found := match(d.Input, d.isShown)
	var moves []*move
	for at := range d.Records {
		if m := d.decide(at, found); m != nil {
			moves = append(moves, m)
		}
	}
	d.order(d.clear(moves))
	slices.SortStableFunc(d.Left, func(a, b plan.Left) int {
		return strings.Compare(a.Name+"\x00"+a.ExternalID, b.Name+"\x00"+b.ExternalID)
	})
	return d.Result
}

// A decision is a Result that is being made.
type decision struct {
	Input
	*Result
	// byID are the lines that show an external id, byServer those of a server's
	// id; claimed are the lines of those that an earlier run began with.
	byID, byServer map[string]*Shown
	claimed        map[string]string
	shared         map[string]int
	// gone are the new ids of those whom the organization does not show, by the
	// old ones: the next sync sees that.
	gone map[string]string
}

func (d *decision) index() {
	d.gone = map[string]string{}
	d.byID, d.byServer, d.claimed, d.shared = map[string]*Shown{}, map[string]*Shown{}, map[string]string{}, map[string]int{}
	for i := range d.Shown {
		d.byServer[d.Shown[i].ServerID] = &d.Shown[i]
	}
	for old, x := range d.Begun {
		d.claimed[x.ServerID] = old
	}
	for i := range d.Shown {
		s := &d.Shown[i]
		if _, begun := d.claimed[s.ServerID]; s.ExternalID != "" && !begun {
			d.byID[s.ExternalID] = s
		}
	}
	for i := range d.Entries {
		if e := &d.Entries[i]; !e.Deleted {
			d.shared[e.ID]++
		}
	}
}

// line is what the organization shows of a record; nil for nothing.
func (d *decision) line(old string) *Shown {
	if x, begun := d.Begun[old]; begun {
		if s := d.byServer[x.ServerID]; s != nil {
			return s
		}
	}
	return d.byID[old]
}

func (d *decision) isShown(old string) bool { return d.line(old) != nil }

// decide tells what becomes of one record; nil where no request is needed.
func (d *decision) decide(at int, found matches) *move {
	r, line := &d.Records[at], d.line(d.Records[at].ID)
	m := found[at]
	known := m.entry != nil
	if m.by != plan.SameStableID && (line != nil || r.Acknowledged) {
		d.Unsure++
	}
	if known {
		d.Matched++
	}
	if line != nil && line.ExternalID != r.ID { // of a run that was cut off
		d.IDs[r.ID] = line.ExternalID
	}
	var why plan.Reason
	switch {
	case !known && (line != nil || r.Acknowledged):
		d.leave(r, line, plan.Because(m.by), false)
		return nil
	case !known:
		return nil
	case d.shared[m.entry.ID] > 1:
		why = plan.Because(plan.SharedID, "id", m.entry.ID)
	case len(utf16.Encode([]rune(m.entry.ID))) > organization.MaxExternalID:
		why = plan.Because(plan.IDTooLong, "id", m.entry.ID)
	case d.elsewhere(r.ID) != "":
		why = plan.Because(plan.InOtherProfile, "profile", d.elsewhere(r.ID))
	case line == nil:
		d.gone[r.ID] = m.entry.ID
		return nil
	case line.ExternalID == m.entry.ID:
		d.arrived(r, line, m)
		return nil
	case !d.isOurs(r.ID, line):
		delete(d.IDs, r.ID)
		why = plan.Because(plan.IDByHand, "id", line.ExternalID)
	default:
		return &move{record: r, line: line, entry: m.entry, to: m.entry.ID, by: m.by, sure: m.by == plan.SameStableID}
	}
	d.leave(r, line, why, m.by == plan.SameStableID)
	return nil
}

// isOurs tells whether the external id of a line is one that this profile gave.
func (d *decision) isOurs(old string, line *Shown) bool {
	begun := d.Begun[old]
	return slices.Contains([]string{old, begun.From, begun.To, roomFor(line.ServerID)}, line.ExternalID)
}

func (d *decision) elsewhere(id string) string {
	if d.Elsewhere == nil {
		return ""
	}
	return d.Elsewhere(id)
}

// arrived notes one that has the new external id.
func (d *decision) arrived(r *Record, line *Shown, m matched) {
	d.IDs[r.ID] = m.entry.ID
	if x, begun := d.Begun[r.ID]; begun && !x.Done && r.ID != m.entry.ID {
		mv := &move{record: r, line: line, entry: m.entry, to: m.entry.ID, by: m.by}
		d.Arrived = append(d.Arrived, Step{Old: r.ID, ServerID: line.ServerID, From: line.ExternalID, To: m.entry.ID, Name: mv.name(), Change: mv.change(d.Kind)})
	}
}

// change tells of a move.
func (m *move) change(kind plan.Kind) *plan.Change {
	c := &plan.Change{
		Action: plan.Rekey, Kind: kind, ExternalID: m.to, Name: m.name(), Before: m.record.ID, After: m.to, Reason: plan.Because(m.by),
	}
	if kind == plan.User {
		c.StableID = directory.StableValue(m.entry.StableID)
	}
	return c
}

func (m *move) name() string { return nameOf(m.record, m.line) }

func nameOf(r *Record, line *Shown) string {
	switch {
	case line != nil && line.Name != "":
		return line.Name
	case r.Name != "":
		return r.Name
	}
	return r.ID
}

// leave names one that is left as it is, and what follows.
func (d *decision) leave(r *Record, line *Shown, why plan.Reason, sure bool) {
	follows := plan.StaysUnsynced
	switch {
	case why.Code == plan.SharedID:
		follows = plan.SyncStops
	case sure:
		follows = plan.KeepsID
	case why.Code == plan.InOtherProfile, why.Code == plan.IDByHand, d.Kind == plan.Group:
	case d.Removes && r.Acknowledged, why.Code == plan.Deleted:
		follows = plan.IsRemoved
	}
	id := r.ID
	if line != nil {
		id = line.ExternalID
	}
	d.Left = append(d.Left, plan.Left{Kind: d.Kind, ExternalID: id, Name: nameOf(r, line), Reason: why, Follows: follows})
}

// Begins is the record of what is begun: what was begun before, and has not
// come to its end, stays in it.
func (r *Result) Begins() map[string]organization.Rekeyed {
	list := map[string]organization.Rekeyed{}
	for _, s := range r.Steps {
		x, known := list[s.Old]
		if !known { // who makes room is here twice
			x = organization.Rekeyed{ServerID: s.ServerID, From: s.From}
		}
		x.To = s.To
		list[s.Old] = x
	}
	for _, s := range r.Arrived {
		list[s.Old] = organization.Rekeyed{ServerID: s.ServerID, From: s.From, To: s.To, Done: true}
	}
	return list
}

// Changes are those of all steps.
func (r *Result) Changes() []plan.Change {
	var list []plan.Change
	for _, s := range r.Steps {
		if s.Change != nil {
			list = append(list, *s.Change)
		}
	}
	return list
}

// After are the external ids as they are when those in failed kept theirs.
func (r *Result) After(failed map[string]string) map[string]string {
	ids := maps.Clone(r.IDs)
	for old, now := range failed {
		if ids[old] = now; now == old {
			delete(ids, old)
		}
	}
	return ids
}
