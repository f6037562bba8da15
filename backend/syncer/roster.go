package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// A roster is the organization's member list, ready to be asked. Where the
// server has none it is made of the acknowledged state, and listed is false.
type roster struct {
	byID    map[string]organization.Member
	byEmail map[string]organization.Member
	size    int
	listed  bool
}

// newRoster indexes a member list. Two members with one external id make every
// import fail until one of them is gone: they are returned as twins.
func newRoster(members []organization.Member) (*roster, []directory.Warning) {
	r := &roster{byID: map[string]organization.Member{}, byEmail: map[string]organization.Member{}, size: len(members), listed: true}
	var twins []directory.Warning
	for _, m := range members {
		m.Email = normalEmail(m.Email)
		if m.ExternalID != "" {
			if other, twice := r.byID[m.ExternalID]; twice {
				twins = append(twins, directory.Warning{Code: WarnConflict, Entry: m.ExternalID, Text: fmt.Sprintf(
					"members %s and %s of the organization have the same external id %s", other.Email, m.Email, m.ExternalID)})
			}
			r.byID[m.ExternalID] = m
		}
		if m.Email != "" {
			r.byEmail[m.Email] = m
		}
	}
	slices.SortFunc(twins, directory.CompareWarnings)
	return r, twins
}

// ackedRoster makes a roster of the acknowledged state.
func ackedRoster(state *organization.State) *roster {
	r := &roster{byID: map[string]organization.Member{}, byEmail: map[string]organization.Member{}, size: len(state.Members)}
	for id, m := range state.Members {
		member := organization.Member{ExternalID: id, Email: m.Email, Role: organization.RoleUser}
		r.byID[id] = member
		if other, twice := r.byEmail[m.Email]; !twice || id < other.ExternalID {
			r.byEmail[m.Email] = member
		}
	}
	return r
}

// hasExternalIDs tells whether any member came from a directory.
func (r *roster) hasExternalIDs() bool { return len(r.byID) > 0 }

// readRoster asks the server what it is and who its members are. A list that
// can't be had is a warning, and in a test everything is.
func (s *Syncer) readRoster(ctx context.Context, p *plan, test bool) error {
	p.roster, p.asked = ackedRoster(p.state), true
	if s.Organization == nil {
		return nil
	}
	s.progress(StageMembers, 0, 0)
	server, err := s.Organization.Server(ctx)
	if err != nil && test && ctx.Err() == nil {
		p.warn(WarnMemberList, "", "the server could not be asked for its members, emails are compared with what earlier syncs sent: "+err.Error())
		return nil
	}
	if err != nil {
		return fmt.Errorf("ask the server what it is: %w", err)
	}
	p.server = server
	if server.Vaultwarden {
		return nil
	}
	members, err := s.Organization.Members(ctx)
	switch {
	case err == nil:
	case errors.Is(err, organization.ErrAuth) && !test, ctx.Err() != nil:
		return fmt.Errorf("read the member list: %w", err)
	case errors.Is(err, organization.ErrNoMemberList):
		p.warn(WarnMemberList, "", "this server can't list its members: emails are compared with what earlier syncs sent, and nobody can check what the server did")
		return nil
	default:
		s.Log.Warn("member list unavailable", "error", err)
		p.warn(WarnMemberList, "", "the member list could not be read, emails are compared with what earlier syncs sent: "+err.Error())
		return nil
	}
	roster, twins := newRoster(members)
	if len(twins) > 0 {
		return directory.WithHint(&TwinError{twins}, "Remove one of the two in the web vault (Members): the server answers every import with an error as long as both are there.")
	}
	p.roster = roster
	s.progress(StageMembers, len(members), len(members))
	return nil
}
