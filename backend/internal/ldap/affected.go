package ldap

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"
)

const (
	// mostAsked is for how many DNs the server is asked which groups list them.
	mostAsked = 100
	// askedAtOnce is how many of them go into one filter.
	askedAtOnce = 20
)

// fetchAffected reads the groups whose members change though they did not.
func (m *groupMerge) fetchAffected(ctx context.Context, users *userMerge) error {
	appeared := slices.Clone(users.arrivals)
	for dn := range m.news {
		if _, known := m.place[dn]; !known || m.base.Groups[m.place[dn]].ExternalID != m.news[dn].ExternalID {
			appeared = append(appeared, dn)
		}
	}
	slices.Sort(appeared)
	attributes := splitList(m.src.set.MemberAttribute)
	direct := !m.old.UIDs && !m.old.Suffixed && !slices.ContainsFunc(m.newsList(), func(g *groupEntry) bool { return len(g.uids) > 0 || g.suffixed })
	for _, name := range attributes {
		direct = direct && (dnValued(name) || strings.EqualFold(name, "memberUid"))
	}
	switch {
	case !m.old.UIDs && m.usesUIDs():
		// The sweep of users did not ask for their ids.
		return &needFull{fullReason{text: "groups began to list user ids"}}
	case m.old.UIDs && (len(appeared) > 0 || users.touched):
		return &allGroups{"groups list user ids, which may have changed"}
	case users.odd || slices.ContainsFunc(appeared, isOdd):
		return &allGroups{"the server can't be asked for a DN that can't be understood"}
	case !direct && len(appeared) > 0:
		return &allGroups{"the server can't be asked which groups list a new entry"}
	case len(appeared) > mostAsked:
		return &allGroups{fmt.Sprintf("%d entries appeared", len(appeared))}
	}
	for batch := range slices.Chunk(appeared, askedAtOnce) {
		if err := m.fetchListing(ctx, attributes, batch); err != nil {
			return err
		}
	}
	return m.fetchParents(ctx, users)
}

// usesUIDs tells whether groups list user ids, or did.
func (m *groupMerge) usesUIDs() bool {
	return m.old.UIDs || slices.ContainsFunc(m.newsList(), func(g *groupEntry) bool { return len(g.uids) > 0 })
}

func (m *groupMerge) newsList() []*groupEntry {
	list := make([]*groupEntry, 0, len(m.news))
	for _, g := range m.news {
		list = append(list, g)
	}
	return list
}

// fetchListing reads the groups that list one of the DNs.
func (m *groupMerge) fetchListing(ctx context.Context, attributes, dns []string) error {
	var or strings.Builder
	for _, name := range attributes {
		if !dnValued(name) {
			continue
		}
		for _, dn := range dns {
			fmt.Fprintf(&or, "(%s=%s)", name, ldap.EscapeFilter(dn))
		}
	}
	var found []*groupEntry
	for _, base := range m.groupBases {
		q := query{base: base, scope: ldap.ScopeWholeSubtree, filter: and(m.src.groupFilter, "(|"+or.String()+")"), attrs: m.plan.groupAttrs}
		err := m.groups.search(ctx, q, func(e *ldap.Entry) {
			if m.news[e.DN] == nil {
				found = append(found, m.decodeGroup(e))
			}
		})
		if err != nil {
			return fmt.Errorf("read groups of new entries: %w", err)
		}
	}
	return m.take(ctx, found)
}

// take adds groups that were read for another reason than a change of their
// own.
func (m *groupMerge) take(ctx context.Context, found []*groupEntry) error {
	found, err := m.completeGroups(ctx, found)
	for _, g := range found {
		m.fresh[g.ReferenceID] = true
		if base, known := m.place[g.ReferenceID]; known && m.kept[base] || m.newKept[g.ReferenceID] {
			m.news[g.ReferenceID] = g
		}
	}
	return err
}

// fetchParents reads the groups that nest a group that went, the primary
// groups that users came to or left, and, where they are not too many, the
// groups of users who went: to take them out is easy, but what is left of
// them there (a DN that nobody can read) is worth a warning.
func (m *groupMerge) fetchParents(ctx context.Context, users *userMerge) error {
	gone := map[string]bool{}
	for i := range m.base.Groups {
		g := &m.base.Groups[i]
		if g.Outside {
			continue
		}
		if n := m.news[g.ReferenceID]; !m.kept[i] || m.fresh[g.ReferenceID] && (n == nil || n.ExternalID != g.ExternalID) {
			gone[g.ReferenceID] = true
		}
	}
	var read, left []string
	for i := range m.base.Groups {
		g := &m.base.Groups[i]
		if g.Outside || !m.kept[i] || m.news[g.ReferenceID] != nil {
			continue
		}
		nests := slices.ContainsFunc(g.NestedGroups, func(dn string) bool { return gone[dn] })
		primary := m.old.Primary != nil && users.primaryMoved[m.old.Primary.sid(m.old.Primary.Groups[g.ExternalID])]
		switch {
		case nests || primary:
			read = append(read, g.ReferenceID)
		case m.src.cfg.ResolveOutside && users.anyGone(g.UserMembers):
			left = append(left, g.ReferenceID)
		}
	}
	if len(read) > mostAppeared {
		return &allGroups{fmt.Sprintf("%d groups are affected", len(read))}
	}
	if len(read)+len(left) <= mostAppeared {
		read = append(read, left...)
	}
	var found []*groupEntry
	err := m.readAll(ctx, m.groups, read, m.src.groupFilter, m.plan.groupAttrs, func(e *ldap.Entry) {
		found = append(found, m.decodeGroup(e))
	})
	if err != nil {
		return fmt.Errorf("read affected groups: %w", err)
	}
	return m.take(ctx, found)
}
