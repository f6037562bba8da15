package ldap

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/arena"
	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/ldapconn"
)

// A reading is one read of the directory: its connections, what it asks for
// and what it has understood so far.
type reading struct {
	src   *Source
	log   *slog.Logger
	start time.Time
	// ctx ends the connections; it is a child of the caller's.
	cancel context.CancelFunc

	plan                  plan
	root                  string
	userBases, groupBases []string

	// preferred is the service entry of the domain controller to ask first.
	preferred string
	// users is the first connection; groups is a second one to the same
	// server, or the first one again.
	users, groups *ldapconn.Client

	dns, uids *names
	notes     *notes
	// emails, called and stable hold the texts of users.
	emails, called, stable arena.Texts
}

// readBound is how many times as long as a search a whole read may take.
const readBound = 12

// begin connects and finds out what to ask for.
func (s *Source) begin(ctx context.Context, start time.Time, preferred string) (*reading, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, readBound*s.set.Timeout, directory.WithHint(
		directory.Errorf(directory.ErrIncomplete, "the read was not complete after %s", readBound*s.set.Timeout),
		"Raise ldap.timeout, or index the attributes of the filters on the server."))
	r := s.newReading(start, cancel)
	r.preferred = preferred
	if err := r.connect(ctx); err != nil {
		r.end()
		return nil, err
	}
	for _, text := range r.users.Insecure {
		s.log.WarnContext(ctx, "connection is not secure", "server", s.dialer.Address(), "reason", text)
		r.notes.add(directory.WarnInsecure, "", text)
	}
	return r, nil
}

func (s *Source) newReading(start time.Time, cancel context.CancelFunc) *reading {
	return &reading{
		src: s, log: s.log, start: start, cancel: cancel,
		dns: newNames(s.expected, dn.AppendEntryKey), uids: newNames(0, foldUID), notes: &notes{referrals: map[string]bool{}},
	}
}

func (r *reading) connect(ctx context.Context) error {
	var err error
	skipped := func(address string, err error) {
		r.log.WarnContext(ctx, "server can't be reached", "server", address, "error", err)
		r.notes.add(directory.WarnServer, address, "another server was asked: "+err.Error())
	}
	if r.users, err = r.src.dialer.Dial(ctx, r.preferred, skipped); err != nil {
		return err
	}
	if err := r.prepare(); err != nil {
		return err
	}
	if !r.src.cfg.SyncGroups {
		return nil
	}
	return r.connectSecond(ctx)
}

// prepare finds out from the first connection what to ask for.
func (r *reading) prepare() error {
	var err error
	r.groups = r.users
	r.users.Referral = r.notes.referral
	r.plan = r.src.makePlan(r.users.DSE)
	if r.root, err = r.src.root(r.users.DSE); err != nil {
		return err
	}
	r.userBases, r.groupBases, err = r.src.bases(r.root)
	return err
}

// connectSecond opens the connection for groups to the very server that the
// first one reached: a name may stand for several domain controllers, which
// never agree to the second.
func (r *reading) connectSecond(ctx context.Context) error {
	second, err := r.users.Another(ctx)
	if err != nil {
		return err
	}
	if second.DSE.Service != r.users.DSE.Service {
		r.log.DebugContext(ctx, "second connection reached another server", "server", second.DSE.Service)
		second.Close()
		return nil
	}
	second.Referral = r.notes.referral
	r.groups = second
	return nil
}

// end closes the connections.
func (r *reading) end() {
	if r.groups != nil && r.groups != r.users {
		r.groups.Close()
	}
	if r.users != nil {
		r.users.Close()
	}
	r.cancel()
}

