package onelogin

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// Check implements directory.Checker. Its steps are address, token, users,
// groups and members; it reads one page of each.
func (s *Source) Check(ctx context.Context, report func(directory.Step)) error {
	defer s.http.CloseIdleConnections()
	ch := &checker{Source: s, c: s.newClient(), StepReporter: report}
	parts := []func(context.Context) error{ch.checkToken, ch.checkUsers}
	if s.cfg.SyncGroups {
		parts = append(parts, ch.checkRoles)
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
	return ch.c.tokens.Check(ctx, ch.StepReporter, ch.origin.Host+" answers", "the API credential is accepted")
}

// firstPage reads one page; total is how many entries there are, where that is
// said.
func firstPage[T identified](ctx context.Context, ch *checker, l listing) (items []T, total int, err error) {
	body, header, err := ch.c.get(ctx, l.url(ch.origin, ""))
	if err == nil {
		if items, err = decodePage[T](body); err != nil {
			err = directory.WithHint(fmt.Errorf("%w: %w", directory.ErrIncomplete, err), hintAddress)
		}
	}
	if err != nil {
		return nil, 0, transport.ExplainRead(err)
	}
	return items, max(len(items), pagingOf(header).total), nil
}

func (ch *checker) checkUsers(ctx context.Context) error {
	users, total, err := firstPage[wireUser](ctx, ch, ch.userList())
	if err != nil {
		return ch.Fail("users", err)
	}
	withEmail, suspended := 0, 0
	for _, u := range users {
		if isAddress(ch.emailOf(u)) {
			withEmail++
		}
		if u.Status == statusSuspended {
			suspended++
		}
	}
	names, strange := unknown(ch.userQuery, userParameters), ""
	if len(names) > 0 {
		strange = fmt.Sprintf("; the query holds %s, which OneLogin does not document", strings.Join(names, ", "))
	}
	detail := directory.Found(total, false, "user", directory.ByQuery(ch.cfg.UserQuery))
	if total > len(users) {
		detail = fmt.Sprintf("%s, of the first %d, with an email: %d, suspended: %d%s", detail, len(users), withEmail, suspended, strange)
	} else {
		detail = fmt.Sprintf("%s, with an email: %d, suspended: %d%s", detail, withEmail, suspended, strange)
	}
	switch {
	case total == 0:
		ch.Nobody("Check the query of sync.userFilter, and what the owner of the API credential may see.", "no user found%s", directory.ByQuery(ch.cfg.UserQuery))
	case len(names) > 0:
		ch.Warn("users", hintUnknown, "%s", detail)
	default:
		ch.OK("users", "%s", detail)
	}
	return nil
}

const hintUnknown = "OneLogin may ignore a parameter that it does not know, and then finds everybody: check the number, and the spelling in the filter."

func (ch *checker) checkRoles(ctx context.Context) error {
	roles, total, err := firstPage[wireRole](ctx, ch, ch.roleList())
	if err != nil {
		return ch.Fail("groups", err)
	}
	chosen := slices.DeleteFunc(slices.Clone(roles), func(r wireRole) bool { return !ch.cfg.Wants(r.Name) })
	detail := directory.Found(total, false, "role", directory.ByQuery(ch.cfg.GroupQuery))
	if len(chosen) < len(roles) {
		detail = fmt.Sprintf("%s, the filter chooses %d of the first %d", detail, len(chosen), len(roles))
	}
	names := unknown(ch.roleQuery, roleParameters)
	switch {
	case total == 0:
		ch.Warn("groups", "Check the query of sync.groupFilter.", "no role found%s", directory.ByQuery(ch.cfg.GroupQuery))
	case len(chosen) == 0 && total == len(roles):
		ch.Warn("groups", "Check the names in sync.groupFilter.", "%s, the filter chooses none of them", directory.Found(total, false, "role", ""))
	case len(names) > 0:
		ch.Warn("groups", hintUnknown, "%s; the query holds %s, which OneLogin does not document", detail, strings.Join(names, ", "))
	default:
		ch.OK("groups", "%s", detail)
	}
	return ch.checkMembers(ctx, chosen)
}

// checkMembers asks one role with users for them.
func (ch *checker) checkMembers(ctx context.Context, roles []wireRole) error {
	if len(roles) == 0 {
		return nil
	}
	largest := roles[0]
	for _, r := range roles {
		if len(r.Users) > len(largest.Users) {
			largest = r
		}
	}
	members, total, err := firstPage[wireMember](ctx, ch, memberList(largest.ID))
	switch {
	case err != nil:
		return ch.Fail("members", err)
	case len(members) == 0:
		ch.Warn("members", "Roles without users are imported as empty groups.", "no user found in the first %s", directory.HowMany(len(roles), false, "role"))
	default:
		ch.OK("members", "%s", directory.Found(total, false, "user", fmt.Sprintf(" in role %q", largest.Name)))
	}
	return nil
}
