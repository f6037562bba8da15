package ldap_test

import (
	"testing"
	"time"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/ds389test"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// ds389 returns settings for the entries below root.
func ds389(s *ds389test.Server, root string) ldap.Config {
	return ldap.Config{
		Settings: config.LDAP{
			Hostname: s.Host, Port: s.Port, Encryption: config.EncryptionNone,
			Authentication: config.AuthSimple, Username: ds389test.ReaderDN, RootPath: root,
			UserObjectClass: "inetOrgPerson", GroupObjectClass: "groupOfNames;groupOfUniqueNames;posixGroup;groupOfURLs",
			UserEmailAttribute: "mail", GroupNameAttribute: "cn", MemberAttribute: "member;uniqueMember;memberUid",
			AccountExpires: true, PagedSearch: true, PageSize: 1000, Timeout: time.Minute,
		},
		SyncUsers: true, SyncGroups: true, ResolveOutside: true,
		Password: config.NewSecret(ds389test.ReaderPassword),
	}
}

// TestDS389 has all that needs a 389 Directory Server, which they share: it takes
// seconds to make one.
func TestDS389(t *testing.T) {
	t.Parallel()
	s := ds389test.Start(t)
	for _, story := range []struct {
		name string
		run  func(*testing.T, *ds389test.Server)
	}{
		{"conformance", ds389Conformance},
		{"roles lock accounts", ds389Roles},
		{"a limit counts for each page", ds389Limit},
		{"log-ins that are refused", ds389LogIn},
		{"check", func(t *testing.T, s *ds389test.Server) { checkSteps(t, ds389(s, s.OU(t)), nil, "") }},
	} {
		t.Run(story.name, func(t *testing.T) { story.run(t, s) })
	}
}

func ds389Conformance(t *testing.T, s *ds389test.Server) {
	d := slapdDialect()
	d.loose, d.hideUser, d.hideGroup = false, "description", "description"
	d.disabled = func(disabled bool) map[string][]string {
		if !disabled {
			return map[string][]string{"nsAccountLock": nil}
		}
		return map[string][]string{"nsAccountLock": {"true"}}
	}
	d.user = func(u sourcetest.User) map[string][]string {
		return map[string][]string{"objectClass": {"inetOrgPerson"}, "sn": {"x"}, "uid": {u.Key}}
	}
	d.group = func() map[string][]string { return map[string][]string{"objectClass": {"groupOfNames"}} }
	settings := func(root string) ldap.Config { return ds389(s, root) }
	sourcetest.Run(t, func(t *testing.T) sourcetest.Harness {
		proxy := adproxy.Start(t, adproxy.Config{Upstream: s.Address(), MaxPageSize: -1, MaxValRange: -1})
		return newHarness(t, s, d, proxy, settings, sourcetest.Traits{Nested: true, Outside: true})
	})
}

// ds389Roles: a role locks accounts without a change of theirs.
func ds389Roles(t *testing.T, s *ds389test.Server) {
	ou := s.OU(t)
	for _, name := range []string{"anna", "otto"} {
		addUser(t, s, ou, name, nil)
	}
	cfg := ds389(s, ou)
	before := read(t, cfg, nil)
	equal(t, "users", []string{"anna@example.test", "otto@example.test"}, emails(before))
	s.Add(t, "cn=nsManagedDisabledRole,"+ou, ds389test.Attributes{
		"objectClass": {"LDAPsubentry", "nsRoleDefinition", "nsSimpleRoleDefinition", "nsManagedRoleDefinition"}, "cn": {"nsManagedDisabledRole"},
	})
	s.Add(t, "cn=template,"+ou, ds389test.Attributes{"objectClass": {"nsContainer"}, "cn": {"template"}})
	s.Add(t, `cn="cn=nsManagedDisabledRole,`+ou+`",cn=template,`+ou, ds389test.Attributes{
		"objectClass": {"extensibleObject", "costemplate", "LDAPsubentry"}, "nsAccountLock": {"true"}, "cosPriority": {"1"},
	})
	s.Add(t, "cn=locks,"+ou, ds389test.Attributes{
		"objectClass": {"LDAPsubentry", "cosSuperDefinition", "cosClassicDefinition"}, "cn": {"locks"},
		"cosTemplateDn": {"cn=template," + ou}, "cosSpecifier": {"nsRole"}, "cosAttribute": {"nsAccountLock operational"},
	})
	s.Set(t, "uid=anna,"+ou, ds389test.Attributes{"nsRoleDN": {"cn=nsManagedDisabledRole," + ou}})
	eventually(t, func() bool { return emails(read(t, cfg, sourcetest.Stored(t, before)))[0] == "-anna@example.test" })
	equal(t, "users later", []string{"-anna@example.test", "otto@example.test"}, emails(read(t, cfg, sourcetest.Stored(t, before))))
}

// eventually waits for what a server computes in the background.
func eventually(t *testing.T, ready func() bool) {
	t.Helper()
	for range 100 {
		if ready() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("waited in vain")
}

func ds389Limit(t *testing.T, s *ds389test.Server) {
	ou := s.OU(t)
	for i := range 30 {
		addUser(t, s, ou, string(rune('a'+i/10))+string(rune('0'+i%10)), nil)
	}
	s.Set(t, ds389test.ReaderDN, ds389test.Attributes{"nsSizeLimit": {"12"}})
	defer s.Set(t, ds389test.ReaderDN, ds389test.Attributes{"nsSizeLimit": nil})
	cfg := ds389(s, ou)
	equal(t, "users", 30, len(read(t, cfg, nil).Users))
	cfg.Settings.PagedSearch = false
	refused(t, cfg, directory.ErrIncomplete, "size limit", "nsSizeLimit")
}

func ds389LogIn(t *testing.T, s *ds389test.Server) {
	ou := s.OU(t)
	account := func(name string) string {
		return addUser(t, s, ou, name, ds389test.Attributes{"userPassword": {ds389test.ReaderPassword}})
	}
	cfg := ds389(s, ou)
	cfg.Settings.Username = account("inactive")
	s.Set(t, cfg.Settings.Username, ds389test.Attributes{"nsAccountLock": {"true"}})
	refused(t, cfg, directory.ErrAuth, "the account is disabled")

	policy := goldap.NewModifyRequest("cn=config", nil)
	policy.Replace("passwordExp", []string{"on"})
	policy.Replace("passwordMaxAge", []string{"100"})
	policy.Replace("passwordLockout", []string{"on"})
	policy.Replace("passwordMaxFailure", []string{"1"})
	s.Modify(t, policy)
	cfg.Settings.Username = account("old")
	s.Set(t, cfg.Settings.Username, ds389test.Attributes{"passwordExpirationTime": {"20200101000000Z"}})
	refused(t, cfg, directory.ErrAuth, "the password of the account has expired")
	cfg.Settings.Username = account("locked")
	wrong := cfg
	wrong.Password = config.NewSecret("wrong")
	refused(t, wrong, directory.ErrAuth)
	refused(t, cfg, directory.ErrAuth, "the account is locked")
}
