package ldapconn

import (
	"context"
	"net"

	"github.com/go-ldap/ldap/v3"
)

// A link is a connection to a server, logged in.
type link struct {
	conn *ldap.Conn
	tap  *tap
	raw  net.Conn
	// server is the very one that answered, where a name stands for several.
	server server
	// stop ends the watch over the context.
	stop func() bool
	// ended tells why that context ended. Contexts made from the same one may
	// not have heard of it yet when the connection is closed already.
	ended func() error
}

// newLink takes over conn, which is raw or TLS above it. It closes when ctx ends.
func newLink(ctx context.Context, raw, conn net.Conn, to server) *link {
	through := newTap(conn)
	l := &link{conn: ldap.NewConn(through, conn != raw), tap: through, raw: raw, server: to}
	if tcp, ok := raw.RemoteAddr().(*net.TCPAddr); ok {
		l.server.dial = tcp.String()
	}
	l.conn.Start()
	l.ended = func() error { return context.Cause(ctx) }
	l.stop = context.AfterFunc(ctx, func() { raw.Close() })
	return l
}

func (l *link) close() {
	l.stop()
	l.conn.Close()
}
