package ldap_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/sambatest"
)

const accountPassword = "Read1ng!"

func sambaLogIn(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	account := prefix(ou) + "reader"
	reader := s.AddUser(t, ou, "Reader, The", account, sambatest.Attributes{
		"mail": {"reader@example.test"}, "userPrincipalName": {account + "@example.test"},
	})
	s.SetPassword(t, reader, accountPassword)
	for _, name := range []string{reader, account + "@example.test", sambatest.Domain + `\` + account} {
		for _, encryption := range []config.Encryption{config.EncryptionStartTLS, config.EncryptionLDAPS} {
			cfg := activeDirectory(s, ou)
			cfg.Settings.Username, cfg.Settings.Encryption, cfg.Password = name, encryption, config.NewSecret(accountPassword)
			cfg.Settings.DeletedObjects = false
			equal(t, name, []string{"reader@example.test"}, emails(read(t, cfg, nil)))
		}
	}
}

func sambaLogInRefused(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	// Nobody else is locked out: the others know their passwords.
	s.Set(t, sambatest.BaseDN, sambatest.Attributes{"lockoutThreshold": {"3"}})
	account := func(name string, attributes sambatest.Attributes) string {
		dn := addAccount(t, s, ou, name, nil)
		s.SetPassword(t, dn, accountPassword)
		if attributes != nil {
			s.Set(t, dn, attributes)
		}
		return dn
	}
	locked := account("locked", nil)
	cfg := activeDirectory(s, ou)
	cfg.Settings.Username, cfg.Password = locked, config.NewSecret("wrong")
	for range 3 {
		refused(t, cfg, directory.ErrAuth, "wrong user name or password", locked, "ldap.password")
	}
	for _, test := range []struct {
		name, username string
		change         func(*ldap.Config)
		texts          []string
	}{
		{"locked", locked, nil, []string{"the account is locked", "Unlock"}},
		{"disabled", account("disabled", sambatest.Attributes{"userAccountControl": {"514"}}), nil, []string{"the account is disabled", "Enable"}},
		{"expired", account("expired", sambatest.Attributes{"accountExpires": fileTime(time.Now().Add(-time.Hour))}), nil, []string{"the account has expired"}},
		{"must change", account("change", sambatest.Attributes{"pwdLastSet": {"0"}}), nil, []string{"must change its password"}},
		{"unknown", "CN=nobody-knows," + ou, nil, []string{"ldap.username"}},
		{"unknown by name", sambatest.Domain + `\nobody-knows`, nil, []string{"ldap.username"}},
		{"without encryption", account("plain", nil), func(c *ldap.Config) { c.Settings.Encryption = config.EncryptionNone }, []string{"wants the connection encrypted", "starttls"}},
	} {
		cfg := activeDirectory(s, ou)
		cfg.Settings.Username, cfg.Password = test.username, config.NewSecret(accountPassword)
		if test.change != nil {
			test.change(&cfg)
		}
		t.Run(test.name, func(t *testing.T) { refused(t, cfg, directory.ErrAuth, test.texts...) })
	}
	anonymous := activeDirectory(s, ou)
	anonymous.Settings.Authentication = config.AuthAnonymous
	refused(t, anonymous, directory.ErrPermission, "ldap.authentication")
}

func sambaCheck(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	s.AddGroup(t, ou, "Team", prefix(ou)+"Team", addAccount(t, s, ou, "anna", nil))
	cfg := activeDirectory(s, ou)
	checkSteps(t, cfg, nil, "")
	s.Add(t, "CN=Printer service,"+ou, sambatest.Attributes{"objectClass": {"contact"}})
	s.Add(t, "CN=PC7,"+ou, sambatest.Attributes{"objectClass": {"computer"}, "sAMAccountName": {prefix(ou) + "pc7$"}, "userAccountControl": {"4096"}})
	list, err := steps(t, cfg)
	if err != nil || !slices.ContainsFunc(list, func(step directory.Step) bool {
		return step.Status == directory.StepWarning && strings.HasPrefix(step.Detail, "2 of what ldap.userObjectClass finds are contacts, computers") && strings.Contains(step.Hint, "ldap.peopleOnly")
	}) {
		t.Errorf("nothing counts what is no person: %v, %v", list, err)
	}
	people := cfg
	people.Settings.PeopleOnly = true
	checkSteps(t, people, nil, "")
	equal(t, "users", []string{"anna@example.test"}, emails(read(t, people, nil)))
	bad := cfg
	bad.Settings.ActiveDirectory, bad.Settings.UserObjectClass = false, "inetOrgPerson"
	list, err = steps(t, bad)
	if err != nil || !slices.ContainsFunc(list, func(step directory.Step) bool {
		return step.Nobody && strings.HasPrefix(step.Hint, "The server is Active Directory: set ldap.activeDirectory to true.")
	}) {
		t.Errorf("Active Directory is not taken for it: %v, %v", list, err)
	}
	bad = cfg
	bad.Password = config.NewSecret("wrong")
	checkSteps(t, bad, directory.ErrAuth, "bind")
	bad = cfg
	bad.Settings.CAFile = ""
	checkSteps(t, bad, directory.ErrUnreachable, "tls")
	bad = cfg
	bad.Settings.TLSServerName = "dc2.example.test"
	checkSteps(t, bad, directory.ErrUnreachable, "tls")
	bad = cfg
	bad.Settings.GroupPath = "OU=None"
	checkSteps(t, bad, directory.ErrConfig, "base")
}
