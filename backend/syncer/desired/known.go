package desired

import (
	"cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/recognize"
)

// known is whom the organization is known to hold: acknowledged, in flight,
// from before a clear and, where nothing was acknowledged, seen in its lists.
type known struct {
	state *organization.State
	// flying are the external ids of members and removals in flight, with the
	// email.
	flying map[string]organization.Flight
	seen   *organization.Seen
	// emails are those of the members of a list, ids their emails by external
	// id; made when asked.
	emails map[string]struct{}
	ids    map[string]string
}

func newKnown(state *organization.State, seen *organization.Seen) known {
	k := known{state: state, flying: map[string]organization.Flight{}, seen: seen}
	for _, f := range state.InFlight {
		if f.Kind == organization.FlightGroup {
			continue
		}
		if f.Email == organization.RemovedEmail {
			f.Email = "" // says nothing
		}
		if old := k.flying[f.ExternalID]; old.Email == "" || f.Email != "" && f.Kind == organization.FlightMember {
			f.StableID = cmp.Or(f.StableID, old.StableID)
			k.flying[f.ExternalID] = f
		}
	}
	for id, f := range k.flying { // a record of a removal may tell nothing but the external id
		if m, apart := state.ApartAs(id); apart {
			f.StableID, f.Email = cmp.Or(f.StableID, m.StableID), cmp.Or(f.Email, m.Email)
			k.flying[id] = f
		}
	}
	return k
}

// takeList indexes the member list, for the few who are looked for in it.
func (k *known) takeList() {
	if k.ids != nil || !k.listed() {
		return
	}
	k.emails, k.ids = make(map[string]struct{}, len(k.seen.Members)), make(map[string]string, len(k.seen.Members))
	for i := range k.seen.Members {
		email := CleanEmail(k.seen.Members[i].Email)
		k.emails[email] = struct{}{}
		k.ids[k.seen.Members[i].ExternalID] = email
	}
}

// member returns what was accepted of somebody.
func (k *known) member(id string) (organization.AckedMember, bool) {
	m, ok := k.state.Members[id]
	if !ok && !k.listed() {
		// After a clear nothing else tells.
		m, ok = k.state.Known.Members[id]
	}
	return m, ok
}

// listed tells whether the member list was read.
func (k *known) listed() bool { return k.seen != nil && k.seen.Listed }

// stableID is what tells a recognized entry across renames: what the directory
// shows, else what was known of it.
func (k *known) stableID(id, shown string) string {
	if shown != "" {
		return shown
	}
	if m, ok := k.state.Members[id]; ok {
		return m.StableID
	}
	if m, ok := k.state.RemovedByHand[id]; ok {
		return m.StableID
	}
	if m, ok := k.state.Revoked[id]; ok {
		return m.StableID
	}
	if m, ok := k.state.Offboarded[id]; ok {
		return m.StableID
	}
	return k.flying[id].StableID
}

// lastEmail is the last email that is known of somebody whom the organization
// has, or may have; acked tells whether it ever accepted him or her as far as
// is known, and not only shows somebody of that external id.
func (k *known) lastEmail(id string) (email string, acked bool) {
	if m, ok := k.state.Members[id]; ok {
		return CleanEmail(m.LastWanted()), true
	}
	if f, ok := k.flying[id]; ok {
		return f.Email, true
	}
	if m, ok := k.state.Known.Members[id]; ok {
		return CleanEmail(m.LastWanted()), true
	}
	if id == "" || len(k.state.Members) > 0 {
		return "", false
	}
	k.takeList()
	return k.ids[id], false
}

// isMember tells whether the organization has somebody already, as far as is
// known.
func (k *known) isMember(id, email string) bool {
	if _, ok := k.flying[id]; ok {
		return true
	}
	if _, ok := k.state.Revoked[id]; ok {
		return true
	}
	if _, ok := k.member(id); ok {
		return true
	}
	k.takeList()
	_, byEmail := k.emails[email]
	_, byID := k.ids[id]
	return byEmail && email != "" || byID && id != ""
}

