package ldapconn

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// A Client asks one server.
type Client struct {
	dialer *Dialer

	mu sync.Mutex
	// at is the connection, and reopen opens another one to the same server;
	// may be nil.
	at     *link
	reopen func() (*link, error)

	// DSE is what the server says about itself.
	DSE     *RootDSE
	timeout time.Duration
	// paged: pages may be asked for (ldap.pagedSearch).
	paged bool
	// pageSize is 0 where pages are not asked for. It shrinks when the server
	// does not allow it.
	pageSize int
	// Insecure says what anybody on the way to the server can do; empty where
	// that is nothing.
	Insecure []string
	// Referral is told of every continuation reference.
	Referral func(url string)
}

func (d *Dialer) newClient(l *link) *Client {
	c := &Client{dialer: d, at: l, timeout: d.set.Timeout, Insecure: d.insecure(l.raw), Referral: func(string) {}}
	if c.paged = d.set.PagedSearch; c.paged {
		c.pageSize = max(d.set.PageSize, 1)
	}
	return c
}

// link returns the connection.
func (c *Client) link() *link {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// renew opens another connection instead of a broken one: firewalls cut what is
// idle, without a word. Of several who found it broken one does it.
func (c *Client) renew(broken *link) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.at != broken:
		return true
	case c.reopen == nil || broken.ended() != nil:
		return false
	}
	another, err := c.reopen()
	if err != nil {
		return false
	}
	broken.close()
	c.at = another
	return true
}

// Another opens a second connection to the very same server.
func (c *Client) Another(ctx context.Context) (*Client, error) {
	return c.dialer.open(ctx, c.link().server, nil)
}

// Close ends the connection.
func (c *Client) Close() { c.link().close() }

// A Query is one search, in as many pages as it takes.
type Query struct {
	Base     string
	Scope    int
	Filter   string
	Attrs    []string
	Controls []ldap.Control
	// Limit is the number of entries after which the search may stop; 0 means
	// all of them.
	Limit int
	// Quiet searches look beyond what is asked for, so that parts that other
	// servers hold are no news.
	Quiet bool
	// Borrowed values are good only until the entry was dealt with: who keeps a
	// text clones it. Of long lists that saves most of the memory.
	Borrowed bool
}

// ErrLimit ends a search at its limit.
var ErrLimit = errors.New("limit reached")

func (q Query) String() string {
	if q.Base == "" {
		return "read the root entry of the server"
	}
	return "search " + dn.Quoted(q.Base)
}

// searchBuffer is how many entries go-ldap may decode ahead.
const searchBuffer = 128

// page does one request and returns the cookie for the next one.
func (c *Client) page(ctx context.Context, l *link, q Query, control *ldap.ControlPaging, each func(*ldap.Entry)) ([]byte, error) {
	controls := q.Controls
	if control != nil {
		controls = append(append([]ldap.Control(nil), controls...), control)
	}
	if q.Scope != ldap.ScopeBaseObject {
		l.tap.open(each, q.Borrowed)
		defer l.tap.close()
	}
	var cookie []byte
	err := c.stream(ctx, l, q, controls, func(r ldap.Response) {
		switch {
		case r.Entry() != nil:
			each(r.Entry())
		case r.Referral() != "":
			if !q.Quiet {
				c.Referral(r.Referral())
			}
		default:
			if p, ok := ldap.FindControl(r.Controls(), ldap.ControlTypePaging).(*ldap.ControlPaging); ok {
				cookie = p.Cookie
			}
		}
	})
	return cookie, err
}

// stream does one search request and hands every part of its answer to each.
// Its error is the library's.
func (c *Client) stream(parent context.Context, l *link, q Query, controls []ldap.Control, each func(ldap.Response)) error {
	ctx, cancel := context.WithTimeout(parent, c.timeout+time.Second)
	defer cancel()
	request := &ldap.SearchRequest{
		BaseDN: q.Base, Scope: q.Scope, DerefAliases: ldap.NeverDerefAliases,
		TimeLimit: int(math.Ceil(c.timeout.Seconds())),
		Filter:    q.Filter, Attributes: q.Attrs, Controls: controls,
	}
	if q.Limit > 0 && c.pageSize == 0 {
		request.SizeLimit = q.Limit
	}
	response := l.conn.SearchAsync(ctx, request, searchBuffer)
	for response.Next() {
		each(response)
	}
	if cause := l.ended(); cause != nil {
		return fmt.Errorf("%s: %w", q, cause)
	}
	if err := response.Err(); err != nil && ctx.Err() == nil {
		return err
	}
	switch {
	case parent.Err() != nil:
		return fmt.Errorf("%s: %w", q, context.Cause(parent))
	case ctx.Err() != nil:
		return directory.WithHint(&failure{q.String() + ": no complete answer within " + c.timeout.String(), directory.ErrIncomplete, ctx.Err()},
			"Raise ldap.timeout, or index the attributes of the filter on the server.")
	}
	// A search on a connection that is closing ends as if nothing were found.
	if l.conn.IsClosing() {
		return ldap.NewError(ldap.ErrorNetwork, errors.New("connection closed"))
	}
	if err := l.conn.GetLastError(); err != nil {
		return ldap.NewError(ldap.ErrorNetwork, err)
	}
	return nil
}

// Read does a search for one entry. It returns nil where there is none that
// fits the filter.
func (c *Client) Read(ctx context.Context, entry, filter string, attrs []string, controls ...ldap.Control) (*ldap.Entry, error) {
	var found *ldap.Entry
	q := Query{Base: entry, Scope: ldap.ScopeBaseObject, Filter: filter, Attrs: attrs, Controls: controls}
	err := c.Search(ctx, q, func(e *ldap.Entry) { found = e })
	return found, err
}
