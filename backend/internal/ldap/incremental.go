package ldap

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-ldap/ldap/v3"
	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
)

// An incremental read goes so:
//
//  1. Users and groups, each on its connection: what changed since the last
//     position is read in full, and a sweep lists the names of everything
//     that filter and bases find now. What only the sweep has is read one by
//     one; what it lacks is gone. The sweep is done even where the server says
//     that nothing changed: which entries an account may see is no part of the
//     database. It also compares the stamps of all entries (see stamp), and
//     what differs although it was not said to have changed is read, too.
//     A few unchanged entries are looked at again (see canary.go).
//  2. Groups may have to change though their own entries did not: a group
//     that lists somebody who appeared (the server is asked which ones do), a
//     group that nests one that went, the old and the new primary group of a
//     user. They are read too. Who went is taken out of all groups.
//  3. Groups outside the search that others nest are read each time.
//
// Where one of these can't be done exactly, all groups are read against the
// users that are known; where even that is in doubt, everything is.

// A fullReason says why everything is read.
type fullReason struct {
	text string
	// surprising reasons are shown to the administrator, others only logged.
	surprising bool
}

// needFull is the error of an incremental read that must be a complete one.
type needFull struct{ fullReason }

func (n *needFull) Error() string { return n.text }

// fetchChanges returns the merged Snapshot, or the reason why everything must
// be read.
func (s *Source) fetchChanges(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, fullReason, error) {
	old, why := s.parseCursor(base)
	if old == nil {
		return nil, why, nil
	}
	r, err := s.begin(ctx, start)
	if err != nil {
		return nil, fullReason{}, err
	}
	defer r.end()
	now, err := r.position(ctx)
	if err != nil {
		return nil, fullReason{}, err
	}
	if why := now.since(&old.Position); why.text != "" {
		return nil, why, nil
	}
	r.plan.askStamp(now.stampAttribute(s.set.RevisionDateAttribute))
	snapshot, err := r.changes(ctx, base, old, now)
	if full, ok := errors.AsType[*needFull](err); ok {
		return nil, full.fullReason, nil
	}
	return snapshot, fullReason{}, err
}

// changes reads what changed and merges it with base.
func (r *reading) changes(ctx context.Context, base *directory.Snapshot, old *cursor, now *position) (*directory.Snapshot, error) {
	r.old = old
	users, groups := newUserMerge(r, base, old), newGroupMerge(r, base, old)
	var deleted []directory.User
	both, inner := errgroup.WithContext(ctx)
	readUsers := func() error {
		err := r.side(inner, users)
		if err == nil {
			deleted, err = r.readDeleted(inner)
		}
		return err
	}
	readGroups := func() error {
		if !r.src.cfg.SyncGroups {
			return nil
		}
		return r.side(inner, groups)
	}
	if r.groups == r.users {
		both.Go(func() error { return errors.Join(readUsers(), readGroups()) })
	} else {
		both.Go(readUsers)
		both.Go(readGroups)
	}
	if err := both.Wait(); err != nil {
		return nil, err
	}
	if err := r.checkCanaries(ctx, users, groups); err != nil {
		return nil, err
	}
	merged := users.merge()
	result, err := r.mergeGroups(ctx, users, groups, merged)
	if err != nil {
		return nil, err
	}
	for f := range fieldCount {
		if !slices.Contains(old.Missing, f) {
			r.notes.saw(f)
		}
	}
	r.notes.carry(aboutUser, old.UserWarnings, users.fresh)
	r.notes.carry(aboutGroup, old.GroupWarnings, groups.fresh)
	snapshot := r.finish(merged, result, deleted)
	snapshot.CompleteAt = base.CompleteAt
	snapshot.Cursor, err = r.makeCursor(now, merged, result, snapshot, old)
	return snapshot, err
}

// A side is what is merged: users or groups.
type side interface {
	// search says what to look for.
	search() (c *client, bases []string, filter string, attrs, sweepAttrs []string)
	// changed takes an entry that changed or appeared.
	changed(e *ldap.Entry)
	// swept takes an entry of the sweep.
	swept(e *ldap.Entry)
	// unread returns the DNs that only the sweep has, and those that have
	// another stamp there though they were not said to have changed.
	unread() []string
	// lost takes a DN that could not be read after the sweep.
	lost(dn string)
	// text returns dn as one string for all sweeps, if it is known.
	text(dn []byte) string
	name() string
	// done is called after the last entry.
	done(ctx context.Context) error
}