// members returns everybody that an entry may turn out to be: first all who are
// acknowledged.
func (k *known) members(n int, entry func(i int) recognize.Entry, key func(string) string) []recognize.Record {
	records := make([]recognize.Record, 0, len(k.state.Members)+len(k.flying)+len(k.state.Known.Members))
	for id, m := range k.state.Members {
		records = append(records, recognize.Record{ID: id, StableID: m.StableID, Email: m.Email, Wanted: m.Wanted})
	}
	has := func(id string) bool { _, ok := k.state.Members[id]; return ok }
	for id, f := range k.flying {
		if !has(id) {
			records = append(records, recognize.Record{ID: id, StableID: f.StableID, Email: f.Email})
		}
	}
	for id, m := range k.state.EachApart() {
		if _, flying := k.flying[id]; !flying && !has(id) {
			records = append(records, recognize.Record{ID: id, StableID: m.StableID, Email: m.Email, Wanted: m.Wanted})
		}
	}
	if !k.listed() {
		return records
	}
	var others []*organization.Member // whom nothing but the list tells of
	for i := range k.seen.Members {
		id := k.seen.Members[i].ExternalID
		_, flying := k.flying[id]
		if id != "" && !flying && !has(id) && !k.state.IsApart(id) {
			others = append(others, &k.seen.Members[i])
		}
	}
	if len(others) == 0 {
		return records
	}
	foreign := len(k.state.Members) > 0
	ids := func(string) bool { return true }
	if len(others) > fewOthers {
		ids = idsOf(n, entry, key)
	}
	for _, m := range others {
		if ids(m.ExternalID) {
			records = append(records, recognize.Record{ID: m.ExternalID, Email: CleanEmail(m.Email), Listed: !foreign, Foreign: foreign})
		}
	}
	return records
}

// fewOthers are not worth a look at the ids of all entries.
const fewOthers = 1000

// idsOf tells whether an external id may be that of an entry, since its
// directory or its stable id says so: of a member that only a list shows
// nothing else is known, and a list may have a million.
func idsOf(n int, entry func(i int) recognize.Entry, key func(string) string) func(id string) bool {
	if key == nil {
		key = func(id string) string { return id }
	}
	ids := make(map[string]struct{}, 2*n)
	for i := range n {
		e := entry(i)
		ids[key(e.ID)] = struct{}{}
		ids[key(directory.StableValue(e.StableID))] = struct{}{}
	}
	return func(id string) bool { _, ok := ids[key(id)]; return ok }
}

// groupName is the name that the organization accepted of a group, or may have:
// of one in flight, and before a clear.
func (k *known) groupName(id string) (name string, known bool) {
	if g, ok := k.state.Groups[id]; ok {
		return g.Name, true
	}
	for _, f := range k.state.InFlight {
		if f.Kind == organization.FlightGroup && f.ExternalID == id {
			return f.Email, f.Email != ""
		}
	}
	g, ok := k.state.Known.Groups[id]
	return g.Name, ok
}

// groups returns every group that an entry may turn out to be.
func (k *known) groups() []recognize.Record {
	named := map[string]struct{}{}
	records := make([]recognize.Record, 0, len(k.state.Groups))
	add := func(id, stable string, listed bool) {
		if _, twice := named[id]; id != "" && !twice {
			named[id] = struct{}{}
			records = append(records, recognize.Record{ID: id, StableID: stable, Listed: listed})
		}
	}
	for id, g := range k.state.Groups {
		add(id, g.StableID, false)
	}
	for _, f := range k.state.InFlight {
		if f.Kind == organization.FlightGroup {
			add(f.ExternalID, f.StableID, false)
		}
	}
	for id, g := range k.state.Known.Groups {
		add(id, g.StableID, false)
	}
	if k.seen != nil && k.state.IsEmpty() {
		for i := range k.seen.Groups {
			add(k.seen.Groups[i].ExternalID, "", true)
		}
	}
	return records
}
