//go:build !windows

package ldapconn

import (
	"cmp"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"

	"github.com/go-ldap/ldap/v3/gssapi"
	krb5 "github.com/jcmturner/gokrb5/v8/client"
	"github.com/jcmturner/gokrb5/v8/config"
	"github.com/jcmturner/gokrb5/v8/credentials"
	"github.com/jcmturner/gokrb5/v8/keytab"
)

// kerberosClient logs in by a key table, by the password, or with the tickets of
// a credential cache (MIT Kerberos: keytab, KRB5CCNAME).
func (d *Dialer) kerberosClient(to server, _ *x509.Certificate) (kerberosClient, error) {
	name, realm, _ := strings.Cut(d.set.Username, "@")
	conf, err := kerberosConfig(realm, to.host)
	if err != nil {
		return nil, err
	}
	realm = cmp.Or(realm, conf.LibDefaults.DefaultRealm)
	withAD := krb5.DisablePAFXFAST(true) // Active Directory has no FAST
	switch {
	case d.set.Keytab != "" && name != "":
		table, err := keytab.Load(d.set.Keytab)
		if err != nil {
			return nil, fileError("ldap.keytab", err)
		}
		return &gssapi.Client{Client: krb5.NewWithKeytab(name, realm, table, conf, withAD)}, nil
	case !d.password.IsZero() && name != "":
		return &gssapi.Client{Client: krb5.NewWithPassword(name, realm, d.password.Reveal(), conf, withAD)}, nil
	}
	path := strings.TrimPrefix(cmp.Or(os.Getenv("KRB5CCNAME"), fmt.Sprintf("/tmp/krb5cc_%d", os.Getuid())), "FILE:")
	cache, err := credentials.LoadCCache(path)
	if err != nil {
		return nil, kerberosConfigError("there is neither ldap.keytab nor ldap.password, and the credential cache %s can't be read: %v", path, err)
	}
	tickets, err := krb5.NewFromCCache(cache, conf, withAD)
	if err != nil {
		return nil, kerberosConfigError("the credential cache %s is of no use: %v", path, err)
	}
	return &gssapi.Client{Client: tickets}, nil
}

// kerberosConfig reads krb5.conf. Where there is none, the LDAP server is the
// realm's key distribution center, as domain controllers are.
func kerberosConfig(realm, host string) (*config.Config, error) {
	path := cmp.Or(os.Getenv("KRB5_CONFIG"), "/etc/krb5.conf")
	text, err := os.ReadFile(path)
	switch {
	case err == nil:
		conf, err := config.NewFromString(string(text))
		if err != nil {
			return nil, kerberosConfigError("%s can't be understood: %v", path, err)
		}
		return conf, nil
	case !errors.Is(err, fs.ErrNotExist) || os.Getenv("KRB5_CONFIG") != "":
		return nil, kerberosConfigError("%s can't be read: %v", path, err)
	case realm == "":
		return nil, kerberosConfigError("ldap.username names no realm, and there is no %s", path)
	}
	conf := config.New()
	conf.LibDefaults.DefaultRealm = realm
	conf.LibDefaults.UDPPreferenceLimit = 1
	conf.Realms = []config.Realm{{Realm: realm, KDC: []string{net.JoinHostPort(host, "88")}, DefaultDomain: strings.ToLower(realm)}}
	return conf, nil
}
