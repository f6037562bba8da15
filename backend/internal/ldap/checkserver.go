package ldap

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// checkConnection does what dial does, step by step.
func (c *checker) checkConnection(ctx context.Context) (*client, error) {
	list := c.servers(ctx, "")
	for i, one := range list {
		client, step, err := c.checkServer(ctx, one)
		if err == nil {
			return client, nil
		}
		if i == len(list)-1 || ctx.Err() != nil || !errors.Is(err, directory.ErrUnreachable) {
			return nil, c.Fail(step, err)
		}
		c.Warn(step, directory.HintOf(err), "%s; the next server is tried", err)
	}
	return nil, c.Fail("resolve", directory.WithHint(&failure{text: "ldap.hostname is not set", kind: directory.ErrConfig}, "Set ldap.hostname to the name of the LDAP server."))
}

// checkServer does what open does. Of an error it tells the step.
func (c *checker) checkServer(ctx context.Context, to server) (*client, string, error) {
	if err := c.checkName(ctx, to); err != nil {
		return nil, "resolve", err
	}
	raw, err := c.connect(ctx, to)
	if err != nil {
		return nil, "connect", err
	}
	c.OK("connect", "connected to %s", raw.RemoteAddr())
	secured, err := c.secure(ctx, raw, to)
	if err != nil {
		raw.Close()
		return nil, "tls", err
	}
	c.tellTLS(raw, secured)
	l := newLink(ctx, raw, secured, to)
	client := c.newClient(l)
	if err = c.login(ctx, l); err == nil {
		client.dse, err = client.readRootDSE(ctx)
	}
	if err != nil {
		l.close()
		return nil, "bind", err
	}
	switch c.set.Authentication {
	case config.AuthAnonymous:
		c.OK("bind", "not logged in, as configured")
	case config.AuthExternal:
		c.OK("bind", "logged in with the client certificate")
	case config.AuthKerberos:
		c.OK("bind", "logged in with Kerberos")
	default:
		c.OK("bind", "logged in as %s", quoted(c.set.Username))
	}
	return client, "", nil
}

func (c *checker) checkName(ctx context.Context, to server) error {
	if net.ParseIP(to.host) != nil {
		c.OK("resolve", "%s is an address", to.host)
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	addresses, err := net.DefaultResolver.LookupHost(ctx, to.host)
	if err != nil {
		return reachError(to.address(), err)
	}
	c.OK("resolve", "%s is %s", to.host, strings.Join(addresses, ", "))
	return nil
}

// soon is the time before the end of a certificate from which on a check
// warns.
const soon = 14 * 24 * time.Hour

func (c *checker) tellTLS(raw, secured net.Conn) {
	conn, ok := secured.(*tls.Conn)
	if !ok {
		if text := c.insecureConnection(raw); text != "" {
			c.Warn("tls", "Set ldap.encryption to starttls or ldaps.", "%s", text)
			return
		}
		c.OK("tls", "the connection is not encrypted, but does not leave this computer")
		return
	}
	state := conn.ConnectionState()
	cert := state.PeerCertificates[0]
	detail := fmt.Sprintf("%s, certificate for %s, valid until %s", tls.VersionName(state.Version), certificateNames(cert), cert.NotAfter.UTC().Format(time.DateOnly))
	switch {
	case c.set.AllowUnauthorized:
		c.Warn("tls", "Switch ldap.allowUnauthorized off, and set ldap.caFile to the certificate of the authority.", "%s; %s", detail, insecureCertificate)
	case cert.NotAfter.Sub(c.cfg.Now()) < soon:
		c.Warn("tls", "Renew the certificate on the server.", "%s: it ends soon", detail)
	default:
		c.OK("tls", "%s", detail)
	}
}

func isLoopback(conn net.Conn) bool {
	tcp, ok := conn.RemoteAddr().(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
