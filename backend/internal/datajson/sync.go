package datajson

import "strings"

// sync reads what is synced and how entries are read.
func (r *reader) sync() {
	for _, field := range []string{
		"users", "groups", "userFilter", "groupFilter", "removeDisabled", "overwriteExisting", "largeImport",
		"useEmailPrefixSuffix", "emailSuffix",
	} {
		r.take(sectionSync, field, "sync."+field)
	}
	r.interval()
	r.invite()
	r.attributes()
}

// interval reads minutes: nothing above 0 counts as not set, less than 5 as 5.
func (r *reader) interval() {
	text, path, ok := r.text(sectionSync, "interval")
	if !ok || strings.TrimSpace(text) == "" {
		return
	}
	n, whole := number(strings.TrimSpace(text))
	switch {
	case whole && n <= 0:
		r.skip("sync.interval", path, text, "Bitwarden's connector takes it for not set")
		return
	case whole && n < 5:
		text = "5"
	}
	r.set("sync.interval", path, text)
}

// invite reads inviteUsersAfterProvisioning. Files that are older than the
// setting lack it, and always invited; newer ones that lack it have it off.
func (r *reader) invite() {
	text, path, ok := r.text(sectionSync, "inviteUsersAfterProvisioning")
	if !ok {
		text = "true"
		if r.version >= knownVersion {
			text = "false"
		}
		path += " (missing)"
	}
	r.set("sync.inviteUsersAfterProvisioning", path, text)
}

// attributes reads the names of classes and attributes, which the connector
// replaces by its own where the server is Active Directory.
func (r *reader) attributes() {
	ad := r.ldapFlag("ad", true)
	r.skipIfSet(sectionSync, "creationDateAttribute", "", "changes are found without it here")
	r.skipIfSet(sectionSync, "revisionDateAttribute", "", "changes are found without it here")
	for _, a := range []struct{ field, key, ad string }{
		{"userObjectClass", "ldap.userObjectClass", "person"},
		{"groupObjectClass", "ldap.groupObjectClass", "group"},
		{"userEmailAttribute", "ldap.userEmailAttribute", "mail"},
		{"groupNameAttribute", "ldap.groupNameAttribute", "name"},
		{"memberAttribute", "ldap.memberAttribute", "member"},
		{"emailPrefixAttribute", "ldap.emailPrefixAttribute", "sAMAccountName"},
	} {
		if !ad {
			r.take(sectionSync, a.field, a.key)
			continue
		}
		if text, path, ok := r.text(sectionSync, a.field); ok && text != "" && text != a.ad {
			r.skip(a.key, path, text, "with Active Directory it is always "+a.ad)
		}
	}
}
