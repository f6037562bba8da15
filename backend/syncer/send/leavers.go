package send

import (
	"context"
	"errors"
	"fmt"

	"directoryconnector/backend/organization"
)

// leaving takes access away and gives it back, one by one, and deletes groups.
type leaving struct{ *sender }

// revoke takes the access of leavers away, one by one, where the membership is
// to stay. What is done is acknowledged at once, so that a run that dies goes
// on where it was.
func (x leaving) revoke(ctx context.Context) error {
	var going []int
	for i := range x.result.Work.Removals {
		if removal := &x.result.Work.Removals[i]; removal.Send && removal.Revoke {
			going = append(going, i)
		}
	}
	if len(going) == 0 {
		return nil
	}
	editor, ok := x.Organization.(organization.AccessEditor)
	if !ok {
		return organization.ErrNoRevocation
	}
	today := x.Now().UTC().Format("2006-01-02")
	for n, i := range going {
		removal := &x.result.Work.Removals[i]
		x.progress(StageRemovals, n, len(going))
		c := x.result.Changes().RemovalChange(removal)
		// Recorded before: a revocation that is not known as this program's
		// own would never be undone by it.
		acked, known := x.result.In.State.Members[removal.ID]
		if !known {
			acked = organization.AckedMember{Email: c.Name, StableID: removal.StableID}
		}
		mine := map[string]organization.RevokedMember{removal.ID: {AckedMember: acked, LastDay: today}}
		if err := x.commit(ctx, organization.Change{SetRevoked: mine}); err != nil {
			return fmt.Errorf("record what is being sent: %w", err)
		}
		x.run.Counts.Requests++
		if err := editor.Revoke(ctx, removal.MemberID); err != nil {
			err = fmt.Errorf("revoke the access of %s: %w", c.Name, err)
			if storeErr := x.notRevoked(ctx, removal.ID, err); storeErr != nil || !isRefusal(err) {
				return errors.Join(err, storeErr)
			}
			x.failure = errors.Join(x.failure, err) // the others go on
			continue
		}
		var done organization.Change
		x.countRemovals(&done, 1)
		x.changed(c)
		if err := x.keep(ctx, done); err != nil {
			return err
		}
	}
	x.progress(StageRemovals, len(going), len(going))
	return nil
}

// notRevoked takes the record back where the server certainly did nothing.
func (x leaving) notRevoked(ctx context.Context, id string, err error) error {
	if _, ok := errors.AsType[*organization.UnknownOutcomeError](err); ok {
		return nil
	}
	return x.commit(context.WithoutCancel(ctx), organization.Change{DeleteRevoked: []string{id}})
}

// isRefusal tells whether an error is about one member, and not the server's
// lack of the call.
func isRefusal(err error) bool {
	_, rejected := errors.AsType[*organization.RejectedError](err)
	return rejected && !errors.Is(err, organization.ErrNoRevocation)
}

// restore gives the access back to members whom this program had revoked.
func (x leaving) restore(ctx context.Context) error {
	back := x.result.Work.Restored
	if len(back) == 0 {
		return nil
	}
	editor, ok := x.Organization.(organization.AccessEditor)
	if !ok {
		return organization.ErrNoRevocation
	}
	for n, p := range back {
		x.progress(StageUsers, n, len(back))
		x.run.Counts.Requests++
		c := x.result.Changes().RestoreChange(p)
		if err := editor.Restore(ctx, p.MemberID); err != nil {
			err = fmt.Errorf("restore the access of %s: %w", c.Name, err)
			if !isRefusal(err) {
				return err
			}
			x.failure = errors.Join(x.failure, err) // no seat, or a policy: the others go on
			continue
		}
		done := organization.Change{DeleteRevoked: []string{p.ID}}
		if _, offboarded := x.result.In.State.Offboarded[p.ID]; offboarded {
			done.DeleteOffboarded = []string{p.ID}
		}
		x.changed(c)
		if err := x.keep(ctx, done); err != nil {
			return err
		}
	}
	x.progress(StageUsers, len(back), len(back))
	return nil
}

// deleteGroups deletes groups that left the directory.
func (x leaving) deleteGroups(ctx context.Context) error {
	gone := x.result.Work.Deleted
	if len(gone) == 0 {
		return nil
	}
	deleter, ok := x.Organization.(organization.GroupDeleter)
	if !ok {
		return organization.ErrNoGroupDeletion
	}
	for i := range gone {
		m := &gone[i]
		x.progress(StageGroups, i, len(gone))
		x.run.Counts.Requests++
		if err := deleter.DeleteGroup(ctx, m.GroupID); err != nil {
			err = fmt.Errorf("delete the group %s: %w", m.Name, err)
			if !isRefusal(err) {
				return err
			}
			x.failure = errors.Join(x.failure, err) // the others go on
			continue
		}
		done := organization.Change{DeleteGroups: []string{m.ExternalID}}
		x.changed(x.result.Changes().DeletionChange(m))
		if err := x.keep(ctx, done); err != nil {
			return err
		}
	}
	return nil
}
