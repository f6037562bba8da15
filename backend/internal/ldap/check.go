package ldap

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/ldapconn"
)

// sampleSize is how many users and groups a check reads at most.
const sampleSize = 1000

// A checker goes through the steps of a check.
type checker struct {
	*Source
	directory.StepReporter
	read *reading
}

// Check implements directory.Checker. Its steps are resolve, connect, tls,
// bind, server (where it is not what the settings say), base (for each), users,
// groups, and, with Active Directory, deleted objects and changes.
func (s *Source) Check(ctx context.Context, report func(directory.Step)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := &checker{Source: s, StepReporter: report, read: s.newReading(s.cfg.Now(), cancel)}
	conn, err := s.dialer.Check(ctx, s.cfg.Now(), report)
	if err != nil {
		return err
	}
	c.read.users = conn
	defer c.read.end()
	c.checkKind()
	steps := []func(context.Context) error{c.checkBases, c.checkUsers}
	if s.cfg.SyncGroups {
		steps = append(steps, c.checkGroups)
	}
	if c.read.kindHint() == "" { // what only Active Directory has would mislead
		steps = append(steps, c.checkDeleted, c.checkChanges)
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// checkKind says where ldap.activeDirectory is not what the server is. Off
// against Active Directory it may be meant: that is told where nobody is found.
func (c *checker) checkKind() {
	if !c.set.ActiveDirectory {
		return
	}
	name, other := c.read.users.DSE.IsOther()
	switch {
	case other && name != "":
		c.Warn("server", notADHint, "the server is %s, not Active Directory, but ldap.activeDirectory is on", name)
	case other:
		c.Warn("server", notADHint, "the server is not Active Directory, but ldap.activeDirectory is on")
	}
}

func (c *checker) checkBases(ctx context.Context) error {
	if err := c.read.prepare(); err != nil {
		return c.Fail("base", err)
	}
	bases := c.read.userBases
	if c.cfg.SyncGroups {
		bases = append(slices.Clone(bases), c.read.groupBases...)
	}
	slices.Sort(bases)
	for _, base := range slices.Compact(bases) {
		if err := c.checkBase(ctx, base); err != nil {
			return c.Fail("base", err)
		}
	}
	return nil
}

// checkBase wants to be able to search below a base. Its own entry need not be
// readable: a sync does not read it.
func (c *checker) checkBase(ctx context.Context, base string) error {
	e, err := c.read.users.Read(ctx, base, anyClass, []string{noAttributes})
	if err == nil && e != nil {
		c.OK("base", "%s exists", base)
		return nil
	}
	if err != nil && unreadableReason(err) == "" {
		return err
	}
	if count, _, below := c.sample(ctx, []string{base}, anyClass, []string{noAttributes}, func(*ldap.Entry) {}); below == nil && count > 0 {
		c.OK("base", "%s can be searched; its own entry can't be read, and need not be", base)
		return nil
	}
	if err == nil {
		err = directory.WithHint(directory.Errorf(directory.ErrPermission, "search %s: the account may not see this entry, nor any below it", dn.Quoted(base)),
			"Give the account the right to read it.")
	}
	return c.read.kindFirst(err)
}

// sample reads up to sampleSize entries and returns how many there were, and
// whether there are more.
func (c *checker) sample(ctx context.Context, bases []string, filter string, attrs []string, each func(*ldap.Entry)) (count int, more bool, err error) {
	for _, base := range bases {
		q := ldapconn.Query{Base: base, Scope: ldap.ScopeWholeSubtree, Filter: filter, Attrs: attrs, Limit: sampleSize}
		err := c.read.users.Search(ctx, q, func(e *ldap.Entry) {
			if count++; count <= sampleSize {
				each(e)
			}
		})
		if errors.Is(err, ldapconn.ErrLimit) || err == nil && count > sampleSize {
			return sampleSize, true, nil
		}
		if err != nil {
			return 0, false, err
		}
	}
	return count, false, nil
}

// howMany begins a detail: what one entry is called gets its s for several.
func howMany(count int, more bool, what string) string {
	text := directory.HowMany(count, more, what) + ";"
	if more {
		text += fmt.Sprintf(" of the first %d,", count)
	}
	return text
}

func (c *checker) checkUsers(ctx context.Context) error {
	var p people
	count, more, err := c.sample(ctx, c.read.userBases, c.userFilter, c.read.plan.userAttrs, func(e *ldap.Entry) { c.read.addUser(&p, e) })
	if err != nil {
		return c.Fail("users", c.read.baseHint(err, "ldap.userPath"))
	}
	withEmail, disabled := 0, 0
	now := c.cfg.Now()
	for _, who := range p.list {
		if who.Email != "" {
			withEmail++
		}
		if who.DisabledAt(now) {
			disabled++
		}
	}
	detail := fmt.Sprintf("%s with an email: %d, disabled: %d", howMany(count, more, "user"), withEmail, disabled)
	if c.set.ActiveDirectory && !c.set.PeopleOnly && count > 0 {
		others, _, err := c.sample(ctx, c.read.userBases, and(c.userFilter, noPeople), []string{noAttributes}, func(*ldap.Entry) {})
		if err != nil {
			return c.Fail("users", err)
		}
		if others > 0 {
			c.Warn("users", "Set ldap.peopleOnly to true to leave them out.", "%d of what ldap.userObjectClass finds are contacts, computers or service accounts", others)
		}
	}
	switch {
	case count == 0:
		hint := "Check ldap.userPath, ldap.userObjectClass and sync.userFilter, and that the account may read users."
		c.Nobody(joinHints(c.read.kindHint(), hint), "no user found with %s", c.userFilter)
	case len(p.list) == 0:
		c.Warn("users", "Set ldap.externalIdAttribute to an attribute that every user has.", "%s none has the attribute %q", howMany(count, more, "user"), c.set.ExternalIDAttribute)
	case withEmail == 0:
		c.Warn("users", "Check ldap.userEmailAttribute, and that the account may read it.", "%s", detail)
	default:
		c.OK("users", "%s", detail)
	}
	return nil
}

func (c *checker) checkGroups(ctx context.Context) error {
	withMembers, named := 0, 0
	count, more, err := c.sample(ctx, c.read.groupBases, c.groupFilter, c.read.plan.groupAttrs, func(e *ldap.Entry) {
		g := c.read.decodeGroup(e)
		if len(g.members)+len(g.uids)+len(g.ranges) > 0 {
			withMembers++
		}
		if !g.nameless {
			named++
		}
	})
	if err != nil {
		return c.Fail("groups", c.read.baseHint(err, "ldap.groupPath"))
	}
	detail := fmt.Sprintf("%s with members: %d", howMany(count, more, "group"), withMembers)
	switch {
	case count == 0:
		hint := "Check ldap.groupPath, ldap.groupObjectClass and sync.groupFilter, and that the account may read groups."
		c.Warn("groups", joinHints(c.read.kindHint(), hint), "no group found with %s", c.groupFilter)
	case withMembers == 0:
		c.Warn("groups", "Check ldap.memberAttribute, and that the account may read it.", "%s", detail)
	case named == 0:
		c.Warn("groups", "Check ldap.groupNameAttribute, and that the account may read it.", "%s, with a name: 0", detail)
	default:
		c.OK("groups", "%s", detail)
	}
	return nil
}

func (c *checker) checkDeleted(ctx context.Context) error {
	if !c.read.wantsDeleted() {
		return nil
	}
	for _, nc := range c.read.userContexts() {
		found, err := c.read.deletedBelow(ctx, nc)
		switch {
		case unreadableReason(err) != "":
			c.Warn("deleted objects", "", "%s", deletedText(nc))
		case err != nil:
			return c.Fail("deleted objects", err)
		default:
			c.OK("deleted objects", "deleted users that can be read: %d", len(found))
		}
	}
	return nil
}

func (c *checker) checkChanges(ctx context.Context) error {
	switch {
	case !c.set.ActiveDirectory:
		return nil
	case !c.set.Incremental:
		c.OK("changes", "everything is read every time (ldap.incremental is off)")
		return nil
	}
	p, err := c.read.position(ctx)
	switch {
	case err != nil:
		return c.Fail("changes", err)
	case p == nil:
		c.Warn("changes", "", "the server can't be asked for changes: everything is read every time")
	default:
		c.OK("changes", "groups that changed are found by uSNChanged of this domain controller")
	}
	return nil
}