// mostAppeared is how many entries are read one by one.
const mostAppeared = 500

// side reads the changes of one side and sweeps it.
func (r *reading) side(ctx context.Context, s side) error {
	c, bases, filter, attrs, sweepAttrs := s.search()
	for _, base := range bases {
		q := query{base: base, scope: ldap.ScopeWholeSubtree, filter: filter, attrs: attrs}
		r.log.DebugContext(ctx, "search changes", "base_dn", base, "filter", filter)
		if err := r.changedSince(ctx, c, q, s); err != nil {
			return fmt.Errorf("read changed %s: %w", s.name(), err)
		}
	}
	count := 0
	for _, base := range bases {
		q := query{base: base, scope: ldap.ScopeWholeSubtree, filter: filter, attrs: sweepAttrs}
		// OpenLDAP begins its search anew for every page; where the limits of
		// the account allow it, one answer takes half the time.
		q.tryWhole = r.old.Position.Method == methodSyncrepl
		q.text = s.text
		err := c.search(ctx, q, func(e *ldap.Entry) {
			s.swept(e)
			if count++; count%progressEvery == 0 {
				r.src.report(s.name(), count)
			}
		})
		if err != nil {
			return fmt.Errorf("read names of %s: %w", s.name(), err)
		}
	}
	r.src.report(s.name(), count)
	more := s.unread()
	if len(more) > mostAppeared {
		return &needFull{fullReason{text: fmt.Sprintf("%d %s appeared or differ though the server did not say so", len(more), s.name())}}
	}
	found := make(map[string]bool, len(more))
	err := r.readAll(ctx, c, more, filter, attrs, func(e *ldap.Entry) {
		found[e.DN] = true
		s.changed(e)
	})
	if err != nil {
		return fmt.Errorf("read new %s: %w", s.name(), err)
	}
	for _, dn := range more {
		if !found[dn] {
			s.lost(dn)
		}
	}
	return s.done(ctx)
}

// changedSince asks for what changed, by the method of the old position.
func (r *reading) changedSince(ctx context.Context, c *client, q query, s side) error {
	old := r.old.Position
	var err error
	switch old.Method {
	case methodUSN:
		q.filter = and(q.filter, fmt.Sprintf("(uSNChanged>=%d)", old.USN+1))
		return c.search(ctx, q, s.changed)
	case methodSyncrepl:
		_, err = c.sync(ctx, q, old.Cookies[q.base], s.changed)
	case methodRevision:
		q.filter = and(q.filter, "("+r.src.set.RevisionDateAttribute+">="+old.Since+")")
		err = c.search(ctx, q, s.changed)
	}
	if isResult(err) {
		return &needFull{fullReason{
			text:       fmt.Sprintf("the server refused to tell what changed (%s)", ldapWords(err)),
			surprising: ldap.IsErrorWithCode(err, ldap.LDAPResultSyncRefreshRequired),
		}}
	}
	return resultError(q.String(), err)
}

func ldapWords(err error) string {
	le, _ := errors.AsType[*ldap.Error](err)
	if text := ldap.LDAPResultCodeMap[le.ResultCode]; text != "" {
		return text
	}
	return fmt.Sprintf("result %d", le.ResultCode)
}

// readAll reads the entries that fit the filter, several at a time, and hands
// them over in order. Those that vanished are left out.
func (r *reading) readAll(ctx context.Context, c *client, dns []string, filter string, attrs []string, take func(*ldap.Entry)) error {
	found := make([]*ldap.Entry, len(dns))
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(askAtOnce)
	for i, dn := range dns {
		all.Go(func() error {
			e, err := c.read(ctx, dn, filter, attrs)
			if ldap.IsErrorWithCode(err, ldap.LDAPResultNoSuchObject) {
				return nil
			}
			found[i] = e
			return err
		})
	}
	err := all.Wait()
	if reason := unreadableReason(err); reason != "" {
		return &needFull{fullReason{text: "an entry that a search found can't be read: " + reason}}
	}
	if err != nil {
		return err
	}
	for _, e := range found {
		if e != nil {
			take(e)
		}
	}
	return nil
}
