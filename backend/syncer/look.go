package syncer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/send"
)

// membershipsAtOnce is how many groups are asked for their members at a time.
const membershipsAtOnce = 8

// A look is what the organization showed, and what could not be asked.
type look struct {
	seen     *organization.Seen
	warnings []directory.Warning
	// at is when it was done, of one that was done early.
	at time.Time
}

func (l *look) warn(text string) { l.warnOf(send.WarnMemberList, text) }

func (l *look) warnOf(code directory.WarningCode, text string) {
	l.warnings = append(l.warnings, directory.Warning{Code: code, Text: text})
}

// distrustEmpty takes an empty member list for none where there were members: an
// organization has an owner at least, and everybody would lose the groups.
func (l *look) distrustEmpty(state *organization.State) {
	if l == nil || !l.seen.Listed || len(l.seen.Members) > 0 || len(state.Members) == 0 {
		return
	}
	l.seen.Listed, l.seen.GroupsListed, l.seen.Groups, l.seen.Unread = false, false, nil, true
	l.warn("the server answers an empty member list, which no organization has: emails are compared with what earlier syncs sent")
}

// look asks the server what it is, who its members are and which groups it
// has. A list that can't be had is a warning, and in a test everything is.
func (s *Syncer) look(ctx context.Context, test bool) (*look, error) {
	l := &look{seen: &organization.Seen{}}
	if s.Organization == nil {
		l.seen.Unasked = true
		l.warnOf(WarnNobody, "nobody is logged in, so the organization was not looked at: members, groups and seats are compared with what earlier syncs sent")
		return l, nil
	}
	s.progress(StageMembers, 0, 0)
	start := s.Now()
	defer func() { l.seen.Took = s.Now().Sub(start) }()
	server, err := s.Organization.Server(ctx)
	if err != nil && test && ctx.Err() == nil {
		l.seen.Unasked = true
		l.warn("the server could not be asked for its members, emails are compared with what earlier syncs sent: " + err.Error())
		return l, nil
	}
	if err != nil {
		return nil, fmt.Errorf("ask the server what it is: %w", err)
	}
	l.seen.Server = server
	if server.Vaultwarden {
		return l, nil
	}
	if err := s.lookAtMembers(ctx, l, test); err != nil || !l.seen.Listed {
		return l, err
	}
	return l, s.lookAtGroups(ctx, l, test)
}

func (s *Syncer) lookAtMembers(ctx context.Context, l *look, test bool) error {
	members, err := s.Organization.Members(ctx)
	switch {
	case err == nil:
		l.seen.Members, l.seen.Listed = members, true
		s.progress(StageMembers, len(members), len(members))
		return s.lookAtSeats(ctx, l)
	case errors.Is(err, organization.ErrAuth) && !test, ctx.Err() != nil:
		return fmt.Errorf("read the member list: %w", err)
	case errors.Is(err, organization.ErrNoMemberList):
		l.warn("this server can't list its members: emails are compared with what earlier syncs sent, and nobody can check what the server did")
	default:
		l.seen.Unasked = test // nothing is sent; the list is there, and tells later
		l.seen.Unread = true
		s.Log.Warn("member list unavailable", "error", err)
		l.warn("the member list could not be read, emails are compared with what earlier syncs sent: " + err.Error())
	}
	return nil
}

// lookAtSeats asks how many seats there are. A server that does not tell is no
// reason to stop.
func (s *Syncer) lookAtSeats(ctx context.Context, l *look) error {
	counter, ok := s.Organization.(organization.SeatCounter)
	if !ok || !s.Options.Sync.Users {
		return nil
	}
	seats, err := counter.Seats(ctx)
	switch {
	case err == nil:
		l.seen.Seats = seats
	case ctx.Err() != nil:
		return fmt.Errorf("read the subscription: %w", err)
	default:
		s.Log.Warn("subscription unavailable", "error", err)
		l.warn("the subscription could not be read, so nobody can tell how many seats are bought: " + err.Error())
	}
	return nil
}

