package ldap_test

import (
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

func TestSlapdEncryption(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	ou := s.OU(t)
	addUser(t, s, ou, "anna", nil)
	other := needs.NewAuthority(t, "Another CA")
	for _, test := range []struct {
		name   string
		change func(*config.LDAP)
		// kind is nil where the read succeeds.
		kind  error
		texts []string
	}{
		{name: "no encryption", change: func(*config.LDAP) {}},
		{name: "StartTLS with the server's CA", change: func(l *config.LDAP) { l.Encryption = config.EncryptionStartTLS }},
		{name: "LDAPS with the server's CA", change: func(l *config.LDAP) { l.Encryption, l.Port = config.EncryptionLDAPS, s.TLSPort }},
		{
			name: "StartTLS with another CA", kind: directory.ErrUnreachable,
			change: func(l *config.LDAP) { l.Encryption, l.CAFile = config.EncryptionStartTLS, other.File },
			texts:  []string{"not trusted", "CN=localhost", "CN=slapd Test CA", "ldap.caFile"},
		},
		{
			name: "LDAPS with the system's authorities only", kind: directory.ErrUnreachable,
			change: func(l *config.LDAP) { l.Encryption, l.Port, l.CAFile = config.EncryptionLDAPS, s.TLSPort, "" },
			texts:  []string{"not trusted", "CN=slapd Test CA"},
		},
		{
			name: "any certificate accepted",
			change: func(l *config.LDAP) {
				l.Encryption, l.CAFile, l.AllowUnauthorized = config.EncryptionStartTLS, "", true
			},
		},
		{
			name: "name mismatch", kind: directory.ErrUnreachable,
			change: func(l *config.LDAP) { l.Encryption, l.TLSServerName = config.EncryptionStartTLS, "ldap.example.test" },
			texts:  []string{"ldap.example.test", "localhost", "127.0.0.1", "ldap.tlsServerName"},
		},
		{
			name: "LDAPS at the port for plain LDAP", kind: directory.ErrUnreachable,
			change: func(l *config.LDAP) { l.Encryption = config.EncryptionLDAPS }, texts: []string{"ldap.port"},
		},
		{
			name:   "plain LDAP at the port for LDAPS",
			change: func(l *config.LDAP) { l.Port = s.TLSPort }, kind: directory.ErrIncomplete,
		},
		{
			name: "StartTLS at the port for LDAPS", kind: directory.ErrUnreachable,
			change: func(l *config.LDAP) { l.Encryption, l.Port = config.EncryptionStartTLS, s.TLSPort }, texts: []string{"636"},
		},
		{
			name: "CA file is missing", kind: directory.ErrConfig,
			change: func(l *config.LDAP) { l.Encryption, l.CAFile = config.EncryptionStartTLS, "/nonexistent/ca.pem" },
			texts:  []string{"ldap.caFile", "/nonexistent/ca.pem"},
		},
		{
			name: "CA file without a certificate", kind: directory.ErrConfig,
			change: func(l *config.LDAP) {
				l.Encryption, l.CAFile = config.EncryptionStartTLS, writeFile(t, filepath.Join(t.TempDir(), "ca.pem"), "nothing")
			},
			texts: []string{"ldap.caFile", "PEM"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			cfg := openLDAP(s, ou)
			cfg.Settings.CAFile = s.CA.File
			test.change(&cfg.Settings)
			if test.kind != nil {
				refused(t, cfg, test.kind, test.texts...)
				return
			}
			snapshot := read(t, cfg, nil)
			equal(t, "users", []string{"anna@example.test"}, emails(snapshot))
			if insecure := len(codes(snapshot)) > 0; insecure != cfg.Settings.AllowUnauthorized {
				t.Errorf("warnings %v", snapshot.Warnings)
			}
		})
	}
}

func TestSlapdWithoutTLSRefusesStartTLS(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithoutTLS())
	cfg := openLDAP(s, slapdtest.BaseDN)
	cfg.Settings.Encryption = config.EncryptionStartTLS
	refused(t, cfg, directory.ErrUnreachable, "does not offer StartTLS", "ldaps")
}

