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

// A checker is told of each step of connecting. The nil one hears nothing.
type checker struct {
	*Dialer
	directory.StepReporter
	now time.Time
	// step is the one that is under way.
	step string
}

// Check does what Dial does, step by step: resolve, connect, tls and bind.
func (d *Dialer) Check(ctx context.Context, now time.Time, report directory.StepReporter) (*Client, error) {
	c := &checker{d, report, now, "resolve"}
	list := d.servers(ctx, "")
	for i, one := range list {
		client, err := d.open(ctx, one, c)
		if err == nil {
			c.loggedIn()
			return client, nil
		}
		if i == len(list)-1 || ctx.Err() != nil || !errors.Is(err, directory.ErrUnreachable) {
			return nil, c.Fail(c.step, err)
		}
		c.Warn(c.step, directory.HintOf(err), "%s; the next server is tried", err)
	}
	return nil, c.Fail(c.step, noHost())
}

// lookUp tells which addresses a server has.
func (c *checker) lookUp(ctx context.Context, to server) error {
	if c == nil {
		return nil
	}
	c.step = "resolve"
	if net.ParseIP(to.host) != nil {
		c.OK(c.step, "%s is an address", to.host)
	} else {
		ctx, cancel := context.WithTimeout(ctx, dialTimeout)
		defer cancel()
		addresses, err := net.DefaultResolver.LookupHost(ctx, to.host)
		if err != nil {
			return reachError(to.address(), err)
		}
		c.OK(c.step, "%s is %s", to.host, strings.Join(addresses, ", "))
	}
	c.step = "connect"
	return nil
}

func (c *checker) connected(raw net.Conn) {
	if c != nil {
		c.OK(c.step, "connected to %s", raw.RemoteAddr())
		c.step = "tls"
	}
}

func (c *checker) encrypted(raw, secured net.Conn) {
	if c != nil {
		c.tellTLS(raw, secured)
		c.step = "bind"
	}
}

func (c *checker) loggedIn() {
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
