package datajson

import (
	"fmt"
	"strings"

	"directoryconnector/backend/internal/dn"
)

// ldap reads the connection and the search bases of an LDAP server.
func (r *reader) ldap() {
	r.takeAll(sectionLDAP, "ldap", "hostname", "port", "username")
	r.take(sectionLDAP, "ad", "ldap.activeDirectory")
	r.take(sectionLDAP, "pagedSearch", "ldap.pagedSearch")
	r.encryption()
	r.bases()
	const unused = "Bitwarden's connector keeps it but does not use it"
	r.skipIfSet(sectionLDAP, "domain", "", unused)
	if r.ldapFlag("currentUser", false) {
		r.skipIfSet(sectionLDAP, "currentUser", "", unused)
	}
}

// encryption gives the TLS mode that results: StartTLS only where ssl is on
// too. The certificates of the other mode were not used.
func (r *reader) encryption() {
	_, path, _ := r.lookup(sectionLDAP, "ssl")
	ssl, startTLS := r.ldapFlag("ssl", false), r.ldapFlag("startTls", false)
	mode := "none"
	switch {
	case ssl && startTLS:
		mode = "starttls"
	case ssl:
		mode = "ldaps"
	case startTLS:
		r.differ("ldap.encryption is none although StartTLS is ticked: Bitwarden's connector uses it only where SSL is ticked too. Set ldap.encryption to starttls, so that the password is protected.")
	}
	// A profile of another directory keeps the safer default.
	if r.out.Values["ldap.hostname"] != "" || r.out.Values["directory"] == "ldap" {
		r.set("ldap.encryption", path, mode)
	}
	unused := fmt.Sprintf("Bitwarden's connector does not use it with ldap.encryption %s", mode)
	if mode == "starttls" || mode == "none" && startTLS { // needed as soon as the advice above is followed
		r.take(sectionLDAP, "tlsCaPath", "ldap.caFile")
	} else {
		r.skipIfSet(sectionLDAP, "tlsCaPath", "ldap.caFile", unused)
	}
	for _, f := range []struct{ field, key string }{
		{"sslCaPath", "ldap.caFile"}, {"sslCertPath", "ldap.certFile"}, {"sslKeyPath", "ldap.keyFile"},
	} {
		if mode == "ldaps" {
			r.take(sectionLDAP, f.field, f.key)
		} else {
			r.skipIfSet(sectionLDAP, f.field, f.key, unused)
		}
	}
	if ssl {
		r.take(sectionLDAP, "sslAllowUnauthorized", "ldap.allowUnauthorized")
	} else if r.ldapFlag("sslAllowUnauthorized", false) {
		r.skipIfSet(sectionLDAP, "sslAllowUnauthorized", "ldap.allowUnauthorized", unused)
	}
}

// bases gives the search bases that result. Below a root path with dc= they
// are the paths under what begins with that dc=; otherwise the paths alone,
// and the root is what they have in common.
func (r *reader) bases() {
	root, rootPath, _ := r.text(sectionLDAP, "rootPath")
	root = strings.TrimSpace(root)
	users, usersPath, usersSet := r.text(sectionSync, "userPath")
	groups, groupsPath, groupsSet := r.text(sectionSync, "groupPath")
	users, groups = strings.TrimSpace(users), strings.TrimSpace(groups)
	if i := indexFold(root, "dc="); i >= 0 {
		r.set("ldap.rootPath", rootPath, root[i:])
		if i > 0 {
			r.differ("ldap.rootPath is %s: Bitwarden's connector drops %q, which stands before it. Here a root path counts as it is written.", root[i:], root[:i])
		}
		if usersSet {
			r.set("ldap.userPath", usersPath, users)
		}
		if groupsSet {
			r.set("ldap.groupPath", groupsPath, groups)
		}
		return
	}
	if root != "" {
		r.skip("ldap.rootPath", rootPath, root, "Bitwarden's connector ignores a root path without dc=")
	}
	if users == "" && groups == "" {
		return
	}
	common, shortUsers, shortGroups := commonRoot(users, groups)
	if common == "" {
		r.skip("ldap.userPath", usersPath, users, "there is no root path that it could be below")
		r.skip("ldap.groupPath", groupsPath, groups, "there is no root path that it could be below")
		r.differ("Set ldap.rootPath, ldap.userPath and ldap.groupPath by hand: Bitwarden's connector searches %q and %q, which have no root in common.", users, groups)
		return
	}
	r.set("ldap.rootPath", usersPath, common)
	r.set("ldap.userPath", usersPath, shortUsers)
	r.set("ldap.groupPath", groupsPath, shortGroups)
	r.differ("ldap.rootPath is %s, what the user path and the group path have in common: Bitwarden's connector takes them as whole DNs where the root path has no dc=.", common)
}

// commonRoot splits two DNs into what they end with both and the rest of
// each.
func commonRoot(a, b string) (common, restA, restB string) {
	as, bs := dn.Split(a, ','), dn.Split(b, ',')
	n := 0
	for n < min(len(as), len(bs)) && dn.Same(as[len(as)-1-n], bs[len(bs)-1-n]) {
		n++
	}
	join := func(list []string) string { return strings.Join(list, ",") }
	return join(as[len(as)-n:]), join(as[:len(as)-n]), join(bs[:len(bs)-n])
}

// indexFold finds an ASCII text in any case.
func indexFold(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}
