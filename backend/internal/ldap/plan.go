package ldap

import (
	"cmp"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/ldapconn"
)

// A field is what an attribute is read for.
type field int

const (
	fieldEmail field = iota
	fieldPrefix
	fieldExternalID
	fieldGUID
	fieldStableID
	fieldPrimary
	fieldSID
	fieldGID
	fieldUID
	fieldName
	fieldCommonName
	fieldDisplayName
	fieldMember
	fieldUSN
	// fieldCount + i stands for account.Attributes[i].
	fieldCount
)

type wanted struct {
	name string
	field
}

// A plan says what is asked of users and of groups. Attributes that a server
// does not know cost it nothing.
type plan struct {
	user, group           []wanted
	userAttrs, groupAttrs []string
	// changes says that the entries show whether they changed (see cursor.go).
	changes bool
	// canonical says that the server writes the DN of a member as the entry's.
	canonical bool
}

func (s *Source) makePlan(dse *ldapconn.RootDSE) plan {
	identity := s.identity()
	var user []wanted
	for _, name := range config.List(s.set.UserEmailAttribute) {
		user = append(user, wanted{name, fieldEmail})
	}
	user = append(user, identity...)
	user = append(user, wanted{"displayName", fieldDisplayName}, wanted{"cn", fieldCommonName})
	for i, a := range account.Attributes {
		if !a.Expiry || s.set.AccountExpires {
			user = append(user, wanted{a.Name, fieldCount + field(i)})
		}
	}
	if s.cfg.UseEmailPrefixSuffix && s.set.EmailPrefixAttribute != "" {
		user = append(user, wanted{s.set.EmailPrefixAttribute, fieldPrefix})
	}
	group := append([]wanted{{cmp.Or(s.set.GroupNameAttribute, "cn"), fieldName}, {"cn", fieldCommonName}}, identity...)
	for _, name := range config.List(s.set.MemberAttribute) {
		group = append(group, wanted{name, fieldMember})
	}
	if s.primaryGroups() {
		user = append(user, wanted{"primaryGroupID", fieldPrimary}, wanted{"objectSid", fieldSID})
		group = append(group, wanted{"objectSid", fieldSID})
	}
	if s.posixPrimaryGroups() {
		user = append(user, wanted{"gidNumber", fieldGID})
		group = append(group, wanted{"gidNumber", fieldGID})
	}
	if s.cfg.SyncGroups && s.membersByUID() {
		user = append(user, wanted{"uid", fieldUID})
	}
	if dse.HighestUSN != "" {
		group = append(group, wanted{"uSNChanged", fieldUSN})
	}
	changes := s.asksForChanges(dse)
	if changes {
		user = append(user, wanted{"uSNChanged", fieldUSN})
	}
	return plan{user: user, group: group, userAttrs: attributeNames(user), groupAttrs: attributeNames(group), changes: changes, canonical: dse.Service != ""}
}

// stableAttributes tell an entry across renames and moves; the first one that
// it has is its stable id.
var stableAttributes = []string{"objectGUID", "entryUUID", "nsUniqueId", "ipaUniqueID"}

// identity is what tells entries apart. An external id that is a stable id
// needs no other beside it.
func (s *Source) identity() []wanted {
	attribute := s.set.ExternalIDAttribute
	list := []wanted{{attribute, fieldExternalID}}
	if attribute == "" {
		list = []wanted{{"objectGUID", fieldGUID}}
	}
	for _, name := range stableAttributes {
		switch {
		case strings.EqualFold(name, attribute):
			return list[:1]
		case attribute != "" || name != "objectGUID":
			list = append(list, wanted{name, fieldStableID})
		}
	}
	return list
}

func (s *Source) primaryGroups() bool { return s.set.PrimaryGroup && s.cfg.SyncGroups }

// posixPrimaryGroups tells whether gidNumber makes members (RFC 2307, 5.3).
func (s *Source) posixPrimaryGroups() bool {
	return s.set.POSIXPrimaryGroup && s.cfg.SyncGroups && !s.set.ActiveDirectory
}

// membersByUID tells whether a member attribute may hold user ids.
func (s *Source) membersByUID() bool {
	return slices.ContainsFunc(config.List(s.set.MemberAttribute), func(name string) bool { return !dnValued(name) })
}

// dnValued tells whether servers compare the values of the member attribute
// as DNs.
func dnValued(name string) bool {
	switch strings.ToLower(name) {
	case "member", "uniquemember", "msds-nonmembers":
		return true
	}
	return false
}

func attributeNames(list []wanted) []string {
	var names []string
	for _, w := range list {
		if !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, w.name) }) {
			names = append(names, w.name)
		}
	}
	return names
}
