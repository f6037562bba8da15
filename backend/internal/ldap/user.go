package ldap

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
)

// people are the users that were read, with what it takes to find them in
// groups. The slices go by the same index.
type people struct {
	users []directory.User
	// ids are the numbers of the DNs.
	ids []int32
	// primary are the primary groups, where they count.
	primary []sid
	// uids are the user ids, where groups may list them.
	uids []uidOwner
	// gids are the users' gidNumbers, where they count; empty for none.
	gids []string
	// stamps tell whether they changed, where changes are asked for.
	stamps []stamp

	seen    []bool
	lastSID []byte
	domain  string
}

type uidOwner struct{ uid, user int32 }

// addUser decodes an entry and adds it.
func (r *reading) addUser(p *people, e *ldap.Entry) {
	id, _ := r.dns.id(e.DN)
	if p.has(id) {
		return
	}
	user, extra := r.decodeUser(p, e)
	if user.ExternalID == "" {
		r.notes.noExternalID(aboutUser, e.DN, r.src.set.ExternalIDAttribute)
		return
	}
	index := int32(len(p.users)) //nolint:gosec // see names
	p.users = append(p.users, user)
	p.ids = append(p.ids, id)
	if r.src.posixPrimaryGroups() {
		p.gids = append(p.gids, extra.gid)
	}
	if r.plan.changes {
		p.stamps = append(p.stamps, extra.stamp)
	}
	if r.src.primaryGroups() {
		p.primary = append(p.primary, extra.primary)
	}
	for _, uid := range extra.uids {
		if n, ok := r.uids.id(uid); ok {
			p.uids = append(p.uids, uidOwner{n, index})
		}
	}
}

// has tells whether the DN was there before, and remembers it.
func (p *people) has(id int32) bool {
	if n := int(id) + 1 - len(p.seen); n > 0 {
		p.seen = append(p.seen, make([]bool, max(n, len(p.seen)))...)
	}
	was := p.seen[id]
	p.seen[id] = true
	return was
}

// userExtra is what a user entry says for groups.
type userExtra struct {
	primary sid
	uids    []string
	gid     string
	stamp   stamp
}

// decodeUser makes a user of an entry. Of the texts in an entry only those
// in the user are kept.
func (r *reading) decodeUser(p *people, e *ldap.Entry) (directory.User, userExtra) {
	u := directory.User{ReferenceID: e.DN}
	var extra userExtra
	var state account.State
	var prefix string
	var stable stableID
	var rid uint32
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
				rid = uint32(n)
			case fieldSID:
				extra.primary.domain = p.domainOf(a.ByteValues[0])
			case fieldUID:
				extra.uids = a.Values // until the next entry
			case fieldGID:
				extra.gid = value
			case fieldUSN:
				extra.stamp = stampOf(value)
			}
		}
	}
	extra.primary.rid = rid
	u.Disabled, u.ExpiresAt = state.Disabled, state.ExpiresAt
	if u.Email == "" && prefix != "" {
		u.Email = prefix + r.src.cfg.EmailSuffix
	}
	r.identify(&u.ExternalID, &u.StableID, e.DN, stable)
	return u, extra
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

// primaryGroups are those of all users.
func (p *people) primaryGroups() map[sid]bool {
	groups := map[sid]bool{}
	for _, s := range p.primary {
		if s.domain != "" && s.rid != 0 {
			groups[s] = true
		}
	}
	return groups
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
