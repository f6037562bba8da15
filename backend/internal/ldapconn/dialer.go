package ldapconn

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A Dialer connects to the servers of one directory, as its settings say.
type Dialer struct {
	set      config.LDAP
	password config.Secret
	log      *slog.Logger
	resolver srvResolver
}

// NewDialer returns one for settings with a time-out.
func NewDialer(set config.LDAP, password config.Secret, log *slog.Logger) *Dialer {
	return &Dialer{set: set, password: password, log: log, resolver: net.DefaultResolver}
}

// Dial connects, encrypts and logs in to the first server that can be reached.
// One that refuses the log-in ends it: trying the password everywhere would lock
// the account. service is the service entry of the domain controller to try
// first, or empty. skipped hears of the addresses that could not be reached. The
// connection closes when ctx ends.
func (d *Dialer) Dial(ctx context.Context, service string, skipped func(address string, err error)) (*Client, error) {
	list := d.servers(ctx, controller(service))
	if len(list) == 0 {
		return nil, noHost()
	}
	var failures []error
	for _, one := range list {
		c, err := d.open(ctx, one, nil)
		if err == nil {
			return c, nil
		}
		if ctx.Err() != nil || !errors.Is(err, directory.ErrUnreachable) && !errors.Is(err, directory.ErrIncomplete) {
			return nil, err
		}
		failures = append(failures, err)
		if len(list) > 1 {
			skipped(one.address(), err)
		}
	}
	if len(failures) == 1 {
		return nil, failures[0]
	}
	return nil, directory.WithHint(&failure{
		text: fmt.Sprintf("none of %d servers can be reached: %s", len(failures), joinErrors(failures)), kind: directory.ErrUnreachable, cause: failures[0],
	}, directory.HintOf(failures[0]))
}

func noHost() error {
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "ldap.hostname is not set"), "Set ldap.hostname to the name of the LDAP server.")
}

// mostShown is how many servers an error names.
const mostShown = 5

func joinErrors(list []error) string {
	var texts []string
	for i, err := range list {
		if i == mostShown {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, err.Error())
	}
	return strings.Join(texts, "; ")
}

// open connects, encrypts and logs in, and tells of each step.
func (d *Dialer) open(ctx context.Context, to server, tell *checker) (*Client, error) {
	l, err := d.link(ctx, to, tell)
	if err != nil {
		return nil, err
	}
	c := d.newClient(l)
	c.reopen = func() (*link, error) { return d.link(ctx, l.server, nil) }
	if c.DSE, err = c.readRootDSE(ctx); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func (d *Dialer) link(ctx context.Context, to server, tell *checker) (*link, error) {
	if err := tell.lookUp(ctx, to); err != nil {
		return nil, err
	}
	raw, err := d.connect(ctx, to)
	if err != nil {
		return nil, err
	}
	tell.connected(raw)
	secured, err := d.secure(ctx, raw, to)
	if err != nil {
		raw.Close()
		return nil, err
	}
	tell.encrypted(raw, secured)
	l := newLink(ctx, raw, secured, to)
	if err := d.login(ctx, l); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}