// full reads everything.
func (r *reading) full(ctx context.Context) (*directory.Snapshot, error) {
	position, err := r.position(ctx)
	if err != nil {
		return nil, err
	}
	var p people
	var groups []*groupEntry
	deleted, err := r.side(ctx, &p, func(ctx context.Context) (err error) {
		groups, err = r.readGroups(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	if groups, err = r.resolve(ctx, &p, groups); err != nil {
		return nil, err
	}
	snapshot := r.finish(&p, groups, deleted)
	snapshot.Complete, snapshot.CompleteAt = true, r.start
	if position != nil {
		snapshot.Cursor, err = r.makeCursor(position, &p, groups)
	}
	return snapshot, err
}

// below searches all bases. each clones the values that it keeps.
func (r *reading) below(ctx context.Context, client *ldapconn.Client, bases []string, filter string, attrs []string, each func(*ldap.Entry)) error {
	for _, base := range bases {
		r.log.DebugContext(ctx, "search", "base_dn", base, "filter", filter)
		q := ldapconn.Query{Base: base, Scope: ldap.ScopeWholeSubtree, Filter: filter, Attrs: attrs, Borrowed: true}
		if err := client.Search(ctx, q, each); err != nil {
			return err
		}
	}
	return nil
}

// readUsers reads the users of all bases.
func (r *reading) readUsers(ctx context.Context, p *people) error {
	p.expect(r.src.expected)
	err := r.below(ctx, r.users, r.userBases, r.src.userFilter, r.plan.userAttrs, func(e *ldap.Entry) {
		r.addUser(p, e)
		r.src.reportSome("users", len(p.list))
	})
	if err != nil {
		return fmt.Errorf("read users: %w", r.baseHint(err, "ldap.userPath"))
	}
	r.src.report("users", len(p.list))
	return r.findDisabled(ctx, p)
}

// findDisabled switches off the users whom ldap.disabledFilter finds.
func (r *reading) findDisabled(ctx context.Context, p *people) error {
	if r.src.disabledFilter == "" {
		return nil
	}
	err := r.below(ctx, r.users, r.userBases, r.src.disabledFilter, []string{noAttributes}, func(e *ldap.Entry) {
		id, _ := r.dns.id(e.DN)
		if who, ok := p.byDN.of(id); ok {
			p.list[who].Disabled = true
		}
	})
	if err != nil {
		return fmt.Errorf("read users that ldap.disabledFilter finds: %w", err)
	}
	return nil
}

// readGroups reads the groups of all bases, with all of their members.
func (r *reading) readGroups(ctx context.Context) ([]*groupEntry, error) {
	if !r.src.cfg.SyncGroups {
		return nil, nil
	}
	var list []*groupEntry
	err := r.below(ctx, r.groups, r.groupBases, r.src.groupFilter, r.plan.groupAttrs, func(e *ldap.Entry) {
		list = append(list, r.decodeGroup(e))
		r.src.reportSome("groups", len(list))
	})
	if err != nil {
		return nil, fmt.Errorf("read groups: %w", r.baseHint(err, "ldap.groupPath"))
	}
	r.src.report("groups", len(list))
	return r.completeGroups(ctx, list)
}

// baseHint names the one setting that a base comes from.
func (r *reading) baseHint(err error, setting string) error {
	if ldap.IsErrorWithCode(err, ldap.LDAPResultNoSuchObject) {
		return r.kindFirst(directory.WithHint(err, "Check "+setting+" and ldap.rootPath, and that the account may read there."))
	}
	return err
}

// contexts are what the server holds, as far as it says so.
func (r *reading) contexts() []string {
	if list := r.users.DSE.Contexts(); len(list) > 0 {
		return list
	}
	return []string{r.root}
}

// rawValue is the first value of an attribute; nil where there is none.
func rawValue(e *ldap.Entry, attribute string) []byte {
	for _, value := range e.GetEqualFoldRawAttributeValues(attribute) {
		return value
	}
	return nil
}

// readValue reads one value of an entry; nil where it can't be read.
func (r *reading) readValue(ctx context.Context, entry, attribute string) ([]byte, error) {
	e, err := r.users.Read(ctx, entry, anyClass, []string{attribute})
	if err != nil || e == nil {
		if unreadableReason(err) != "" {
			r.log.DebugContext(ctx, "entry can't be read", "entry_dn", entry, "error", err)
			err = nil
		}
		return nil, err
	}
	return rawValue(e, attribute), nil
}