func TestSlapdLogIn(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	for _, test := range []struct {
		name   string
		change func(*ldap.Config)
		kind   error
		texts  []string
	}{
		{
			"wrong password", func(c *ldap.Config) { c.Password = config.NewSecret("wrong") },
			directory.ErrAuth, []string{"wrong user name or password", slapdtest.ReaderDN, "ldap.password"},
		},
		{
			"no password", func(c *ldap.Config) { c.Password = config.Secret{} },
			directory.ErrAuth, []string{"no password", "ldap.password"},
		},
		{
			"unknown account", func(c *ldap.Config) { c.Settings.Username = "cn=nobody-knows," + slapdtest.BaseDN },
			directory.ErrAuth, []string{"wrong user name or password", "ldap.username"},
		},
		{
			"name that is no DN", func(c *ldap.Config) { c.Settings.Username = "reader" },
			directory.ErrAuth, []string{"ldap.username", "DN"},
		},
		{
			"locked account", func(c *ldap.Config) { c.Settings.Username = slapdtest.LockedDN },
			directory.ErrAuth, []string{slapdtest.LockedDN},
		},
		{
			"account without rights", func(c *ldap.Config) { c.Settings.Username = slapdtest.NobodyDN },
			directory.ErrPermission, []string{"may not read", "right"},
		},
		{
			"nobody at all", func(c *ldap.Config) { c.Settings.Authentication = config.AuthAnonymous },
			directory.ErrConfig, nil, // the server says that there is no such entry
		},
		{
			"client certificate without a certificate", func(c *ldap.Config) { c.Settings.Authentication = config.AuthExternal },
			directory.ErrAuth, []string{"client certificate"},
		},
		{
			"nothing listens", func(c *ldap.Config) { c.Settings.Port = needs.FreePorts(t, 1)[0] },
			directory.ErrUnreachable, []string{"nothing listens there", "ldap.port"},
		},
		{
			"unknown host", func(c *ldap.Config) { c.Settings.Hostname = "no-such-host.invalid" },
			directory.ErrUnreachable, []string{"no-such-host.invalid", "ldap.hostname"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			cfg := openLDAP(s, slapdtest.BaseDN)
			test.change(&cfg)
			refused(t, cfg, test.kind, test.texts...)
		})
	}
}

func TestSlapdLogInByClientCertificate(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithClientCertificates())
	ou := s.OU(t)
	addUser(t, s, ou, "anna", nil)
	cfg := openLDAP(s, ou)
	reader, stranger := s.CA.Client(t, "reader"), needs.NewAuthority(t, "Another CA").Client(t, "reader")
	cfg.Settings.Encryption, cfg.Settings.CAFile = config.EncryptionStartTLS, s.CA.File
	cfg.Settings.Authentication, cfg.Settings.Username, cfg.Password = config.AuthExternal, "", config.Secret{}
	cfg.Settings.CertFile, cfg.Settings.KeyFile = reader.CertFile, reader.KeyFile
	equal(t, "users over StartTLS", []string{"anna@example.test"}, emails(read(t, cfg, nil)))
	ldaps := cfg
	ldaps.Settings.Encryption, ldaps.Settings.Port = config.EncryptionLDAPS, s.TLSPort
	equal(t, "users over LDAPS", []string{"anna@example.test"}, emails(read(t, ldaps, nil)))

	cfg.Settings.CertFile, cfg.Settings.KeyFile = stranger.CertFile, stranger.KeyFile
	snapshot, err := source(t, cfg).Fetch(t.Context(), nil)
	if err == nil || snapshot != nil {
		t.Fatal("a certificate of somebody else logs in")
	}
	if directory.HintOf(err) == "" {
		t.Errorf("no hint: %v", err)
	}
	cfg.Settings.CertFile, cfg.Settings.KeyFile = reader.CertFile, "/nonexistent/client.key"
	refused(t, cfg, directory.ErrConfig, "/nonexistent/client.key", "ldap.keyFile")
}

func TestSlapdThatWantsEncryption(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithConfig("security simple_bind=64"))
	cfg := openLDAP(s, slapdtest.BaseDN)
	cfg.Settings.Port = s.Port
	snapshot, err := source(t, cfg).Fetch(t.Context(), nil)
	if err == nil || snapshot != nil {
		t.Fatal("a password went over a plain connection")
	}
	checkError(t, err, err, "encrypted", "starttls")
}

