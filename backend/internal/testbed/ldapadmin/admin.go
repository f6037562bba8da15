// Package ldapadmin changes a real LDAP server's entries over the connection
// of its administrator, of which there is one. slapdtest and sambatest embed
// it, and add what only their server has.
package ldapadmin

import (
	"crypto/tls"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/needs"
)

// Attributes are those of an entry, by name.
type Attributes = map[string][]string

// An Admin is logged in to one server, or not yet.
type Admin struct {
	// Process is the server.
	Process *needs.Process

	mu   sync.Mutex
	conn *ldap.Conn
	ous  int
}

// Login logs the administrator in.
func (a *Admin) Login(url string, config *tls.Config, dn, password string) error {
	conn, err := ldap.DialURL(url, ldap.DialWithTLSConfig(config))
	if err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	if err := conn.Bind(dn, password); err != nil {
		return errors.Join(fmt.Errorf("bind: %w", err), conn.Close())
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.conn = conn
	return nil
}

// Logout closes the connection, if there is one.
func (a *Admin) Logout() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.conn != nil {
		_ = a.conn.Close() // nothing is under way
		a.conn = nil
	}
}

// Kill ends the server as a crash does.
func (a *Admin) Kill() { a.Process.Kill() }

// Stop ends the server in order.
func (a *Admin) Stop() {
	a.Logout()
	a.Process.Stop()
}

// Pause keeps changes from the server until the returned function is called.
func (a *Admin) Pause() (resume func()) {
	a.mu.Lock()
	return a.mu.Unlock
}

// Do runs fn on the connection; what names it in the test's failure.
func (a *Admin) Do(t testing.TB, what string, fn func(*ldap.Conn) error) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := fn(a.conn); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// Add adds an entry.
func (a *Admin) Add(t testing.TB, dn string, attributes Attributes) {
	t.Helper()
	request := ldap.NewAddRequest(dn, nil)
	for name, values := range attributes {
		request.Attribute(name, values)
	}
	a.Do(t, "add "+dn, func(c *ldap.Conn) error { return c.Add(request) })
}

// Set replaces the values of attributes; one without values goes.
func (a *Admin) Set(t testing.TB, dn string, attributes Attributes) {
	t.Helper()
	request := ldap.NewModifyRequest(dn, nil)
	for name, values := range attributes {
		request.Replace(name, values)
	}
	a.Modify(t, request)
}

// Modify sends the request.
func (a *Admin) Modify(t testing.TB, request *ldap.ModifyRequest) {
	t.Helper()
	a.Do(t, "modify "+request.DN, func(c *ldap.Conn) error { return c.Modify(request) })
}

// Rename renames an entry, and moves it below parent if that is not empty.
func (a *Admin) Rename(t testing.TB, dn, rdn, parent string) {
	t.Helper()
	request := ldap.NewModifyDNRequest(dn, rdn, true, parent)
	a.Do(t, "rename "+dn, func(c *ldap.Conn) error { return c.ModifyDN(request) })
}

// Delete deletes an entry that has nothing below it.
func (a *Admin) Delete(t testing.TB, dn string) {
	t.Helper()
	a.Do(t, "delete "+dn, func(c *ldap.Conn) error { return c.Del(ldap.NewDelRequest(dn, nil)) })
}

// AddOU adds an organizational unit below base that nobody else uses, and
// returns its DN, which is prefix, such as "ou=test", and a number, and base.
func (a *Admin) AddOU(t testing.TB, prefix, base string) string {
	t.Helper()
	a.mu.Lock()
	a.ous++
	rdn := fmt.Sprint(prefix, a.ous)
	a.mu.Unlock()
	_, name, _ := strings.Cut(rdn, "=")
	a.Add(t, rdn+","+base, Attributes{"objectClass": {"organizationalUnit"}, "ou": {name}, "description": {t.Name()}})
	return rdn + "," + base
}
