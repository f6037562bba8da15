package datajson

import (
	"strings"

	"directoryconnector/backend/internal/filter"
)

// sync reads what is synced and how entries are read.
func (r *reader) sync() {
	r.takeAll(sectionSync, "sync", "users", "groups", "removeDisabled", "overwriteExisting", "largeImport",
		"useEmailPrefixSuffix", "emailSuffix")
	r.filters()
	r.what()
	r.interval()
	r.invite()
	r.attributes()
	r.madeEmails()
}

// filters reads the filters. One of LDAP stood inside (&…) there, behind the
// class, so that it may have several parts side by side: here it must be one
// filter, and is put together as it was there.
func (r *reader) filters() {
	for _, field := range []string{"userFilter", "groupFilter"} {
		key := "sync." + field
		text, path, ok := r.text(sectionSync, field)
		if !ok || strings.TrimSpace(text) == "" {
			continue
		}
		text = strings.TrimSpace(text)
		if r.out.Values["directory"] == "ldap" && ofSeveralParts(text) {
			text = "(&" + text + ")"
			r.differ("%s is %s: Bitwarden's connector puts a filter of several parts together. Here a filter counts as it is written.", key, text)
		}
		r.set(key, path, text)
	}
}

// ofSeveralParts tells whether a text is no LDAP filter, and its parts are.
func ofSeveralParts(text string) bool {
	if _, err := filter.ParseLDAP(text); err == nil {
		return false
	}
	_, err := filter.ParseLDAP("(&" + text + ")")
	return err == nil
}

// what is synced: nothing that the file does not say.
func (r *reader) what() {
	on := false
	for _, kind := range []struct{ field, off string }{
		{"users", "sync.users is off: the file lacks it, and Bitwarden's connector then syncs no users. Set sync.users to true to sync them."},
		{"groups", "sync.groups is off: the file lacks it, and Bitwarden's connector then syncs no groups. Set sync.groups to true to sync them."},
	} {
		if text, path, ok := r.text(sectionSync, kind.field); !ok || strings.TrimSpace(text) == "" {
			r.set("sync."+kind.field, path+" (missing)", "false")
			r.differ("%s", kind.off)
		}
		on = on || r.out.Values["sync."+kind.field] == "true"
	}
	if !on {
		r.note("Neither users nor groups are synced, as the file says: set sync.users or sync.groups to true before the first sync.")
	}
}

// madeEmails are those made of a prefix and a suffix: without a suffix they
// are none, without an attribute for the email all of them are made.
func (r *reader) madeEmails() {
	if r.out.Values["sync.useEmailPrefixSuffix"] != "true" {
		return
	}
	if r.out.Values["sync.emailSuffix"] == "" {
		_, path, _ := r.text(sectionSync, "useEmailPrefixSuffix")
		r.out.Skip("sync.useEmailPrefixSuffix", "sync.emailSuffix is not set, and Bitwarden's connector then makes no emails")
		r.set("sync.useEmailPrefixSuffix", path, "false")
		return
	}
	text, path, _ := r.text(sectionSync, "userEmailAttribute")
	if strings.TrimSpace(text) == "" && !r.ldapFlag("ad", true) {
		r.set("ldap.userEmailAttribute", path, "")
	}
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

// attributes reads the names of classes and attributes. Those of Active
// Directory are the default where the server is one.
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
		if text, _, _ := r.text(sectionSync, a.field); !ad || text != a.ad {
			r.take(sectionSync, a.field, a.key)
		}
	}
}
