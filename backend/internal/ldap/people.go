package ldap

import (
	"cmp"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
)

// people are the users that were read, with what it takes to find them in
// groups, which goes by their numbers: the order in which they were read.
type people struct {
	// list becomes that of the Snapshot, with the stamps of the same users.
	list   []directory.User
	stamps []stamp
	// place is, once they are sorted, where in the list each number is.
	place []int32
	// byDN and byUID go by the numbers of names; more are further users with
	// one uid.
	byDN, byUID byName
	more        map[int32][]int32
	// byPrimary and byGID are the members of primary groups, where they count.
	byPrimary map[sid][]int32
	byGID     map[string][]int32

	lastSID []byte
	domain  string
}

// A person is a user as an entry shows it. Its stamp tells whether it changed,
// where changes are asked for.
type person struct {
	directory.User
	stamp stamp
}

// byName has, by the numbers of names, one more than the number of a user; zero
// for nobody.
type byName []int32

func (b byName) of(name int32) (who int32, ok bool) {
	if int(name) >= len(b) || b[name] == 0 {
		return 0, false
	}
	return b[name] - 1, true
}

func (b byName) has(name int32) bool { _, ok := b.of(name); return ok }

func (b *byName) put(name, who int32) {
	if n := int(name) + 1 - len(*b); n > 0 {
		*b = append(*b, make(byName, max(n, len(*b)))...)
	}
	(*b)[name] = who + 1
}

// expect makes room for so many users.
func (p *people) expect(users int) {
	p.list, p.stamps = slices.Grow(p.list, users), slices.Grow(p.stamps, users)
}

// add keeps somebody with that DN, and what the entry says for groups, and
// returns the number.
func (p *people) add(dn int32, user person, in userGroups) (who int32) {
	if len(p.list) == cap(p.list) {
		p.list = slices.Grow(p.list, max(len(p.list), 1024)) // in few steps: what was before is garbage
	}
	who = int32(len(p.list)) //nolint:gosec // see names
	p.list, p.stamps = append(p.list, user.User), append(p.stamps, user.stamp)
	p.byDN.put(dn, who)
	if in.primary.domain != "" && in.primary.rid != 0 {
		p.byPrimary = with(p.byPrimary, in.primary, who)
	}
	if in.gid != "" {
		p.byGID = with(p.byGID, strings.Clone(in.gid), who)
	}
	return who
}

// addUID lets groups list somebody by a user id.
func (p *people) addUID(uid, who int32) {
	if p.byUID.has(uid) {
		p.more = with(p.more, uid, who)
	} else {
		p.byUID.put(uid, who)
	}
}

func with[K comparable](lists map[K][]int32, key K, who int32) map[K][]int32 {
	if lists == nil {
		lists = map[K][]int32{}
	}
	lists[key] = append(lists[key], who)
	return lists
}

// sort orders the users by external id, as the Snapshot has them: then members
// sort as numbers. It does so in place: twice the list is much memory.
func (p *people) sort() {
	if len(p.place) == len(p.list) {
		return
	}
	order := make([]int32, len(p.list)) // numbers, by place
	for i := range order {
		order[i] = int32(i) //nolint:gosec // see names
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &p.list[i], &p.list[j]
		return cmp.Or(cmp.Compare(a.ExternalID, b.ExternalID), cmp.Compare(a.ReferenceID, b.ReferenceID))
	})
	p.place = make([]int32, len(order))
	for at, who := range order {
		p.place[who] = int32(at) //nolint:gosec // see names
	}
	for first := range order {
		// Who is first here goes last, after all who take each other's place.
		user, stamp, at := p.list[first], p.stamps[first], int32(first) //nolint:gosec // see names
		for order[at] != int32(first) {                                 //nolint:gosec // see names
			next := order[at]
			p.list[at], p.stamps[at], order[at] = p.list[next], p.stamps[next], at
			at = next
		}
		p.list[at], p.stamps[at], order[at] = user, stamp, at
	}
}
