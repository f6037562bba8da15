package file

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/directory"
)

// ldifAttributes are the attributes that mean something, in lower case.
var ldifAttributes = map[string]bool{
	"objectclass": true, "mail": true, "cn": true, "name": true, "uid": true,
	"objectguid": true, "entryuuid": true, "nsuniqueid": true, "ipauniqueid": true,
	"member": true, "uniquemember": true, "memberuid": true,
	"useraccountcontrol": true, "accountexpires": true, "isdeleted": true,
	"nsaccountlock": true, "pwdaccountlockedtime": true,
}

var (
	ldifGroupClasses = []string{"group", "groupofnames", "groupofuniquenames", "groupofentries", "groupofmembers", "posixgroup"}
	ldifUserClasses  = []string{"person", "organizationalperson", "inetorgperson", "user", "posixaccount", "account"}
)

// isA tells whether one of the entry's object classes is among those.
func (e *ldifEntry) isA(classes ...string) bool {
	return slices.ContainsFunc(e.attributes["objectclass"], func(c string) bool {
		return slices.Contains(classes, fold(c))
	})
}

// first returns the first value of the first attribute that has one.
func (e *ldifEntry) first(names ...string) string {
	for _, name := range names {
		if v := e.attributes[name]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// addEntry makes a user or a group of e; anything else in the tree is none.
func (r *records) addEntry(e *ldifEntry) error {
	switch {
	case e.isA(ldifGroupClasses...):
		return r.addLDIFGroup(e)
	case e.isA("computer"): // is a user and a person too, in Active Directory
		return nil
	case e.isA(ldifUserClasses...):
		r.addLDIFUser(e)
	}
	return nil
}

func (r *records) addLDIFUser(e *ldifEntry) {
	u := user{line: e.line, uid: e.first("uid")}
	id, ok := r.identity(e)
	if !ok {
		return
	}
	u.ReferenceID, u.ExternalID, u.StableID = e.dn, id, stableID(e)
	u.Email = e.first("mail")
	u.Disabled = r.disabled(e)
	u.Deleted = strings.EqualFold(e.first("isdeleted"), "TRUE")
	u.ExpiresAt = r.expiry(e)
	if r.finishUser(&u) {
		r.addUser(u)
	}
}

func (r *records) addLDIFGroup(e *ldifEntry) error {
	if e.openRange > 0 {
		err := &LineError{Line: e.openRange, Text: fmt.Sprintf("the member list of %q is only its first part", e.dn), Err: directory.ErrIncomplete}
		return directory.WithHint(err, "Active Directory hands out 1,500 members at a time: export with a tool that asks for all of them.")
	}
	if strings.EqualFold(e.first("isdeleted"), "TRUE") {
		return nil
	}
	id, ok := r.identity(e)
	if !ok {
		return nil
	}
	g := group{line: e.line, memberUIDs: e.attributes["memberuid"]}
	g.ReferenceID, g.ExternalID, g.StableID = e.dn, id, stableID(e)
	if g.Name = e.first("name", "cn"); g.Name == "" {
		r.warn(directory.WarnNoName, e.line, e.dn, fmt.Sprintf("the group %q has neither name nor cn and is left out.", e.dn))
		return nil
	}
	g.members = append(g.members, e.attributes["member"]...)
	for _, m := range e.attributes["uniquemember"] {
		g.members = append(g.members, withoutUID(m))
	}
	r.addGroup(g)
	return nil
}

// withoutUID takes the optional uid off a Name and Optional UID: the
// "#'0101'B" at its end (RFC 4517 3.3.21).
func withoutUID(value string) string {
	if i := strings.LastIndexByte(value, '#'); i > 0 && strings.HasSuffix(value, "'B") {
		return value[:i]
	}
	return value
}

// identity returns the external id as the LDAP source gives it: objectGUID
// where the entry has one, else the DN as it is written.
func (r *records) identity(e *ldifEntry) (string, bool) {
	raw := e.first("objectguid")
	switch {
	case raw == "" && e.dn == "":
		r.warn(directory.WarnNoExternalID, e.line, "", "an entry has an empty dn and is left out.")
		return "", false
	case raw == "":
		return e.dn, true
	}
	id, ok := guidText(raw)
	if !ok {
		r.warn(directory.WarnAttribute, e.line, e.dn, fmt.Sprintf("the objectGUID of %q is not one; the entry is left out.", e.dn))
	}
	return id, ok
}

// guidText prints the 16 bytes of a GUID, whose first three fields are
// little-endian ([MS-DTYP] 2.3.4.2). A text is taken as it is.
func guidText(raw string) (string, bool) {
	if len(raw) == 16 {
		b := []byte(raw)
		slices.Reverse(b[0:4])
		slices.Reverse(b[4:6])
		slices.Reverse(b[6:8])
		h := hex.EncodeToString(b)
		return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:], true
	}
	text := strings.ToLower(strings.Trim(raw, "{}"))
	fields := strings.Split(text, "-")
	if len(text) != 36 || len(fields) != 5 || len(fields[0]) != 8 || len(fields[4]) != 12 {
		return "", false
	}
	if _, err := hex.DecodeString(strings.Join(fields, "")); err != nil {
		return "", false
	}
	return text, true
}

// stableID finds an entry whose DN is its external id after a rename.
func stableID(e *ldifEntry) string {
	if e.first("objectguid") != "" {
		return ""
	}
	return strings.ToLower(e.first("entryuuid", "nsuniqueid", "ipauniqueid"))
}

// disabled knows Active Directory (bit 2 of userAccountControl), 389 Directory
// Server and FreeIPA (nsAccountLock), and OpenLDAP's ppolicy, whose special
// time means locked for good.
func (r *records) disabled(e *ldifEntry) bool {
	if text := e.first("useraccountcontrol"); text != "" {
		flags, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			r.warn(directory.WarnAttribute, e.line, e.dn, fmt.Sprintf("userAccountControl of %q is %q, which is no number.", e.dn, text))
		}
		if flags&2 != 0 {
			return true
		}
	}
	return strings.EqualFold(e.first("nsaccountlock"), "TRUE") || e.first("pwdaccountlockedtime") == "000001010000Z"
}

// never is the accountExpires of an account that never expires; 0 means the
// same.
const never = 0x7FFFFFFFFFFFFFFF

// epoch1601 is the Unix second from which Active Directory counts.
const epoch1601 = -11644473600

// expiry reads accountExpires: 100 ns since 1601.
// See https://learn.microsoft.com/windows/win32/adschema/a-accountexpires.
func (r *records) expiry(e *ldifEntry) time.Time {
	text := e.first("accountexpires")
	if text == "" {
		return time.Time{}
	}
	ticks, err := strconv.ParseInt(text, 10, 64)
	if err != nil || ticks < 0 {
		r.warn(directory.WarnAttribute, e.line, e.dn, fmt.Sprintf("accountExpires of %q is %q, which is no time.", e.dn, text))
		return time.Time{}
	}
	if ticks == 0 || ticks == never {
		return time.Time{}
	}
	return time.Unix(epoch1601+ticks/1e7, ticks%1e7*100).UTC()
}
