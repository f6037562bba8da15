package datajson

import (
	"strings"
	"time"
)

// state reads what is no setting: the organization and the last syncs.
func (r *reader) state() {
	r.used["stateVersion"], r.used["global.stateVersion"] = true, true
	r.out.OrganizationID, _, _ = r.text(sectionState, "organizationId")
	r.out.ClientID, _, _ = r.text(sectionProfile, "apiKeyClientId")
	if r.out.ClientID == placeholder {
		r.out.ClientID = ""
	}
	// Bitwarden makes the client id of an organization's API key of its id.
	if r.out.ClientID == "" && r.out.OrganizationID != "" {
		r.out.ClientID = "organization." + r.out.OrganizationID
	}
	r.out.LastUserSync = r.time("lastUserSync")
	r.out.LastGroupSync = r.time("lastGroupSync")
	r.take(sectionState, "directoryType", "directory")
}

func (r *reader) time(field string) time.Time {
	text, path, ok := r.text(sectionState, field)
	if !ok || text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		r.skip("", path, text, "it is not a time")
		return time.Time{}
	}
	return at.UTC()
}

// general reads the server and the cloud directories.
func (r *reader) general() {
	r.take(sectionURLs, "base", "server.url")
	r.takeAll(sectionURLs, "server", "webVault", "api", "identity")
	r.takeAll(sectionEntra, "entra", "identityAuthority", "tenant", "applicationId")
	r.takeAll(sectionGoogle, "google", "clientEmail", "domain", "adminUser")
	if domain, _, _ := r.text(sectionGoogle, "domain"); strings.TrimSpace(domain) == "" {
		r.take(sectionGoogle, "customer", "google.customer")
	} else {
		r.skipIfSet(sectionGoogle, "customer", "google.customer",
			"the domain is set too, which limited Bitwarden's connector to that domain; to read all domains, set google.customer and unset google.domain")
	}

	r.take(sectionOkta, "orgUrl", "okta.orgUrl")
	r.takeAll(sectionOneLogin, "onelogin", "clientId", "region")
	for _, section := range []string{sectionLDAP, sectionEntra, sectionGoogle, sectionOkta, sectionOneLogin} {
		r.lookup(section, "id") // names the secret; see secrets
	}
}

// differences sets what Bitwarden's connector does not do to what it does, and
// says so.
func (r *reader) differences() {
	for _, d := range []struct{ key, text string }{
		{"groups.countNested", "users in nested groups do not count as being in a group for a group filter of names, as in Bitwarden's connector"},
		{"groups.resolveOutside", "nested groups that the group search does not find are not followed, as in Bitwarden's connector"},
		{"ldap.primaryGroup", "the primary group of Active Directory has no members, as in Bitwarden's connector"},
		{"ldap.posixPrimaryGroup", "users are not members of the group with their gidNumber, as in Bitwarden's connector"},
		{"ldap.peopleOnly", "contacts, computers and service accounts of Active Directory count as users where they have an email, as in Bitwarden's connector"},
		{"ldap.accountExpires", "expired accounts do not count as disabled, as in Bitwarden's connector"},
		{"sync.removeMissing", "users that vanished from the directory or the filter are not removed, as in Bitwarden's connector; every run shows how many they are"},
	} {
		r.out.Values[d.key] = "false"
		r.differ("%s starts as false: %s. New profiles start with true.", d.key, d.text)
	}
	for _, d := range []struct{ key, value, text, fresh string }{
		{"sync.removedByHand", "invite", "members that somebody removed from the organization by hand are invited again, as by Bitwarden's connector, and named", "ask"},
		{"sync.inviteDisabled", "true", "users that are disabled in the directory and no members yet are invited, as by Bitwarden's connector", "false"},
		{"groups.keepFiltered", "true", "groups list members whom the user filter leaves out, as in Bitwarden's connector", "false"},
	} {
		r.out.Values[d.key] = d.value
		r.differ("%s starts as %s: %s. New profiles start with %s.", d.key, d.value, d.text, d.fresh)
	}
	r.differ("A filter that can't be understood is an error here; Bitwarden's connector then filters nothing.")
	if r.out.Values["directory"] == "google" {
		r.differ("Google Workspace: suspended users that stay members keep their groups here; Bitwarden's connector takes them out.")
	}
}
