package ldap_test

import (
	"path/filepath"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestSlapdSaysWhyALogInIsOfNoUse: slapd tells by the password policy control,
// beside "invalid credentials" or even success.
func TestSlapdSaysWhyALogInIsOfNoUse(t *testing.T) {
	t.Parallel()
	account := func(name, more string) string {
		return "dn: cn=" + name + "," + slapdtest.BaseDN + "\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: " + name +
			"\nuserPassword: " + slapdtest.ReaderPassword + "\npwdPolicySubentry: cn=short," + slapdtest.BaseDN + "\n" + more + "\n"
	}
	s := slapdtest.Start(t,
		slapdtest.WithLDIF("dn: cn=short,"+slapdtest.BaseDN+"\nobjectClass: device\nobjectClass: pwdPolicy\ncn: short\npwdAttribute: userPassword\npwdMaxAge: 100\npwdMustChange: TRUE\n\n"),
		slapdtest.WithLDIF(account("expired", "pwdChangedTime: 20200101000000Z\n")),
		slapdtest.WithLDIF(account("reset", "pwdReset: TRUE\n")))
	for name, texts := range map[string][]string{
		"expired": {"the password of the account has expired", "ldap.password"},
		"reset":   {"the account must change its password first", "ldap.password"},
	} {
		cfg := openLDAP(s, slapdtest.BaseDN)
		cfg.Settings.Username = "cn=" + name + "," + slapdtest.BaseDN
		refused(t, cfg, directory.ErrAuth, texts...)
	}
}

// TestSlapdCertificatesThatAreRefused has what other programs take.
func TestSlapdCertificatesThatAreRefused(t *testing.T) {
	t.Parallel()
	file := func(name string) string { return filepath.Join("testdata", "certificates", name) }
	for name, texts := range map[string][]string{
		"negative-serial":          {"negative serial number", "new certificate"},
		"by-the-renewed-authority": {`signed by "Example authority" with another key`, "ldap.caFile"},
	} {
		s := slapdtest.Start(t, slapdtest.WithCertificateFiles(absolute(t, file(name+".pem")), absolute(t, file(name+".key"))))
		cfg := openLDAP(s, slapdtest.BaseDN)
		cfg.Settings.Hostname, cfg.Settings.Port, cfg.Settings.Encryption = "localhost", s.TLSPort, config.EncryptionLDAPS
		cfg.Settings.CAFile = file("authority.pem")
		refused(t, cfg, directory.ErrUnreachable, texts...)
		checkSteps(t, cfg, directory.ErrUnreachable, "tls")
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	whole, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

// TestSlapdWithoutPages: a server that refuses pages gives everything without.
func TestSlapdWithoutPages(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithLDIF(crowd(1200)),
		slapdtest.WithConfig(`limits dn.exact="`+slapdtest.ReaderDN+`" size.soft=unlimited size.hard=unlimited size.prtotal=disabled`))
	equal(t, "users", 1200, len(read(t, openLDAP(s, slapdtest.BaseDN), nil).Users))
}
