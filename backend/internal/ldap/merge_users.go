package ldap

import (
	"context"
	"slices"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// A userMerge collects what happened to the users. It is a side.
type userMerge struct {
	*reading
	base *directory.Snapshot
	// place goes from the DNs of base, as text, to its users. The text
	// counts: a DN that changed its case is another external id.
	place map[string]int32
	kept  []bool
	// news are the users that changed or appeared, newAt their places.
	news    people
	newAt   map[string]int
	newKept map[string]bool
	// leftOut are old stamps, by DN, stamps those of base, by its index.
	leftOut map[string]stamp
	stamps  []stamp
	// stale are the DNs whose stamps differ.
	stale []string
	// fresh are the DNs of entries that were read, or went: what was said of
	// them before no longer holds.
	fresh map[string]bool
	// uidsOf are the user ids of the sweep, where groups list them.
	uidsOf map[string][]string

	// goneIDs are external ids whose user went, moved or became another one.
	goneIDs map[string]bool
	// arrivals are DNs that groups may list and that were no users before.
	arrivals []string
	// primaryMoved are the old and new primary groups of users.
	primaryMoved map[sid]bool
	// touched says that any user changed, odd that one with a DN that can't be
	// understood came or went.
	touched, odd bool
}

func newUserMerge(r *reading, base *directory.Snapshot, old *cursor) *userMerge {
	m := &userMerge{
		reading: r, base: base,
		place: make(map[string]int32, len(base.Users)), kept: make([]bool, len(base.Users)), stamps: make([]stamp, len(base.Users)),
		newAt: map[string]int{}, newKept: map[string]bool{}, leftOut: old.LeftOutUsers, fresh: map[string]bool{},
		goneIDs: map[string]bool{}, primaryMoved: map[sid]bool{},
	}
	if old.UIDs {
		m.uidsOf = map[string][]string{}
	}
	for i := range base.Users {
		if !base.Users[i].Deleted {
			m.stamps[i] = stampAt(old.UserStamps, len(m.place))
			m.place[base.Users[i].ReferenceID] = int32(i) //nolint:gosec // see names
		}
	}
	return m
}

func (m *userMerge) name() string { return "users" }

func (m *userMerge) search() (*client, []string, string, []string, []string) {
	sweep := []string{m.plan.stamp}
	if m.uidsOf != nil {
		sweep = append(sweep, "uid")
	}
	return m.users, m.userBases, m.src.userFilter, m.plan.userAttrs, sweep
}

func (m *userMerge) changed(e *ldap.Entry) {
	m.fresh[e.DN] = true
	before := len(m.news.users)
	m.addUser(&m.news, e)
	if len(m.news.users) > before {
		m.newAt[e.DN] = before
	}
}

func (m *userMerge) swept(e *ldap.Entry) {
	if m.uidsOf != nil {
		var uids []string
		for _, uid := range e.GetEqualFoldRawAttributeValues("uid") {
			uids = append(uids, string(uid))
		}
		m.uidsOf[e.DN] = uids
	}
	is := m.stampIn(e)
	i, known := m.place[e.DN]
	was := m.leftOut[e.DN]
	if known {
		m.kept[i], was = true, m.stamps[i]
	} else {
		m.newKept[e.DN] = true
	}
	if is.stale(was) {
		m.stale = append(m.stale, e.DN)
	}
}

func (m *userMerge) text(dn []byte) string {
	if i, ok := m.place[string(dn)]; ok {
		return m.base.Users[i].ReferenceID
	}
	return string(dn)
}

func (m *userMerge) unread() []string { return unread(m.stale, m.fresh) }

// unread returns the stale DNs in order, without the fresh ones.
func unread(stale []string, fresh map[string]bool) []string {
	slices.Sort(stale)
	return slices.DeleteFunc(slices.Compact(stale), func(dn string) bool { return fresh[dn] })
}

func (m *userMerge) lost(dn string) {
	if i, ok := m.place[dn]; ok {
		m.kept[i] = false
	}
	delete(m.newKept, dn)
}

// done finds out who went and who appeared.
func (m *userMerge) done(context.Context) error {
	for i := range m.base.Users {
		u := &m.base.Users[i]
		if u.Deleted || m.kept[i] && !m.fresh[u.ReferenceID] {
			continue
		}
		at, again := m.newAt[u.ReferenceID]
		if !m.kept[i] || !again {
			// Went, or lost its external id.
			m.goneIDs[u.ExternalID] = true
			m.fresh[u.ReferenceID] = true
			m.odd = m.odd || isOdd(u.ReferenceID)
			continue
		}
		n := &m.news.users[at]
		m.touched = true
		if n.ExternalID != u.ExternalID || n.StableID != u.StableID {
			m.goneIDs[u.ExternalID] = true
			m.arrivals = append(m.arrivals, u.ReferenceID)
			if at < len(m.news.primary) {
				m.primaryMoved[m.news.primary[at]] = true
			}
		}
		if m.old.Primary != nil && at < len(m.news.primary) {
			if was, is := m.old.Primary.of(u.ExternalID), m.news.primary[at]; was != is {
				m.primaryMoved[was], m.primaryMoved[is] = true, true
			}
		}
	}
	for dn := range m.newKept {
		at, read := m.newAt[dn]
		if !read {
			continue
		}
		m.arrivals = append(m.arrivals, dn)
		m.odd = m.odd || isOdd(dn)
		if at < len(m.news.primary) {
			m.primaryMoved[m.news.primary[at]] = true
		}
	}
	for dn := range m.leftOut {
		if !m.newKept[dn] {
			m.fresh[dn] = true
		}
	}
	delete(m.primaryMoved, sid{})
	slices.Sort(m.arrivals)
	return nil
}

// isOdd tells that the DN can't be understood.
func isOdd(text string) bool {
	_, ok := dn.Key(text)
	return !ok
}

// anyGone tells whether one of the external ids is that of a user who went.
func (m *userMerge) anyGone(ids []string) bool {
	return len(m.goneIDs) > 0 && slices.ContainsFunc(ids, func(id string) bool { return m.goneIDs[id] })
}

// merge returns the users that there are now.
func (m *userMerge) merge() *people {
	out := &people{newest: m.news.newest, users: make([]directory.User, 0, len(m.base.Users)+len(m.news.users))}
	add := func(u directory.User, primary sid, s stamp) {
		out.users = append(out.users, u)
		out.stamps = append(out.stamps, s)
		if m.src.primaryGroups() {
			out.primary = append(out.primary, primary)
		}
	}
	for i := range m.base.Users {
		u := &m.base.Users[i]
		if m.kept[i] && !m.fresh[u.ReferenceID] {
			var primary sid
			if m.old.Primary != nil {
				primary = m.old.Primary.of(u.ExternalID)
			}
			add(*u, primary, m.stamps[i])
		}
	}
	for i := range m.news.users {
		u := &m.news.users[i]
		base, known := m.place[u.ReferenceID]
		// What the sweep no longer has went between the two searches.
		if known && !m.kept[base] || !known && !m.newKept[u.ReferenceID] {
			continue
		}
		var primary sid
		if i < len(m.news.primary) {
			primary = m.news.primary[i]
		}
		add(*u, primary, m.news.stamps[i])
	}
	out.leftOut = map[string]stamp{}
	for dn, s := range m.leftOut {
		if m.newKept[dn] && !m.fresh[dn] {
			out.leftOut[dn] = s
		}
	}
	for dn, s := range m.news.leftOut {
		if i, known := m.place[dn]; known && m.kept[i] || m.newKept[dn] {
			out.leftOut[dn] = s
		}
	}
	return out
}

// index gives the merged users their numbers, for groups that were read.
func (m *userMerge) index(p *people) {
	p.ids, p.uids = make([]int32, len(p.users)), nil
	for i := range p.users {
		p.ids[i], _ = m.dns.id(p.users[i].ReferenceID)
		for _, uid := range m.uidsOf[p.users[i].ReferenceID] {
			if n, ok := m.uids.id(uid); ok {
				p.uids = append(p.uids, uidOwner{n, int32(i)}) //nolint:gosec // see names
			}
		}
	}
}
