package ldap

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/ldapconn"
)

// deletedFilter finds tombstones of people; computers are users too.
const deletedFilter = "(&(isDeleted=TRUE)(objectClass=user)(!(objectClass=computer)))"

// readDeleted reads the tombstones of deleted users from Active Directory
// ([MS-ADTS] 3.1.1.1.5, control 3.1.1.3.4.1.14). They keep objectGUID and
// little else. An account without the right to see them is no failure.
func (r *reading) readDeleted(ctx context.Context) ([]directory.User, error) {
	if !r.wantsDeleted() {
		return nil, nil
	}
	var list []directory.User
	for _, nc := range r.userContexts() {
		found, err := r.deletedBelow(ctx, nc)
		if unreadableReason(err) != "" {
			r.notes.add(directory.WarnDeletedUnreadable, "", deletedText(nc))
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read deleted users: %w", err)
		}
		list = append(list, found...)
	}
	return list, nil
}

func (r *reading) wantsDeleted() bool {
	return r.src.set.ActiveDirectory && r.src.set.DeletedObjects && r.src.cfg.SyncUsers
}

func deletedText(nc string) string {
	return fmt.Sprintf("deleted users can't be read: the account may not see %s; users who were deleted count as missing instead. Give the account the rights List Contents and Read Property on that container (dsacls), or switch ldap.deletedObjects off", dn.Quoted("CN=Deleted Objects,"+nc))
}

// userContexts returns the naming contexts that hold the user bases.
func (r *reading) userContexts() []string {
	var list []string
	for _, base := range r.userBases {
		nc := cmp.Or(contextOf(base, r.users.DSE.Contexts()), r.users.DSE.DefaultContext)
		if nc != "" && !slices.Contains(list, nc) {
			list = append(list, nc)
		}
	}
	return list
}

func (r *reading) deletedBelow(ctx context.Context, nc string) ([]directory.User, error) {
	show := ldap.NewControlMicrosoftShowDeleted()
	container := "CN=Deleted Objects," + nc
	e, err := r.users.Read(ctx, container, anyClass, []string{noAttributes}, show)
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, ldap.NewError(ldap.LDAPResultInsufficientAccessRights, errors.New(container+" is not visible"))
	}
	attribute := cmp.Or(r.src.set.ExternalIDAttribute, "objectGUID")
	var list []directory.User
	attrs := attributeNames(r.src.identity())
	q := ldapconn.Query{Base: container, Scope: ldap.ScopeWholeSubtree, Filter: deletedFilter, Attrs: attrs, Controls: []ldap.Control{show}}
	err = r.users.Search(ctx, q, func(e *ldap.Entry) {
		id, guid := rawValue(e, attribute), rawValue(e, "objectGUID")
		if id == nil {
			return // the attribute did not survive
		}
		u := directory.User{ReferenceID: e.DN, ExternalID: formatID(attribute, id), Deleted: true}
		if guid != nil && !strings.EqualFold(attribute, "objectGUID") {
			u.StableID = directory.StableID("objectGUID", formatID("objectGUID", guid))
		}
		list = append(list, u)
		r.src.reportSome("deleted users", len(list))
	})
	return list, err
}
