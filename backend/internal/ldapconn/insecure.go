package ldapconn

import (
	"net"

	"directoryconnector/backend/config"
)

const insecureCertificate = "the certificate of the server is not checked (ldap.allowUnauthorized): anybody on the way can read the password and change what is read"

// insecure says what anybody on the way can do.
func (d *Dialer) insecure(raw net.Conn) []string {
	var list []string
	if d.set.AllowUnauthorized && d.set.Encryption != config.EncryptionNone {
		list = append(list, insecureCertificate)
	}
	if text := d.unencrypted(raw); text != "" {
		list = append(list, text)
	}
	return list
}

// unencrypted says what anybody on the way can do, or nothing where the
// connection is encrypted or does not leave this computer.
func (d *Dialer) unencrypted(raw net.Conn) string {
	switch {
	case d.set.Encryption != config.EncryptionNone || isLoopback(raw):
		return ""
	case d.set.Authentication == config.AuthSimple:
		return "the connection is not encrypted (ldap.encryption): anybody on the way can read the password"
	}
	return "the connection is not encrypted (ldap.encryption): anybody on the way can read and change what is read"
}

func isLoopback(conn net.Conn) bool {
	tcp, ok := conn.RemoteAddr().(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
