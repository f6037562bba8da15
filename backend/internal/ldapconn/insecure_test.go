package ldapconn

import (
	"net"
	"strings"
	"testing"

	"directoryconnector/backend/config"
)

// addressed is a connection of which only the far end matters.
type addressed struct {
	net.Conn
	to net.Addr
}

func (a addressed) RemoteAddr() net.Addr { return a.to }

func TestAnUnencryptedConnectionIsSaid(t *testing.T) {
	t.Parallel()
	far := addressed{to: &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 389}}
	near := addressed{to: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 389}}
	for name, tt := range map[string]struct {
		conn       net.Conn
		encryption config.Encryption
		log        config.Authentication
		want       string
	}{
		"a password in the clear":     {far, config.EncryptionNone, config.AuthSimple, "read the password"},
		"a directory in the clear":    {far, config.EncryptionNone, config.AuthAnonymous, "change what is read"},
		"nothing leaves the computer": {near, config.EncryptionNone, config.AuthSimple, ""},
		"StartTLS protects":           {far, config.EncryptionStartTLS, config.AuthSimple, ""},
		"LDAPS protects":              {far, config.EncryptionLDAPS, config.AuthSimple, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := &Dialer{set: config.LDAP{Encryption: tt.encryption, Authentication: tt.log}}
			got := d.unencrypted(tt.conn)
			if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
				t.Errorf("said %q, want something with %q", got, tt.want)
			}
		})
	}
}
