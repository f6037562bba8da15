package datajson_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/datajson"
)

func parseFile(t *testing.T, name string) *datajson.Import {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := datajson.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// takenOver are the values that every import starts with.
func takenOver(more config.Values) config.Values {
	v := config.Values{
		"groups.countNested": "false", "groups.resolveOutside": "false", "ldap.primaryGroup": "false",
		"ldap.accountExpires": "false", "ldap.posixPrimaryGroup": "false", "ldap.peopleOnly": "false", "sync.removeMissing": "false",
		"sync.removedByHand": "invite", "sync.inviteDisabled": "true", "groups.keepFiltered": "true",
	}
	maps.Copy(v, more)
	return v
}

func reveal(secrets map[string]config.Secret) map[string]string {
	out := map[string]string{}
	for key, s := range secrets {
		out[key] = s.Reveal()
	}
	return out
}

func skipped(i *datajson.Import) map[string]string {
	out := map[string]string{}
	for _, item := range i.Skipped {
		out[item.TheirKey] = item.Value + ": " + item.Reason
	}
	return out
}

func TestVersion8WithActiveDirectory(t *testing.T) {
	t.Parallel()
	got := parseFile(t, "v8-ad.json")
	want := takenOver(config.Values{
		"directory": "ldap", "server.url": "https://vault.example.com",
		"ldap.hostname": "dc1.example.com", "ldap.port": "389", "ldap.encryption": "starttls", "ldap.caFile": "/etc/ssl/tls-ca.pem",
		"ldap.allowUnauthorized": "false", "ldap.username": `EXAMPLE\reader`, "ldap.activeDirectory": "true", "ldap.pagedSearch": "true",
		"ldap.rootPath": "DC=Example,dc=com", "ldap.groupPath": "",
		"entra.identityAuthority": "login.microsoftonline.com", "onelogin.region": "us",
		"sync.users": "true", "sync.groups": "true", "sync.interval": "5", "sync.userFilter": "(memberOf=CN=Vault,OU=Groups,DC=example,DC=com)",
		"sync.removeDisabled": "true", "sync.overwriteExisting": "false", "sync.largeImport": "false",
		"sync.useEmailPrefixSuffix": "true", "sync.emailSuffix": "@example.com",
		"sync.inviteUsersAfterProvisioning": "false",
		"ldap.groupObjectClass":             "posixGroup", "ldap.groupNameAttribute": "cn", "ldap.emailPrefixAttribute": "uid",
	})
	if diff := cmp.Diff(want, got.Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if len(got.Secrets) != 0 {
		t.Errorf("secrets in the clear: %v", reveal(got.Secrets))
	}
	const org = "0f1e2d3c-0000-4000-8000-000000000008"
	accounts := map[string][]string{
		"ldap.password":       {"secretLdap:1d0c0b0a-0000-4000-8000-000000000001", "secretLdap", org + "_ldapPassword"},
		"server.clientSecret": {"apiKeyClientSecret"},
	}
	if diff := cmp.Diff(accounts, got.KeyringAccounts); diff != "" {
		t.Errorf("keyring (-want +got):\n%s", diff)
	}
	if got.OrganizationID != org || got.ClientID != "organization."+org || got.StateVersion != 8 {
		t.Errorf("organization %q, client %q, version %d", got.OrganizationID, got.ClientID, got.StateVersion)
	}
	if want := time.Date(2026, 2, 3, 4, 5, 6, 789e6, time.UTC); !got.LastUserSync.Equal(want) || got.LastGroupSync.IsZero() {
		t.Errorf("last syncs %v, %v", got.LastUserSync, got.LastGroupSync)
	}
	if s := settings(t, got); s.LDAP.UserPath != "CN=Users" || s.LDAP.GroupPath != "" || s.LDAP.MemberAttribute != "member" || s.LDAP.GroupNameAttribute != "cn" {
		t.Errorf("what results: %+v", s.LDAP)
	}
}

// Programs from July 2026 on put the configuration's id behind a colon; an
// entry without it is older, and was left behind.
func TestTheKeyringEntryWithTheIDIsTheNewerOne(t *testing.T) {
	t.Parallel()
	got := parseFile(t, "v8-keyring.json").KeyringAccounts["ldap.password"]
	if want := []string{"secretLdap:4590bfbd-420b-4531-9c34-e42c59e0cd53", "secretLdap"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatIsSkippedSaysWhy(t *testing.T) {
	t.Parallel()
	got := skipped(parseFile(t, "v8-ad.json"))
	const window, install, fresh = ": it is about the window of Bitwarden's connector", ": it is about the installation of Bitwarden's connector", ": the first sync of this program reads everything"
	want := map[string]string{
		"appId": install, "entityId": install, "installedVersion": install,
		"directoryLdap.domain":      "EXAMPLE: Bitwarden's connector keeps it but does not use it",
		"directoryLdap.sslCaPath":   "/etc/ssl/ssl-ca.pem: Bitwarden's connector does not use it with ldap.encryption starttls",
		"directoryLdap.sslCertPath": "/etc/ssl/c.pem: Bitwarden's connector does not use it with ldap.encryption starttls",
		"lastSyncHash":              fresh, "userDeltaToken": fresh, "syncingDir": fresh,
		"enableTray": window, "window.width": window, "window.height": window,
		"somethingNew.token": ": this program does not know it",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestVersion6WithOpenLDAP(t *testing.T) {
	t.Parallel()
	got := parseFile(t, "v6-openldap.json")
	want := takenOver(config.Values{
		"directory": "ldap", "server.api": "https://api.example.com", "server.identity": "https://identity.example.com",
		"ldap.hostname": "ldap.example.com", "ldap.port": "389", "ldap.encryption": "none", "ldap.username": "cn=reader,o=Example",
		"ldap.activeDirectory": "false", "ldap.pagedSearch": "false",
		"ldap.rootPath": "o=example", "ldap.userPath": "ou=People,ou=EU", "ldap.groupPath": "ou=Groups",
		"ldap.userObjectClass": "inetOrgPerson", "ldap.groupObjectClass": "groupOfNames", "ldap.userEmailAttribute": "mail", "ldap.groupNameAttribute": "cn",
		"ldap.memberAttribute": "member", "ldap.emailPrefixAttribute": "uid",
		"sync.users": "true", "sync.groups": "false", "sync.useEmailPrefixSuffix": "false", "sync.inviteUsersAfterProvisioning": "true",
	})
	if diff := cmp.Diff(want, got.Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"ldap.password": "clear password", "server.clientSecret": "clear api secret"}, reveal(got.Secrets)); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
	if len(got.KeyringAccounts) != 0 {
		t.Errorf("keyring: %v", got.KeyringAccounts)
	}
	if printed := fmt.Sprintf("%+v %v", got, got); strings.Contains(printed, "clear ") {
		t.Errorf("a secret shows itself: %s", printed)
	}
	all := strings.Join(got.Differences, "\n")
	for _, want := range []string{"StartTLS is ticked", "ldap.rootPath is o=example, what the user path and the group path have in common", "sync.removeMissing starts as false"} {
		if !strings.Contains(all, want) {
			t.Errorf("differences lack %q:\n%s", want, all)
		}
	}
	if why := skipped(got); !strings.Contains(why["directoryLdap.rootPath"], "o=Example: ") || why["lastUserSync"] != "yesterday: it is not a time" || !strings.HasPrefix(why["sync.interval"], "0: ") {
		t.Errorf("skipped: %v", why)
	}
}

func TestVersion4KeepsEverythingInTheAccount(t *testing.T) {
	t.Parallel()
	got := parseFile(t, "v4-google.json")
	want := takenOver(config.Values{
		"directory": "google", "server.url": "https://vault.bitwarden.eu", "ldap.activeDirectory": "true",
		"entra.identityAuthority": "login.microsoftonline.us", "entra.tenant": "example.onmicrosoft.com", "entra.applicationId": "app-1",
		"google.clientEmail": "sync@example.iam.gserviceaccount.com", "google.domain": "example.com", "google.adminUser": "admin@example.com",
		"sync.users": "true", "sync.groups": "true", "sync.interval": "60", "sync.groupFilter": "include:Staff", "sync.inviteUsersAfterProvisioning": "true",
	})
	if diff := cmp.Diff(want, got.Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	accounts := map[string][]string{
		"entra.key":           {"secretEntra", "secretAzure", "org-4_entraKey", "u-1_entraKey", "org-4_azureKey", "u-1_azureKey"},
		"google.privateKey":   {"secretGsuite", "org-4_gsuitePrivateKey", "u-1_gsuitePrivateKey"},
		"server.clientSecret": {"apiKeyClientSecret"},
	}
	for key, names := range got.KeyringAccounts {
		slices.Sort(names)
		slices.Sort(accounts[key])
	}
	if diff := cmp.Diff(accounts, got.KeyringAccounts); diff != "" {
		t.Errorf("keyring (-want +got):\n%s", diff)
	}
	why := skipped(got)
	if !strings.HasPrefix(why["directoryConfigurations.gsuite.customer"], "my_customer: the domain is set too") || why["tokens.accessToken"] != ": this program gets its own access token" {
		t.Errorf("skipped: %v", why)
	}
	if s := settings(t, got); s.LDAP.Encryption != config.EncryptionStartTLS {
		t.Errorf("a profile of another directory got ldap.encryption %s", s.LDAP.Encryption)
	}
}

func TestVersion3WithoutAnActiveAccount(t *testing.T) {
	t.Parallel()
	got := parseFile(t, "v3-okta.json")
	want := takenOver(config.Values{"directory": "okta", "okta.orgUrl": "https://example.okta.com", "onelogin.clientId": "c", "sync.users": "false", "sync.groups": "false", "sync.interval": "15", "sync.inviteUsersAfterProvisioning": "true"})
	if diff := cmp.Diff(want, got.Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if got.Secrets["okta.token"].Reveal() != "clear token" || got.ClientID != "organization.org-3" {
		t.Errorf("secrets %v, client %q", reveal(got.Secrets), got.ClientID)
	}
	if notes := strings.Join(got.Notes, "\n"); !strings.Contains(notes, "Neither users nor groups are synced") {
		t.Errorf("notes: %s", notes)
	}
	if why := skipped(got)["directoryConfigurations.oneLogin.region"]; why != `mars: "mars" is not one of us, eu` {
		t.Errorf("skipped: %q", why)
	}
}

func settings(t *testing.T, i *datajson.Import) *config.Settings {
	t.Helper()
	s, err := config.NewCatalog().Settings(i.Values)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRulesOfBitwardensConnector(t *testing.T) {
	t.Parallel()
	const flat = `{"stateVersion":8,"directoryType":0,"directoryLdap":{"hostname":"h",%s},"sync":{%s}}`
	for name, c := range map[string]struct {
		version    int
		ldap, sync string
		want       map[string]string // a dash: not set
	}{
		"ldaps":                          {8, `"ssl":true,"sslCaPath":"/ca","sslCertPath":"/c","sslKeyPath":"/k","tlsCaPath":"/t"`, ``, map[string]string{"ldap.encryption": "ldaps", "ldap.caFile": "/ca", "ldap.certFile": "/c", "ldap.keyFile": "/k"}},
		"StartTLS needs ssl":             {8, `"ssl":false,"startTls":true`, ``, map[string]string{"ldap.encryption": "none"}},
		"any certificate":                {8, `"ssl":true,"sslAllowUnauthorized":true`, ``, map[string]string{"ldap.allowUnauthorized": "true"}},
		"a port out of range":            {8, `"port":"70000"`, ``, map[string]string{"ldap.port": "-"}},
		"an empty path is the root":      {8, `"rootPath":"dc=x","ad":true`, `"userPath":"","groupPath":" "`, map[string]string{"ldap.rootPath": "dc=x", "ldap.userPath": "", "ldap.groupPath": ""}},
		"a missing path is CN=Users":     {8, `"rootPath":"dc=x","ad":true`, `"userPath":null`, map[string]string{"ldap.userPath": "-", "ldap.groupPath": "-"}},
		"no root at all":                 {8, `"rootPath":null`, `"userPath":"ou=p,dc=x","groupPath":"ou=p, DC=X"`, map[string]string{"ldap.rootPath": "ou=p,dc=x", "ldap.userPath": "", "ldap.groupPath": ""}},
		"a root without dc= and paths":   {8, `"rootPath":"o=x"`, ``, map[string]string{"ldap.rootPath": "-"}},
		"paths with nothing in common":   {8, `"rootPath":"o=x"`, `"userPath":"ou=a,o=x","groupPath":"ou=b,o=y"`, map[string]string{"ldap.rootPath": "-", "ldap.userPath": "-"}},
		"an interval below 0":            {8, ``, `"interval":-1`, map[string]string{"sync.interval": "-"}},
		"an interval of 4":               {8, ``, `"interval":"4"`, map[string]string{"sync.interval": "5"}},
		"an interval of words":           {8, ``, `"interval":"often"`, map[string]string{"sync.interval": "-"}},
		"the invite flag in version 5":   {5, ``, `"users":true`, map[string]string{"sync.inviteUsersAfterProvisioning": "true"}},
		"the invite flag, null in 7":     {7, ``, `"inviteUsersAfterProvisioning":null`, map[string]string{"sync.inviteUsersAfterProvisioning": "true"}},
		"the invite flag, false in 7":    {7, ``, `"inviteUsersAfterProvisioning":false`, map[string]string{"sync.inviteUsersAfterProvisioning": "false"}},
		"the invite flag, missing in 9":  {9, ``, ``, map[string]string{"sync.inviteUsersAfterProvisioning": "false"}},
		"attributes of Active Directory": {8, `"ad":true`, `"memberAttribute":"member","groupNameAttribute":null`, map[string]string{"ldap.memberAttribute": "-", "ldap.groupNameAttribute": "-"}},
		"and others with it":             {8, `"ad":true`, `"memberAttribute":"uniqueMember"`, map[string]string{"ldap.memberAttribute": "uniqueMember"}},
		"no users and no groups":         {8, ``, `"users":null,"groups":false`, map[string]string{"sync.users": "false", "sync.groups": "false"}},
		"a suffix that is missing":       {8, `"ad":false`, `"useEmailPrefixSuffix":true,"emailSuffix":""`, map[string]string{"sync.useEmailPrefixSuffix": "false"}},
		"no email attribute":             {8, `"ad":false`, `"useEmailPrefixSuffix":true,"emailSuffix":"@x.test"`, map[string]string{"sync.useEmailPrefixSuffix": "true", "ldap.userEmailAttribute": ""}},
		"nor with Active Directory":      {8, `"ad":true`, `"useEmailPrefixSuffix":true,"emailSuffix":"@x.test"`, map[string]string{"sync.useEmailPrefixSuffix": "true", "ldap.userEmailAttribute": "-"}},
		"an email attribute that counts": {8, `"ad":false`, `"userEmailAttribute":"","useEmailPrefixSuffix":false`, map[string]string{"ldap.userEmailAttribute": "-"}},
		"attributes of other servers":    {8, `"ad":false`, `"memberAttribute":"uniqueMember"`, map[string]string{"ldap.memberAttribute": "uniqueMember"}},
		"an attribute that is a list":    {8, `"ad":false`, `"memberAttribute":["a"]`, map[string]string{"ldap.memberAttribute": "-"}},
		"a filter of several parts":      {8, ``, `"userFilter":"(mail=*) (!(uid=x))","groupFilter":"(cn=a)(cn=*)"`, map[string]string{"sync.userFilter": "(&(mail=*) (!(uid=x)))", "sync.groupFilter": "(&(cn=a)(cn=*))"}},
		"a filter of one part":           {8, ``, `"userFilter":"(|(mail=*)(uid=x))","groupFilter":"cn=a"`, map[string]string{"sync.userFilter": "(|(mail=*)(uid=x))", "sync.groupFilter": "cn=a"}},
		"a filter that is none":          {8, ``, `"userFilter":"(mail=*))(","groupFilter":"include:A"`, map[string]string{"sync.userFilter": "(mail=*))(", "sync.groupFilter": "include:A"}},
		"limits stay ours":               {8, ``, ``, map[string]string{"sync.maxRemovals": "-", "sync.maxAdditions": "-", "sync.removeMissing": "false"}},
	} {
		text := strings.Replace(fmt.Sprintf(flat, c.ldap, c.sync), ",}", "}", 1)
		text = strings.Replace(text, `"stateVersion":8`, fmt.Sprintf(`"stateVersion":%d`, c.version), 1)
		got, err := datajson.Parse(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for key, want := range c.want {
			value, set := got.Values[key]
			if !set {
				value = "-"
			}
			if value != want {
				t.Errorf("%s: %s is %q, want %q", name, key, value, want)
			}
		}
		if newer := strings.Contains(strings.Join(got.Notes, "\n"), "this program knows versions"); newer != (c.version > 8) {
			t.Errorf("%s: notes %q", name, got.Notes)
		}
	}
}

func TestThatAFilterIsPutTogetherIsSaid(t *testing.T) {
	t.Parallel()
	const text = `{"stateVersion":8,"directoryType":%d,"sync":{"userFilter":"(mail=*)(uid=x)","groupFilter":"(cn=*)"}}`
	for directory, want := range []bool{true, false} { // only LDAP has such filters
		got, err := datajson.Parse(strings.NewReader(fmt.Sprintf(text, directory)))
		if err != nil {
			t.Fatal(err)
		}
		differs := strings.Join(got.Differences, "\n")
		if said := strings.Contains(differs, "sync.userFilter is (&(mail=*)(uid=x)): "); said != want || strings.Contains(differs, "sync.groupFilter") {
			t.Errorf("directory %d: %s", directory, differs)
		}
	}
}

func TestAPasswordInAnAddressIsNotShown(t *testing.T) {
	t.Parallel()
	got, err := datajson.Parse(strings.NewReader(`{"stateVersion":8,"environmentUrls":{"base":"https://me:hush@example.com"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Skipped) != 1 || strings.Contains(fmt.Sprint(got), "hush") {
		t.Errorf("got %+v", got)
	}
}
