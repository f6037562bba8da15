package entra

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// The application permissions of which one allows to read something.
var (
	readsUsers  = []string{"User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
	readsGroups = []string{"Group.Read.All", "GroupMember.Read.All", "Group.ReadWrite.All", "GroupMember.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
)

// Check implements directory.Checker. Its steps are token, users, groups,
// members and administrative units; it reads one page of each.
func (s *Source) Check(ctx context.Context, report func(directory.Step)) error {
	defer s.client.http.CloseIdleConnections()
	ch := &checker{Source: s, StepReporter: report}
	parts := []func(context.Context) error{ch.checkToken, ch.checkUsers}
	if s.cfg.SyncGroups {
		parts = append(parts, ch.checkGroups)
	}
	if s.byGroup() {
		parts = append(parts, ch.checkUserFilter)
	}
	if s.cfg.SyncGroups && len(s.cfg.IncludeUnits)+len(s.cfg.ExcludeUnits) > 0 {
		parts = append(parts, ch.checkUnits)
	}
	return s.reads.Check(ctx, parts...)
}

// A checker goes through the steps of a check.
type checker struct {
	*Source
	directory.StepReporter
	// roles are the permissions in the token, nil where nobody knows.
	roles []string
}

func (ch *checker) checkToken(ctx context.Context) error {
	token, err := ch.client.tokens.Get(ctx)
	if err != nil {
		return ch.Fail("token", err)
	}
	ch.roles = rolesOf(token)
	switch {
	case ch.roles == nil:
		ch.OK("token", "%s accepts the app registration", ch.cloud.authority)
	case len(ch.roles) == 0:
		ch.Warn("token", hintConsent, "%s accepts the app registration, but it has no permission", ch.cloud.authority)
	default:
		ch.OK("token", "%s accepts the app registration; its permissions: %s", ch.cloud.authority, strings.Join(ch.roles, ", "))
	}
	return nil
}

// may tells whether the token holds one of these permissions, as far as that
// is known.
func (ch *checker) may(permissions []string) bool {
	return len(ch.roles) == 0 || slices.ContainsFunc(permissions, func(p string) bool { return slices.Contains(ch.roles, p) })
}

// firstPage reads one page; more says that there are others.
func firstPage[T identified](ctx context.Context, ch *checker, u *url.URL) (items []T, more bool, err error) {
	body, err := ch.client.get(ctx, u)
	if err != nil {
		return nil, false, transport.ExplainRead(err)
	}
	p, err := decode[T](body)
	if err != nil {
		return nil, false, err
	}
	return p.Value, p.Next != "", nil
}

func (ch *checker) checkUsers(ctx context.Context) error {
	rows, more, err := firstPage[wireUser](ctx, ch, ch.cloud.url(selectUser+top, "users"))
	st := newState()
	st.takeUsers(rows)
	if err == nil {
		err = (&reading{Source: ch.Source, state: st}).checkRights()
	}
	if err != nil {
		return ch.Fail("users", needs(err, "User.Read.All", noUsers))
	}
	withEmail, disabled, guests := 0, 0, 0
	for _, p := range st.users {
		switch {
		case p.guest():
			guests++
			continue
		case p.email != "":
			withEmail++
		}
		if p.disabled {
			disabled++
		}
	}
	switch {
	case len(rows) == 0:
		ch.Nobody("Check that entra.tenant is the tenant that your users are in.", "no user found")
	case !ch.may(readsUsers):
		ch.Warn("users", hintFor("User.Read.All"), "%s, but without User.Read.All deleted users can't be read", directory.Found(len(rows), more, "user", ""))
	default:
		ch.OK("users", "%s, with an email: %d, disabled: %d, left out for a # in the address (guests): %d",
			directory.Found(len(rows), more, "user", ""), withEmail, disabled, guests)
	}
	return nil
}

func (ch *checker) checkGroups(ctx context.Context) error {
	rows, more, err := firstPage[wireGroup](ctx, ch, ch.cloud.url(selectGroup+top, "groups"))
	st := newState()
	st.takeGroups(rows)
	if err == nil {
		err = (&reading{Source: ch.Source, state: st}).checkRights()
	}
	if err != nil {
		return ch.Fail("groups", needs(err, "Group.Read.All", noGroups))
	}
	hidden := 0
	for _, g := range st.groups {
		if g.hidden {
			hidden++
		}
	}
	switch {
	case len(rows) == 0:
		ch.Warn("groups", "Check that entra.tenant is the tenant that your groups are in, or set sync.groups to false.", "no group found")
		return nil
	case hidden > 0 && !ch.may([]string{"Member.Read.Hidden"}):
		ch.Warn("groups", hintFor("Member.Read.Hidden"), "%s, %d of which hide their members and are left out", directory.Found(len(rows), more, "group", ""), hidden)
	case !ch.may(readsGroups):
		ch.Warn("groups", hintFor("Group.Read.All"), "%s, but without Group.Read.All members can't be relied on", directory.Found(len(rows), more, "group", ""))
	default:
		ch.OK("groups", "%s", directory.Found(len(rows), more, "group", ""))
	}
	return transport.CheckMembers(ch.StepReporter, rows, func(g wireGroup) (name string, n int, more bool, err error) {
		members, more, err := firstPage[wireMember](ctx, ch, ch.cloud.url(selectID+top, "groups", g.ID, "members"))
		return text(g.Name), len(members), more, needs(err, "Group.Read.All", noMembers)
	})
}

// checkUserFilter looks for the groups that choose users.
func (ch *checker) checkUserFilter(ctx context.Context) error {
	_, err := ch.chooseUsers(ctx, func(ctx context.Context, id string) (map[string]bool, error) {
		_, err := ch.client.get(ctx, ch.cloud.url(selectID, "groups", id))
		if transport.IsNotFound(err) {
			return nil, noGroup(id)
		}
		return nil, needs(transport.ExplainRead(err), "Group.Read.All", noGroups)
	})
	if err != nil {
		return ch.Fail("user filter", err)
	}
	n := len(ch.cfg.IncludeGroups) + len(ch.cfg.ExcludeGroups)
	ch.OK("user filter", "%s", directory.Found(n, false, "group", " that choose users"))
	return nil
}

func (ch *checker) checkUnits(ctx context.Context) error {
	u, err := ch.readUnits(ctx)
	if err != nil {
		return ch.Fail("administrative units", err)
	}
	inside := len(u.include) + len(u.exclude)
	if inside == 0 {
		ch.Warn("administrative units", "Add groups to the administrative unit, or check its id in sync.groupFilter.", "nothing is in the administrative units of the filter")
		return nil
	}
	ch.OK("administrative units", "%s", directory.Found(inside, false, "object", " in the administrative units of the filter"))
	return nil
}
