package sambatest

import (
	"crypto/tls"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/ldapadmin"
	"directoryconnector/backend/internal/testbed/needs"
)

// What every Server has.
const (
	Realm    = "EXAMPLE.TEST"
	Domain   = "EXAMPLE"
	BaseDN   = "DC=example,DC=test"
	UsersDN  = "CN=Users," + BaseDN
	HostName = "dc1.example.test" // in the certificate, beside the address and localhost

	AdminDN       = "CN=Administrator," + UsersDN
	AdminPassword = "Passw0rd!23"

	// Port is of LDAP and StartTLS, TLSPort of LDAPS.
	Port    = 389
	TLSPort = 636
	// GlobalCatalogPort and GlobalCatalogTLSPort are those of the forest.
	GlobalCatalogPort    = 3268
	GlobalCatalogTLSPort = 3269
)

// A Server is a running domain controller.
type Server struct {
	// Admin is logged in as the domain's Administrator.
	ldapadmin.Admin

	// Host is its address on loopback.
	Host string
	// CA issued its certificate.
	CA *needs.Authority

	strongAuth bool
	kerberos   bool
	folder     string
	cert       needs.Certificate
}

// An Option changes the server that Start starts.
type Option func(*Server)

// WithPlainBinds accepts passwords without encryption; the default is to
// refuse them with result code 8, as Active Directory does.
func WithPlainBinds() Option { return func(s *Server) { s.strongAuth = false } }

// WithKerberos makes the server a key distribution center, too (port 88).
func WithKerberos() Option { return func(s *Server) { s.kerberos = true } }

// Start provisions a domain and runs its controller for this test.
func Start(t testing.TB, opts ...Option) *Server {
	t.Helper()
	require(t)
	s := newServer(t)
	for _, opt := range opts {
		opt(s)
	}
	s.provision(t)
	s.configure(t)
	s.Restart(t)
	if s.kerberos {
		// The updater of names, which does this, is not among the services.
		add := ldap.NewModifyRequest("CN=DC1,OU=Domain Controllers,"+BaseDN, nil)
		add.Add("servicePrincipalName", []string{"ldap/" + HostName})
		s.Modify(t, add)
	}
	return s
}

func newServer(t testing.TB) *Server {
	t.Helper()
	s := &Server{
		Host: needs.FreeAddress(t, Port, TLSPort, GlobalCatalogPort, GlobalCatalogTLSPort, 88),
		CA:   needs.NewAuthority(t, "AD Test CA"), folder: t.TempDir(), strongAuth: true,
	}
	s.cert = s.CA.Server(t, HostName, "localhost", s.Host)
	t.Cleanup(s.Logout)
	return s
}

// Clone runs another controller for this test, with everything that this one
// holds and the same USNs, but an invocation id of its own.
func (s *Server) Clone(t testing.TB, opts ...Option) *Server {
	t.Helper()
	c := newServer(t)
	for _, opt := range opts {
		opt(c)
	}
	s.copyTo(t, c.folder)
	c.configure(t)
	c.newInvocation(t)
	c.Restart(t)
	return c
}

// copyTo copies what the server holds, while nobody writes.
func (s *Server) copyTo(t testing.TB, folder string) {
	t.Helper()
	defer s.Pause()()
	for _, part := range []string{"private", "state", "etc"} {
		if err := copyTree(filepath.Join(folder, part), filepath.Join(s.folder, part)); err != nil {
			t.Fatalf("copy the domain: %v", err)
		}
	}
}

// copyTree copies files and folders; sockets are left out.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		info, err := d.Info()
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(target, info.Mode().Perm())
		case !d.Type().IsRegular():
			return nil
		}
		data, err := os.ReadFile(path) //nolint:gosec // the test's own folder
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, info.Mode().Perm())
	})
}

// Restart starts the server, which must not run.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Process = needs.Start(t, needs.Program(t, server, "samba"), "-s", s.conf(), "-i", "-M", "single")
	s.Process.Ready(t, 60*time.Second, s.dial)
}

// TLS accepts this server and no other.
func (s *Server) TLS() *tls.Config {
	return &tls.Config{RootCAs: s.CA.Pool, ServerName: HostName, MinVersion: tls.VersionTLS12}
}

// Address is where LDAP with StartTLS is.
func (s *Server) Address() string { return net.JoinHostPort(s.Host, "389") }

// TLSAddress is where LDAPS is.
func (s *Server) TLSAddress() string { return net.JoinHostPort(s.Host, "636") }

func (s *Server) dial() error {
	return s.Login("ldaps://"+s.TLSAddress(), s.TLS(), AdminDN, AdminPassword)
}
