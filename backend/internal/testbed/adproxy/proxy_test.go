package adproxy_test

import (
	"crypto/tls"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-ldap/ldap/v3"
	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

const groupDN = "cn=all," + slapdtest.BaseDN

// start runs a server with n users and a group of all of them, behind a
// proxy that allows ten entries and ten values.
func start(t *testing.T, n int) (*slapdtest.Server, *adproxy.Proxy) {
	t.Helper()
	var users, group strings.Builder
	fmt.Fprintf(&group, "dn: %s\nobjectClass: groupOfNames\ncn: all\n", groupDN)
	for i := range n {
		dn := fmt.Sprintf("uid=u%02d,%s", i, slapdtest.BaseDN)
		fmt.Fprintf(&users, "dn: %s\nobjectClass: account\nuid: u%02d\n\n", dn, i)
		fmt.Fprintf(&group, "member: %s\n", dn)
	}
	s := slapdtest.Start(t, slapdtest.WithLDIF(users.String()+group.String()))
	p := adproxy.Start(t, adproxy.Config{
		Upstream:    fmt.Sprintf("%s:%d", s.Host, s.TLSPort),
		UpstreamTLS: &tls.Config{RootCAs: s.CA.Pool, ServerName: "localhost", MinVersion: tls.VersionTLS12},
		TLS:         &tls.Config{Certificates: []tls.Certificate{s.CA.Server(t, "localhost").TLS}, MinVersion: tls.VersionTLS12},
		MaxPageSize: 10, MaxValRange: 10,
	})
	return s, p
}

func connect(t *testing.T, p *adproxy.Proxy) *ldap.Conn {
	t.Helper()
	c, err := ldap.DialURL("ldap://" + p.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.Bind(slapdtest.ReaderDN, slapdtest.ReaderPassword); err != nil {
		t.Fatal(err)
	}
	return c
}

func search(base, filter string, attributes ...string) *ldap.SearchRequest {
	return ldap.NewSearchRequest(base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, filter, attributes, nil)
}

// members asks for member and returns how many values came under each name.
func members(t *testing.T, c *ldap.Conn, attributes ...string) map[string]int {
	t.Helper()
	found, err := c.Search(search(groupDN, "(objectClass=*)", attributes...))
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, a := range found.Entries[0].Attributes {
		counts[a.Name] = len(a.Values)
	}
	return counts
}

func TestValuesComeInRanges(t *testing.T) {
	t.Parallel()
	_, p := start(t, 25)
	c := connect(t, p)
	for _, test := range []struct {
		attributes []string
		want       map[string]int
	}{
		{[]string{"member", "cn"}, map[string]int{"member": 0, "member;range=0-9": 10, "cn": 1}},
		{[]string{"Member;Range=10-*"}, map[string]int{"member;range=10-19": 10}},
		{[]string{"member;range=20-*"}, map[string]int{"member;range=20-*": 5}},
		{[]string{"member;range=5-6"}, map[string]int{"member;range=5-6": 2}},
		{[]string{"cn"}, map[string]int{"cn": 1}},
	} {
		got := members(t, c, test.attributes...)
		for name, n := range got { // the server spells the name as it likes
			delete(got, name)
			got[strings.ToLower(name)] = n
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.attributes, diff)
		}
	}
	if _, err := c.Search(search(groupDN, "(objectClass=*)", "member;range=25-*")); !ldap.IsErrorWithCode(err, ldap.LDAPResultOperationsError) {
		t.Errorf("range after the last value: %v", err)
	}
	_, few := start(t, 10)
	if diff := cmp.Diff(map[string]int{"member": 10}, members(t, connect(t, few), "member")); diff != "" {
		t.Errorf("as many values as allowed (-want +got):\n%s", diff)
	}
}

func TestPagesAreLimited(t *testing.T) {
	t.Parallel()
	_, p := start(t, 25)
	c := connect(t, p)
	found, err := c.Search(search(slapdtest.BaseDN, "(uid=*)", "1.1"))
	if !ldap.IsErrorWithCode(err, ldap.LDAPResultSizeLimitExceeded) || len(found.Entries) != 10 {
		t.Errorf("without pages: %d entries, %v", len(found.Entries), err)
	}
	p.Searches()
	all, err := c.SearchWithPaging(search(slapdtest.BaseDN, "(uid=*)", "uid"), 100)
	if err != nil || len(all.Entries) != 25 {
		t.Errorf("with pages: %v", err)
	}
	var sizes []int
	for _, s := range p.Searches() {
		if s.Filter != "(uid=*)" || !slices.Equal(s.Attributes, []string{"uid"}) || s.BaseDN != slapdtest.BaseDN {
			t.Errorf("recorded %+v", s)
		}
		sizes = append(sizes, s.PageSize)
	}
	if !slices.Equal(sizes, []int{100, 100, 100}) {
		t.Errorf("pages asked for: %v", sizes)
	}
}

func TestHooksAct(t *testing.T) {
	t.Parallel()
	s, p := start(t, 25)
	c := connect(t, p)
	p.SetHooks(adproxy.Hooks{
		Range: func(dn string, low int) {
			if low == 10 {
				s.ModifyLDIF(t, "dn: "+dn+"\nchangetype: modify\ndelete: member\nmember: uid=u00,"+slapdtest.BaseDN+"\n")
			}
		},
		References: func(adproxy.Search) []string { return []string{"ldap://a.test/", "ldap://b.test/"} },
	})
	if got := members(t, c, "member;range=10-*"); len(got) != 1 {
		t.Errorf("second range: %v", got)
	}
	if got := members(t, c, "member;range=20-*")["member;range=20-*"]; got != 4 {
		t.Errorf("after the hook removed a member the last range has %d values, want 4", got)
	}
	found, err := c.Search(search(slapdtest.BaseDN, "(uid=u01)"))
	if err != nil || !slices.Equal(found.Referrals, []string{"ldap://a.test/"}) && len(found.Referrals) != 2 {
		t.Errorf("references %v, %v", found.Referrals, err)
	}
	p.SetHooks(adproxy.Hooks{Result: func(s adproxy.Search) int {
		if s.Filter == "(uid=u02)" {
			return ldap.LDAPResultReferral
		}
		return 0
	}})
	if _, err := c.Search(search(slapdtest.BaseDN, "(uid=u02)")); !ldap.IsErrorWithCode(err, ldap.LDAPResultReferral) {
		t.Errorf("replaced result: %v", err)
	}
	if _, err := c.Search(search(slapdtest.BaseDN, "(uid=u03)")); err != nil {
		t.Error(err)
	}
}

func TestSearchesAreRefused(t *testing.T) {
	t.Parallel()
	_, p := start(t, 3)
	c := connect(t, p)
	p.SetHooks(adproxy.Hooks{Refuse: func(s adproxy.Search) int {
		if s.Filter == "(uid=u01)" {
			return ldap.LDAPResultUnwillingToPerform
		}
		return 0
	}})
	if _, err := c.Search(search(slapdtest.BaseDN, "(uid=u01)")); !ldap.IsErrorWithCode(err, ldap.LDAPResultUnwillingToPerform) {
		t.Errorf("a refused search: %v", err)
	}
	if _, err := c.Search(search(slapdtest.BaseDN, "(uid=u02)")); err != nil {
		t.Errorf("another search: %v", err)
	}
}

func TestConnectionIsCutInTheMiddle(t *testing.T) {
	t.Parallel()
	_, p := start(t, 9)
	c := connect(t, p)
	var passed atomic.Int32
	p.SetHooks(adproxy.Hooks{Entry: func(n int, _ string) bool { passed.Add(1); return n < 5 }})
	found, err := c.Search(search(slapdtest.BaseDN, "(uid=*)"))
	if err == nil || passed.Load() != 5 {
		t.Errorf("%d entries passed, error %v", passed.Load(), err)
	}
	if found != nil && len(found.Entries) > 4 {
		t.Errorf("%d entries came", len(found.Entries))
	}
}

func TestStartTLSAndAnotherServer(t *testing.T) {
	t.Parallel()
	s, p := start(t, 3)
	c, err := ldap.DialURL("ldap://" + p.Address())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.StartTLS(&tls.Config{RootCAs: s.CA.Pool, ServerName: "localhost", MinVersion: tls.VersionTLS12}); err != nil {
		t.Fatal(err)
	}
	if err := c.Bind(slapdtest.ReaderDN, slapdtest.ReaderPassword); err != nil {
		t.Fatal(err)
	}
	other := slapdtest.Start(t, slapdtest.WithLDIF("dn: uid=other,"+slapdtest.BaseDN+"\nobjectClass: account\nuid: other\n"))
	p.SetUpstream(other.Address(), nil)
	for filter, conn := range map[string]*ldap.Conn{"(uid=u00)": c, "(uid=other)": connect(t, p)} {
		if found, err := conn.Search(search(slapdtest.BaseDN, filter)); err != nil || len(found.Entries) != 1 {
			t.Errorf("%s: %v", filter, err)
		}
	}
}
