package google

import (
	"context"
	"fmt"
	"slices"

	admin "google.golang.org/api/admin/directory/v1"

	"directoryconnector/backend/directory"
)

// checkedGroups is how many groups a check looks into for members.
const checkedGroups = 5

// Check implements directory.Checker. Its steps are address, token, users,
// groups and members; it reads one page of each.
func (s *Source) Check(ctx context.Context, report func(directory.Step)) error {
	defer s.http.CloseIdleConnections()
	c, err := s.newClient(ctx)
	if err != nil {
		return fmt.Errorf("google: %w", err)
	}
	ch := &checker{Source: s, c: c, StepReporter: report}
	parts := []func(context.Context) error{ch.checkToken, ch.checkUsers}
	if s.cfg.SyncGroups {
		parts = append(parts, ch.checkGroups)
	}
	return s.reads.Check(ctx, parts...)
}

// A checker goes through the steps of a check.
type checker struct {
	*Source
	c *client
	directory.StepReporter
}

func (ch *checker) checkToken(ctx context.Context) error {
	return ch.c.tokens.Check(ctx, ch.StepReporter, "Google answers", ch.account.email+" may act for "+ch.cfg.Settings.AdminUser)
}

// where is what a step adds to what it found by a query.
func (ch *checker) where(query string) string {
	if ch.c.customer != "" {
		return " in customer " + ch.c.customer + directory.ByQuery(query)
	}
	return " in domain " + ch.c.domain + directory.ByQuery(query)
}

func (ch *checker) checkUsers(ctx context.Context) error {
	p, err := askOnce(ctx, kindUsers, ch.c.users(ctx, ch.cfg.UserQuery, false), "")
	if err != nil {
		return ch.Fail("users", explain(err))
	}
	disabled := 0
	for _, u := range p.items {
		if u.Suspended || u.Archived {
			disabled++
		}
	}
	if len(p.items) == 0 {
		ch.Nobody("Check the query of sync.userFilter, and google.domain.", "no user found%s", ch.where(ch.cfg.UserQuery))
		return nil
	}
	ch.OK("users", "%s, suspended or archived: %d", directory.Found(len(p.items), p.next != "", "user", ch.where(ch.cfg.UserQuery)), disabled)
	return nil
}

func (ch *checker) checkGroups(ctx context.Context) error {
	p, err := askOnce(ctx, kindGroups, ch.c.groups(ctx, ch.cfg.GroupQuery), "")
	if err != nil {
		return ch.Fail("groups", explain(err))
	}
	chosen := slices.DeleteFunc(slices.Clone(p.items), func(g *admin.Group) bool { return !ch.cfg.Wants(g.Name) })
	found := directory.Found(len(p.items), p.next != "", "group", ch.where(ch.cfg.GroupQuery))
	switch {
	case len(p.items) == 0:
		ch.Warn("groups", "Check the query of sync.groupFilter, and google.domain.", "no group found%s", ch.where(ch.cfg.GroupQuery))
	case len(chosen) == 0 && p.next == "":
		ch.Warn("groups", "Check the names in sync.groupFilter.", "%s, the filter chooses none of them", found)
	case len(chosen) < len(p.items):
		ch.OK("groups", "%s, the filter chooses %d of the first %d", found, len(chosen), len(p.items))
	default:
		ch.OK("groups", "%s", found)
	}
	return ch.checkMembers(ctx, chosen)
}

// checkMembers looks for a group with members.
func (ch *checker) checkMembers(ctx context.Context, groups []*admin.Group) error {
	if len(groups) == 0 {
		return nil
	}
	groups = groups[:min(len(groups), checkedGroups)]
	var refused error
	for _, g := range groups {
		p, err := askOnce(ctx, kindMembers, ch.c.members(ctx, g.Id), "")
		err = explain(err)
		switch {
		case isGone(err):
			continue // deleted just now
		case isForbidden(err):
			refused = err
			continue
		case err != nil:
			return ch.Fail("members", err)
		}
		if len(p.items) > 0 {
			ch.OK("members", "%s", directory.Found(len(p.items), p.next != "", "member", fmt.Sprintf(" in group %q", g.Name)))
			return nil
		}
	}
	if refused != nil {
		return ch.Fail("members", refused)
	}
	ch.Warn("members", "Groups without members are imported as empty groups.", "no member found in the first %s", directory.HowMany(len(groups), false, "group"))
	return nil
}
