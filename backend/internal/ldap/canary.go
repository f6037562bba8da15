package ldap

import (
	"context"
	"fmt"
	"slices"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

// What an account may see of an entry can change although the entry does not:
// by an access rule on the attribute with the members, say, or by a class of
// service that gives all users an attribute. Stamps don't show that. So an
// incremental read looks at a few unchanged entries again, spread evenly over
// all of them, since rules of that kind hold for whole branches; if one of
// them is not what it was, everything is read.

const (
	// canaries is how many users, and how many groups, are looked at.
	canaries = 12
	// canaryMembers is the size of the largest group that is looked at.
	canaryMembers = 1000
)

// spread picks at most canaries of the n indexes that may be picked.
func spread(n int, may func(i int) bool) []int {
	var all []int
	for i := range n {
		if may(i) {
			all = append(all, i)
		}
	}
	picked := make([]int, 0, canaries)
	for i := range min(canaries, len(all)) {
		picked = append(picked, all[i*len(all)/min(canaries, len(all))])
	}
	return picked
}

// checkCanaries wants unchanged entries to look as they did.
func (r *reading) checkCanaries(ctx context.Context, users *userMerge, groups *groupMerge) error {
	differs := ""
	seen := func(dn string, same bool) {
		if !same && differs == "" {
			differs = dn
		}
	}
	err := users.checkCanaries(ctx, seen)
	if err == nil && r.src.cfg.SyncGroups {
		err = groups.checkCanaries(ctx, users, seen)
	}
	if err != nil {
		return fmt.Errorf("read unchanged entries: %w", err)
	}
	if differs != "" {
		return &needFull{fullReason{text: fmt.Sprintf("%s looks otherwise though it did not change: other access rules, perhaps", quoted(differs))}}
	}
	return nil
}

func (m *userMerge) checkCanaries(ctx context.Context, seen func(string, bool)) error {
	base := m.base.Users
	var dns []string
	for _, i := range spread(len(base), func(i int) bool { return m.kept[i] && !m.fresh[base[i].ReferenceID] }) {
		dns = append(dns, base[i].ReferenceID)
	}
	return m.readAll(ctx, m.users, dns, m.src.userFilter, m.plan.userAttrs, func(e *ldap.Entry) {
		i, known := m.place[e.DN]
		if !known {
			return
		}
		is, extra := m.decodeUser(&m.news, e)
		if extra.stamp != m.stamps[i] {
			return // changed after the sweep
		}
		same := is.ExpiresAt.Equal(base[i].ExpiresAt)
		if m.old.Primary != nil && m.src.primaryGroups() {
			same = same && extra.primary.known() == m.old.Primary.of(is.ExternalID)
		}
		is.ExpiresAt = base[i].ExpiresAt
		seen(e.DN, same && is == base[i])
	})
}

// known returns s, or nothing where s is not complete.
func (s sid) known() sid {
	if s.rid == 0 || s.domain == "" {
		return sid{}
	}
	return s
}

func (m *groupMerge) checkCanaries(ctx context.Context, users *userMerge, seen func(string, bool)) error {
	base := m.base.Groups
	var dns []string
	listed := map[string][]string{} // DNs, by external id
	for _, i := range spread(len(base), func(i int) bool {
		return !base[i].Outside && m.kept[i] && !m.fresh[base[i].ReferenceID] && len(base[i].UserMembers) <= canaryMembers
	}) {
		dns = append(dns, base[i].ReferenceID)
		for _, id := range base[i].UserMembers {
			listed[id] = nil
		}
	}
	if len(listed) > 0 {
		for i := range m.base.Users {
			u := &m.base.Users[i]
			if list, ok := listed[u.ExternalID]; ok && !u.Deleted {
				listed[u.ExternalID] = append(list, u.ReferenceID)
			}
		}
	}
	return m.readAll(ctx, m.groups, dns, m.src.groupFilter, m.plan.groupAttrs, func(e *ldap.Entry) {
		i, known := m.place[e.DN]
		if g := m.decodeGroup(e); known && g.stamp == stampAt(m.old.GroupStamps, int(i)) {
			seen(e.DN, m.looksSame(g, &base[i], users, listed))
		}
	})
}

// looksSame tells whether a group that was read again is what it was, as far
// as that can be told of one group.
func (m *groupMerge) looksSame(is *groupEntry, was *directory.Group, users *userMerge, listed map[string][]string) bool {
	switch {
	case is.Name != was.Name, is.ExternalID != was.ExternalID, is.StableID != was.StableID:
		return false
	case len(is.ranges) > 0 || len(is.uids) > 0:
		return true
	}
	members := make(map[int32]bool, len(is.members))
	for _, id := range slices.Concat(is.members, is.odd) {
		members[id] = true
		// It lists a user whom it did not list.
		if i, known := users.place[m.dns.textOf(id)]; known && !users.fresh[users.base.Users[i].ReferenceID] &&
			!slices.Contains(was.UserMembers, users.base.Users[i].ExternalID) {
			return false
		}
	}
	lists := func(dn string) bool {
		id, _ := m.dns.id(dn)
		return members[id]
	}
	for _, id := range was.UserMembers {
		primary := m.old.Primary != nil && is.sid.rid != 0 && m.old.Primary.of(id) == is.sid
		excused := func(dn string) bool { return lists(dn) || users.fresh[dn] }
		if !primary && !slices.ContainsFunc(listed[id], excused) {
			return false
		}
	}
	return !slices.ContainsFunc(was.NestedGroups, func(dn string) bool {
		_, inside := m.place[dn]
		return inside && !m.fresh[dn] && !lists(dn)
	})
}
