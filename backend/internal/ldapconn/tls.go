package ldapconn

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/transport"
)

// tlsConfig makes the TLS settings from files; it reads them anew each time,
// since certificates are renewed.
//
// The certificate must carry one of the names.
func (d *Dialer) tlsConfig(names []string) (*tls.Config, error) {
	roots, err := transport.Authorities("ldap.caFile", d.set.CAFile)
	if err != nil {
		return nil, directory.WithHint(&failure{err.Error(), directory.ErrConfig, err}, directory.HintOf(err))
	}
	cfg := &tls.Config{
		MinVersion:         tls.VersionTLS12,
		ServerName:         d.serverNames(names)[0],
		RootCAs:            roots,
		InsecureSkipVerify: d.set.AllowUnauthorized, //nolint:gosec // a setting, warned about at every read
	}
	if d.set.CertFile != "" {
		if open, err := atomicfile.ReadableByOthers(d.set.KeyFile); err == nil && open {
			return nil, directory.WithHint(&failure{text: "ldap.keyFile: everybody on this machine may read the private key " + d.set.KeyFile, kind: directory.ErrConfig},
				fmt.Sprintf("Take that right away: chmod o-r %q", d.set.KeyFile))
		}
		cert, err := tls.LoadX509KeyPair(d.set.CertFile, d.set.KeyFile)
		if err != nil {
			return nil, fileError("ldap.certFile, ldap.keyFile", err)
		}
		cfg.Certificates = []tls.Certificate{cert}
	}
	if names = d.serverNames(names); len(names) > 1 && !cfg.InsecureSkipVerify {
		cfg.InsecureSkipVerify = true //nolint:gosec // verified below, for either name
		cfg.VerifyConnection = func(state tls.ConnectionState) error { return verify(state, cfg.RootCAs, names) }
	}
	return cfg, nil
}

func fileError(setting string, err error) error {
	return directory.WithHint(&failure{setting + ": " + err.Error(), directory.ErrConfig, err},
		cmp.Or(atomicfile.Hint(err), "The file must be readable for this program and in PEM form (-----BEGIN CERTIFICATE-----)."))
}

// verify does what crypto/tls does, for the first name that fits.
func verify(state tls.ConnectionState, roots *x509.CertPool, names []string) error {
	options := x509.VerifyOptions{Roots: roots, Intermediates: x509.NewCertPool()}
	for _, c := range state.PeerCertificates[1:] {
		options.Intermediates.AddCert(c)
	}
	var first error
	for _, name := range names {
		options.DNSName = name
		_, err := state.PeerCertificates[0].Verify(options)
		if err == nil {
			return nil
		}
		if first == nil {
			first = &tls.CertificateVerificationError{UnverifiedCertificates: state.PeerCertificates, Err: err}
		}
	}
	return first
}

// serverNames are those of which the server's certificate must carry one.
func (d *Dialer) serverNames(names []string) []string {
	if d.set.TLSServerName != "" {
		return []string{d.set.TLSServerName}
	}
	return names
}

// tlsError puts a failed handshake into words.
func (d *Dialer) tlsError(address string, err error) error {
	what := "TLS with " + address
	fail := func(text, hint string) error {
		return directory.WithHint(&failure{what + ": " + text, directory.ErrUnreachable, err}, hint)
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s: %w", what, err)
	}
	var (
		name    x509.HostnameError
		unknown x509.UnknownAuthorityError
		invalid x509.CertificateInvalidError
		record  tls.RecordHeaderError
		verify  *tls.CertificateVerificationError
		chain   []*x509.Certificate
	)
	if errors.As(err, &verify) {
		chain = verify.UnverifiedCertificates
	}
	if text, hint := transport.CertificateProblem(err, "ldap.caFile"); text != "" {
		return fail(text, hint)
	}
	switch {
	case errors.As(err, &name):
		return fail(fmt.Sprintf("the certificate is not for %q but for %s", name.Host, certificateNames(name.Certificate)),
			"Set ldap.hostname to a name in the certificate, or ldap.tlsServerName to the name that it must carry.")
	case errors.As(err, &unknown):
		return fail("the certificate is signed by an authority that is not trusted; the server showed "+chainText(chain),
			"Set ldap.caFile to a PEM file with the certificate of the authority.")
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return fail(expiredText(invalid.Cert), "Renew the certificate on the server, and check the clocks of both computers.")
	case chain != nil:
		return fail("the certificate is not acceptable: "+err.Error()+"; the server showed "+chainText(chain), "")
	case errors.As(err, &record):
		return fail("the server does not speak TLS on this port", "Set ldap.encryption to starttls, or ldap.port to the port for LDAPS (636).")
	case tlsAlert(err) != "":
		return fail("the server refused: "+tlsAlert(err), "Check ldap.certFile and ldap.keyFile, and that the server offers TLS 1.2 or newer.")
	case transport.IsCut(err):
		return fail("the server closed the connection: it does not seem to speak TLS on this port", "Set ldap.encryption to starttls, or ldap.port to the port for LDAPS (636), and check that the server has a certificate.")
	case transport.IsTimeout(err):
		return fail("no answer in time", "Check ldap.port and ldap.encryption: a port for plain LDAP waits for ever when it is spoken to as LDAPS.")
	}
	return fail("the server broke off", "Check ldap.port and ldap.encryption, and that the server has a certificate.")
}

// certificateNames lists the names that a certificate carries.
func certificateNames(c *x509.Certificate) string {
	names := append([]string(nil), c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		return fmt.Sprintf("no name at all (its subject is %s, which does not count without a subject alternative name)", dn.Quoted(c.Subject.String()))
	}
	return strings.Join(names, ", ")
}

// chainText shows who signed whom.
func chainText(chain []*x509.Certificate) string {
	var parts []string
	for _, c := range chain {
		parts = append(parts, fmt.Sprintf("%s signed by %s", dn.Quoted(c.Subject.String()), dn.Quoted(c.Issuer.String())))
	}
	if parts == nil {
		return "no certificate"
	}
	return strings.Join(parts, ", ")
}

func expiredText(c *x509.Certificate) string {
	return fmt.Sprintf("the certificate of %s is valid from %s to %s only", dn.Quoted(c.Subject.String()), c.NotBefore.UTC().Format("2006-01-02 15:04"), c.NotAfter.UTC().Format("2006-01-02 15:04"))
}

var alertText = regexp.MustCompile(`remote error: tls: (.+)$`)

// tlsAlert returns what the server's TLS alert said. With TLS 1.3 it may come
// after the handshake, inside an error of go-ldap that is text only.
func tlsAlert(err error) string {
	if err == nil {
		return ""
	}
	if m := alertText.FindStringSubmatch(err.Error()); m != nil {
		return m[1]
	}
	return ""
}
