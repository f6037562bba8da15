package slapdtest

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/ldapadmin"
	"directoryconnector/backend/internal/testbed/needs"
)

// Attributes are those of an entry, by name.
type Attributes = ldapadmin.Attributes

// Rename renames an entry, and moves it below parent if that is not empty.
func (s *Server) Rename(t testing.TB, dn, rdn, parent string) {
	t.Helper()
	s.Admin.Rename(t, dn, rdn, parent)
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
		s.Do(t, "search "+filter, func(c *ldap.Conn) error {
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
	s.Admin.Delete(t, dn)
	s.awaitRefint(t, dn)
}

// OU adds an organizational unit that nobody else uses and returns its DN.
func (s *Server) OU(t testing.TB) string {
	t.Helper()
	return s.AddOU(t, "ou=test", BaseDN)
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
