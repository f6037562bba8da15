package ldap

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/dn"
)

// rangeAttempts is how often a group that changes while its members are read
// is begun anew.
const rangeAttempts = 5

// errMoved says that a group changed between two requests for its members.
var errMoved = errors.New("the group changed meanwhile")

// completeGroups fetches the members that did not come with the groups, and
// takes out groups that vanished meanwhile. Active Directory sends 1,500
// values at a time (MaxValRange).
func (r *reading) completeGroups(ctx context.Context, list []*groupEntry) ([]*groupEntry, error) {
	kept := list[:0]
	for _, g := range list {
		g, err := r.completeGroup(ctx, g)
		if err != nil {
			return nil, fmt.Errorf("read groups: %w", err)
		}
		if g != nil {
			kept = append(kept, g)
		}
	}
	return kept, nil
}

func (r *reading) completeGroup(ctx context.Context, g *groupEntry) (*groupEntry, error) {
	for range rangeAttempts {
		err := r.fetchRanges(ctx, g)
		if err == nil {
			return g, nil
		}
		if !errors.Is(err, errMoved) {
			return nil, err
		}
		r.log.DebugContext(ctx, "group changed while it was read", "group", g.ReferenceID)
		filter, outside := r.src.groupFilter, g.Outside
		if outside {
			filter = classFilter(r.src.set.GroupObjectClass)
		}
		e, err := r.groups.Read(ctx, g.ReferenceID, filter, r.plan.groupAttrs)
		if ldap.IsErrorWithCode(err, ldap.LDAPResultNoSuchObject) || err == nil && e == nil {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		g = r.decodeGroup(e)
		g.Outside = outside
	}
	return nil, directory.WithHint(directory.Errorf(directory.ErrIncomplete, "group %s changes faster than its members can be read", dn.Quoted(g.ReferenceID)), "Try again when nobody changes the group.")
}

// fetchRanges asks for the rest of each attribute until the answer's range
// ends in *. Every range begins with the last value of the one before: when a
// member is deleted, the values move up, but the group's uSNChanged stays.
func (r *reading) fetchRanges(ctx context.Context, g *groupEntry) error {
	for _, pending := range g.ranges {
		for pending.next > 0 {
			attrs := []string{fmt.Sprintf("%s;range=%d-*", pending.attribute, pending.next-1), "uSNChanged"}
			e, err := r.groups.Read(ctx, g.ReferenceID, anyClass, attrs)
			if rangeGone(err) || err == nil && e == nil {
				return errMoved
			}
			if err != nil {
				return err
			}
			if pending, err = r.addRange(g, pending, e); err != nil {
				return err
			}
		}
	}
	g.ranges = nil
	return nil
}

// rangeGone tells whether the group went, or shrank so much that it has no
// such range any more: to Active Directory that is an operations error, to
// Samba unwillingness.
func rangeGone(err error) bool {
	return ldap.IsErrorAnyOf(err, ldap.LDAPResultNoSuchObject, ldap.LDAPResultOperationsError, ldap.LDAPResultUnwillingToPerform)
}

// addRange adds the values of one answer and returns what is still missing;
// its next is 0 for nothing.
func (r *reading) addRange(g *groupEntry, pending valueRange, e *ldap.Entry) (valueRange, error) {
	if usn := e.GetEqualFoldAttributeValue("uSNChanged"); g.usn != "" && usn != g.usn {
		return pending, errMoved
	}
	for _, a := range e.Attributes {
		about := account.ParseDescription(a.Name)
		part := about.Range
		if part == nil || !strings.EqualFold(about.Name, pending.attribute) || part.From != pending.next-1 {
			continue
		}
		if len(a.Values) == 0 || a.Values[0] != pending.last {
			return pending, errMoved
		}
		r.addMembers(g, pending.attribute, a.Values[1:])
		if part.To < 0 {
			return valueRange{}, nil
		}
		if len(a.Values) > 1 {
			return valueRange{pending.attribute, part.From + len(a.Values), a.Values[len(a.Values)-1]}, nil
		}
	}
	return pending, errMoved
}
