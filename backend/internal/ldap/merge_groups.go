package ldap

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// A groupMerge collects what happened to the groups. It is a side.
type groupMerge struct {
	*reading
	base    *directory.Snapshot
	place   map[string]int32
	kept    []bool
	newKept map[string]bool
	leftOut map[string]stamp
	stale   []string
	fresh   map[string]bool
	// news are the groups that were read, by DN.
	news map[string]*groupEntry
}

func newGroupMerge(r *reading, base *directory.Snapshot, old *cursor) *groupMerge {
	m := &groupMerge{
		reading: r, base: base,
		place: make(map[string]int32, len(base.Groups)), kept: make([]bool, len(base.Groups)),
		newKept: map[string]bool{}, leftOut: old.LeftOutGroups, fresh: map[string]bool{},
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
	return m.groups, m.groupBases, m.src.groupFilter, m.plan.groupAttrs, []string{m.plan.stamp}
}

func (m *groupMerge) changed(e *ldap.Entry) {
	m.fresh[e.DN] = true
	m.news[e.DN] = m.decodeGroup(e)
}

func (m *groupMerge) swept(e *ldap.Entry) {
	is := m.stampIn(e)
	i, known := m.place[e.DN]
	was := m.leftOut[e.DN]
	if known {
		m.kept[i], was = true, stampAt(m.old.GroupStamps, int(i))
	} else {
		m.newKept[e.DN] = true
	}
	if is.stale(was) {
		m.stale = append(m.stale, e.DN)
	}
}

func (m *groupMerge) text(dn []byte) string {
	if i, ok := m.place[string(dn)]; ok {
		return m.base.Groups[i].ReferenceID
	}
	return string(dn)
}

func (m *groupMerge) unread() []string { return unread(m.stale, m.fresh) }

func (m *groupMerge) lost(dn string) {
	if i, ok := m.place[dn]; ok {
		m.kept[i] = false
	}
	delete(m.newKept, dn)
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

// allGroups says that all groups must be read.
type allGroups struct{ reason string }

func (e *allGroups) Error() string { return e.reason }

// mergeGroups returns the groups with their members, as a complete read would
// find them.
func (r *reading) mergeGroups(ctx context.Context, users *userMerge, groups *groupMerge, merged *people) (*resolution, error) {
	if !r.src.cfg.SyncGroups {
		merged.sort()
		return &resolution{}, nil
	}
	result, err := r.mergeSomeGroups(ctx, users, groups, merged)
	all, ok := err.(*allGroups) //nolint:errorlint // never wrapped
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
	users.index(merged)
	if result, err = r.resolve(ctx, merged, list); err != nil {
		return nil, err
	}
	return result, r.checkUIDs(result)
}

// checkUIDs makes sure that user ids were asked for if groups list them.
func (r *reading) checkUIDs(result *resolution) error {
	if !r.old.UIDs && slices.ContainsFunc(result.groups, func(g *groupEntry) bool { return len(g.uids) > 0 }) {
		return &needFull{fullReason{text: "groups began to list user ids"}}
	}
	return nil
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
	for dn, s := range groups.leftOut {
		if groups.newKept[dn] && !groups.fresh[dn] {
			result.leftOut[dn] = s
		}
	}
	if err := r.checkUIDs(result); err != nil {
		return nil, err
	}
	return result, groups.checkOutside(result)
}

func (r *reading) anyOutside(base *directory.Snapshot) bool {
	return slices.ContainsFunc(base.Groups, func(g directory.Group) bool { return g.Outside })
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
		q := query{base: nc, scope: ldap.ScopeWholeSubtree, filter: classFilter(m.src.set.GroupObjectClass), attrs: []string{noAttributes}, quiet: true}
		err := m.groups.search(ctx, q, func(e *ldap.Entry) {
			buf, _ = dn.AppendEntryKey(buf[:0], e.DN)
			hit = hit || containsHash(m.old.Unknown, hashKey(buf))
		})
		if unreadableReason(err) != "" {
			continue
		}
		if err != nil {
			return fmt.Errorf("read names of nested groups: %w", err)
		}
	}
	if hit {
		return &allGroups{"a member became a group"}
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
	base, _ := dn.Key(m.groupBases[0])
	nc, _ := dn.Key(contexts[0])
	return base == nc
}

// settled returns the groups that stay as they are, without the users that
// went.
func (m *groupMerge) settled(users *userMerge, merged *people) ([]*groupEntry, error) {
	if len(users.goneIDs) > 0 {
		appeared := make(map[string]bool, len(users.arrivals))
		for _, dn := range users.arrivals {
			appeared[dn] = true
		}
		for i := range merged.users {
			u := &merged.users[i]
			if users.goneIDs[u.ExternalID] && !appeared[u.ReferenceID] {
				return nil, &allGroups{"two users had one external id"}
			}
		}
	}
	var list []*groupEntry
	for i := range m.base.Groups {
		g := m.base.Groups[i]
		if g.Outside || !m.kept[i] || m.news[g.ReferenceID] != nil || m.fresh[g.ReferenceID] {
			continue
		}
		if users.anyGone(g.UserMembers) {
			g.UserMembers = slices.DeleteFunc(slices.Clone(g.UserMembers), func(id string) bool { return users.goneIDs[id] })
			if len(g.UserMembers) == 0 {
				g.UserMembers = nil
			}
		}
		e := &groupEntry{Group: g, settled: true, stamp: stampAt(m.old.GroupStamps, i)}
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
				return &allGroups{fmt.Sprintf("the nested group %s is not what it was", quoted(dn))}
			}
		}
	}
	return nil
}
