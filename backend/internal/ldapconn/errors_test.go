package ldapconn

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// said is what a server says, in its own way.
type said string

func (s said) Error() string { return string(s) }

func TestALogInThatFailsIsExplained(t *testing.T) {
	t.Parallel()
	ad := func(data string) *ldap.Error {
		return &ldap.Error{ResultCode: 49, Err: errors.New("80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error, data " + data + ", v4563\x00")}
	}
	tests := []struct {
		err  *ldap.Error
		want string
		kind error
	}{
		{ad("525"), "no such user", directory.ErrAuth},
		{ad("52e"), "wrong user name or password", directory.ErrAuth},
		{ad("532"), "password of the account has expired", directory.ErrAuth},
		{ad("533"), "disabled", directory.ErrAuth},
		{ad("701"), "account has expired", directory.ErrAuth},
		{ad("773"), "must change its password", directory.ErrAuth},
		{ad("775"), "locked", directory.ErrAuth},
		{ad("999"), "wrong user name or password", directory.ErrAuth},
		{&ldap.Error{ResultCode: 49, Err: errors.New("")}, "wrong user name or password", directory.ErrAuth},
		{&ldap.Error{ResultCode: 8, Err: errors.New("00002028: LdapErr: DSID-0C090259, comment: The server requires binds to turn on integrity checking, data 0, v4563")}, "wants the connection encrypted", directory.ErrAuth},
		{&ldap.Error{ResultCode: 13, Err: errors.New("confidentiality required")}, "wants the connection encrypted", directory.ErrPermission},
		{&ldap.Error{ResultCode: 49, Err: said("password expired!")}, "password of the account has expired", directory.ErrAuth},
		{&ldap.Error{ResultCode: 53, Err: said("Account inactivated. Contact system administrator.")}, "disabled", directory.ErrAuth},
		{&ldap.Error{ResultCode: 53, Err: errors.New("Entry cannot be used until the password must be changed")}, "must change its password", directory.ErrAuth},
		{&ldap.Error{ResultCode: 19, Err: said("Exceed password retry limit. Please try later.")}, "locked", directory.ErrAuth},
		{&ldap.Error{ResultCode: 53, Err: errors.New("unauthenticated bind (DN with no password) disallowed")}, "does not allow this way", directory.ErrAuth},
		{&ldap.Error{ResultCode: 34, Err: errors.New("invalid DN")}, "no such user", directory.ErrAuth},
		{&ldap.Error{ResultCode: 48, Err: errors.New("anonymous bind disallowed")}, "does not allow this way", directory.ErrAuth},
	}
	for _, test := range tests {
		got := explainBind(test.err, passwordPolicy{})
		if !strings.Contains(got.text, test.want) || !errors.Is(got.kind, test.kind) || got.hint == "" {
			t.Errorf("%v: got %+v, want %q", test.err, got, test.want)
		}
	}
}

func TestASearchThatFailsIsExplained(t *testing.T) {
	t.Parallel()
	tests := []struct {
		code uint16
		said string
		want string
		kind error
		hint bool
	}{
		{3, "", "time limit", directory.ErrIncomplete, true},
		{4, "", "size limit", directory.ErrIncomplete, true},
		{11, "", "administrative limit", directory.ErrIncomplete, true},
		{10, "", "refers to another one", directory.ErrConfig, true},
		{32, "", "no such entry", directory.ErrConfig, true},
		{50, "", "may not read", directory.ErrPermission, true},
		{1, "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563", "only after a log-in (the server says: In order to perform this operation a successful bind must be completed on the connection.)", directory.ErrPermission, true},
		{80, "internal", `search "dc=x": other (the server says: internal)`, directory.ErrIncomplete, false},
		{51, "", "busy", directory.ErrIncomplete, true},
		{ldap.ErrorNetwork, "unable to read LDAP response packet: EOF", "broke off before the answer was complete", directory.ErrIncomplete, true},
		{ldap.ErrorNetwork, "unable to read LDAP response packet: remote error: tls: certificate required", "certificate required", directory.ErrUnreachable, true},
	}
	for _, test := range tests {
		err := resultError(`search "dc=x"`, ldap.NewError(test.code, errors.New(test.said)))
		if !errors.Is(err, test.kind) || !strings.Contains(err.Error(), test.want) || test.hint != (directory.HintOf(err) != "") {
			t.Errorf("%d: got %v (hint %q), want %q", test.code, err, directory.HintOf(err), test.want)
		}
		for _, noise := range []string{"Code", "0x", "DSID", "LDAP Result"} {
			if strings.Contains(err.Error(), noise) {
				t.Errorf("%d: %v holds %q", test.code, err, noise)
			}
		}
	}
	if err := resultError("x", fmt.Errorf("y: %w", context.Canceled)); !errors.Is(err, context.Canceled) || errors.Is(err, directory.ErrIncomplete) {
		t.Errorf("a cancelled search became %v", err)
	}
}

