package e2e

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestLDAPErrorsAreToldInWords: whatever is wrong with the LDAP server or the
// settings for it is said in words with a way out; the exit code tells it,
// nothing is sent, and the sync cache stays as it was.
func TestLDAPErrorsAreToldInWords(t *testing.T) {
	t.Parallel()
	server := slapdtest.Start(t, slapdtest.WithCertificateFor("ldap.example.test", "localhost"))
	tr := newTree(t, server)
	c := newCompany()
	tr.crowd(30, c)
	stranger := needs.NewAuthority(t, "Stranger CA")
	good := tr.settings().with(settings{"ldap.hostname": "127.0.0.1", "ldap.tlsServerName": "localhost"})
	tests := []struct {
		name  string
		wrong map[string]string
		// anew starts with an empty cache: the setting belongs to its identity.
		anew bool
		says []string
	}{
		{"wrong password", map[string]string{"BWDC_LDAP_PASSWORD": "wrong"}, false,
			[]string{"wrong user name or password", "cn=reader", "ldap.password"}},
		{"no such user", map[string]string{"BWDC_LDAP_USERNAME": "cn=nobody-here,dc=example,dc=test"}, false,
			[]string{"wrong user name or password", "cn=nobody-here"}},
		{"not the name of a DN", map[string]string{"BWDC_LDAP_USERNAME": "reader"}, false, []string{"ldap.username"}},
		{"locked account", map[string]string{"BWDC_LDAP_USERNAME": slapdtest.LockedDN}, false, []string{"cn=locked"}},
		{"an account that may read nothing", map[string]string{"BWDC_LDAP_USERNAME": slapdtest.NobodyDN}, false, []string{"ou=", "may not read this", "right to read"}},
		{"no such base", map[string]string{"BWDC_LDAP_USER_PATH": "ou=nowhere"}, true, []string{"ou=nowhere", "ldap.userPath"}},
		{"bad filter", map[string]string{"BWDC_SYNC_USER_FILTER": "(&(mail=*)"}, false, []string{"filter", "sync.userFilter"}},
		{"unknown authority", map[string]string{"BWDC_LDAP_CA_FILE": stranger.File}, false,
			[]string{"not trusted", "slapd Test CA", "ldap.caFile"}},
		{"other name in the certificate", map[string]string{"BWDC_LDAP_TLS_SERVER_NAME": "dc9.example.test"}, false,
			[]string{"dc9.example.test", "ldap.example.test", "ldap.tlsServerName"}},
		{"nothing listens", map[string]string{"BWDC_LDAP_PORT": strconv.Itoa(needs.FreePorts(t, 1)[0])}, false,
			[]string{"nothing listens", "ldap.port"}},
		{"TLS where plain LDAP is", map[string]string{"BWDC_LDAP_ENCRYPTION": "ldaps"}, false, []string{"ldap.encryption"}},
		{"no CA file", map[string]string{"BWDC_LDAP_CA_FILE": "/nowhere/ca.pem"}, false, []string{"/nowhere/ca.pem", "ldap.caFile"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := newOrgServer(t, orgserver.Options{SelfHosted: true})
			p := newLDAPProfile(t, o, good)
			if !tt.anew {
				p.ok("sync", "--yes")
			}
			before, exported := p.cache(), p.export()
			o.ResetCalls()
			maps.Copy(p.env, tt.wrong)
			for _, command := range [][]string{{"sync", "--yes"}, {"test"}, {"check"}} {
				p.exits(1, command...).says(tt.says...).inWords()
			}
			same(t, "imports", 0, len(o.Imports()))
			same(t, "sync cache", before, p.cache())
			for name := range tt.wrong {
				delete(p.env, name)
			}
			same(t, "settings", exported, p.export())
			p.ok("sync", "--yes")
			o.holds(t, c)
		})
	}
}

// TestSizeLimitIsAnIncompleteRead: half an answer is an error, not a sync that
// removes the other half.
func TestSizeLimitIsAnIncompleteRead(t *testing.T) {
	t.Parallel()
	tr := newTree(t, slapdtest.Start(t, slapdtest.WithSizeLimit(40)))
	c := newCompany()
	dns := tr.crowd(40, c)
	o := newOrgServer(t, orgserver.Options{SelfHosted: true})
	p := newLDAPProfile(t, o, tr.settings().with(settings{"sync.overwriteExisting": "true"}))
	p.ok("sync", "--yes")
	o.holds(t, c)
	before := p.cache()
	o.ResetCalls()
	tr.Delete(t, dns[39])
	tr.person(tr.people, "One more", "more1", "more1@example.test")
	tr.person(tr.people, "And one", "more2", "more2@example.test")
	p.exits(1, "sync", "--full").says("size limit", "entries are missing", "size.hard").inWords()
	same(t, "imports", 0, len(o.Imports()))
	same(t, "sync cache", before, p.cache())
	o.holds(t, c)
}

