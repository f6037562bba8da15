package ldap

import (
	"context"
	"errors"
	"slices"

	"github.com/go-ldap/ldap/v3"
	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/internal/ldapconn"
)

const (
	// askEach is the number of unknown members up to which each is read; more
	// are first compared with the names of all groups.
	askEach = 200
	// askAtOnce is how many reads are under way on the connection.
	askAtOnce = 8
)

// findOutside reads those of the members that are groups. What can't be read
// goes to unreadable; an entry of another class (a user outside the user
// search, a computer, a contact) is no member and no matter.
func (v *resolver) findOutside(ctx context.Context, ask []int32) ([]*groupEntry, error) {
	var spare []*groupEntry
	ask = slices.DeleteFunc(slices.Clone(ask), func(id int32) bool {
		g := v.spare[id]
		if g != nil {
			spare = append(spare, g)
		}
		return g != nil
	})
	if len(ask) > askEach {
		var err error
		if ask, err = v.onlyGroups(ctx, ask); err != nil {
			return nil, err
		}
	}
	read, err := v.readEach(ctx, ask)
	return append(spare, read...), err
}

// onlyGroups leaves of many DNs those that are groups, or that no search can
// tell, by the names of all groups of the server.
func (v *resolver) onlyGroups(ctx context.Context, ask []int32) ([]int32, error) {
	contexts := v.contexts()
	home := make([]string, len(ask))
	for i, id := range ask {
		home[i] = contextOf(v.dns.text[id], contexts)
	}
	groups := map[int32]bool{}
	for _, nc := range contexts {
		if !slices.Contains(home, nc) {
			continue
		}
		q := ldapconn.Query{Base: nc, Scope: ldap.ScopeWholeSubtree, Filter: classFilter(v.src.set.GroupObjectClass), Attrs: []string{noAttributes}, Quiet: true}
		err := v.groups.Search(ctx, q, func(e *ldap.Entry) {
			id, _ := v.dns.id(e.DN)
			groups[id] = true
		})
		if err != nil {
			return nil, err
		}
	}
	var left, far []int32
	for i, id := range ask {
		switch {
		case home[i] == "":
			far = append(far, id)
		case groups[id]:
			left = append(left, id)
		}
	}
	if len(far) <= askEach {
		return append(left, far...), nil
	}
	for _, id := range far {
		v.unreadable[id] = "held by another server"
	}
	return left, nil
}

// noAttributes asks for entries without attributes (RFC 4511, 4.5.1.8).
const noAttributes = "1.1"

// readEach reads each DN if it is a group, several at a time.
func (v *resolver) readEach(ctx context.Context, ask []int32) ([]*groupEntry, error) {
	found := make([]*groupEntry, len(ask))
	reasons, shown := make([]string, len(ask)), make([]string, len(ask))
	filter := classFilter(v.src.set.GroupObjectClass)
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(askAtOnce)
	for i, id := range ask {
		all.Go(func() error {
			e, err := v.groups.Read(ctx, v.dns.textOf(id), filter, v.plan.groupAttrs)
			if reasons[i] = unreadableReason(err); reasons[i] != "" {
				return nil
			}
			if err == nil && e == nil && !v.plan.canonical {
				e, err = v.groups.Read(ctx, v.dns.textOf(id), anyClass, []string{noAttributes})
				if e != nil {
					shown[i] = e.DN
				}
				if unreadableReason(err) != "" { // another entry, and no group
					err = nil
				}
				return err
			}
			if err != nil || e == nil {
				return err
			}
			if own, _ := v.dns.id(e.DN); v.groupOf[own] != nil {
				shown[i] = e.DN
				return nil
			}
			g := v.decodeGroup(e)
			// Members point at it as they write it; the entry may be shown
			// otherwise by an alias or a proxy.
			g.id, g.Outside = id, true
			found[i], err = v.completeGroup(ctx, g)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	for i, reason := range reasons {
		if reason != "" {
			v.unreadable[ask[i]] = reason
		}
		v.settle(ask[i], shown[i])
	}
	return slices.DeleteFunc(found, func(g *groupEntry) bool { return g == nil }), nil
}

// settle notes under which DN the server shows a member: an alias, a proxy or a
// rule of comparison that only the server knows.
func (v *resolver) settle(id int32, shown string) {
	if shown == "" {
		return
	}
	if own, _ := v.dns.id(shown); own != id && (v.people.byDN.has(own) || v.groupOf[own] != nil) {
		v.alias[id] = own
	}
}

// shownAs returns the number of the DN under which the server shows the member.
func (v *resolver) shownAs(id int32) int32 {
	if own, ok := v.alias[id]; ok {
		return own
	}
	return id
}

// unreadableReason tells why an entry can't be read, or "" where err is
// something else.
func unreadableReason(err error) string {
	le, ok := errors.AsType[*ldap.Error](err)
	if !ok {
		return ""
	}
	switch le.ResultCode {
	case ldap.LDAPResultNoSuchObject:
		return "no such entry, or the account may not see it"
	case ldap.LDAPResultInsufficientAccessRights:
		return "the account may not read it"
	case ldap.LDAPResultReferral:
		return "held by another server"
	case ldap.LDAPResultInvalidDNSyntax:
		return "not a DN for the server"
	}
	return ""
}
