package syncer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/rekey"
	"directoryconnector/backend/syncer/send"
)

// A rekeyer carries out what was decided, one request after the other.
//
// Before the first one all of them are recorded, and from then on a sync is
// refused: the acknowledged state has the old ids, and the organization both.
// Each accepted one is recorded. At the end the acknowledged state, whoever else
// is remembered and the identity take the new ids in one transaction.
type rekeyer struct {
	*rekeying
	in *inPlace
	// kept are the external ids of those whose change was refused, by the old
	// ones; taken are theirs, which nobody else can get.
	kept  map[*rekey.Result]map[string]string
	taken map[*rekey.Result]map[string]bool
	// sent: the server accepted something.
	sent bool
}

func (x *rekeying) carryOut(ctx context.Context) (*organization.Run, error) {
	in, err := begin(ctx, x.Syncer, organization.TaskRekey, x.snapshot)
	if err != nil {
		return nil, err
	}
	r := &rekeyer{in: in, rekeying: x,
		kept:  map[*rekey.Result]map[string]string{x.members: {}, x.groups: {}},
		taken: map[*rekey.Result]map[string]bool{x.members: {}, x.groups: {}},
	}
	in.run.Counts.Users, in.run.Counts.Groups = x.members.Matched, x.groups.Matched
	if err := r.all(ctx); err != nil {
		if directory.HintOf(err) == "" {
			err = directory.WithHint(err, "'bwdc rekey' goes on from where it was.")
		}
		return in.end(ctx, errors.Join(err, r.stop(ctx, err)))
	}
	return in.end(ctx, r.finish(ctx))
}

// all records what is begun, and sends it.
func (r *rekeyer) all(ctx context.Context) error {
	begun := &organization.Rekeying{At: r.Now(), Members: r.members.Begins(), Groups: r.groups.Begins()}
	if err := r.Store.Commit(ctx, organization.Change{Rekey: begun}); err != nil {
		return fmt.Errorf("record what is being done: %w", err)
	}
	for _, list := range [][]rekey.Step{r.members.Arrived, r.groups.Arrived} {
		for _, step := range list {
			if err := r.in.keep(ctx, *step.Change, organization.Change{}); err != nil {
				return err
			}
		}
	}
	// Whether it is a member or a group, it has an interface of its own.
	member, _ := r.Organization.(organization.MemberEditor)
	group, _ := r.Organization.(organization.GroupEditor)
	if err := r.each(ctx, r.members, send.StageUsers, member.RekeyMember, func(id string, x organization.Rekeyed) *organization.Rekeying {
		return &organization.Rekeying{Members: map[string]organization.Rekeyed{id: x}}
	}); err != nil {
		return err
	}
	return r.each(ctx, r.groups, send.StageGroups, group.RekeyGroup, func(id string, x organization.Rekeyed) *organization.Rekeying {
		return &organization.Rekeying{Groups: map[string]organization.Rekeyed{id: x}}
	})
}

// each sends the steps of members, or of groups.
func (r *rekeyer) each(ctx context.Context, of *rekey.Result, stage send.Stage, change func(ctx context.Context, id, from, to string) error,
	record func(string, organization.Rekeyed) *organization.Rekeying,
) error {
	begins := of.Begins()
	for i := range of.Steps {
		step := &of.Steps[i]
		r.progress(stage, i, len(of.Steps))
		if _, failed := r.kept[of][step.Old]; failed || r.taken[of][step.To] {
			r.keeps(of, step)
			continue
		}
		done, err := r.in.try(ctx, step.Name, func(ctx context.Context) error { return change(ctx, step.ServerID, step.From, step.To) })
		if err != nil {
			return err
		}
		if !done {
			r.keeps(of, step)
			continue
		}
		r.sent = true
		x := begins[step.Old] // who makes room is still to get what was begun
		x.Done = step.Change != nil
		begun := record(step.Old, x)
		begun.At = r.Now()
		if step.Change == nil {
			err = r.Store.Commit(context.WithoutCancel(ctx), organization.Change{Rekey: begun})
		} else {
			err = r.in.keep(ctx, *step.Change, organization.Change{Rekey: begun})
		}
		if err != nil {
			return err
		}
	}
	r.progress(stage, len(of.Steps), len(of.Steps))
	return nil
}

// keeps notes one that has the external id that it had: nobody else can get
// that.
func (r *rekeyer) keeps(of *rekey.Result, step *rekey.Step) {
	if _, known := r.kept[of][step.Old]; !known {
		r.kept[of][step.Old], r.taken[of][step.From] = step.From, true
	}
}

// stop records whether a request may still be at work; and that nothing was
// begun at all, where nothing was done.
func (r *rekeyer) stop(ctx context.Context, why error) error {
	c := organization.Change{Rekey: &organization.Rekeying{At: time.Time{}}}
	var unknown *organization.UnknownOutcomeError
	switch {
	case errors.As(why, &unknown):
		c.Rekey.At = r.Now()
	case !r.sent && r.state.Rekeying == nil:
		c = organization.Change{EndRekeying: true}
	}
	if err := r.Store.Commit(context.WithoutCancel(ctx), c); err != nil {
		return fmt.Errorf("record that this stopped: %w", err)
	}
	return nil
}

// finish acknowledges everything under the new external ids. The snapshot goes
// first, so that no crash leaves one of the old ids under the new identity; the
// next sync looks closely.
func (r *rekeyer) finish(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	if err := r.Store.SaveSnapshot(ctx, r.snapshot); err != nil {
		return fmt.Errorf("keep the snapshot: %w", err)
	}
	c := r.state.WithIDs(r.members.After(r.kept[r.members]), r.groups.After(r.kept[r.groups]))
	if !c.Known.Identity.IsZero() {
		c.Known.Identity = r.Options.Identity
	}
	r.state.Times.Look, r.state.Times.Memberships = time.Time{}, time.Time{}
	c.Identity, c.Times, c.Shown, c.EndRekeying = &r.Options.Identity, &r.state.Times, &[]organization.ShownList{}, true
	c.At = r.Now()
	if err := r.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("acknowledge the new external ids: %w", err)
	}
	return nil
}