// TestSlapdCheck goes through the steps of a connection test.
func TestSlapdCheck(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	ou := s.OU(t)
	people := addOU(t, s, ou, "people")
	addGroup(t, s, ou, "team", addUser(t, s, people, "anna", nil), addUser(t, s, people, "otto", nil))
	for _, test := range []struct {
		name   string
		change func(*ldap.Config)
		kind   error // nil: all steps are well
		failed string
	}{
		{"everything is well", func(*ldap.Config) {}, nil, ""},
		{"the name is not known", func(c *ldap.Config) { c.Settings.Hostname = "no-such-host.invalid" }, directory.ErrUnreachable, "resolve"},
		{"nothing listens", func(c *ldap.Config) { c.Settings.Port = needs.FreePorts(t, 1)[0] }, directory.ErrUnreachable, "connect"},
		{"the authority is not known", func(c *ldap.Config) { c.Settings.CAFile = "" }, directory.ErrUnreachable, "tls"},
		{"the password is wrong", func(c *ldap.Config) { c.Password = config.NewSecret("wrong") }, directory.ErrAuth, "bind"},
		{"there is no such base", func(c *ldap.Config) { c.Settings.UserPath = "ou=persons" }, directory.ErrConfig, "base"},
		{"the account may not read", func(c *ldap.Config) { c.Settings.Username = slapdtest.NobodyDN }, directory.ErrPermission, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			cfg := openLDAP(s, ou)
			cfg.Settings.Encryption, cfg.Settings.CAFile = config.EncryptionStartTLS, s.CA.File
			test.change(&cfg)
			checkSteps(t, cfg, test.kind, test.failed)
		})
	}
}

// TestSlapdTakenForActiveDirectory: the switch that is on by default is named as
// the cause, and what only Active Directory has is not spoken of.
func TestSlapdTakenForActiveDirectory(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	ou := s.OU(t)
	addUser(t, s, ou, "anna", nil)
	hint := "Set ldap.activeDirectory to false"
	for name, change := range map[string]func(*config.LDAP){
		"no such base": func(l *config.LDAP) { l.UserPath, l.GroupPath = "CN=Users", "CN=Users" },
		"nobody found": func(l *config.LDAP) { l.UserObjectClass, l.GroupObjectClass = "user", "group" },
	} {
		cfg := openLDAP(s, ou)
		cfg.Settings.ActiveDirectory, cfg.Settings.DeletedObjects = true, true
		change(&cfg.Settings)
		list, err := steps(t, cfg)
		named := 0
		for _, step := range list {
			if strings.Contains(step.Detail+step.Hint, "eleted") {
				t.Errorf("%s: %+v speaks of Active Directory", name, step)
			}
			switch {
			case step.Name == "server":
				named++
				if step.Status != directory.StepWarning || step.Detail != "the server is OpenLDAP, not Active Directory, but ldap.activeDirectory is on" || !strings.HasPrefix(step.Hint, hint) {
					t.Errorf("%s: %+v", name, step)
				}
			case step.Status != directory.StepOK && (named == 0 || !strings.HasPrefix(step.Hint, hint+": ") || !strings.Contains(step.Hint, "Check ldap.")):
				t.Errorf("%s: %+v", name, step)
			}
		}
		if named != 1 {
			t.Errorf("%s: the server is spoken of %d times", name, named)
		}
		if name == "no such base" {
			if err == nil || !strings.HasPrefix(directory.HintOf(err), hint) {
				t.Errorf("%s: %v (%s)", name, err, directory.HintOf(err))
			}
			_, err = source(t, cfg).Fetch(t.Context(), nil)
			checkError(t, err, directory.ErrConfig, hint)
		}
	}
}

// checkSteps runs the connection test. Steps up to the one that fails are
// well, and it is the last one. failed is a part of its name.
func checkSteps(t *testing.T, cfg ldap.Config, kind error, failed string) {
	t.Helper()
	list, err := steps(t, cfg)
	if len(list) == 0 {
		t.Fatal("no steps")
	}
	if kind == nil {
		if err != nil {
			t.Fatalf("check: %v", err)
		}
		for _, step := range list {
			if step.Status == directory.StepFailed || step.Detail == "" {
				t.Errorf("step %+v", step)
			}
		}
		return
	}
	checkError(t, err, kind)
	last := list[len(list)-1]
	if last.Status != directory.StepFailed || last.Hint == "" || !containsFold(last.Name, failed) {
		t.Errorf("last step %+v, want %q to fail with a hint", last, failed)
	}
	for _, step := range list[:len(list)-1] {
		if step.Status == directory.StepFailed {
			t.Errorf("step %q failed, and others came after it", step.Name)
		}
	}
}