// TestSASLExternal logs in with a client certificate over LDAPS and with an
// authority of its own, without any password.
func TestSASLExternal(t *testing.T) {
	t.Parallel()
	server := slapdtest.Start(t, slapdtest.WithClientCertificates())
	tr := newTree(t, server)
	c := newCompany()
	c.teams["t"] = team{name: "Team", members: []string{"u000", "u003"}}
	dns := tr.crowd(5, c)
	tr.team(tr.teams, "Team", dns[0], dns[3])
	reader := server.CA.Client(t, "reader")
	o := newOrgServer(t, orgserver.Options{SelfHosted: true})
	p := newProfile(t)
	all := tr.settings().with(settings{
		"ldap.encryption": "ldaps", "ldap.port": strconv.Itoa(server.TLSPort), "ldap.authentication": "external",
		"ldap.certFile": reader.CertFile, "ldap.keyFile": reader.KeyFile, "ldap.username": "",
	})
	p.configure(o, all)
	p.ok("check").saysNot("failed")
	p.ok("sync", "--yes")
	o.holds(t, c)

	// LDAPS with a password.
	simple := newLDAPProfile(t, o, all.with(settings{"ldap.authentication": "simple", "ldap.username": slapdtest.ReaderDN, "ldap.certFile": "", "ldap.keyFile": ""}))
	simple.ok("check").says("TLS 1.")
	simple.ok("sync", "--yes")
	o.holds(t, c)

	// A certificate of somebody else.
	other := needs.NewAuthority(t, "Stranger CA").Client(t, "reader")
	p.env["BWDC_LDAP_CERT_FILE"], p.env["BWDC_LDAP_KEY_FILE"] = other.CertFile, other.KeyFile
	o.ResetCalls()
	p.exits(1, "sync").says("certificate").inWords()
	same(t, "imports", 0, len(o.Imports()))
}

// proxied puts a proxy in front of a slapd, which lets a test act in the
// middle of an answer.
func proxied(t testing.TB, s *slapdtest.Server) (*adproxy.Proxy, settings) {
	p := adproxy.Start(t, adproxy.Config{Upstream: s.Address(), MaxPageSize: -1, MaxValRange: -1})
	return p, settings{"ldap.port": strconv.Itoa(p.Port), "ldap.encryption": "none"}
}

// TestServerDiesInMidRead: a connection that breaks, and a server that is
// killed, in the middle of an answer: nothing is sent, the cache is as before,
// and the next sync is a good one.
func TestServerDiesInMidRead(t *testing.T) {
	t.Parallel()
	const root = "ou=company," + slapdtest.BaseDN
	var ldif strings.Builder
	ldif.WriteString("dn: " + root + "\nobjectClass: organizationalUnit\n\ndn: ou=people," + root + "\nobjectClass: organizationalUnit\n\ndn: ou=teams," + root + "\nobjectClass: organizationalUnit\n\n")
	c := newCompany()
	for i := range 60 {
		uid := "u" + itoa(100+i)
		ldif.WriteString("dn: cn=" + uid + ",ou=people," + root + "\nobjectClass: inetOrgPerson\nsn: x\ncn: " + uid + "\nuid: " + uid + "\nmail: " + uid + "@example.test\n\n")
		c.people[uid] = person{email: uid + "@example.test", id: "cn=" + uid + ",ou=people," + root}
	}
	server := slapdtest.Start(t, slapdtest.WithLDIF(ldif.String()))
	twin := slapdtest.Start(t, slapdtest.WithLDIF(ldif.String()))
	tr := &tree{t: t, Server: server, root: root}
	proxy, through := proxied(t, server)
	o := newOrgServer(t, orgserver.Options{SelfHosted: true})
	// Small pages: what was answered before the end is but a part.
	p := newLDAPProfile(t, o, tr.settings().with(through).with(settings{"ldap.pageSize": "10"}))
	cut := func(at int) func(int, string) bool { return func(n int, _ string) bool { return n < at } }
	for _, at := range []int{1, 7, 40, 62} {
		proxy.SetHooks(adproxy.Hooks{Entry: cut(at)})
		p.exits(1, "sync", "--yes").inWords()
		same(t, "imports after a cut at entry "+itoa(at), 0, len(o.Imports()))
		same(t, "members acknowledged", 0, len(p.state().Members))
	}
	proxy.SetHooks(adproxy.Hooks{})
	p.ok("sync", "--yes")
	o.holds(t, c)
	before := p.cache()
	o.ResetCalls()
	proxy.SetHooks(adproxy.Hooks{Entry: func(n int, _ string) bool {
		if n == 30 {
			server.Kill()
		}
		return true
	}})
	p.exits(1, "sync", "--full").inWords()
	same(t, "imports after the server was killed", 0, len(o.Imports()))
	same(t, "sync cache", before, p.cache())
	o.holds(t, c)
	// The backup server takes over.
	proxy.SetHooks(adproxy.Hooks{})
	proxy.SetUpstream(twin.Address(), nil)
	p.ok("sync")
	o.holds(t, c)
}

// TestKilledInMidRead kills bwdc itself after some entries of a read.
func TestKilledInMidRead(t *testing.T) {
	t.Parallel()
	server := slapdtest.Start(t)
	tr := newTree(t, server)
	c := newCompany()
	dns := tr.crowd(60, c)
	tr.team(tr.teams, "Team", dns[1], dns[2])
	c.teams["t"] = team{name: "Team", members: []string{"u001", "u002"}}
	proxy, through := proxied(t, server)
	o := newOrgServer(t, orgserver.Options{SelfHosted: true})
	p := newLDAPProfile(t, o, tr.settings().with(through))
	exported := p.export()
	for i, at := range []int{1, 5, 30, 61, 64} {
		if i == 2 {
			p.ok("sync", "--yes")
			tr.Delete(t, dns[9])
			c.leave("u009")
		}
		before := p.cache()
		o.ResetCalls()
		running := make(chan *child, 1)
		proxy.SetHooks(adproxy.Hooks{Entry: func(n int, _ string) bool {
			if n == at {
				child := <-running
				child.kill()
				running <- child
			}
			return n < at
		}})
		child := p.start("sync", "--full", "--yes")
		running <- child
		if a := child.wait(patience); !a.killed {
			t.Errorf("%s", a.report("was not killed at entry "+itoa(at)))
		}
		proxy.SetHooks(adproxy.Hooks{})
		same(t, "imports", 0, len(o.Imports()))
		same(t, "sync cache", before, p.cache())
		same(t, "settings", exported, p.export())
	}
	p.ok("sync", "--yes")
	o.holds(t, c)
	p.honest(o)
}
