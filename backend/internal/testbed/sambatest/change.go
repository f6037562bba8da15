package sambatest

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"testing"
	"unicode/utf16"

	"github.com/go-ldap/ldap/v3"
)

// Attributes are those of an entry, by name.
type Attributes = map[string][]string

// do runs change on the Administrator's connection, of which there is one.
func (s *Server) do(t testing.TB, what string, change func(*ldap.Conn) error) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := change(s.conn); err != nil {
		t.Fatalf("samba: %s: %v", what, err)
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
	for k, v := range attributes {
		all[k] = v
	}
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
}

// Delete deletes an entry that has nothing below it.
func (s *Server) Delete(t testing.TB, dn string) {
	t.Helper()
	s.do(t, "delete "+dn, func(c *ldap.Conn) error { return c.Del(ldap.NewDelRequest(dn, nil)) })
}

// OU adds an organizational unit that nobody else uses and returns its DN.
func (s *Server) OU(t testing.TB) string {
	t.Helper()
	s.mu.Lock()
	s.ous++
	dn := fmt.Sprintf("OU=Test%d,%s", s.ous, BaseDN)
	s.mu.Unlock()
	s.Add(t, dn, Attributes{"objectClass": {"organizationalUnit"}, "description": {t.Name()}})
	return dn
}
