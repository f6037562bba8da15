package slapdtest

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/ldapadmin"
	"directoryconnector/backend/internal/testbed/needs"
)

// What every Server has.
const (
	BaseDN        = "dc=example,dc=test"
	AdminDN       = "cn=admin," + BaseDN
	AdminPassword = "secret"
	// ReaderDN, NobodyDN and LockedDN are accounts with ReaderPassword.
	ReaderDN       = "cn=reader," + BaseDN
	NobodyDN       = "cn=nobody," + BaseDN
	LockedDN       = "cn=locked," + BaseDN
	ReaderPassword = "reading"

	schemaFolder = "/etc/ldap/schema"
	moduleFolder = "/usr/lib/ldap"
	server       = "slapd"
)

// A Server is a running slapd.
type Server struct {
	// Admin is logged in as AdminDN.
	ldapadmin.Admin

	// Host is 127.0.0.1. Port is for plain LDAP and StartTLS, TLSPort for
	// LDAPS.
	Host          string
	Port, TLSPort int
	// CA issued the server's certificate and issues those of clients.
	CA *needs.Authority

	folder string
	cert   needs.Certificate
}

// Start runs a slapd for this test.
func Start(t testing.TB, opts ...Option) *Server {
	t.Helper()
	o := defaults()
	for _, opt := range opts {
		opt(o)
	}
	path := needs.Program(t, server, "slapd")
	for _, needed := range []string{schemaFolder, moduleFolder} {
		if _, err := os.Stat(needed); err != nil {
			needs.Missing(t, server, "slapd is not installed as in Debian: "+err.Error())
		}
	}
	s := &Server{Host: "127.0.0.1", CA: needs.NewAuthority(t, "slapd Test CA"), folder: t.TempDir()}
	s.cert = s.CA.Server(t, o.hosts...)
	conf := filepath.Join(s.folder, "slapd.conf")
	if err := os.WriteFile(conf, []byte(s.conf(o)), 0o600); err != nil {
		t.Fatal(err)
	}
	s.load(t, o, path, conf)
	s.run(t, o, path, conf)
	return s
}

// load puts the first entries into the database. It writes them to a file:
// slapadd tells the line of an error.
func (s *Server) load(t testing.TB, o *options, path, conf string) {
	t.Helper()
	file := filepath.Join(s.folder, "load.ldif")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := f.WriteString(baseLDIF()); err != nil {
		t.Fatal(err)
	}
	for _, text := range o.ldif {
		if _, err := f.WriteString(text + "\n\n"); err != nil {
			t.Fatal(err)
		}
	}
	add := exec.CommandContext(t.Context(), path, "-q", "-f", conf, "-l", file)
	add.Args[0] = "slapadd" // slapd and its tools are one program
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("slapadd: %v\n%s", err, bytes.TrimSpace(out))
	}
}

func baseLDIF() string {
	text := "dn: " + BaseDN + "\nobjectClass: organization\nobjectClass: dcObject\no: Example\ndc: example\n\n"
	text += "dn: cn=policy," + BaseDN + "\nobjectClass: device\nobjectClass: pwdPolicy\ncn: policy\npwdAttribute: userPassword\npwdLockout: TRUE\n\n"
	for _, name := range []string{"reader", "nobody", "locked"} {
		text += fmt.Sprintf("dn: cn=%[1]s,%[2]s\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: %[1]s\nuserPassword: %[3]s\n",
			name, BaseDN, ReaderPassword)
		if name == "locked" {
			text += "pwdAccountLockedTime: 000001010000Z\n"
		}
		text += "\n"
	}
	return text
}

// run starts the process. Somebody may take a port that was free a moment
// ago: then it tries others.
func (s *Server) run(t testing.TB, o *options, path, conf string) {
	t.Helper()
	for try := 1; ; try++ {
		ports := needs.FreePorts(t, 2)
		s.Port, s.TLSPort = ports[0], ports[1]
		urls := fmt.Sprintf("ldap://%s:%d", s.Host, s.Port)
		if o.tls {
			urls += fmt.Sprintf(" ldaps://%s:%d", s.Host, s.TLSPort)
		}
		s.Process = needs.Start(t, path, "-f", conf, "-h", urls, "-d", "0")
		if s.listens(t) || try == 3 {
			break
		}
	}
	s.Process.Ready(t, 30*time.Second, func() error { return s.dial(o) })
	t.Cleanup(s.Logout)
}

// listens waits for the server to listen, or to end.
func (s *Server) listens(t testing.TB) bool {
	for {
		c, err := (&net.Dialer{Timeout: time.Second}).DialContext(t.Context(), "tcp", s.Address())
		if err == nil {
			_ = c.Close()
			return true
		}
		if ended, _ := s.Process.Ended(); ended {
			return false
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// dial logs the administrator in, encrypted where that is possible: a test
// may have the server refuse anything else.
func (s *Server) dial(o *options) error {
	url, config := "ldap://"+s.Address(), &tls.Config{MinVersion: tls.VersionTLS12}
	if o.tls && o.certFile == "" {
		url = fmt.Sprintf("ldaps://%s:%d", s.Host, s.TLSPort)
		config.RootCAs, config.ServerName = s.CA.Pool, o.hosts[0]
	}
	return s.Login(url, config, AdminDN, AdminPassword)
}

// Address is where plain LDAP and StartTLS are.
func (s *Server) Address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }
