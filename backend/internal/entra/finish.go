package entra

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"directoryconnector/backend/directory"
)

// warnGuests is the code of the one warning about those whose address has a #
// in it.
const warnGuests directory.WarningCode = "guests-left-out"

// selection says which users and groups the filters let pass.
type selection struct {
	users func(id string) bool
	units *units
	// outside: what units leave out is resolved where something nests it.
	outside bool
}

// finished makes the Snapshot, without times and cursor, and says what the
// next read has to know besides.
func (s *state) finished(sel selection) (snapshot *directory.Snapshot, guests []string, hidden map[string]string) {
	snapshot = &directory.Snapshot{}
	alive := make(map[string]bool, len(s.users))
	for id, p := range s.users {
		switch {
		case !sel.users(id):
		case p.guest():
			guests = append(guests, id)
		default:
			alive[id] = true
			snapshot.Users = append(snapshot.Users, directory.User{ReferenceID: id, ExternalID: id, Email: p.email, Name: p.name, Disabled: p.disabled})
		}
	}
	for id, email := range s.gone {
		if _, back := s.users[id]; !back {
			snapshot.Users = append(snapshot.Users, directory.User{ReferenceID: id, ExternalID: id, Email: email, Deleted: true})
		}
	}
	snapshot.Groups, hidden = s.finishedGroups(alive, sel)
	snapshot.Warnings = warnings(len(guests), s.lost)
	for id, g := range s.groups {
		if g.name == "" {
			snapshot.Warnings = append(snapshot.Warnings, directory.Warning{
				Code: directory.WarnNoName, Entry: id, Text: fmt.Sprintf("group %s has no name and is left out", id),
			})
		}
	}
	slices.Sort(guests)
	slices.SortFunc(snapshot.Warnings, directory.CompareWarnings)
	snapshot.Sort()
	return snapshot, guests, hidden
}

// finishedGroups returns the groups that are part of the Snapshot, and the
// names of all that hide their members.
func (s *state) finishedGroups(alive map[string]bool, sel selection) (groups []directory.Group, hidden map[string]string) {
	hidden = maps.Clone(s.lost)
	members := make(map[string][]string, len(s.groups))
	for id, g := range s.groups {
		if g.name == "" {
			continue
		}
		members[id] = g.members()
		if !g.hidden {
			continue
		}
		hidden[id] = g.name
		seen := func(m string) bool { return alive[m] || s.groups[m] != nil }
		if !slices.ContainsFunc(members[id], seen) {
			s.lost[id] = g.name // nobody knows whether it is empty
			delete(members, id)
		}
	}
	chosen := chosenGroups(members, sel)
	for id, outside := range chosen {
		g := directory.Group{ReferenceID: id, ExternalID: id, Name: s.groups[id].name, Outside: outside}
		for _, m := range members[id] {
			_, nested := chosen[m]
			switch {
			case alive[m]:
				g.UserMembers = append(g.UserMembers, m)
			case nested:
				g.NestedGroups = append(g.NestedGroups, m)
			}
		}
		groups = append(groups, g)
	}
	return groups, hidden
}

// chosenGroups returns the groups that the units let pass and, where that is
// asked for, those below them, marked as outside.
func chosenGroups(members map[string][]string, sel selection) (outside map[string]bool) {
	outside = make(map[string]bool, len(members))
	var todo []string
	for id := range members {
		if sel.units.pass(id) {
			outside[id] = false
			todo = append(todo, id)
		}
	}
	for sel.outside && len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, m := range members[id] {
			_, isGroup := members[m]
			if _, done := outside[m]; isGroup && !done {
				outside[m] = true
				todo = append(todo, m)
			}
		}
	}
	return outside
}

// warnings are those that hold as long as nothing changes.
func warnings(guests int, lost map[string]string) (list []directory.Warning) {
	if guests > 0 {
		text := strconv.Itoa(guests) + " users are left out, because their address has a # in it, as those of guests have"
		if guests == 1 {
			text = "1 user is left out, because the address has a # in it, as those of guests have"
		}
		list = append(list, directory.Warning{Code: warnGuests, Text: text})
	}
	for _, name := range lost {
		list = append(list, directory.Warning{Code: directory.WarnMemberUnreadable, Entry: name, Text: fmt.Sprintf(
			"group %q hides its members and none can be seen: it is left out, and stays as it is in the organization; the permission Member.Read.Hidden makes them visible", name)})
	}
	slices.SortFunc(list, directory.CompareWarnings)
	return list
}

// dated sets the times of a Snapshot.
func dated(s *directory.Snapshot, start, complete time.Time) *directory.Snapshot {
	s.ReadAt, s.CompleteAt, s.Complete = start, complete, start.Equal(complete)
	return s
}
