package ldapconn

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

const (
	// smallestPage is the size below which pages are not made smaller.
	smallestPage = 50
	// mostEmpty is how many pages without an entry may follow each other: some
	// servers look through many entries for one that may be shown.
	mostEmpty = 20
	// mostEntries is how many entries a search may find.
	mostEntries = 10_000_000
)

// A paging is a search in as many pages as it takes (RFC 2696).
type paging struct {
	*Client
	Query
	each func(*ldap.Entry)
	// control is nil where pages are not asked for.
	control *ldap.ControlPaging
	// pages and count are how many pages and entries there were, empty how many
	// of the last pages were without an entry.
	pages, count, empty int
	// renewed and restarted say that another connection, or a smaller page, was
	// tried already.
	renewed, restarted bool
	// seen are hashes of the pages: servers may repeat them for ever.
	seed maphash.Seed
	seen map[uint64]struct{}
}

// Search hands every entry to each, page by page. Their texts may be kept, where
// they are not borrowed, entries and their slices not (see tap). Everything but a complete answer is
// an error. One search runs at a time on a connection, single reads aside.
// Where the server wants smaller pages, each may get the first entries again.
func (c *Client) Search(ctx context.Context, q Query, each func(*ldap.Entry)) error {
	p := &paging{Client: c, Query: q, each: each, seed: maphash.MakeSeed(), seen: map[uint64]struct{}{}}
	if c.pageSize > 0 && q.Scope != ldap.ScopeBaseObject {
		p.ask(c.pageSize)
	}
	for {
		more, err := p.next(ctx)
		if err != nil || !more {
			return err
		}
	}
}

// ask begins with pages of that size; 0 for none.
func (p *paging) ask(size int) {
	p.pageSize, p.control, p.count = size, nil, 0
	if size > 0 {
		p.control = ldap.NewControlPaging(uint32(size)) //nolint:gosec // bounded by the setting
	}
}

// next reads a page and tells whether there is more to read.
func (p *paging) next(ctx context.Context) (more bool, err error) {
	found, at := 0, p.link()
	var hash uint64
	cookie, err := p.page(ctx, at, p.Query, p.control, func(e *ldap.Entry) {
		found++
		hash = hash*31 + maphash.String(p.seed, e.DN)
		p.each(e)
	})
	p.count += found
	switch {
	case err == nil:
	case p.pages == 0 && p.otherwise(at, err, found):
		return true, nil
	case errors.Is(err, ErrLimit), p.Limit > 0 && p.count >= p.Limit && ldap.IsErrorWithCode(err, ldap.LDAPResultSizeLimitExceeded):
		return false, ErrLimit // ours; below it, the server has one of its own
	default:
		return false, p.failed(err)
	}
	p.pages++
	if len(cookie) == 0 || p.control == nil {
		return false, nil
	}
	if p.Limit > 0 && p.count >= p.Limit {
		return false, ErrLimit
	}
	p.control.SetCookie(cookie)
	return true, p.checkEnd(found, hash)
}

// otherwise looks whether the server refused the way in which it was asked
// first, and arranges another one.
func (p *paging) otherwise(at *link, err error, found int) bool {
	size := p.pageSize
	switch {
	case found == 0 && !p.renewed && isBroken(err):
		p.renewed = true
		return p.renew(at)
	case p.control == nil:
		return false
	case found == 0 && ldap.IsErrorWithCode(err, ldap.LDAPResultAdminLimitExceeded) && size > smallestPage:
		p.ask(max(size/2, smallestPage)) // OpenLDAP: pages larger than size.pr
	case found == 0 && ldap.IsErrorAnyOf(err, ldap.LDAPResultAdminLimitExceeded, ldap.LDAPResultUnavailableCriticalExtension, ldap.LDAPResultUnwillingToPerform):
		p.ask(0) // OpenLDAP: size.prtotal=disabled; no paging at all
	case found > 0 && found < size && !p.restarted && ldap.IsErrorWithCode(err, ldap.LDAPResultSizeLimitExceeded):
		p.restarted = true // 389 counts its limit for each page, and what it looks at beyond
		p.ask(max(found/2, 1))
	default:
		return false
	}
	return true
}

// checkEnd makes sure that there is one.
func (p *paging) checkEnd(found int, hash uint64) error {
	endless := func(text string) error {
		return directory.WithHint(&failure{text: p.String() + ": " + text, kind: directory.ErrIncomplete},
			"This is a fault of the server, or of something between. Switch ldap.pagedSearch off if the server answers everything at once.")
	}
	if p.empty++; found > 0 {
		p.empty = 0
		if _, again := p.seen[hash]; again {
			return endless("the server repeats a page")
		}
		p.seen[hash] = struct{}{}
	}
	switch {
	case p.empty > mostEmpty:
		return endless(fmt.Sprintf("the server sent %d empty pages one after the other", p.empty))
	case p.count > mostEntries:
		return endless(fmt.Sprintf("the server found more than %d entries", mostEntries))
	}
	return nil
}

// failed puts the end of the search into words.
func (p *paging) failed(err error) error {
	failure := resultError(p.String(), err)
	if le, ok := errors.AsType[*ldap.Error](err); ok && p.DSE != nil && ldap.IsErrorAnyOf(err, ldap.LDAPResultSizeLimitExceeded, ldap.LDAPResultAdminLimitExceeded) {
		return directory.WithHint(failure, limitHint(p.DSE, p.paged, le.ResultCode))
	}
	return failure
}

// isBroken tells whether the connection is of no use any more: neither a result
// nor the end of somebody's patience.
func isBroken(err error) bool {
	if inWords(err) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	le, ok := errors.AsType[*ldap.Error](err)
	return !ok || le.ResultCode == ldap.ErrorNetwork
}
