package slapdtest_test

import (
	"crypto/tls"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/slapdtest"
)

func people(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "dn: uid=u%[1]d,%[2]s\nobjectClass: inetOrgPerson\nuid: u%[1]d\ncn: U\nsn: %[1]d\nmail: u%[1]d@example.test\n\n", i, slapdtest.BaseDN)
	}
	return b.String()
}

func connect(t *testing.T, s *slapdtest.Server, bindDN string) *ldap.Conn {
	t.Helper()
	c, err := ldap.DialURL("ldap://" + s.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.Bind(bindDN, slapdtest.ReaderPassword); err != nil {
		t.Fatal(err)
	}
	return c
}

func search(filter string, attributes ...string) *ldap.SearchRequest {
	return ldap.NewSearchRequest(slapdtest.BaseDN, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, filter, attributes, nil)
}

func TestServerHoldsWhatIsPutIntoIt(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithLDIF(people(20)))
	ou := s.OU(t)
	s.AddLDIF(t, "dn: cn=g,"+ou+"\nobjectClass: groupOfNames\ncn: g\nmember: uid=u1,"+slapdtest.BaseDN+"\n")
	s.Rename(t, "uid=u1,"+slapdtest.BaseDN, "uid=one", ou)
	s.ModifyLDIF(t, "dn: uid=one,"+ou+"\nchangetype: modify\nreplace: mail\nmail: one@example.test\n")
	s.Set(t, "uid=u2,"+slapdtest.BaseDN, slapdtest.Attributes{"mail": nil})
	s.Delete(t, "uid=u3,"+slapdtest.BaseDN)
	c := connect(t, s, slapdtest.ReaderDN)
	for filter, want := range map[string]int{
		"(objectClass=inetOrgPerson)": 19, "(mail=*)": 18, "(mail=one@example.test)": 1,
		"(member=uid=one," + ou + ")": 1, "(memberOf=cn=g," + ou + ")": 1,
	} {
		found, err := c.Search(search(filter, "1.1"))
		if err != nil || len(found.Entries) != want {
			t.Errorf("%s: %d entries, %v; want %d", filter, len(found.Entries), err, want)
		}
	}
}

func TestServerEnforcesLimitsAndRights(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithSizeLimit(10), slapdtest.WithLDIF(people(20)))
	_, err := connect(t, s, slapdtest.ReaderDN).SearchWithPaging(search("(uid=*)"), 5)
	if !ldap.IsErrorAnyOf(err, ldap.LDAPResultSizeLimitExceeded, ldap.LDAPResultAdminLimitExceeded) {
		t.Errorf("more entries than the limit, in pages: %v", err)
	}
	if _, err := connect(t, s, slapdtest.NobodyDN).Search(search("(uid=*)")); !ldap.IsErrorWithCode(err, ldap.LDAPResultInsufficientAccessRights) {
		t.Errorf("search without rights: %v", err)
	}
	c, err := ldap.DialURL("ldap://" + s.Address())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.Bind(slapdtest.LockedDN, slapdtest.ReaderPassword); !ldap.IsErrorWithCode(err, ldap.LDAPResultInvalidCredentials) {
		t.Errorf("log-in of a locked account: %v", err)
	}
}

func TestServerLogsInByClientCertificate(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithClientCertificates())
	config := &tls.Config{RootCAs: s.CA.Pool, ServerName: "localhost", Certificates: []tls.Certificate{s.CA.Client(t, "reader").TLS}}
	c, err := ldap.DialURL("ldap://" + s.Address())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.StartTLS(config); err != nil {
		t.Fatal(err)
	}
	if err := c.ExternalBind(); err != nil {
		t.Fatal(err)
	}
	who, err := c.WhoAmI(nil)
	if err != nil || who.AuthzID != "dn:"+slapdtest.ReaderDN {
		t.Errorf("logged in as %v, %v", who, err)
	}
	if c, err := ldap.DialURL(fmt.Sprintf("ldaps://%s:%d", s.Host, s.TLSPort), ldap.DialWithTLSConfig(config)); err != nil {
		t.Error(err)
	} else {
		_ = c.Close()
	}
}

func TestServerWithoutTLS(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithoutTLS())
	c := connect(t, s, slapdtest.ReaderDN)
	root := ldap.NewSearchRequest("", ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false, "(objectClass=*)", []string{"+"}, nil)
	found, err := c.Search(root)
	if err != nil {
		t.Fatal(err)
	}
	e := found.Entries[0]
	if slices.Contains(e.GetAttributeValues("supportedExtension"), "1.3.6.1.4.1.1466.20037") {
		t.Error("the server offers StartTLS")
	}
	s.Stop()
	if _, err := c.Search(root); err == nil {
		t.Error("a stopped server answers")
	}
}
