package syncer

import (
	"context"
	"fmt"
	"slices"

	"directoryconnector/backend/organization"
)

// verify reads the member list once after the last request that added or
// removed members, and takes back what the server accepted but does not show.
func (x *sender) verify(ctx context.Context) error {
	if !x.plan.roster.listed || !x.unverified {
		return nil
	}
	x.progress(StageVerify, 0, 0)
	members, err := x.Organization.Members(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		x.plan.warn(WarnMemberList, "", "the member list could not be read after sending, so nobody checked what the server did: "+err.Error())
		return nil
	}
	now, _ := newRoster(members)
	return x.compare(ctx, now)
}

// compare takes back what the member list does not show.
func (x *sender) compare(ctx context.Context, now *roster) error {
	c := organization.Change{SetMembers: map[string]organization.AckedMember{}}
	not := map[string]struct{}{}
	for _, u := range x.sentMembers {
		if _, shown := now.byID[u.id]; shown {
			continue
		}
		not[u.id], x.refused[u.id] = struct{}{}, struct{}{}
		c.DeleteMembers = append(c.DeleteMembers, u.id)
		x.notShown(u.user.ReferenceID, fmt.Sprintf("the server accepted %s, but does not show it as a member: %s", describe(u), now.whyNot(u.email)))
	}
	for _, r := range x.sentRemovals {
		m, shown := now.byID[r.id]
		if !shown {
			continue
		}
		not[r.id] = struct{}{}
		if acked, known := x.plan.state.Members[r.id]; known {
			c.SetMembers[r.id] = acked
		}
		c.DeleteRemoved = append(c.DeleteRemoved, r.id)
		why := ""
		if m.Role == organization.RoleOwner {
			why = " (an owner)"
		}
		x.notShown(r.id, fmt.Sprintf("the server accepted the removal of %s, but still shows it as a member%s; remove it in the web vault", m.Email, why))
	}
	if len(not) == 0 {
		return nil
	}
	x.takeBack(not)
	if err := x.Store.Commit(context.WithoutCancel(ctx), c); err != nil {
		return fmt.Errorf("record what the server does not show: %w", err)
	}
	return nil
}

func (x *sender) notShown(entry, text string) {
	x.run.Counts.NotShown++
	x.plan.warn(WarnNotShown, entry, text)
}

// takeBack removes from the record what did not happen after all.
func (x *sender) takeBack(ids map[string]struct{}) {
	x.run.Changes = slices.DeleteFunc(x.run.Changes, func(c organization.EntryChange) bool {
		if _, not := ids[c.ExternalID]; !not {
			return false
		}
		n := x.counter(c.Kind)
		*n--
		return true
	})
}

// whyNot guesses why a member was silently ignored.
func (r *roster) whyNot(email string) string {
	m, taken := r.byEmail[email]
	switch {
	case taken && m.ExternalID != "":
		return fmt.Sprintf("its email belongs to a member with the external id %s", m.ExternalID)
	case taken && m.Role == organization.RoleOwner:
		return "its email belongs to an owner of the organization, who did not take the external id"
	case taken:
		return "its email belongs to a member that did not take the external id"
	}
	return "there may be no seat left, or the server does not take this address"
}
