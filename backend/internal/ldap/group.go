package ldap

import (
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/dn"
)

// A groupEntry is a group whose members are not yet known by their ids.
type groupEntry struct {
	directory.Group
	// id is the number of the DN.
	id int32
	// members and uids are the numbers of member DNs and member user ids.
	members, uids []int32
	// odd are the numbers of members that ought to be DNs and can't be
	// understood: they may still be written as their entries are.
	odd []int32
	sid sid
	// gid is the gidNumber.
	gid, usn string
	// ranges are the attributes whose values have not all come.
	ranges []valueRange
	// settled says that UserMembers and NestedGroups hold already; stamp is what
	// such a group shows.
	settled bool
	stamp   stamp
	// nameless and unidentified say what the entry lacks.
	nameless, unidentified bool
}

// A valueRange is an attribute of which the server sends some values only
// ([MS-ADTS] 3.1.1.3.1.3.3).
type valueRange struct {
	attribute string
	// next is the index of the first value that is missing, last the value
	// before it.
	next int
	last string
}

// decodeGroup makes a group of an entry, whose values it may borrow.
func (r *reading) decodeGroup(e *ldap.Entry) *groupEntry {
	g := &groupEntry{}
	g.ReferenceID = e.DN
	g.id, _ = r.dns.id(e.DN)
	var commonName string
	var stable stableID
	for _, a := range e.Attributes {
		about := account.ParseDescription(a.Name)
		for _, w := range r.plan.group {
			if !strings.EqualFold(w.name, about.Name) {
				continue
			}
			if w.field == fieldMember {
				r.notes.saw(fieldMember)
				r.addMembers(g, w.name, a.Values)
				if part := about.Range; part != nil && part.To >= 0 && len(a.Values) > 0 {
					g.ranges = append(g.ranges, valueRange{w.name, part.From + len(a.Values), strings.Clone(a.Values[len(a.Values)-1])})
				}
				continue
			}
			if len(a.Values) == 0 {
				continue
			}
			switch w.field {
			case fieldName:
				g.Name = firstText(a.Values)
			case fieldCommonName:
				commonName = firstText(a.Values)
			case fieldExternalID:
				g.ExternalID = formatID(w.name, a.ByteValues[0])
			case fieldGUID:
				g.ExternalID = account.FormatGUID(a.ByteValues[0])
			case fieldStableID:
				stable.offer(w.name, a.ByteValues[0])
			case fieldSID:
				g.sid, _ = parseSID(a.ByteValues[0])
			case fieldGID:
				g.gid = a.Values[0]
			case fieldUSN:
				g.usn = a.Values[0]
			}
		}
	}
	if g.Name == "" {
		g.Name = commonName
	}
	g.Name, g.gid, g.usn = strings.Clone(g.Name), strings.Clone(g.gid), strings.Clone(g.usn)
	g.nameless = g.Name == ""
	r.identify(&g.ExternalID, &g.StableID, e.DN, stable)
	g.unidentified = g.ExternalID == ""
	return g
}

// addMembers adds values of a member attribute: DNs, or user ids where the
// attribute or the value is none of DNs.
func (r *reading) addMembers(g *groupEntry, attribute string, values []string) {
	if g.members == nil {
		g.members = make([]int32, 0, len(values))
	}
	byUID := strings.EqualFold(attribute, "memberUid")
	for _, value := range values {
		if byUID && !dn.Likely(value) {
			g.uids = r.appendUIDs(g.uids, []string{value})
			continue
		}
		name := dn.CutOptionalUID(value)
		if name == "" {
			continue // the root entry, as a member for groups that have none
		}
		switch id, ok := r.dns.idOfValue(name); {
		case ok:
			g.members = append(g.members, id)
		case dnValued(attribute):
			g.odd = append(g.odd, id)
		default:
			g.uids = r.appendUIDs(g.uids, []string{value})
		}
	}
}

func (r *reading) appendUIDs(list []int32, values []string) []int32 {
	for _, value := range values {
		if id, ok := r.uids.idOfValue(value); ok {
			list = append(list, id)
		}
	}
	return list
}
