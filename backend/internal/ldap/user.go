package ldap

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
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
	// stamps are what their stamps were; leftOut has those of entries without
	// an external id, by DN.
	stamps  []stamp
	leftOut map[string]stamp

	seen    []bool
	lastSID []byte
	domain  string
	// newest is the newest value of the stamp attribute.
	newest string
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
		if p.leftOut == nil {
			p.leftOut = map[string]stamp{}
		}
		p.leftOut[e.DN] = extra.stamp
		return
	}
	index := int32(len(p.users)) //nolint:gosec // see names
	p.users = append(p.users, user)
	p.ids = append(p.ids, id)
	p.stamps = append(p.stamps, extra.stamp)
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
	stamp   stamp
}

// decodeUser makes a user of an entry. Of the texts in an entry only those
// in the user are kept.
func (r *reading) decodeUser(p *people, e *ldap.Entry) (directory.User, userExtra) {
	u := directory.User{ReferenceID: e.DN}
	var extra userExtra
	var prefix, stable string
	var rid uint32
	for _, a := range e.Attributes {
		if len(a.Values) == 0 {
			continue
		}
		for _, w := range r.plan.user {
			if len(w.name) != len(a.Name) || !strings.EqualFold(w.name, a.Name) {
				continue
			}
			value := a.Values[0]
			switch w.field {
			case fieldEmail:
				r.notes.saw(fieldEmail)
				u.Email = firstText(a.Values)
			case fieldPrefix:
				r.notes.saw(fieldPrefix)
				prefix = firstText(a.Values)
			case fieldExternalID:
				u.ExternalID = formatID(w.name, a.ByteValues[0])
			case fieldGUID:
				u.ExternalID = formatGUID(a.ByteValues[0])
			case fieldStableID:
				stable = better(stable, w.name, value)
			case fieldControl:
				flags, err := strconv.ParseInt(value, 10, 64)
				if err != nil {
					r.notes.badValue(e.DN, a.Name, value)
				}
				u.Disabled = u.Disabled || flags&accountDisable != 0
			case fieldExpires:
				u.ExpiresAt = r.expires(e.DN, value)
			case fieldLock:
				u.Disabled = u.Disabled || strings.EqualFold(value, "TRUE")
			case fieldLocked:
				u.Disabled = u.Disabled || value == lockedForGood
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
			case fieldStamp:
				p.newest = max(p.newest, value)
				extra.stamp = stampOf(a.ByteValues[0])
			}
		}
	}
	extra.primary.rid = rid
	if u.Email == "" && prefix != "" {
		u.Email = prefix + r.src.cfg.EmailSuffix
	}
	r.identify(&u.ExternalID, &u.StableID, e.DN, stable)
	return u, extra
}

const (
	// accountDisable is the bit of userAccountControl ([MS-ADTS] 2.2.16).
	accountDisable = 0x2
	// lockedForGood is the value of pwdAccountLockedTime that only an
	// administrator sets (draft-behera-ldap-password-policy 5.3.3).
	lockedForGood = "000001010000Z"
)

// identify makes the DN the external id of an entry without one, and then
// gives it a stable id.
func (r *reading) identify(externalID, stableID *string, dn, uuid string) {
	if *externalID != "" || r.src.set.ExternalIDAttribute != "" {
		return
	}
	*externalID = dn
	if _, value, found := strings.Cut(uuid, "="); found {
		*stableID = "uuid:" + strings.ToLower(value)
	} else if k, ok := key(dn); ok {
		*stableID = "dn:" + k
	}
}

// better returns the stable id that comes first in the plan, as name=value.
func better(old, name, value string) string {
	rank := func(s string) int {
		switch n, _, _ := strings.Cut(s, "="); strings.ToLower(n) {
		case "entryuuid":
			return 0
		case "nsuniqueid":
			return 1
		case "":
			return 3
		}
		return 2
	}
	if value == "" || rank(old) <= rank(name) {
		return old
	}
	return name + "=" + value
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

// expires reads accountExpires: 100 ns since 1601, with two ways to say never
// ([MS-ADA1] 2.3).
func (r *reading) expires(dn, value string) time.Time {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		r.notes.badValue(dn, "accountExpires", value)
		return time.Time{}
	}
	return fileTime(n)
}

func fileTime(n int64) time.Time {
	const (
		perSecond   = 10_000_000
		since1601   = 11_644_473_600
		lastSeconds = 253_402_300_799 // year 9999, the last that JSON can write
	)
	if n <= 0 || n == math.MaxInt64 {
		return time.Time{}
	}
	seconds := n/perSecond - since1601
	if seconds > lastSeconds {
		return time.Time{}
	}
	return time.Unix(seconds, n%perSecond*100).UTC()
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

// quoted shows a DN or a name as it is: the backslashes in it are its own.
func quoted(text string) string { return `"` + text + `"` }
