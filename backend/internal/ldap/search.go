package ldap

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

// A client is one connection.
type client struct {
	conn *ldap.Conn
	tap  *tap
	raw  net.Conn
	dse  *rootDSE
	// stop ends the watch over the context.
	stop func() bool
	// ended tells why that context ended. Contexts made from the same one may
	// not have heard of it yet when the connection is closed already.
	ended   func() error
	timeout time.Duration
	// pageSize is 0 where pages are not asked for. It shrinks when the server
	// does not allow it.
	pageSize int
	// referral is told of every continuation reference.
	referral func(url string)
}

// newClient takes over conn, which is raw or TLS above it.
func (s *Source) newClient(ctx context.Context, raw, conn net.Conn) *client {
	through := newTap(conn)
	c := &client{conn: ldap.NewConn(through, conn != raw), tap: through, raw: raw, timeout: s.timeout(), referral: func(string) {}}
	if s.set.PagedSearch {
		c.pageSize = max(s.set.PageSize, 1)
	}
	c.conn.Start()
	c.ended = func() error { return context.Cause(ctx) }
	c.stop = context.AfterFunc(ctx, func() { raw.Close() })
	return c
}

func (c *client) close() {
	c.stop()
	c.conn.Close()
}

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

// smallestPage is the size below which pages are not made smaller.
const smallestPage = 50

// search hands every entry to each, page by page. Their texts may be kept,
// entries and their slices not (see tap). Everything but a complete answer is
// an error. One search runs at a time on a connection, single reads aside.
func (c *client) search(ctx context.Context, q query, each func(*ldap.Entry)) error {
	paging := c.pageSize > 0 && q.scope != ldap.ScopeBaseObject
	var control *ldap.ControlPaging
	if paging {
		control = ldap.NewControlPaging(uint32(c.pageSize)) //nolint:gosec // bounded by the setting
	}
	count := 0
	for {
		before := count
		next, err := c.page(ctx, q, control, func(e *ldap.Entry) {
			count++
			each(e)
		})
		switch {
		case err == nil:
		case count == 0 && control != nil && ldap.IsErrorWithCode(err, ldap.LDAPResultAdminLimitExceeded) && c.pageSize > smallestPage:
			// OpenLDAP refuses pages larger than its size.pr in this way.
			c.pageSize = max(c.pageSize/2, smallestPage)
			control = ldap.NewControlPaging(uint32(c.pageSize)) //nolint:gosec // as above
			continue
		case count == 0 && control != nil && ldap.IsErrorWithCode(err, ldap.LDAPResultUnavailableCriticalExtension):
			c.pageSize, control = 0, nil
			continue
		case errors.Is(err, errLimit), q.limit > 0 && count >= q.limit && ldap.IsErrorWithCode(err, ldap.LDAPResultSizeLimitExceeded):
			return errLimit // ours; below it, the server has one of its own
		default:
			return resultError(q.String(), err)
		}
		if len(next) == 0 || control == nil {
			return nil
		}
		if q.limit > 0 && count >= q.limit {
			return errLimit
		}
		if count == before && string(control.Cookie) == string(next) {
			return resultError(q.String(), errors.New("the server repeats an empty page"))
		}
		control.SetCookie(next)
	}
}

// page does one request and returns the cookie for the next one.
func (c *client) page(ctx context.Context, q query, control *ldap.ControlPaging, each func(*ldap.Entry)) ([]byte, error) {
	controls := q.controls
	if control != nil {
		controls = append(append([]ldap.Control(nil), controls...), control)
	}
	if q.scope != ldap.ScopeBaseObject {
		c.tap.open(each)
		defer c.tap.close()
	}
	var cookie []byte
	err := c.stream(ctx, q, controls, func(r ldap.Response) {
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
func (c *client) stream(parent context.Context, q query, controls []ldap.Control, each func(ldap.Response)) error {
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
	response := c.conn.SearchAsync(ctx, request, searchBuffer)
	for response.Next() {
		each(response)
	}
	if cause := c.ended(); cause != nil {
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
	if c.conn.IsClosing() {
		return ldap.NewError(ldap.ErrorNetwork, errors.New("connection closed"))
	}
	if err := c.conn.GetLastError(); err != nil {
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