func (s *Syncer) lookAtGroups(ctx context.Context, l *look, test bool) error {
	lister, ok := s.Organization.(organization.GroupLister)
	if !ok || !s.Options.Sync.Groups {
		return nil
	}
	groups, err := lister.Groups(ctx)
	switch {
	case err == nil:
		l.seen.Groups, l.seen.GroupsListed = groups, true
	case errors.Is(err, organization.ErrAuth) && !test, ctx.Err() != nil:
		return fmt.Errorf("read the group list: %w", err)
	case errors.Is(err, organization.ErrNoGroupList):
	default:
		l.seen.Unread = true
		s.Log.Warn("group list unavailable", "error", err)
		l.warn("the group list could not be read, groups are compared with what earlier syncs sent: " + err.Error())
	}
	return nil
}

// lookIntoGroups asks for the members of the groups that concern this profile:
// those with one of the external ids.
func (s *Syncer) lookIntoGroups(ctx context.Context, l *look, concerned map[string]struct{}) error {
	lister, ok := s.Organization.(organization.GroupLister)
	if !ok || !l.seen.GroupsListed {
		return nil
	}
	var ids []string
	for i := range l.seen.Groups {
		if g := &l.seen.Groups[i]; g.ExternalID != "" {
			if _, ok := concerned[g.ExternalID]; ok {
				ids = append(ids, g.ID)
			}
		}
	}
	// Memberships share the memory of the members that they name.
	own := make(map[string]string, len(l.seen.Members))
	for i := range l.seen.Members {
		own[l.seen.Members[i].ID] = l.seen.Members[i].ID
	}
	members := make([][]string, len(ids))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(membershipsAtOnce)
	for i, id := range ids {
		group.Go(func() (err error) {
			if members[i], err = lister.GroupMembers(ctx, id); err != nil {
				return fmt.Errorf("read the members of group %s: %w", id, err)
			}
			for j, member := range members[i] {
				if same, ok := own[member]; ok {
					members[i][j] = same
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	l.seen.MembersOf = make(map[string][]string, len(ids))
	for i, id := range ids {
		l.seen.MembersOf[id] = members[i]
	}
	return nil
}

// lookIntoConcerned looks who is in all groups that concern the profile, where
// that is asked for or due. A first sync must know what would go; the daily look
// heals, and can wait.
func (s *Syncer) lookIntoConcerned(ctx context.Context, l *look, want *desired.State, state *organization.State, how comparison) error {
	first := state.Times.Groups.IsZero()
	if !first && !how.memberships && !due(s.Now(), state.Times.Memberships, s.Options.Sync.FullSyncEvery) && !s.anyUnsure(want, state) {
		return nil
	}
	switch err := s.lookIntoGroups(ctx, l, concerned(want, state)); {
	case err == nil:
		l.seen.AllMemberships = l.seen.MembersOf != nil
	case first && !how.test || how.memberships || ctx.Err() != nil:
		return err
	default:
		l.seen.Unread = true
		l.warn("memberships could not be read: " + err.Error())
		return nil
	}
	if how.memberships && !l.seen.AllMemberships {
		l.warn("memberships could not be read: this server does not show them")
	}
	return nil
}

// anyUnsure tells whether a group of which nobody knows who is in it is back, or
// has left and is to lose them.
func (s *Syncer) anyUnsure(want *desired.State, state *organization.State) bool {
	unsure := map[string]struct{}{}
	for id := range state.Groups {
		if state.Groups[id].Unsure {
			unsure[id] = struct{}{}
		}
	}
	if len(unsure) == 0 {
		return false
	}
	for i := range want.Groups {
		_, is := unsure[want.Groups[i].ID]
		switch verdict := want.Groups[i].Verdict; {
		case is && verdict == desired.Wanted:
			return true
		case verdict != desired.Filtered:
			delete(unsure, want.Groups[i].ID)
		}
	}
	return len(unsure) > 0 && s.Options.Groups.Missing != config.MissingKeep
}

// concerned are the external ids of groups that this profile has or will have
// to do with.
func concerned(want *desired.State, state *organization.State) map[string]struct{} {
	ids := make(map[string]struct{}, len(want.Groups)+len(state.Groups))
	for i := range want.Groups {
		ids[want.Groups[i].ID] = struct{}{}
	}
	for id := range state.Groups {
		ids[id] = struct{}{}
	}
	for _, f := range state.InFlight {
		if f.Kind == organization.FlightGroup {
			ids[f.ExternalID] = struct{}{}
		}
	}
	return ids
}
