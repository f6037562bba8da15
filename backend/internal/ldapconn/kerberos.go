package ldapconn

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

// A kerberosClient makes the tokens of SASL GSSAPI (RFC 4752). It negotiates no
// security layer: the connection is encrypted by TLS.
type kerberosClient interface {
	ldap.GSSAPIClient
	Close() error
}

// kerberosBind logs in with a ticket for the service of that host.
func (d *Dialer) kerberosBind(ctx context.Context, l *link) error {
	host := d.serverNames(l.server.names)[0]
	client, err := d.kerberosClient(l.server, certificateOf(l))
	if err != nil {
		return err
	}
	defer func() { _ = client.Close() }()
	// gokrb5 knows no context; it waits 5 s for each KDC.
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return l.conn.GSSAPIBindRequest(client, &ldap.GSSAPIBindRequest{ServicePrincipalName: "ldap/" + host})
}

// certificateOf returns the server's certificate, or nil.
func certificateOf(l *link) *x509.Certificate {
	if conn, ok := l.tap.Conn.(*tls.Conn); ok {
		if chain := conn.ConnectionState().PeerCertificates; len(chain) > 0 {
			return chain[0]
		}
	}
	return nil
}

// kerberosReasons are what a KDC answers, by the names of RFC 4120 (7.5.9).
var kerberosReasons = []struct {
	name string
	explanation
}{
	{"KDC_ERR_PREAUTH_FAILED", wrong},
	{"KDC_ERR_C_PRINCIPAL_UNKNOWN", explanation{directory.ErrAuth, "the realm knows no such user", "Check ldap.username: name@REALM, the realm in capitals."}},
	{"KDC_ERR_S_PRINCIPAL_UNKNOWN", explanation{directory.ErrConfig, "the realm knows no LDAP service of that name", "Set ldap.hostname to the server's full name, as its service principal ldap/NAME has it, or ldap.tlsServerName."}},
	{"KRB_AP_ERR_SKEW", explanation{directory.ErrUnreachable, "the clocks of this computer and of the domain controller differ by more than five minutes", "Set the clock right on both."}},
	{"KDC_ERR_KEY_EXP", expired},
	{"KDC_ERR_CLIENT_REVOKED", disabled},
	{"KDC_ERR_ETYPE_NOSUPP", explanation{directory.ErrConfig, "the realm and this program know no encryption in common", "Allow AES for the account (msDS-SupportedEncryptionTypes), and set its password again."}},
	{"Networking_Error", explanation{directory.ErrUnreachable, "no key distribution center of the realm can be reached", "Check the realm in ldap.username, krb5.conf (KRB5_CONFIG), and that no firewall is in between (port 88)."}},
}

// explainKerberos returns what a log-in that failed before the server saw it
// means; nil where err is the server's answer.
func explainKerberos(what string, err error) error {
	if le, answered := errors.AsType[*ldap.Error](err); answered {
		if le.ResultCode != ldap.LDAPResultStrongAuthRequired {
			return nil
		}
		return explained(what, explanation{
			directory.ErrAuth, "the server wants Kerberos to sign inside TLS, too, which it does not here",
			"Set ldap.authentication to simple, or allow it on the server (Samba: ldap server require strong auth = allow_sasl_over_tls).",
		}, le)
	}
	if inWords(err) {
		return err
	}
	said := err.Error()
	for _, reason := range kerberosReasons {
		if strings.Contains(said, reason.name) {
			return reason.plainly(what, err)
		}
	}
	return directory.WithHint(&failure{what + ": no Kerberos ticket: " + said, directory.ErrAuth, err},
		"Check ldap.username (name@REALM), ldap.keytab or ldap.password, and krb5.conf.")
}

// badBindings is what a domain controller answers that demands channel binding
// (LdapEnforceChannelBinding 2): SEC_E_BAD_BINDINGS.
const badBindings = "80090346"

func kerberosConfigError(format string, args ...any) error {
	return directory.WithHint(&failure{text: fmt.Sprintf(format, args...), kind: directory.ErrConfig},
		"Set ldap.username to name@REALM (the realm in capitals), and ldap.keytab or ldap.password; without them a credential cache (kinit, KRB5CCNAME) is used.")
}
