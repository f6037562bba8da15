package ldap

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

// A groupMerge collects what happened to the groups. It is a side.
type groupMerge struct {
	*reading
	base    *directory.Snapshot
	place   map[string]int32
	kept    []bool
	newKept map[string]bool
	leftOut map[string]bool
	fresh   map[string]bool
	// news are the groups that were read, by DN.
	news map[string]*groupEntry
}

func newGroupMerge(r *reading, base *directory.Snapshot, old *cursor) *groupMerge {
	m := &groupMerge{
		reading: r, base: base,
		place: make(map[string]int32, len(base.Groups)), kept: make([]bool, len(base.Groups)),
		newKept: map[string]bool{}, leftOut: setOf(old.LeftOutGroups), fresh: map[string]bool{},
		news: map[string]*groupEntry{},
	}
	for i := range base.Groups {
		if !base.Groups[i].Outside {
			m.place[base.Groups[i].ReferenceID] = int32(i) //nolint:gosec // see names
		}
	}
	return m
}

func (m *groupMerge) name() string { return "groups" }

func (m *groupMerge) search() (*client, []string, string, []string, []string) {
	return m.groups, m.groupBases, m.src.groupFilter, m.plan.groupAttrs, []string{noAttributes}
}

func (m *groupMerge) changed(e *ldap.Entry) {
	m.fresh[e.DN] = true
	m.news[e.DN] = m.decodeGroup(e)
}

func (m *groupMerge) swept(e *ldap.Entry) {
	if i, ok := m.place[e.DN]; ok {
		m.kept[i] = true
		return
	}
	m.newKept[e.DN] = true
}

func (m *groupMerge) keepAll() {
	for i := range m.kept {
		m.kept[i] = true
	}
	maps.Copy(m.newKept, m.leftOut)
}

func (m *groupMerge) appeared() []string {
	var list []string
	for dn := range m.newKept {
		if !m.fresh[dn] && !m.leftOut[dn] {
			list = append(list, dn)
		}
	}
	slices.Sort(list)
	return list
}

// done completes the members of the groups that were read.
func (m *groupMerge) done(ctx context.Context) error {
	for dn, g := range m.news {
		g, err := m.completeGroup(ctx, g)
		if err != nil {
			return err
		}
		base, known := m.place[dn]
		if g == nil || known && !m.kept[base] || !known && !m.newKept[dn] {
			delete(m.news, dn)
			continue
		}
		m.news[dn] = g
	}
	for i := range m.base.Groups {
		if g := &m.base.Groups[i]; !g.Outside && !m.kept[i] {
			m.fresh[g.ReferenceID] = true
		}
	}
	for dn := range m.leftOut {
		if !m.newKept[dn] {
			m.fresh[dn] = true
		}
	}
	return nil
}

// errAllGroups says that all groups must be read.
type errAllGroups struct{ reason string }

func (e *errAllGroups) Error() string { return e.reason }

// mergeGroups returns the groups with their members, as a complete read would
// find them.
func (r *reading) mergeGroups(ctx context.Context, users *userMerge, groups *groupMerge, merged *people) (*resolution, error) {
	if !r.src.cfg.SyncGroups {
		merged.sort()
		return &resolution{}, nil
	}
	result, err := r.mergeSomeGroups(ctx, users, groups, merged)
	all, ok := err.(*errAllGroups) //nolint:errorlint // never wrapped
	if !ok {
		return result, err
	}
	r.log.InfoContext(ctx, "reading all groups", "reason", all.reason)
	r.notes.forget(aboutGroup)
	for i := range groups.base.Groups {
		groups.fresh[groups.base.Groups[i].ReferenceID] = true
	}
	for _, w := range r.old.GroupWarnings {
		groups.fresh[w.Entry] = true
	}
	list, err := r.readGroups(ctx)
	if err != nil {
		return nil, err
	}
	if !r.old.UIDs && slices.ContainsFunc(list, func(g *groupEntry) bool { return len(g.uids) > 0 }) {
		return nil, &needFull{fullReason{text: "groups began to list user ids"}}
	}
	users.index(merged)
	return r.resolve(ctx, merged, list)
}

func (r *reading) mergeSomeGroups(ctx context.Context, users *userMerge, groups *groupMerge, merged *people) (*resolution, error) {
	if err := groups.fetchAffected(ctx, users); err != nil {
		return nil, err
	}
	if err := groups.checkUnknown(ctx); err != nil {
		return nil, err
	}
	settled, err := groups.settled(users, merged)
	if err != nil {
		return nil, err
	}
	list := settled
	for _, g := range groups.news {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *groupEntry) int { return strings.Compare(a.ReferenceID, b.ReferenceID) })
	if len(groups.news) > 0 || r.anyOutside(groups.base) {
		users.index(merged)
	}
	result, err := r.resolve(ctx, merged, list)
	if err != nil {
		return nil, err
	}
	result.partly = true
	return result, groups.checkOutside(result)
}

func (r *reading) anyOutside(base *directory.Snapshot) bool {
	return slices.ContainsFunc(base.Groups, func(g directory.Group) bool { return g.Outside })
}

const (
	// mostAsked is for how many DNs the server is asked which groups list them.
	mostAsked = 100
	// askedAtOnce is how many of them go into one filter.
	askedAtOnce = 20
)

