package okta

import (
	"context"
	"errors"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// Check implements directory.Checker. Its steps are address, token, users,
// groups, members and log; it reads one page of each.
func (s *Source) Check(ctx context.Context, report func(directory.Step)) error {
	defer s.http.CloseIdleConnections()
	ch := &checker{Source: s, c: s.newClient(), StepReporter: report}
	parts := []func(context.Context) error{ch.checkUsers}
	if s.cfg.SyncGroups {
		parts = append(parts, ch.checkGroups)
	}
	return s.reads.Check(ctx, append(parts, ch.checkLog)...)
}

// A checker goes through the steps of a check.
type checker struct {
	*Source
	c *client
	directory.StepReporter
}

// firstPage reads one page; more says that there are others.
func firstPage[T identified](ctx context.Context, ch *checker, limit, filter string, path ...string) (items []T, more bool, err error) {
	body, header, err := ch.c.get(ctx, listURL(ch.origin, limit, filter, path...))
	if err == nil {
		err = handPage(body, func(page []T) error {
			items = page
			return nil
		})
	}
	return items, err == nil && nextLink(header) != "", transport.ExplainRead(err)
}

// checkUsers tells the steps address, token and users by how the first
// request ends.
func (ch *checker) checkUsers(ctx context.Context) error {
	users, more, err := firstPage[wireUser](ctx, ch, userLimit, ch.cfg.UserQuery, "users")
	if err != nil && !transport.IsKnown(err) {
		return ch.Fail("address", err)
	}
	ch.OK("address", "%s is an Okta organization", ch.origin.Host)
	if errors.Is(err, directory.ErrAuth) {
		return ch.Fail("token", err)
	}
	ch.OK("token", "the token is accepted")
	if err != nil {
		return ch.Fail("users", err)
	}
	withEmail, disabled := 0, 0
	for _, u := range users {
		if u.Profile.Email != "" {
			withEmail++
		}
		if u.Status == statusSuspended {
			disabled++
		}
	}
	if len(users) == 0 {
		ch.Nobody("Check the query of sync.userFilter, and that the token's administrator may see users.", "no user found%s", directory.ByQuery(ch.cfg.UserQuery))
		return nil
	}
	found := directory.Found(len(users), more, "user", "")
	if more {
		ch.OK("users", "%s, of the first %d with an email: %d, suspended: %d", found, len(users), withEmail, disabled)
	} else {
		ch.OK("users", "%s, with an email: %d, suspended: %d", found, withEmail, disabled)
	}
	return nil
}

func (ch *checker) checkGroups(ctx context.Context) error {
	groups, more, err := firstPage[wireGroup](ctx, ch, groupLimit, ch.cfg.GroupQuery, "groups")
	if err != nil {
		return ch.Fail("groups", err)
	}
	chosen := slices.DeleteFunc(slices.Clone(groups), func(g wireGroup) bool { return !ch.cfg.Wants(g.Profile.Name) })
	found := directory.Found(len(groups), more, "group", "")
	switch {
	case len(groups) == 0:
		ch.Warn("groups", "Check the query of sync.groupFilter, and that the token's administrator may see groups.", "no group found%s", directory.ByQuery(ch.cfg.GroupQuery))
		return nil
	case len(chosen) == 0 && !more:
		ch.Warn("groups", "Check the names in sync.groupFilter.", "%s, the filter chooses none of them", found)
		return nil
	case len(chosen) < len(groups) && more:
		ch.OK("groups", "%s, of the first %d the filter chooses %d of them", found, len(groups), len(chosen))
	case len(chosen) < len(groups):
		ch.OK("groups", "%s, the filter chooses %d of them", found, len(chosen))
	default:
		ch.OK("groups", "%s", found)
	}
	return transport.CheckMembers(ch.StepReporter, chosen, func(g wireGroup) (name string, n int, more bool, err error) {
		members, more, err := firstPage[wireID](ctx, ch, memberLimit, "", "groups", g.ID, "users")
		return g.Profile.Name, len(members), more, err
	})
}

const hintLog = "The token may do what the administrator may who created it: the role Read-only Administrator sees the System Log."

// checkLog asks the log for the last hour. Without it a sync works, but sees
// later who was deleted for good.
func (ch *checker) checkLog(ctx context.Context) error {
	if ch.c.date.IsZero() {
		return nil
	}
	patient, cancel := context.WithTimeout(ctx, logPatience)
	defer cancel()
	_, _, err := ch.c.get(patient, ch.logURL(ch.c.date.Add(-time.Hour)))
	switch err = transport.ExplainRead(err); {
	case err == nil:
		ch.OK("log", "the System Log can be read")
	case ctx.Err() != nil:
		return err
	case refusesLog(err):
		ch.Warn("log", hintLog, "the token may not read the System Log, so that %s are looked for once an hour, not with every sync", ch.deleted())
	default:
		ch.Warn("log", directory.HintOf(err), "the System Log can't be read now, and so long %s are looked for once an hour: %v", ch.deleted(), err)
	}
	return nil
}

func (ch *checker) deleted() string {
	if ch.cfg.SyncGroups {
		return "users and groups that were deleted for good"
	}
	return "users who were deleted for good"
}
