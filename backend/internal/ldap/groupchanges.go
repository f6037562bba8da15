package ldap

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// groupChanges find out which groups must be read (see changes.go).
type groupChanges struct {
	*reading
	base *directory.Snapshot
	old  *cursor
	// place goes from the DNs of the groups of base to them. The text counts:
	// a DN that changed its case is another reference.
	place map[string]int
	// swept are the groups that there are now, by DN.
	swept map[string]sweptGroup
	// read are the DNs of groups that must be read.
	read map[string]bool
}

// A sweptGroup is what a group shows beside its members.
type sweptGroup struct {
	stamp stamp
	sid   sid
}

func newGroupChanges(r *reading, base *directory.Snapshot, old *cursor) *groupChanges {
	c := &groupChanges{reading: r, base: base, old: old, place: make(map[string]int, len(base.Groups)), swept: map[string]sweptGroup{}, read: map[string]bool{}}
	for i := range base.Groups {
		if !base.Groups[i].Outside {
			c.place[base.Groups[i].ReferenceID] = i
		}
	}
	return c
}

// sweep lists the groups that filter and bases find now.
func (c *groupChanges) sweep(ctx context.Context) error {
	if !c.src.cfg.SyncGroups {
		return nil
	}
	attrs := []string{"uSNChanged"}
	if c.src.primaryGroups() {
		attrs = append(attrs, "objectSid")
	}
	err := c.below(ctx, c.groups, c.groupBases, c.src.groupFilter, attrs, func(e *ldap.Entry) {
		g := sweptGroup{stamp: stampOf(e.GetEqualFoldAttributeValue("uSNChanged"))}
		g.sid, _ = parseSID(rawValue(e, "objectSid"))
		c.swept[e.DN] = g
		if i, known := c.place[e.DN]; !known || g.stamp.stale(c.old.GroupStamps[i]) {
			c.read[e.DN] = true
		}
		c.src.reportSome("groups", len(c.swept))
	})
	if err != nil {
		return fmt.Errorf("read names of groups: %w", c.baseHint(err, "ldap.groupPath"))
	}
	c.src.report("groups", len(c.swept))
	return nil
}

// list returns all groups: those that stay with the members that they had,
// the others read anew.
func (c *groupChanges) list(ctx context.Context, p *people) ([]*groupEntry, error) {
	if !c.src.cfg.SyncGroups {
		return nil, nil
	}
	users, err := compareUsers(c.base, c.old, p)
	if err != nil {
		return nil, err
	}
	c.addPrimary(p)
	for _, w := range c.old.GroupWarnings {
		if w.Code == directory.WarnMemberUnreadable {
			c.addRead(w.Entry)
		}
	}
	if err := c.addListing(ctx, users); err != nil {
		return nil, err
	}
	news, err := c.readChanged(ctx)
	if err != nil {
		return nil, err
	}
	return c.settle(news, users), nil
}

// addRead has a group read, if it is still there.
func (c *groupChanges) addRead(dn string) {
	if _, there := c.swept[dn]; there {
		c.read[dn] = true
	}
}

// addPrimary has the groups read that are somebody's primary group, or were.
func (c *groupChanges) addPrimary(p *people) {
	for dn, g := range c.swept {
		if len(p.byPrimary[g.sid]) > 0 {
			c.read[dn] = true
		}
	}
	for i := range c.base.Groups {
		if _, was := slices.BinarySearch(c.old.Primary, c.base.Groups[i].ExternalID); was {
			c.addRead(c.base.Groups[i].ReferenceID)
		}
	}
}

// addListing has the groups read that list other people than they did.
func (c *groupChanges) addListing(ctx context.Context, users *userChanges) error {
	if len(users.touched) > mostAsked {
		return &allGroups{fmt.Sprintf("%d users are new or changed", len(users.touched))}
	}
	listed := map[string]map[string]bool{} // DNs of groups, by external id
	for _, id := range users.touched {
		if id != "" {
			listed[id] = map[string]bool{}
		}
	}
	for i := range c.base.Groups {
		g := &c.base.Groups[i]
		for _, id := range g.UserMembers {
			if list, ok := listed[id]; ok && !g.Outside {
				list[g.ReferenceID] = true
			}
		}
	}
	dns := slices.Sorted(maps.Keys(users.touched))
	lists, err := c.listing(ctx, dns)
	if err != nil {
		return err
	}
	for i, dn := range dns {
		was := listed[users.touched[dn]]
		for _, group := range lists[i] {
			if !was[group] {
				c.addRead(group)
			}
			delete(was, group)
		}
		for group := range was {
			c.addRead(group)
		}
	}
	return nil
}

