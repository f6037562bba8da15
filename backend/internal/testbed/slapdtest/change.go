package slapdtest

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/needs"
)

// Attributes are those of an entry, by name.
type Attributes = map[string][]string

// do runs change on the administrator's connection, of which there is one.
func (s *Server) do(t testing.TB, what string, change func(*ldap.Conn) error) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := change(s.conn); err != nil {
		t.Fatalf("slapd: %s: %v", what, err)
	}
}

// Add adds an entry.
func (s *Server) Add(t testing.TB, dn string, attributes Attributes) {
	t.Helper()
	request := ldap.NewAddRequest(dn, nil)
	for name, values := range attributes {
		request.Attribute(name, values)
	}
	s.do(t, "add "+dn, func(c *ldap.Conn) error { return c.Add(request) })
}

// Set replaces the values of attributes; one without values goes.
func (s *Server) Set(t testing.TB, dn string, attributes Attributes) {
	t.Helper()
	request := ldap.NewModifyRequest(dn, nil)
	for name, values := range attributes {
		request.Replace(name, values)
	}
	s.Modify(t, request)
}

// Modify sends the request.
func (s *Server) Modify(t testing.TB, request *ldap.ModifyRequest) {
	t.Helper()
	s.do(t, "modify "+request.DN, func(c *ldap.Conn) error { return c.Modify(request) })
}

// Rename renames an entry, and moves it below parent if that is not empty.
func (s *Server) Rename(t testing.TB, dn, rdn, parent string) {
	t.Helper()
	request := ldap.NewModifyDNRequest(dn, rdn, true, parent)
	s.do(t, "rename "+dn, func(c *ldap.Conn) error { return c.ModifyDN(request) })
	s.awaitRefint(t, dn)
}

// awaitRefint waits until no group has the member any more: refint changes
// the groups some time after the answer.
func (s *Server) awaitRefint(t testing.TB, dn string) {
	t.Helper()
	filter := fmt.Sprintf("(|(member=%[1]s)(uniqueMember=%[1]s))", ldap.EscapeFilter(dn))
	request := ldap.NewSearchRequest(BaseDN, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 1, 0, false, filter, []string{"1.1"}, nil)
	for range 1000 {
		left := 0
		s.do(t, "search "+filter, func(c *ldap.Conn) error {
			found, err := c.Search(request)
			if left = len(found.Entries); left > 0 {
				return nil
			}
			return err
		})
		if left == 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("slapd: refint leaves %s in groups", dn)
}

// Delete deletes an entry that has nothing below it.
func (s *Server) Delete(t testing.TB, dn string) {
	t.Helper()
	s.do(t, "delete "+dn, func(c *ldap.Conn) error { return c.Del(ldap.NewDelRequest(dn, nil)) })
	s.awaitRefint(t, dn)
}

// OU adds an organizational unit that nobody else uses and returns its DN.
func (s *Server) OU(t testing.TB) string {
	t.Helper()
	s.mu.Lock()
	s.ous++
	name := fmt.Sprintf("test%d", s.ous)
	s.mu.Unlock()
	dn := "ou=" + name + "," + BaseDN
	s.Add(t, dn, Attributes{"objectClass": {"organizationalUnit"}, "ou": {name}, "description": {t.Name()}})
	return dn
}

// AddLDIF adds entries (ldapadd).
func (s *Server) AddLDIF(t testing.TB, text string) {
	t.Helper()
	s.ldapmodify(t, text, "-a")
}

// ModifyLDIF applies change records (ldapmodify).
func (s *Server) ModifyLDIF(t testing.TB, text string) {
	t.Helper()
	s.ldapmodify(t, text)
}

func (s *Server) ldapmodify(t testing.TB, text string, args ...string) {
	t.Helper()
	path := needs.Program(t, server, "ldapmodify")
	args = append(args, "-x", "-H", "ldap://"+s.Address(), "-D", AdminDN, "-w", AdminPassword)
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("ldapmodify: %v\n%s", err, out)
	}
}
