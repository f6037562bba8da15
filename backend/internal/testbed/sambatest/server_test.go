package sambatest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/sambatest"
)

func connect(t *testing.T, s *sambatest.Server) *ldap.Conn {
	t.Helper()
	c, err := ldap.DialURL("ldap://" + s.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func values(t *testing.T, c *ldap.Conn, dn, attribute string) []string {
	t.Helper()
	request := ldap.NewSearchRequest(dn, ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false, "(objectClass=*)", []string{attribute}, nil)
	found, err := c.Search(request)
	if err != nil {
		t.Fatal(err)
	}
	return found.Entries[0].GetEqualFoldAttributeValues(attribute)
}

func TestServerIsADomainController(t *testing.T) {
	t.Parallel()
	s := sambatest.Start(t)
	ou := s.OU(t)
	user := s.AddUser(t, ou, `Müller, "Jörg"`, "joerg", sambatest.Attributes{"mail": {"joerg@example.test"}})
	group := s.AddGroup(t, ou, "Group", "group", user)
	s.SetPassword(t, user, "Pa55word!")
	s.Fill(t, fmt.Sprintf("dn: CN=Filled,%s\nobjectClass: contact\nmail: filled@example.test\n\n", ou))
	s.Rename(t, "CN=Filled,"+ou, "CN=Renamed", "")

	c := connect(t, s)
	if err := c.Bind("joerg@example.test", "Pa55word!"); !ldap.IsErrorWithCode(err, ldap.LDAPResultStrongAuthRequired) {
		t.Errorf("log-in without encryption: %v", err)
	}
	if err := c.StartTLS(s.TLS()); err != nil {
		t.Fatal(err)
	}
	if err := c.Bind("joerg@example.test", "wrong"); err == nil || !strings.Contains(err.Error(), "data 52e") {
		t.Errorf("log-in with a wrong password: %v", err)
	}
	if err := c.Bind(`EXAMPLE\joerg`, "Pa55word!"); err != nil {
		t.Fatal(err)
	}
	if got := values(t, c, group, "member"); len(got) != 1 {
		t.Errorf("members: %v", got)
	}
	if got := values(t, c, "CN=Renamed,"+ou, "mail"); len(got) != 1 {
		t.Errorf("renamed entry: %v", got)
	}

	clone := s.Clone(t, sambatest.WithPlainBinds())
	other := connect(t, clone)
	if err := other.Bind("joerg@example.test", "Pa55word!"); err != nil {
		t.Errorf("log-in at the clone without encryption: %v", err)
	}
	service := values(t, c, "", "dsServiceName")[0]
	if a, b := values(t, c, service, "invocationId"), values(t, other, service, "invocationId"); len(a) != 1 || len(b) != 1 || a[0] == b[0] {
		t.Error("the clone has the same invocation id, or there is none")
	}
	clone.Kill()
	if err := other.Bind("joerg@example.test", "Pa55word!"); err == nil {
		t.Error("a killed server answers")
	}
	s.Delete(t, user)
	s.Stop()
}
