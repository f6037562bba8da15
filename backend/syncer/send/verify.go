package send

import (
	"context"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// Codes of the warnings about what the server did.
const (
	WarnMemberList directory.WarningCode = "member-list-unavailable"
	WarnNotShown   directory.WarningCode = "accepted-but-not-shown"
)

// verifying compares what was accepted with what the organization shows.
type verifying struct{ *sender }

func (x *sender) warn(code directory.WarningCode, entry, text string) {
	x.result.Warnings = append(x.result.Warnings, directory.Warning{Code: code, Entry: entry, Text: text})
}

// verify reads the member list once after the last request that added or
// removed members, and takes back what the server accepted but does not show.
func (x verifying) verify(ctx context.Context) error {
	if !x.result.List.Listed || !x.unverified {
		return nil
	}
	x.progress(StageVerify, 0, 0)
	members, err := x.Organization.Members(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		x.warn(WarnMemberList, "", "the member list could not be read after sending, so nobody checked what the server did: "+err.Error())
		return nil
	}
	if err := x.takeBackUnseen(ctx, shown(members)); err != nil || len(x.unseen) == 0 {
		return err
	}
	verified := organization.Change{DeleteFlights: x.unseen}
	x.unseen = nil
	return x.keep(ctx, verified)
}

// takeBackUnseen takes back what the member list does not show.
func (x verifying) takeBackUnseen(ctx context.Context, now *compare.MemberList) error {
	c := organization.Change{SetMembers: map[string]organization.AckedMember{}}
	not := map[string]struct{}{}
	for _, p := range x.sentMembers {
		if _, there := now.ByID(p.ID); there {
			continue
		}
		not[p.ID], x.refused[p.ID] = struct{}{}, struct{}{}
		c.DeleteMembers = append(c.DeleteMembers, p.ID)
		x.notShown(p.Entry.ReferenceID, fmt.Sprintf("the server accepted %s, but does not show it as a member: %s", p.Describe(), now.WhyNot(p.Email)))
	}
	for _, r := range x.sentRemovals {
		m, there := now.ByID(r.ID)
		if !there {
			continue
		}
		not[r.ID] = struct{}{}
		if acked, known := x.result.In.State.Members[r.ID]; known {
			c.SetMembers[r.ID] = acked
		}
		c.DeleteRemoved = append(c.DeleteRemoved, r.ID)
		why := ""
		if m.Role == organization.RoleOwner {
			why = " (an owner)"
		}
		x.notShown(r.ID, fmt.Sprintf("the server accepted the removal of %s, but still shows it as a member%s; remove it in the web vault", m.Email, why))
	}
	if len(not) == 0 {
		return nil
	}
	for id := range not {
		c.NotDone = append(c.NotDone, id)
	}
	slices.Sort(c.NotDone)
	x.takeBack(not)
	if err := x.commit(context.WithoutCancel(ctx), c); err != nil {
		return fmt.Errorf("record what the server does not show: %w", err)
	}
	return nil
}

func (x verifying) notShown(entry, text string) {
	x.run.Counts.NotShown++
	x.warn(WarnNotShown, entry, text)
}

// takeBack removes from the record what did not happen after all.
func (x verifying) takeBack(ids map[string]struct{}) {
	defer func() { x.recorded = len(x.run.Changes) }() // it is recorded up to here
	x.run.Changes = slices.DeleteFunc(x.run.Changes, func(c plan.Change) bool {
		if _, not := ids[c.ExternalID]; !not || c.Kind != plan.User {
			return false
		}
		*x.run.Counts.Of(c)--
		return true
	})
}
