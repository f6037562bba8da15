package sambatest

import (
	"encoding/binary"
	"maps"
	"strconv"
	"testing"
	"unicode/utf16"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/ldapadmin"
)

// Attributes are those of an entry, by name.
type Attributes = ldapadmin.Attributes

// Values of userAccountControl: an ordinary account without the need for a
// password, and the flag that switches it off.
// https://learn.microsoft.com/en-us/troubleshoot/windows-server/active-directory/useraccountcontrol-manipulate-account-properties
const (
	NormalAccount  = 0x200 | 0x20
	AccountDisable = 0x2
)

// AddUser adds a user without a password below parent and returns its DN.
// attributes come on top and may replace userAccountControl.
func (s *Server) AddUser(t testing.TB, parent, name, account string, attributes Attributes) string {
	t.Helper()
	all := Attributes{
		"objectClass": {"user"}, "sAMAccountName": {account},
		"userAccountControl": {strconv.Itoa(NormalAccount)},
	}
	maps.Copy(all, attributes)
	dn := "CN=" + ldap.EscapeDN(name) + "," + parent
	s.Add(t, dn, all)
	return dn
}

// AddGroup adds a global security group and returns its DN.
func (s *Server) AddGroup(t testing.TB, parent, name, account string, members ...string) string {
	t.Helper()
	all := Attributes{"objectClass": {"group"}, "sAMAccountName": {account}}
	if len(members) > 0 {
		all["member"] = members
	}
	dn := "CN=" + ldap.EscapeDN(name) + "," + parent
	s.Add(t, dn, all)
	return dn
}

// Reanimate brings a deleted entry back as dn ([MS-ADTS] 3.1.1.5.3.7). What
// deletion took from it, memberships above all, stays away.
func (s *Server) Reanimate(t testing.TB, tombstone, dn string, attributes Attributes) {
	t.Helper()
	request := ldap.NewModifyRequest(tombstone, []ldap.Control{ldap.NewControlMicrosoftShowDeleted()})
	request.Delete("isDeleted", nil)
	request.Replace("distinguishedName", []string{dn})
	s.Modify(t, request)
	s.Set(t, dn, attributes)
}

// SetPassword sets an account's password and says that it is needed.
func (s *Server) SetPassword(t testing.TB, dn, password string) {
	t.Helper()
	var quoted []byte
	for _, unit := range utf16.Encode([]rune(`"` + password + `"`)) {
		quoted = binary.LittleEndian.AppendUint16(quoted, unit)
	}
	s.Set(t, dn, Attributes{"unicodePwd": {string(quoted)}})
	s.Set(t, dn, Attributes{"userAccountControl": {"512"}})
}

// OU adds an organizational unit that nobody else uses and returns its DN.
func (s *Server) OU(t testing.TB) string {
	t.Helper()
	return s.AddOU(t, "OU=Test", BaseDN)
}