// fetchAffected reads the groups whose members change though they did not.
func (m *groupMerge) fetchAffected(ctx context.Context, users *userMerge) error {
	appeared := slices.Clone(users.appearedDNs)
	for dn := range m.news {
		if _, known := m.place[dn]; !known || m.base.Groups[m.place[dn]].ExternalID != m.news[dn].ExternalID {
			appeared = append(appeared, dn)
		}
	}
	slices.Sort(appeared)
	attributes := splitList(m.src.set.MemberAttribute)
	direct := !m.old.UIDs && !m.old.Suffixed && !slices.ContainsFunc(m.newsList(), func(g *groupEntry) bool { return len(g.uids) > 0 || g.suffixed })
	for _, name := range attributes {
		direct = direct && (holdsDNs(name) || strings.EqualFold(name, "memberUid"))
	}
	switch {
	case !m.old.UIDs && m.usesUIDs():
		// The sweep of users did not ask for their ids.
		return &needFull{fullReason{text: "groups began to list user ids"}}
	case m.old.UIDs && (len(appeared) > 0 || users.touched):
		return &errAllGroups{"groups list user ids, which may have changed"}
	case !direct && len(appeared) > 0:
		return &errAllGroups{"the server can't be asked which groups list a new entry"}
	case len(appeared) > mostAsked:
		return &errAllGroups{fmt.Sprintf("%d entries appeared", len(appeared))}
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
		if !holdsDNs(name) {
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

// fetchParents reads the groups that nest a group that went, and the primary
// groups that users came to or left.
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
	var read []string
	for i := range m.base.Groups {
		g := &m.base.Groups[i]
		if g.Outside || !m.kept[i] || m.news[g.ReferenceID] != nil {
			continue
		}
		nests := slices.ContainsFunc(g.NestedGroups, func(dn string) bool { return gone[dn] })
		primary := m.old.Primary != nil && users.primaryMoved[m.old.Primary.sid(m.old.Primary.Groups[g.ExternalID])]
		if nests || primary {
			read = append(read, g.ReferenceID)
		}
	}
	if len(read) > mostAppeared {
		return &errAllGroups{fmt.Sprintf("%d groups are affected", len(read))}
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

// checkUnknown looks whether a member that was neither user nor group has
// become a group outside the search.
func (m *groupMerge) checkUnknown(ctx context.Context) error {
	if !m.src.cfg.ResolveOutside || len(m.old.Unknown) == 0 || m.findsAllGroups() {
		return nil
	}
	contexts := m.users.dse.contexts()
	if len(contexts) == 0 {
		contexts = []string{m.root}
	}
	hit := false
	var buf []byte
	for _, nc := range contexts {
		q := query{base: nc, scope: ldap.ScopeWholeSubtree, filter: classFilter(m.src.set.GroupObjectClass), attrs: []string{noAttributes}}
		err := m.groups.search(ctx, q, func(e *ldap.Entry) {
			k, ok := appendKey(buf[:0], e.DN)
			if ok {
				buf = k
				hit = hit || containsHash(m.old.Unknown, hashKey(k))
			}
		})
		if unreadableReason(err) != "" {
			continue
		}
		if err != nil {
			return fmt.Errorf("read names of nested groups: %w", err)
		}
	}
	if hit {
		return &errAllGroups{"a member became a group"}
	}
	return nil
}

// findsAllGroups tells whether the group search finds every group that the
// server has.
func (m *groupMerge) findsAllGroups() bool {
	contexts := m.users.dse.contexts()
	if m.src.cfg.GroupFilter != "" || len(m.groupBases) != 1 || len(contexts) != 1 {
		return false
	}
	base, _ := key(m.groupBases[0])
	nc, _ := key(contexts[0])
	return base == nc
}

// settled returns the groups that stay as they are, without the users that
// went.
func (m *groupMerge) settled(users *userMerge, merged *people) ([]*groupEntry, error) {
	if len(users.goneIDs) > 0 {
		appeared := setOf(users.appearedDNs)
		for i := range merged.users {
			u := &merged.users[i]
			if users.goneIDs[u.ExternalID] && !appeared[u.ReferenceID] {
				return nil, &errAllGroups{"two users had one external id"}
			}
		}
	}
	var list []*groupEntry
	for i := range m.base.Groups {
		g := m.base.Groups[i]
		if g.Outside || !m.kept[i] || m.news[g.ReferenceID] != nil || m.fresh[g.ReferenceID] {
			continue
		}
		if slices.ContainsFunc(g.UserMembers, func(id string) bool { return users.goneIDs[id] }) {
			g.UserMembers = slices.DeleteFunc(slices.Clone(g.UserMembers), func(id string) bool { return users.goneIDs[id] })
			if len(g.UserMembers) == 0 {
				g.UserMembers = nil
			}
		}
		e := &groupEntry{Group: g, settled: true}
		e.id, _ = m.dns.id(g.ReferenceID)
		if m.old.Primary != nil {
			e.sid = m.old.Primary.sid(m.old.Primary.Groups[g.ExternalID])
		}
		list = append(list, e)
	}
	return list, nil
}

// checkOutside makes sure that the groups outside the search that settled
// groups nest are still the same ones.
func (m *groupMerge) checkOutside(result *resolution) error {
	now := map[string]string{}
	for _, g := range result.groups {
		now[g.ReferenceID] = g.ExternalID
	}
	was := map[string]string{}
	for i := range m.base.Groups {
		if g := &m.base.Groups[i]; g.Outside {
			was[g.ReferenceID] = g.ExternalID
		}
	}
	for _, g := range result.groups {
		if !g.settled {
			continue
		}
		for _, dn := range g.NestedGroups {
			id, found := now[dn]
			if before, outside := was[dn]; !found || outside && before != id {
				return &errAllGroups{fmt.Sprintf("the nested group %q is not what it was", dn)}
			}
		}
	}
	return nil
}
