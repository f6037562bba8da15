package file

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// resolver turns what entries call each other into external ids and
// references.
type resolver struct {
	*records
	users  index
	groups index
	// uids finds users by log-in name.
	uids map[string][]int
	// strangers are groups that users or groups say to belong to and that the
	// file does not have.
	strangers map[string]*stranger
}

// An index finds entries by what they are called: a call is tried as an id
// first, then as a name.
type index struct {
	ids   map[string]int
	names map[string][]int
}

// A stranger is counted, so that one missing group gives one warning.
type stranger struct {
	place
	count int
}

// resolve makes the snapshot.
func (r *records) resolve() (*directory.Snapshot, error) {
	r.nameTombstones()
	if err := r.mergeUsers(); err != nil {
		return nil, err
	}
	if len(r.groups) == 0 && !r.ldif {
		if err := r.inventGroups(); err != nil {
			return nil, err
		}
	}
	if err := r.mergeGroups(); err != nil {
		return nil, err
	}
	v := r.newResolver()
	if err := v.link(); err != nil {
		return nil, err
	}
	v.reportStrangers()
	return r.snapshot(), nil
}

// mergeUsers puts rows with the same id and the same values together, as an
// export with one row for each membership has them. What people call somebody
// only is shown, and may be written in several ways.
func (r *records) mergeUsers() error {
	at := make(map[string]int, len(r.users))
	kept := r.users[:0]
	for _, u := range r.users {
		i, again := at[u.ExternalID]
		if !again {
			at[u.ExternalID] = len(kept)
			kept = append(kept, u)
			continue
		}
		first := &kept[i]
		first.Name = cmp.Or(first.Name, u.Name)
		u.Name = first.Name
		if first.User != u.User {
			err := r.wrong(u.place, fmt.Sprintf("the user id %q is already in %s, with other values", u.ExternalID, r.refer(first.place)))
			return directory.WithHint(err, "Give each user an id of its own, or remove one of the two.")
		}
		first.groups = append(first.groups, u.groups...)
	}
	r.users = kept
	return nil
}

// mergeGroups does the same for groups.
func (r *records) mergeGroups() error {
	at := make(map[string]int, len(r.groups))
	kept := r.groups[:0]
	for _, g := range r.groups {
		i, again := at[g.ExternalID]
		if !again {
			at[g.ExternalID] = len(kept)
			kept = append(kept, g)
			continue
		}
		first := &kept[i]
		switch {
		case g.unnamed:
			g.Name = first.Name
		case first.unnamed:
			first.Name, first.unnamed = g.Name, false
		}
		if first.Name != g.Name || first.ReferenceID != g.ReferenceID {
			err := r.wrong(g.place, fmt.Sprintf("the group id %q is already in %s, with other values", g.ExternalID, r.refer(first.place)))
			return directory.WithHint(err, "Give each group an id of its own, or remove one of the two.")
		}
		first.members = append(first.members, g.members...)
		first.memberGroups = append(first.memberGroups, g.memberGroups...)
		first.memberUIDs = append(first.memberUIDs, g.memberUIDs...)
		first.groups = append(first.groups, g.groups...)
	}
	r.groups = kept
	return nil
}

func (r *records) newResolver() *resolver {
	v := &resolver{records: r, uids: map[string][]int{}, strangers: map[string]*stranger{}}
	v.users = index{make(map[string]int, len(r.users)), make(map[string][]int, len(r.users))}
	v.groups = index{make(map[string]int, len(r.groups)), make(map[string][]int, len(r.groups))}
	for i := range r.users {
		u := &r.users[i]
		v.users.add(i, v.key(u.ReferenceID, u.ExternalID), u.Email)
		if u.uid != "" {
			v.uids[fold(u.uid)] = append(v.uids[fold(u.uid)], i)
		}
	}
	for i := range r.groups {
		g := &r.groups[i]
		v.groups.add(i, v.key(g.ReferenceID, g.ExternalID), g.Name)
	}
	return v
}

// key is what members call an entry: its DN in LDIF, else its id.
func (v *resolver) key(reference, id string) string {
	if v.ldif {
		return entryKey(reference)
	}
	return id
}

// entryKey is the same for all ways to write a DN.
func entryKey(text string) string {
	key, _ := dn.AppendEntryKey(nil, text)
	return string(key)
}

func (x *index) add(i int, id, name string) {
	x.ids[id] = i
	if name != "" {
		x.names[fold(name)] = append(x.names[fold(name)], i)
	}
}

// link fills in the members of all groups.
func (v *resolver) link() error {
	for i := range v.records.groups {
		g := &v.records.groups[i]
		if err := v.linkMembers(g); err != nil {
			return err
		}
		if err := v.join(g.groups, g.place, g.asks, func(parent *group) { parent.NestedGroups = append(parent.NestedGroups, g.ReferenceID) }); err != nil {
			return err
		}
	}
	for i := range v.records.users {
		u := &v.records.users[i]
		if err := v.join(u.groups, u.place, u.asks, func(parent *group) { parent.UserMembers = append(parent.UserMembers, u.ExternalID) }); err != nil {
			return err
		}
	}
	return nil
}

