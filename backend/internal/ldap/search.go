package ldap

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

// A client asks one server.
type client struct {
	mu sync.Mutex
	// at is the connection, and reopen opens another one to the same server;
	// may be nil.
	at     *link
	reopen func() (*link, error)

	dse     *rootDSE
	timeout time.Duration
	// paged: pages may be asked for (ldap.pagedSearch).
	paged bool
	// pageSize is 0 where pages are not asked for. It shrinks when the server
	// does not allow it.
	pageSize int
	// referral is told of every continuation reference.
	referral func(url string)
}

func (s *Source) newClient(l *link) *client {
	c := &client{at: l, timeout: s.timeout(), referral: func(string) {}}
	if c.paged = s.set.PagedSearch; c.paged {
		c.pageSize = max(s.set.PageSize, 1)
	}
	return c
}

// link returns the connection.
func (c *client) link() *link {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// renew opens another connection instead of a broken one: firewalls cut what is
// idle, without a word. Of several who found it broken one does it.
func (c *client) renew(broken *link) bool {
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

func (c *client) close() { c.link().close() }

// A query is one search, in as many pages as it takes.
type query struct {
	base     string
	scope    int
	filter   string
	attrs    []string
	controls []ldap.Control
	// limit is the number of entries after which the search may stop; 0 means
	// all of them.
	limit int
	// quiet searches look beyond what is asked for, so that parts that other
	// servers hold are no news.
	quiet bool
}

// errLimit ends a search at its limit.
var errLimit = errors.New("limit reached")

func (q query) String() string {
	if q.base == "" {
		return "read the root entry of the server"
	}
	return "search " + quoted(q.base)
}

// searchBuffer is how many entries go-ldap may decode ahead.
const searchBuffer = 128

// page does one request and returns the cookie for the next one.
func (c *client) page(ctx context.Context, l *link, q query, control *ldap.ControlPaging, each func(*ldap.Entry)) ([]byte, error) {
	controls := q.controls
	if control != nil {
		controls = append(append([]ldap.Control(nil), controls...), control)
	}
	if q.scope != ldap.ScopeBaseObject {
		l.tap.open(each)
		defer l.tap.close()
	}
	var cookie []byte
	err := c.stream(ctx, l, q, controls, func(r ldap.Response) {
		switch {
		case r.Entry() != nil:
			each(r.Entry())
		case r.Referral() != "":
			if !q.quiet {
				c.referral(r.Referral())
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
func (c *client) stream(parent context.Context, l *link, q query, controls []ldap.Control, each func(ldap.Response)) error {
	ctx, cancel := context.WithTimeout(parent, c.timeout+time.Second)
	defer cancel()
	request := &ldap.SearchRequest{
		BaseDN: q.base, Scope: q.scope, DerefAliases: ldap.NeverDerefAliases,
		TimeLimit: int(math.Ceil(c.timeout.Seconds())),
		Filter:    q.filter, Attributes: q.attrs, Controls: controls,
	}
	if q.limit > 0 && c.pageSize == 0 {
		request.SizeLimit = q.limit
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

// read does a search for one entry. It returns nil where there is none that
// fits the filter.
func (c *client) read(ctx context.Context, dn, filter string, attrs []string, controls ...ldap.Control) (*ldap.Entry, error) {
	var found *ldap.Entry
	q := query{base: dn, scope: ldap.ScopeBaseObject, filter: filter, attrs: attrs, controls: controls}
	err := c.search(ctx, q, func(e *ldap.Entry) { found = e })
	return found, err
}
