package ldapconn

import (
	"crypto/x509"
	"strings"

	"github.com/go-ldap/ldap/v3/gssapi"
)

// kerberosClient logs in as the account that runs this program, or as
// ldap.username with its password, through SSPI. The ticket of the own account
// is bound to the TLS connection (RFC 5929), as domain controllers may demand.
func (d *Dialer) kerberosClient(_ server, certificate *x509.Certificate) (kerberosClient, error) {
	if d.set.Username == "" {
		if certificate != nil {
			return gssapi.NewSSPIClientWithChannelBinding(certificate)
		}
		return gssapi.NewSSPIClient()
	}
	if d.password.IsZero() {
		return nil, kerberosConfigError("ldap.username is set, and ldap.password is not")
	}
	name, domain, _ := strings.Cut(d.set.Username, "@")
	return gssapi.NewSSPIClientWithUserCredentials(domain, name, d.password.Reveal())
}