// linkMembers resolves what g says about itself. Members that are not in the
// file give one warning.
func (v *resolver) linkMembers(g *group) error {
	missing, first := 0, ""
	miss := func(call string) {
		if missing++; missing == 1 {
			first = call
		}
	}
	for _, call := range g.members {
		switch {
		case v.linkMember(g, call):
		case g.asks && mayBeList(call):
			return v.askSeparator(call, g.place)
		default:
			miss(call)
		}
	}
	for _, uid := range g.memberUIDs {
		if dn.Likely(uid) {
			if !v.linkMember(g, uid) {
				miss(uid)
			}
			continue
		}
		found := v.uids[fold(uid)]
		v.addUsers(g, found)
		if len(found) == 0 {
			miss(uid)
		}
	}
	for _, call := range g.memberGroups {
		i, err := v.groups.one(v.records, call, g.place)
		switch {
		case err != nil:
			return err
		case i < 0 && g.asks && mayBeList(call):
			return v.askSeparator(call, g.place)
		case i < 0:
			miss(call)
		default:
			g.NestedGroups = append(g.NestedGroups, v.records.groups[i].ReferenceID)
		}
	}
	if missing > 0 {
		v.warn(directory.WarnMemberUnreadable, g.place, g.ReferenceID,
			fmt.Sprintf("the group %q has %s that the file lacks; the first is %q.", g.Name, directory.Count(missing, "member", "members"), first))
	}
	return nil
}

// linkMember adds one member: in LDIF a DN of either kind, else a user by id
// or email. An email names everybody who has it.
func (v *resolver) linkMember(g *group, call string) bool {
	key := v.key(call, call)
	var found []int
	if i, ok := v.users.ids[key]; ok {
		found = []int{i}
	} else if !v.ldif {
		found = v.users.names[fold(call)]
	} else if i, ok := v.groups.ids[key]; ok {
		g.NestedGroups = append(g.NestedGroups, v.records.groups[i].ReferenceID)
		return true
	}
	v.addUsers(g, found)
	return len(found) > 0
}

func (v *resolver) addUsers(g *group, users []int) {
	for _, i := range users {
		g.UserMembers = append(g.UserMembers, v.records.users[i].ExternalID)
	}
}

// join calls to with the groups that an entry says to belong to. Those that are
// not in the file are strangers.
func (v *resolver) join(calls []string, at place, asks bool, to func(parent *group)) error {
	for _, call := range calls {
		i, err := v.groups.one(v.records, call, at)
		switch {
		case err != nil:
			return err
		case i >= 0:
			to(&v.records.groups[i])
		case asks && mayBeList(call):
			return v.askSeparator(call, at)
		case v.strangers[call] != nil:
			v.strangers[call].count++
		default:
			v.strangers[call] = &stranger{at, 1}
		}
	}
	return nil
}

// one returns the group with that id or name, or -1. A name that two groups
// have is an error.
func (x *index) one(r *records, call string, at place) (int, error) {
	if i, ok := x.ids[call]; ok {
		return i, nil
	}
	found := x.names[fold(call)]
	switch len(found) {
	case 0:
		return -1, nil
	case 1:
		return found[0], nil
	}
	a, b := r.groups[found[0]], r.groups[found[1]]
	err := r.wrong(at, fmt.Sprintf("the group name %q belongs to several groups, with the ids %q (%s) and %q (%s)", call, a.ExternalID, r.refer(a.place), b.ExternalID, r.refer(b.place)))
	return -1, directory.WithHint(err, "Write the id of the group instead of its name.")
}

func (v *resolver) reportStrangers() {
	for _, call := range slices.Sorted(maps.Keys(v.strangers)) {
		s := v.strangers[call]
		v.warn(directory.WarnMemberUnreadable, s.place, call,
			fmt.Sprintf("the group %q is not in the file; it is named by %s, here first.", call, directory.Count(s.count, "entry", "entries")))
	}
}

// snapshot hands the entries over, sorted.
func (r *records) snapshot() *directory.Snapshot {
	snap := &directory.Snapshot{
		Users:    make([]directory.User, len(r.users)),
		Groups:   make([]directory.Group, len(r.groups)),
		Warnings: r.warnings,
	}
	for i := range r.users {
		snap.Users[i] = r.users[i].User
	}
	for i := range r.groups {
		g := r.groups[i].Group
		slices.Sort(g.UserMembers)
		g.UserMembers = slices.Compact(g.UserMembers)
		slices.Sort(g.NestedGroups)
		g.NestedGroups = slices.Compact(g.NestedGroups)
		snap.Groups[i] = g
	}
	snap.Sort()
	slices.SortFunc(snap.Warnings, directory.CompareWarnings)
	return snap
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
