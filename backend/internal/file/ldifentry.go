package file

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/dn"
)

// ldifAttributes are the attributes that mean something, in lower case, beside
// account.Attributes.
var ldifAttributes = map[string]bool{
	"objectclass": true, "mail": true, "mailprimaryaddress": true, "proxyaddresses": true, "cn": true, "name": true, "displayname": true, "uid": true,
	"objectguid": true, "entryuuid": true, "nsuniqueid": true, "ipauniqueid": true,
	"member": true, "uniquemember": true, "memberuid": true, "memberurl": true,
	"isdeleted": true, "nscpentrydn": true,
}

// stateAttributes are account.Attributes by their names in lower case.
var stateAttributes = func() map[string]account.Attribute {
	list := map[string]account.Attribute{}
	for _, a := range account.Attributes {
		list[strings.ToLower(a.Name)] = a
	}
	return list
}()

// isRead tells whether the attribute of that name, in lower case, is read.
func isRead(name string) bool {
	_, state := stateAttributes[name]
	return state || ldifAttributes[name]
}

var (
	ldifGroupClasses = []string{"group", "groupofnames", "groupofuniquenames", "groupofentries", "groupofmembers", "groupofurls", "posixgroup"}
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

// email is the address: Univention's where there is one, since mail is private
// there.
func (e *ldifEntry) email() string {
	for _, name := range []string{"mailprimaryaddress", "mail", "proxyaddresses"} {
		if text := account.Email(e.attributes[name]); text != "" {
			return text
		}
	}
	return ""
}

// isDeleted recognizes the tombstones of Active Directory and of 389 Directory
// Server.
func (e *ldifEntry) isDeleted() bool {
	return e.isA("nstombstone") || strings.EqualFold(e.first("isdeleted"), "TRUE")
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
	u := user{place: r.at(e.line), uid: e.first("uid")}
	id, ok := r.identity(e)
	if !ok {
		return
	}
	u.ReferenceID, u.ExternalID, u.StableID = e.dn, id, stableID(e)
	u.Email, u.Name = e.email(), e.first("displayname", "cn")
	u.Deleted, u.former = e.isDeleted(), e.first("nscpentrydn")
	state := r.state(e)
	u.Disabled, u.ExpiresAt = state.Disabled, state.ExpiresAt
	if r.finishUser(&u) {
		r.addUser(u)
	}
}

func (r *records) addLDIFGroup(e *ldifEntry) error {
	if e.openRange > 0 {
		err := &LineError{Line: e.openRange, Text: fmt.Sprintf("the member list of %q is only its first part", e.dn), Err: directory.ErrIncomplete}
		return directory.WithHint(err, "Active Directory hands out 1,500 members at a time: export with a tool that asks for all of them.")
	}
	if e.isDeleted() {
		return nil
	}
	id, ok := r.identity(e)
	if !ok {
		return nil
	}
	g := group{place: r.at(e.line), memberUIDs: e.attributes["memberuid"]}
	g.ReferenceID, g.ExternalID, g.StableID = e.dn, id, stableID(e)
	if g.Name = e.first("name", "cn"); g.Name == "" {
		r.warn(directory.WarnNoName, r.at(e.line), e.dn, fmt.Sprintf("the group %q has neither name nor cn and is left out.", e.dn))
		return nil
	}
	g.members = append(g.members, e.attributes["member"]...)
	for _, m := range e.attributes["uniquemember"] {
		g.members = append(g.members, cmp.Or(dn.CutOptionalUID(m), m))
	}
	if e.first("memberurl") != "" {
		if len(g.members)+len(g.memberUIDs) == 0 {
			r.warn(directory.WarnMemberUnreadable, r.at(e.line), e.dn, fmt.Sprintf("the members of the dynamic group %q are computed by the server (memberURL) and are not in the file; the group is left out.", g.Name))
			return nil
		}
		r.warn(directory.WarnMemberUnreadable, r.at(e.line), e.dn, fmt.Sprintf("the dynamic group %q (memberURL) has only the members that the file lists.", g.Name))
	}
	r.addGroup(g)
	return nil
}

// identity returns the external id as the LDAP source gives it: objectGUID
// where the entry has one, else the DN as it is written.
func (r *records) identity(e *ldifEntry) (string, bool) {
	raw := e.first("objectguid")
	switch {
	case raw == "" && e.dn == "":
		r.warn(directory.WarnNoExternalID, r.at(e.line), "", "an entry has an empty dn and is left out.")
		return "", false
	case raw == "":
		return e.dn, true
	}
	id, ok := account.ParseGUID(raw)
	if !ok {
		r.warn(directory.WarnAttribute, r.at(e.line), e.dn, fmt.Sprintf("the objectGUID of %q is not one; the entry is left out.", e.dn))
	}
	return id, ok
}

// stableID finds an entry whose DN is its external id after a rename: by the
// first attribute that it has.
func stableID(e *ldifEntry) string {
	if e.first("objectguid") != "" {
		return ""
	}
	for _, kind := range []string{"entryUUID", "nsUniqueId", "ipaUniqueID"} {
		if value := e.first(strings.ToLower(kind)); value != "" {
			return directory.StableID(kind, strings.ToLower(value))
		}
	}
	return ""
}

// state returns by which attributes the account is switched off, and when.
func (r *records) state(e *ldifEntry) account.State {
	var state account.State
	for name, a := range stateAttributes {
		text := e.first(name)
		if text == "" {
			continue
		}
		says, err := a.Read(text)
		if err != nil {
			r.warn(directory.WarnAttribute, r.at(e.line), e.dn, fmt.Sprintf("%s of %q is %q, which is %v.", a.Name, e.dn, text, err))
		}
		state.Add(says)
	}
	return state
}
