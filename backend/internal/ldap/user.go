package ldap

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
)

// addUser decodes an entry and adds it.
func (r *reading) addUser(p *people, e *ldap.Entry) {
	id, _ := r.dns.id(e.DN)
	if p.byDN.has(id) {
		return // found through another base
	}
	user, in := r.decodeUser(p, e)
	if user.ExternalID == "" {
		r.notes.noExternalID(aboutUser, e.DN, r.src.set.ExternalIDAttribute)
		return
	}
	who := p.add(id, user, in)
	for _, uid := range in.uids {
		if n, ok := r.uids.idOfValue(uid); ok {
			p.addUID(n, who)
		}
	}
}

// userGroups is what a user entry says for groups.
type userGroups struct {
	primary sid
	uids    []string
	gid     string
}

// decodeUser makes a user of an entry, whose values it may borrow; so may what it
// returns for groups.
func (r *reading) decodeUser(p *people, e *ldap.Entry) (u person, in userGroups) {
	u.ReferenceID = e.DN
	var state account.State
	var prefix, commonName string
	var stable stableID
	email := len(r.plan.user) // the attribute that gave it: the first counts
	for _, a := range e.Attributes {
		if len(a.Values) == 0 {
			continue
		}
		name := a.Name
		if strings.Contains(name, ";") {
			name = account.ParseDescription(name).Name
		}
		for i, w := range r.plan.user {
			if len(w.name) != len(name) || !strings.EqualFold(w.name, name) {
				continue
			}
			value := a.Values[0]
			if at := w.field - fieldCount; at >= 0 {
				says, err := account.Attributes[at].Read(value)
				if err != nil {
					r.notes.badValue(e.DN, a.Name, value)
				}
				state.Add(says)
				continue
			}
			switch w.field {
			case fieldEmail:
				r.notes.saw(fieldEmail)
				if text := account.Email(a.Values); text != "" && i < email {
					u.Email, email = text, i
				}
			case fieldPrefix:
				r.notes.saw(fieldPrefix)
				prefix = firstText(a.Values)
			case fieldDisplayName:
				u.Name = strings.TrimSpace(value)
			case fieldCommonName:
				commonName = strings.TrimSpace(value)
			case fieldExternalID:
				u.ExternalID = formatID(w.name, a.ByteValues[0])
			case fieldGUID:
				u.ExternalID = account.FormatGUID(a.ByteValues[0])
			case fieldStableID:
				stable.offer(w.name, a.ByteValues[0])
			case fieldPrimary:
				n, err := strconv.ParseUint(value, 10, 32)
				if err != nil {
					r.notes.badValue(e.DN, a.Name, value)
				}
				in.primary.rid = uint32(n)
			case fieldSID:
				in.primary.domain = p.domainOf(a.ByteValues[0])
			case fieldUID:
				in.uids = a.Values // until the next entry
			case fieldGID:
				in.gid = value // until the next entry
			case fieldUSN:
				u.stamp = stampOf(value)
			}
		}
	}
	u.Name = r.called.Clone(cmp.Or(u.Name, commonName))
	u.Disabled, u.ExpiresAt = state.Disabled, state.ExpiresAt
	if u.Email == "" && prefix != "" {
		u.Email = prefix + r.src.cfg.EmailSuffix
	}
	u.Email = r.emails.Clone(u.Email) // the prefix alone, where the suffix is empty, is one of the entry's, too
	r.identify(&u.ExternalID, &u.StableID, e.DN, stable)
	u.StableID = r.stable.Clone(u.StableID)
	return u, in
}

// identify makes the DN the external id of an entry without one. A GUID that is
// the external id is the stable id, too.
func (r *reading) identify(externalID, stableID *string, ownDN string, stable stableID) {
	switch {
	case r.src.set.ExternalIDAttribute != "":
		*stableID = stable.id
	case *externalID == "":
		*externalID, *stableID = ownDN, stable.id
	}
}

// A stableID is the best one that an entry has shown so far.
type stableID struct {
	rank int
	id   string
}

// offer takes the value of a stable attribute where that comes first.
func (s *stableID) offer(attribute string, value []byte) {
	rank := slices.Index(stableAttributes, attribute)
	if id := strings.ToLower(formatID(attribute, value)); id != "" && (s.id == "" || rank < s.rank) {
		s.rank, s.id = rank, directory.StableID(attribute, id)
	}
}

// firstText returns the first value that is not blank.
func firstText(values []string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return v
		}
	}
	return ""
}

// domainOf returns the domain of the SID; most users have the same one.
func (p *people) domainOf(raw []byte) string {
	if len(raw) < 4 {
		return ""
	}
	if domain := raw[:len(raw)-4]; !bytes.Equal(domain, p.lastSID) {
		s, ok := parseSID(raw)
		if !ok {
			return ""
		}
		p.lastSID, p.domain = bytes.Clone(domain), s.domain
	}
	return p.domain
}
