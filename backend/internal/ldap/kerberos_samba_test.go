//go:build !windows

package ldap_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/sambatest"
)

// kinit fills a credential cache as MIT Kerberos does.
func kinit(t *testing.T, s *sambatest.Server, keytab string) {
	t.Helper()
	folder := t.TempDir()
	conf := writeFile(t, filepath.Join(folder, "krb5.conf"), fmt.Sprintf("[libdefaults]\n default_realm = %[1]s\n udp_preference_limit = 1\n[realms]\n %[1]s = {\n  kdc = %[2]s:88\n }\n", sambatest.Realm, s.Host))
	t.Setenv("KRB5_CONFIG", conf)
	t.Setenv("KRB5CCNAME", "FILE:"+filepath.Join(folder, "tickets"))
	if out, err := exec.CommandContext(t.Context(), needs.Program(t, "samba", "kinit"), "-k", "-t", keytab, "reader@"+sambatest.Realm).CombinedOutput(); err != nil {
		t.Fatalf("kinit: %v\n%s", err, out)
	}
}

// TestSambaKerberos logs in with tickets of the domain controller's own key
// distribution center. There is no krb5.conf: the domain controller is the KDC.
func TestSambaKerberos(t *testing.T) {
	s := sambatest.Start(t, sambatest.WithKerberos())
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	ou := s.OU(t)
	dn := s.AddUser(t, ou, "Reader", "reader", sambatest.Attributes{"mail": {"reader@example.test"}, "userPrincipalName": {"reader@example.test"}})
	s.SetPassword(t, dn, accountPassword)
	keytab := s.Keytab(t, "reader@"+sambatest.Realm)
	good := activeDirectory(s, ou)
	good.Settings.Encryption, good.Settings.TLSServerName = config.EncryptionLDAPS, sambatest.HostName
	good.Settings.Authentication, good.Settings.Username, good.Settings.DeletedObjects = config.AuthKerberos, "reader@"+sambatest.Realm, false
	good.Password = config.NewSecret(accountPassword)
	for _, test := range []struct {
		name   string
		change func(*testing.T, *ldap.Config)
		kind   error // nil: it works
		texts  []string
	}{
		{"password, LDAPS", func(*testing.T, *ldap.Config) {}, nil, nil},
		{"password, StartTLS", func(_ *testing.T, c *ldap.Config) { c.Settings.Encryption = config.EncryptionStartTLS }, nil, nil},
		{"keytab", func(_ *testing.T, c *ldap.Config) { c.Password, c.Settings.Keytab = config.Secret{}, keytab }, nil, nil},
		{"the tickets of kinit", func(t *testing.T, c *ldap.Config) {
			c.Password, c.Settings.Username = config.Secret{}, ""
			kinit(t, s, keytab)
		}, nil, nil},
		{"wrong password", func(_ *testing.T, c *ldap.Config) { c.Password = config.NewSecret("wrong") }, directory.ErrAuth, []string{"wrong user name or password"}},
		{"unknown user", func(_ *testing.T, c *ldap.Config) { c.Settings.Username = "nobody@" + sambatest.Realm }, directory.ErrAuth, []string{"knows no such user", "ldap.username"}},
		{"no realm", func(_ *testing.T, c *ldap.Config) { c.Settings.Username = "reader" }, directory.ErrConfig, []string{"names no realm"}},
		{"no keytab", func(_ *testing.T, c *ldap.Config) { c.Settings.Keytab = keytab + ".none" }, directory.ErrConfig, []string{"ldap.keytab"}},
		{"nothing at all", func(_ *testing.T, c *ldap.Config) { c.Password = config.Secret{} }, directory.ErrConfig, []string{"credential cache", "kinit"}},
		{"another service", func(_ *testing.T, c *ldap.Config) { c.Settings.TLSServerName = "localhost" }, directory.ErrConfig, []string{"knows no LDAP service of that name", "ldap.hostname"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cfg := good
			test.change(t, &cfg)
			if test.kind != nil {
				refused(t, cfg, test.kind, test.texts...)
				return
			}
			equal(t, "users", []string{"reader@example.test"}, emails(read(t, cfg, nil)))
			checkSteps(t, cfg, nil, "")
		})
	}
}