func TestWhyThereIsNoConnection(t *testing.T) {
	t.Parallel()
	tests := []struct {
		err  error
		want string
	}{
		{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, "nothing listens there"},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Name: "dc9.example.com", IsNotFound: true}}, `the name "dc9.example.com" is not known`},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Name: "dc9.example.com", IsTimeout: true}}, "could not be looked up"},
		{context.DeadlineExceeded, "no answer in time"},
		{io.ErrUnexpectedEOF, "can't be reached"},
	}
	for _, test := range tests {
		err := reachError("dc9.example.com:389", test.err)
		if !errors.Is(err, directory.ErrUnreachable) || !strings.Contains(err.Error(), test.want) || directory.HintOf(err) == "" {
			t.Errorf("got %v, want %q", err, test.want)
		}
	}
}

func TestTLSThatFailsShowsTheCertificates(t *testing.T) {
	t.Parallel()
	d := &Dialer{set: config.LDAP{Hostname: "dc1.example.com", Encryption: config.EncryptionLDAPS}}
	cert := &x509.Certificate{
		Subject: pkix.Name{CommonName: "dc1"}, Issuer: pkix.Name{CommonName: "Company CA"},
		DNSNames: []string{"dc1.corp.local"}, NotAfter: time.Date(2024, 5, 6, 7, 8, 0, 0, time.UTC),
	}
	verify := func(err error) error {
		return &tls.CertificateVerificationError{UnverifiedCertificates: []*x509.Certificate{cert}, Err: err}
	}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"another name", verify(x509.HostnameError{Certificate: cert, Host: "dc1.example.com"}), `is not for "dc1.example.com" but for dc1.corp.local`},
		{"an unknown authority", verify(x509.UnknownAuthorityError{Cert: cert}), `the server showed "CN=dc1" signed by "CN=Company CA"`},
		{"an end that has passed", verify(x509.CertificateInvalidError{Cert: cert, Reason: x509.Expired}), "to 2024-05-06 07:08 only"},
		{"no TLS on the port", tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, "does not speak TLS on this port"},
		{"a server that hangs up", io.EOF, "does not seem to speak TLS on this port"},
		{"a negative serial number", errors.New("tls: failed to parse certificate from server: x509: negative serial number"), "has a negative serial number"},
		{"a malformed name", errors.New("tls: failed to parse certificate from server: x509: SAN dNSName is malformed"), "is malformed (SAN dNSName is malformed)"},
		{"a renewed authority", errors.New(`x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "Example authority")`), `signed by "Example authority" with another key`},
		{"an old signature", verify(x509.InsecureAlgorithmError(x509.SHA1WithRSA)), "not safe any more (SHA-1"},
		{"a refused client certificate", errors.New("remote error: tls: bad certificate"), "the server refused: bad certificate"},
		{"an alert", errors.New("remote error: tls: handshake failure"), "know no way to encrypt in common"},
		{"silence", context.DeadlineExceeded, "no answer in time"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := d.tlsError("dc1.example.com:636", test.err)
			if !errors.Is(err, directory.ErrUnreachable) || !strings.Contains(err.Error(), test.want) || directory.HintOf(err) == "" {
				t.Errorf("got %v (hint %q), want %q", err, directory.HintOf(err), test.want)
			}
		})
	}
}

func TestAnEmptyPasswordIsNeverSent(t *testing.T) {
	t.Parallel()
	d := &Dialer{set: config.LDAP{Hostname: "h", Authentication: config.AuthSimple, Username: `EX\reader`}}
	near, far := net.Pipe()
	defer far.Close()
	l := newLink(t.Context(), near, near, d.named("h"))
	defer l.close()
	err := d.login(t.Context(), l)
	if !errors.Is(err, directory.ErrAuth) || !strings.Contains(err.Error(), `log in to h:389 as "EX\reader": there is no password`) {
		t.Errorf("got %v", err)
	}
}
