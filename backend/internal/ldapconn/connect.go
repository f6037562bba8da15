package ldapconn

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// dialTimeout bounds looking up, connecting, TLS and log-in, each.
const dialTimeout = 15 * time.Second

func (d *Dialer) connect(ctx context.Context, to server) (net.Conn, error) {
	dialer := net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	conn, err := dialer.DialContext(ctx, "tcp", cmp.Or(to.dial, to.address()))
	if err != nil {
		return nil, reachError(to.address(), err)
	}
	return conn, nil
}

// secure makes conn a TLS connection where the settings say so. Handshakes
// are done here, not by go-ldap, whose errors lose the certificates.
func (d *Dialer) secure(ctx context.Context, conn net.Conn, to server) (net.Conn, error) {
	if d.set.Encryption == config.EncryptionNone {
		return conn, nil
	}
	cfg, err := d.tlsConfig(to.names)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	if d.set.Encryption == config.EncryptionStartTLS {
		if err := d.startTLS(ctx, conn, to.address()); err != nil {
			return nil, err
		}
	}
	secured := tls.Client(conn, cfg)
	if err := secured.HandshakeContext(ctx); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return nil, d.tlsError(to.address(), err)
	}
	return secured, nil
}

// startTLS asks the server to go over to TLS (RFC 4511, 4.14). It reads the
// answer to its last byte and not further, so that nothing that was sent
// before TLS is taken for something sent within.
func (d *Dialer) startTLS(ctx context.Context, conn net.Conn, address string) error {
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Now()) }) //nolint:errcheck // the read below tells
	defer stop()
	what := "StartTLS with " + address
	request := ber.NewSequence("")
	request.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, int64(1), ""))
	extended := ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationExtendedRequest, nil, "")
	extended.AppendChild(ber.NewString(ber.ClassContext, ber.TypePrimitive, 0, "1.3.6.1.4.1.1466.20037", ""))
	request.AppendChild(extended)
	_, err := conn.Write(request.Bytes())
	var answer *ber.Packet
	if err == nil {
		answer, err = ber.ReadPacket(conn)
	}
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		if errors.Is(err, context.Canceled) {
			return fmt.Errorf("%s: %w", what, err)
		}
		return directory.WithHint(&failure{what + ": the server broke off: it does not seem to speak plain LDAP on this port", directory.ErrUnreachable, err},
			"Check ldap.port: 389 is the usual one for starttls, 636 for ldaps.")
	}
	if err := ldap.GetLDAPError(answer); err != nil {
		return directory.WithHint(&failure{what + ": the server does not offer StartTLS", directory.ErrUnreachable, err},
			"Set ldap.encryption to ldaps, or give the server a certificate and switch StartTLS on there.")
	}
	return nil
}
