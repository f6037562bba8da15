package ldap

import (
	"cmp"
	"slices"

	"directoryconnector/backend/directory"
)

// people are the users that were read, with what it takes to find them in
// groups.
type people struct {
	// list has each where it is kept, in blocks, since 50,000 of them would be
	// copied again and again.
	list  []*person
	block []person
	// byDN and byUID go by the numbers of names; more are further users with
	// one uid.
	byDN, byUID byNumber
	more        map[int32][]*person
	// byPrimary and byGID are the members of primary groups, where they count.
	byPrimary map[sid][]*person
	byGID     map[string][]*person

	lastSID []byte
	domain  string
}

// A person is a user with the place in the order of external ids.
type person struct {
	directory.User
	at int32
	// stamp tells whether it changed, where changes are asked for.
	stamp stamp
}

// byNumber finds people by the numbers of names.
type byNumber []*person

func (b byNumber) of(number int32) *person {
	if int(number) < len(b) {
		return b[number]
	}
	return nil
}

func (b *byNumber) put(number int32, who *person) {
	if n := int(number) + 1 - len(*b); n > 0 {
		*b = append(*b, make(byNumber, max(n, len(*b)))...)
	}
	(*b)[number] = who
}

// peopleBlock is how many are kept together.
const peopleBlock = 1024

// add keeps somebody with that DN, and what the entry says for groups.
func (p *people) add(dn int32, who person, in userGroups) *person {
	if len(p.block) == cap(p.block) {
		p.block = make([]person, 0, peopleBlock)
	}
	p.block = append(p.block, who)
	kept := &p.block[len(p.block)-1]
	p.list = append(p.list, kept)
	p.byDN.put(dn, kept)
	if in.primary.domain != "" && in.primary.rid != 0 {
		p.byPrimary = with(p.byPrimary, in.primary, kept)
	}
	if in.gid != "" {
		p.byGID = with(p.byGID, in.gid, kept)
	}
	return kept
}

// addUID lets groups list somebody by a user id.
func (p *people) addUID(uid int32, who *person) {
	if p.byUID.of(uid) == nil {
		p.byUID.put(uid, who)
	} else {
		p.more = with(p.more, uid, who)
	}
}

func with[K comparable](lists map[K][]*person, key K, who *person) map[K][]*person {
	if lists == nil {
		lists = map[K][]*person{}
	}
	lists[key] = append(lists[key], who)
	return lists
}

// sort orders the users by external id, as the Snapshot has them: then members
// sort as numbers.
func (p *people) sort() {
	slices.SortFunc(p.list, func(a, b *person) int {
		return cmp.Or(cmp.Compare(a.ExternalID, b.ExternalID), cmp.Compare(a.ReferenceID, b.ReferenceID))
	})
	for i, who := range p.list {
		who.at = int32(i) //nolint:gosec // see names
	}
}