// listing returns the DNs of the groups that list each of the DNs.
func (c *groupChanges) listing(ctx context.Context, dns []string) ([][]string, error) {
	lists := make([][]string, len(dns))
	for i, entry := range dns {
		var or strings.Builder
		for _, name := range config.List(c.src.set.MemberAttribute) {
			fmt.Fprintf(&or, "(%s=%s)", name, ldap.EscapeFilter(entry))
		}
		filter := and(c.src.groupFilter, "(|"+or.String()+")")
		err := c.below(ctx, c.groups, c.groupBases, filter, []string{noAttributes}, func(e *ldap.Entry) { lists[i] = append(lists[i], e.DN) })
		if err != nil {
			return nil, fmt.Errorf("read the groups of %s: %w", dn.Quoted(entry), err)
		}
	}
	return lists, nil
}

// readChanged reads what must be read, and then the groups that nest one of them
// that is new, or one that is gone.
func (c *groupChanges) readChanged(ctx context.Context) (map[string]*groupEntry, error) {
	news := map[string]*groupEntry{}
	err := c.readInto(ctx, news, slices.Sorted(maps.Keys(c.read)))
	if err != nil {
		return nil, err
	}
	var arrived []string
	for dn, g := range news {
		if i, known := c.place[dn]; !known || c.base.Groups[i].ExternalID != g.ExternalID {
			arrived = append(arrived, dn)
		}
	}
	if len(arrived) > mostAsked {
		return nil, &allGroups{fmt.Sprintf("%d groups are new", len(arrived))}
	}
	slices.Sort(arrived)
	lists, err := c.listing(ctx, arrived)
	if err != nil {
		return nil, err
	}
	more := map[string]bool{}
	for _, dn := range slices.Concat(lists...) {
		if _, there := c.swept[dn]; there && news[dn] == nil {
			more[dn] = true
		}
	}
	gone := func(dn string) bool {
		i, known := c.place[dn]
		if !known {
			return false // outside the search: see checkOutside
		}
		_, there := c.swept[dn]
		return !there || c.read[dn] && (news[dn] == nil || news[dn].ExternalID != c.base.Groups[i].ExternalID)
	}
	for i := range c.base.Groups {
		g := &c.base.Groups[i]
		if _, there := c.swept[g.ReferenceID]; there && !g.Outside && !c.read[g.ReferenceID] && slices.ContainsFunc(g.NestedGroups, gone) {
			more[g.ReferenceID] = true
		}
	}
	return news, c.readInto(ctx, news, slices.Sorted(maps.Keys(more)))
}

func (c *groupChanges) readInto(ctx context.Context, news map[string]*groupEntry, dns []string) error {
	if len(news)+len(dns) > mostRead {
		return &allGroups{fmt.Sprintf("%d groups changed, or may have", len(news)+len(dns))}
	}
	list, err := c.readAll(ctx, dns, c.src.groupFilter, c.plan.groupAttrs)
	for _, dn := range dns {
		c.read[dn] = true
	}
	for _, g := range list {
		news[g.ReferenceID] = g
	}
	return err
}

// settle adds to the groups that were read those that stay as they are, without
// the users that went.
func (c *groupChanges) settle(news map[string]*groupEntry, users *userChanges) []*groupEntry {
	settled := map[string]bool{}
	var list []*groupEntry
	for i := range c.base.Groups {
		g := c.base.Groups[i]
		now, there := c.swept[g.ReferenceID]
		if !there || g.Outside || c.read[g.ReferenceID] {
			continue
		}
		settled[g.ReferenceID] = true
		g.UserMembers = users.without(g.UserMembers)
		e := &groupEntry{Group: g, settled: true, stamp: now.stamp, sid: now.sid}
		e.id, _ = c.dns.id(g.ReferenceID)
		list = append(list, e)
	}
	list = slices.AppendSeq(list, maps.Values(news))
	slices.SortFunc(list, func(a, b *groupEntry) int { return strings.Compare(a.ReferenceID, b.ReferenceID) })
	c.notes.carry(aboutGroup, c.old.GroupWarnings, settled)
	if c.old.Members {
		c.notes.saw(fieldMember)
	}
	return list
}

// checkOutside makes sure that the groups outside the search that settled
// groups nest are still the same ones.
func (c *groupChanges) checkOutside(groups []*groupEntry) error {
	now := map[string]string{}
	for _, g := range groups {
		now[g.ReferenceID] = g.ExternalID
	}
	was := map[string]string{}
	for i := range c.base.Groups {
		if g := &c.base.Groups[i]; g.Outside {
			was[g.ReferenceID] = g.ExternalID
		}
	}
	for _, g := range groups {
		if !g.settled {
			continue
		}
		for _, nested := range g.NestedGroups {
			id, found := now[nested]
			if before, outside := was[nested]; !found || outside && before != id {
				return &allGroups{fmt.Sprintf("the nested group %s is not what it was", dn.Quoted(nested))}
			}
		}
	}
	return nil
}
