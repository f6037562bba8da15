package ldap_test

import (
	"bytes"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// oddServer makes DNs with "odd_" in them look, to clients, as if they had a
// quotation mark in the middle: no DN by RFC 4514, but servers have their
// ways. It returns the port.
func oddServer(t *testing.T, upstream string) int {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	rewrite := func(to, from net.Conn, old, replacement string) {
		defer func() { _, _ = to.Close(), from.Close() }()
		buf := make([]byte, 1<<20)
		for {
			n, err := from.Read(buf)
			if n > 0 {
				// Both are of one length, and no test sends so much that a
				// packet ends inside of one.
				_, _ = to.Write(bytes.ReplaceAll(buf[:n], []byte(old), []byte(replacement)))
			}
			if err != nil {
				return
			}
		}
	}
	all.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", upstream)
			if err != nil {
				_ = client.Close()
				return
			}
			all.Go(func() { rewrite(client, server, "odd_", `odd"`) })
			all.Go(func() { rewrite(server, client, `odd"`, "odd_") })
		}
	})
	t.Cleanup(func() { _ = listener.Close(); all.Wait() })
	return listener.Addr().(*net.TCPAddr).Port
}

// TestSlapdDNsThatNobodyUnderstands: entries are read nevertheless, and find
// each other by the text of their DNs.
func TestSlapdDNsThatNobodyUnderstands(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	base := slapdtest.BaseDN
	anna, odd := addUser(t, s, base, "anna", nil), addUser(t, s, base, "odd_x", slapdtest.Attributes{"mail": {"odd@example.test"}})
	inner := addGroup(t, s, base, "odd_g", odd, anna)
	addGroup(t, s, base, "odd_h", anna)
	addGroup(t, s, base, "team", strings.ReplaceAll(odd, "dc=", "DC="), inner, "uid=odd_later,"+base)
	cfg := openLDAP(s, base)
	cfg.Settings.Port = oddServer(t, s.Address())
	first := read(t, cfg, nil)
	equal(t, "users", []string{"anna@example.test", "odd@example.test"}, emails(first))
	equal(t, "team", []string{`odd"g`, "odd@example.test"}, members(t, first, "team"))
	equal(t, "inner", []string{"anna@example.test", "odd@example.test"}, members(t, first, `odd"g`))
	if !slices.ContainsFunc(first.Warnings, func(w directory.Warning) bool {
		return w.Code == directory.WarnMemberUnreadable && strings.Contains(w.Text, `uid=odd"later`)
	}) {
		t.Errorf("nothing says who is no member: %v", first.Warnings)
	}
	s.Set(t, odd, slapdtest.Attributes{"mail": {"even@example.test"}})
	s.Delete(t, "cn=odd_h,"+base)
	second := changed(t, cfg, first)
	addUser(t, s, base, "odd_later", slapdtest.Attributes{"mail": {"later@example.test"}})
	third := changed(t, cfg, second)
	equal(t, "team, later", []string{"even@example.test", "later@example.test", `odd"g`}, members(t, third, "team"))
	s.Delete(t, odd)
	s.Delete(t, inner)
	changed(t, cfg, third)
}
