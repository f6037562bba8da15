package needs

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// An Authority is a certificate authority for one test. Its keys exist in
// memory and in the test's own folder.
type Authority struct {
	// Name is the common name of its own certificate.
	Name string
	// File is a PEM file with its own certificate.
	File string
	// Pool trusts nobody else.
	Pool *x509.CertPool

	folder string
	cert   *x509.Certificate
	key    *ecdsa.PrivateKey
	issued int64
}

// A Certificate is what an Authority issued, as PEM files and for Go.
type Certificate struct {
	CertFile, KeyFile string
	TLS               tls.Certificate
}

// CAFile is a PEM file with the certificate of a server.
func CAFile(t testing.TB, s *httptest.Server) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ca.pem")
	writePEM(t, file, "CERTIFICATE", s.Certificate().Raw)
	return file
}

// NewAuthority makes a certificate authority with that common name.
func NewAuthority(t testing.TB, name string) *Authority {
	t.Helper()
	a := &Authority{Name: name, folder: t.TempDir(), issued: 1}
	a.key = newKey(t)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, a.key.Public(), a.key)
	if err != nil {
		t.Fatalf("certificate authority: %v", err)
	}
	if a.cert, err = x509.ParseCertificate(der); err != nil {
		t.Fatalf("certificate authority: %v", err)
	}
	a.File = filepath.Join(a.folder, "ca.pem")
	writePEM(t, a.File, "CERTIFICATE", der)
	a.Pool = x509.NewCertPool()
	a.Pool.AddCert(a.cert)
	return a
}

// Certificate is its own certificate.
func (a *Authority) Certificate() *x509.Certificate { return a.cert }

// Server issues a certificate for a server with these names and addresses.
func (a *Authority) Server(t testing.TB, hosts ...string) Certificate {
	t.Helper()
	template := &x509.Certificate{
		Subject:     pkix.Name{CommonName: hosts[0]},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	return a.issue(t, template)
}

// Client issues a certificate for a client whose subject is cn=name.
func (a *Authority) Client(t testing.TB, name string) Certificate {
	t.Helper()
	return a.issue(t, &x509.Certificate{
		Subject:     pkix.Name{CommonName: name},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
}

func (a *Authority) issue(t testing.TB, template *x509.Certificate) Certificate {
	t.Helper()
	a.issued++
	template.SerialNumber = big.NewInt(a.issued)
	template.NotBefore, template.NotAfter = a.cert.NotBefore, a.cert.NotAfter
	template.KeyUsage = x509.KeyUsageDigitalSignature
	key := newKey(t)
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key)
	if err != nil {
		t.Fatalf("issue a certificate: %v", err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatalf("issue a certificate: %v", err)
	}
	base := filepath.Join(a.folder, big.NewInt(a.issued).String())
	c := Certificate{CertFile: base + ".pem", KeyFile: base + ".key"}
	writePEM(t, c.CertFile, "CERTIFICATE", der)
	writePEM(t, c.KeyFile, "PRIVATE KEY", keyDER)
	if c.TLS, err = tls.LoadX509KeyPair(c.CertFile, c.KeyFile); err != nil {
		t.Fatalf("issue a certificate: %v", err)
	}
	return c
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatalf("make a key: %v", err)
	}
	return key
}

func writePEM(t testing.TB, path, kind string, der []byte) {
	t.Helper()
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
}
