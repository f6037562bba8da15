package ldap

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// dialTimeout bounds looking up, connecting, TLS and log-in, each.
const dialTimeout = 15 * time.Second

// open connects, encrypts and logs in. The connection closes when ctx ends.
func (s *Source) open(ctx context.Context, to server) (*client, error) {
	l, err := s.link(ctx, to)
	if err != nil {
		return nil, err
	}
	c := s.newClient(l)
	c.reopen = func() (*link, error) { return s.link(ctx, l.server) }
	c.dse, err = c.readRootDSE(ctx)
	if err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// link connects, encrypts and logs in.
func (s *Source) link(ctx context.Context, to server) (*link, error) {
	raw, err := s.connect(ctx, to)
	if err != nil {
		return nil, err
	}
	secured, err := s.secure(ctx, raw, to)
	if err != nil {
		raw.Close()
		return nil, err
	}
	l := newLink(ctx, raw, secured, to)
	if err := s.login(ctx, l); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (s *Source) connect(ctx context.Context, to server) (net.Conn, error) {
	dialer := net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	conn, err := dialer.DialContext(ctx, "tcp", cmp.Or(to.dial, to.address()))
	if err != nil {
		return nil, reachError(to.address(), err)
	}
	return conn, nil
}

// secure makes conn a TLS connection where the settings say so. Handshakes
// are done here, not by go-ldap, whose errors lose the certificates.
func (s *Source) secure(ctx context.Context, conn net.Conn, to server) (net.Conn, error) {
	if s.set.Encryption == config.EncryptionNone {
		return conn, nil
	}
	cfg, err := s.tlsConfig(to.names)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	if s.set.Encryption == config.EncryptionStartTLS {
		if err := s.startTLS(ctx, conn, to.address()); err != nil {
			return nil, err
		}
	}
	secured := tls.Client(conn, cfg)
	if err := secured.HandshakeContext(ctx); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return nil, s.tlsError(to.address(), err)
	}
	return secured, nil
}

// startTLS asks the server to go over to TLS (RFC 4511, 4.14). It reads the
// answer to its last byte and not further, so that nothing that was sent
// before TLS is taken for something sent within.
func (s *Source) startTLS(ctx context.Context, conn net.Conn, address string) error {
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

// rootDSE is what a server says about itself (RFC 4512, 5.1; [MS-ADTS]
// 3.1.1.3.2). What the server does not say is empty.
type rootDSE struct {
	defaultContext string
	namingContexts []string
	vendor         vendor
	// dsService and highestUSN are Active Directory's.
	dsService  string
	highestUSN string
}

// A vendor is who made a server, as far as that matters.
type vendor uint8

const (
	vendorOther vendor = iota
	vendorOpenLDAP
	vendor389
	vendorAD
)

// vendorOf tells it by what the root DSE shows.
func vendorOf(e *ldap.Entry) vendor {
	switch {
	case e.GetEqualFoldAttributeValue("dsServiceName") != "":
		return vendorAD
	case strings.Contains(e.GetEqualFoldAttributeValue("vendorName"), "389 Project"):
		return vendor389
	case slices.Contains(e.GetEqualFoldAttributeValues("objectClass"), "OpenLDAProotDSE"):
		return vendorOpenLDAP
	}
	return vendorOther
}

var rootDSEAttributes = []string{"objectClass", "vendorName", "defaultNamingContext", "namingContexts", "dsServiceName", "highestCommittedUSN"}

func (c *client) readRootDSE(ctx context.Context) (*rootDSE, error) {
	dse := &rootDSE{}
	q := query{scope: ldap.ScopeBaseObject, filter: "(objectClass=*)", attrs: rootDSEAttributes}
	err := c.search(ctx, q, func(e *ldap.Entry) {
		dse.vendor = vendorOf(e)
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
