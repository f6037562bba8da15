package ldap

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// dialTimeout bounds looking up, connecting, TLS and log-in, each.
const dialTimeout = 15 * time.Second

// port returns the configured port or the usual one.
func (s *Source) port() int {
	switch {
	case s.set.Port != 0:
		return s.set.Port
	case s.set.Encryption == config.EncryptionLDAPS:
		return 636
	}
	return 389
}

// address returns host:port of the server.
func (s *Source) address() string {
	return net.JoinHostPort(s.set.Hostname, strconv.Itoa(s.port()))
}

// open connects, encrypts and logs in. The connection closes when ctx ends.
// address may be that of an earlier connection, to reach the same server
// where a name stands for several.
func (s *Source) open(ctx context.Context, address string) (*client, error) {
	raw, err := s.connect(ctx, address)
	if err != nil {
		return nil, err
	}
	secured, err := s.secure(ctx, raw)
	if err != nil {
		raw.Close()
		return nil, err
	}
	c := s.newClient(ctx, raw, secured)
	if err := s.login(ctx, c); err != nil {
		c.close()
		return nil, err
	}
	c.dse, err = c.readRootDSE(ctx)
	if err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

func (s *Source) connect(ctx context.Context, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, reachError(address, err)
	}
	return conn, nil
}

// secure makes conn a TLS connection where the settings say so. Handshakes
// are done here, not by go-ldap, whose errors lose the certificates.
func (s *Source) secure(ctx context.Context, conn net.Conn) (net.Conn, error) {
	if s.set.Encryption == config.EncryptionNone {
		return conn, nil
	}
	cfg, err := s.tlsConfig()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	if s.set.Encryption == config.EncryptionStartTLS {
		if err := s.startTLS(ctx, conn); err != nil {
			return nil, err
		}
	}
	secured := tls.Client(conn, cfg)
	if err := secured.HandshakeContext(ctx); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return nil, s.tlsError(err)
	}
	return secured, nil
}

// startTLS asks the server to go over to TLS (RFC 4511, 4.14). It reads the
// answer to its last byte and not further, so that nothing that was sent
// before TLS is taken for something sent within.
func (s *Source) startTLS(ctx context.Context, conn net.Conn) error {
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Now()) }) //nolint:errcheck // the read below tells
	defer stop()
	what := "StartTLS with " + s.address()
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

// login logs in as configured.
func (s *Source) login(ctx context.Context, c *client) error {
	ctx, cancel := context.WithTimeout(ctx, max(dialTimeout, min(s.timeout(), time.Minute)))
	defer cancel()
	// go-ldap's binds know no context: closing what is below ends them.
	stop := context.AfterFunc(ctx, func() { c.raw.Close() })
	defer stop()
	what := "log in to " + s.address()
	var bind func() error
	switch s.set.Authentication {
	case config.AuthAnonymous:
		return nil
	case config.AuthExternal:
		what += " with the client certificate"
		bind = c.conn.ExternalBind
	default:
		what += fmt.Sprintf(" as %s", quoted(s.set.Username))
		if s.cfg.Password.IsZero() {
			// RFC 4513, 5.1.2: a name without a password logs in as nobody,
			// with success.
			return directory.WithHint(&failure{text: what + ": there is no password", kind: directory.ErrAuth}, "Set ldap.password.")
		}
		bind = func() error { return c.conn.Bind(s.set.Username, s.cfg.Password.Reveal()) }
	}
	err := bind()
	if err == nil {
		return nil
	}
	if cause := cmp.Or(c.ended(), ctx.Err()); errors.Is(cause, context.Canceled) {
		return fmt.Errorf("%s: %w", what, cause)
	} else if cause != nil {
		return directory.WithHint(&failure{what + ": no answer in time", directory.ErrUnreachable, cause}, "Try again. If it goes on, look into the log of the LDAP server.")
	}
	le, ok := errors.AsType[*ldap.Error](err)
	if !ok || le.ResultCode == ldap.ErrorNetwork || le.ResultCode == ldap.ErrorUnexpectedResponse {
		return connectionLost(what, err)
	}
	e := explainBind(le)
	if errors.Is(e.kind, directory.ErrAuth) && le.ResultCode == ldap.LDAPResultInvalidCredentials {
		return directory.WithHint(&failure{what + ": " + e.text, e.kind, le}, e.hint)
	}
	return explained(what, e, le)
}

// rootDSE is what a server says about itself (RFC 4512, 5.1; [MS-ADTS]
// 3.1.1.3.2). What the server does not say is empty.
type rootDSE struct {
	defaultContext string
	namingContexts []string
	// dsService and highestUSN are Active Directory's.
	dsService  string
	highestUSN string
}

var rootDSEAttributes = []string{"defaultNamingContext", "namingContexts", "dsServiceName", "highestCommittedUSN"}

func (c *client) readRootDSE(ctx context.Context) (*rootDSE, error) {
	dse := &rootDSE{}
	q := query{scope: ldap.ScopeBaseObject, filter: "(objectClass=*)", attrs: rootDSEAttributes}
	err := c.search(ctx, q, func(e *ldap.Entry) {
		dse.defaultContext = e.GetEqualFoldAttributeValue("defaultNamingContext")
		dse.namingContexts = e.GetEqualFoldAttributeValues("namingContexts")
		dse.dsService = e.GetEqualFoldAttributeValue("dsServiceName")
		dse.highestUSN = e.GetEqualFoldAttributeValue("highestCommittedUSN")
	})
	// Some servers show it to nobody; then it is as if it were empty.
	if le, ok := errors.AsType[*ldap.Error](err); ok && le.ResultCode < ldap.ErrorNetwork {
		switch {
		case errors.Is(err, directory.ErrPermission), errors.Is(err, directory.ErrConfig):
			return dse, nil
		}
	}
	return dse, err
}

// contexts returns the naming contexts that may hold users.
func (d *rootDSE) contexts() []string {
	var list []string
	for _, c := range d.namingContexts {
		low := strings.ToLower(c)
		switch {
		case c == "", strings.HasPrefix(low, "cn="), strings.HasPrefix(low, "dc=domaindnszones,"), strings.HasPrefix(low, "dc=forestdnszones,"):
			// Configuration, schema, monitoring, change logs, DNS zones.
		default:
			list = append(list, c)
		}
	}
	return list
}
