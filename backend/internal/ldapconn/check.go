package ldapconn

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
	"directoryconnector/backend/internal/dn"
)

// A checker connects as a Dialer does, and tells of each step.
type checker struct {
	*Dialer
	directory.StepReporter
	now time.Time
}

// Check does what Dial does, step by step: resolve, connect, tls and bind.
func (d *Dialer) Check(ctx context.Context, now time.Time, report directory.StepReporter) (*Client, error) {
	c := &checker{d, report, now}
	list := d.servers(ctx, "")
	for i, one := range list {
		client, step, err := c.try(ctx, one)
		if err == nil {
			return client, nil
		}
		if i == len(list)-1 || ctx.Err() != nil || !errors.Is(err, directory.ErrUnreachable) {
			return nil, c.Fail(step, err)
		}
		c.Warn(step, directory.HintOf(err), "%s; the next server is tried", err)
	}
	return nil, c.Fail("resolve", noHost())
}

// try does what open does. Of an error it tells the step.
func (c *checker) try(ctx context.Context, to server) (*Client, string, error) {
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
		client.DSE, err = client.readRootDSE(ctx)
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
		c.OK("bind", "logged in as %s", dn.Quoted(c.set.Username))
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
		if text := c.unencrypted(raw); text != "" {
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
	case cert.NotAfter.Sub(c.now) < soon:
		c.Warn("tls", "Renew the certificate on the server.", "%s: it ends soon", detail)
	default:
		c.OK("tls", "%s", detail)
	}
}
