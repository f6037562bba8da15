package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// A sender sends one difference, request by request, and acknowledges each.
type sender struct {
	*Syncer
	plan *plan
	run  *organization.Run
	make maker
	// recovered: an answer was lost once in this run already.
	recovered bool
	// refused are the external ids that the server did not take; refusals
	// counts the requests.
	refused  map[string]struct{}
	refusals int
	// groups are acknowledged groups that changed in this run.
	groups map[string]organization.AckedGroup
	// probed is the new member that went first.
	probed *person
	// sentMembers and sentRemovals are what the server accepted in this run;
	// unverified says that it still has to show that.
	sentMembers  []*person
	sentRemovals []removal
	unverified   bool
	// failure is what did not stop the run but makes it fail.
	failure error
}

// mostRefusals ends the attempts to send new members.
const mostRefusals = 2

// send does steps 8 and 9. What came before an error is acknowledged.
func (x *sender) send(ctx context.Context, d *difference) error {
	if err := x.settleWithoutRequest(ctx, d); err != nil {
		return err
	}
	if err := x.sendMembers(ctx, d); err != nil {
		return errors.Join(x.failure, err)
	}
	if err := x.verify(ctx); err != nil {
		return errors.Join(x.failure, err)
	}
	if err := x.sendAll(ctx, x.make.groups(d.groups)); err != nil {
		return errors.Join(x.failure, err)
	}
	if x.failure != nil {
		return x.failure
	}
	return x.complete(ctx)
}

// sendMembers sends removals, known members and new members, in this order,
// or all members in one request with overwriteExisting.
func (x *sender) sendMembers(ctx context.Context, d *difference) error {
	var going []removal
	for _, r := range d.removals {
		if r.send {
			going = append(going, r)
		}
	}
	if err := x.sendAll(ctx, x.make.removals(going)); err != nil {
		return err
	}
	if !d.overwrite {
		if err := x.sendAll(ctx, append(x.make.people(d.known, organization.MaxEntries), x.make.kept(d.kept)...)); err != nil {
			return err
		}
	}
	fresh := d.fresh
	if !x.make.invite && len(fresh) > 0 {
		if err := x.probe(ctx, fresh[0]); err != nil {
			return err
		}
		fresh = fresh[1:]
	}
	if d.overwrite && x.failure == nil {
		return x.sendAll(ctx, []*batch{x.make.everybody(d, x.plan)})
	}
	return x.sendFresh(ctx, x.make.people(fresh, organization.MaxNewMembers))
}

// sendAll sends batches of one stage and stops at the first error.
func (x *sender) sendAll(ctx context.Context, batches []*batch) error {
	done, total := 0, sizeOf(batches)
	for _, b := range batches {
		x.progress(b.stage, done, total)
		if err := x.sendOne(ctx, b); err != nil {
			return err
		}
		done += b.size()
		x.progress(b.stage, done, total)
	}
	return nil
}

// sendFresh sends new members. A refusal (seats) does not stop the groups, so
// it is kept for the end; a second one ends the attempts.
func (x *sender) sendFresh(ctx context.Context, batches []*batch) error {
	done, total := 0, sizeOf(batches)
	for _, b := range batches {
		if x.refusals >= mostRefusals {
			x.refuse(b)
			continue
		}
		x.progress(b.stage, done, total)
		err := x.sendOne(ctx, b)
		var rejected *organization.RejectedError
		switch {
		case errors.As(err, &rejected):
			x.refusals++
			x.failure = errors.Join(x.failure, err)
			x.refuse(b)
		case err != nil:
			return err
		}
		done += b.size()
		x.progress(b.stage, done, total)
	}
	return nil
}

// refuse notes those whom the server did not take.
func (x *sender) refuse(b *batch) {
	for _, u := range b.people {
		if !slices.Contains(x.sentMembers, u) {
			x.refused[u.id] = struct{}{}
		}
	}
}

// probe sends one new member alone and makes sure that it is staged, not
// invited: servers without the feature ignore the wish and invite everybody.
// Where the server refuses even that one, the others are not tried.
func (x *sender) probe(ctx context.Context, u *person) error {
	if err := x.sendFresh(ctx, x.make.people([]*person{u}, 1)); err != nil {
		return err
	}
	x.probed = u
	if x.refusals > 0 {
		x.refusals = mostRefusals
		return nil
	}
	members, err := x.Organization.Members(ctx)
	if err != nil {
		return fmt.Errorf("check whether %s is staged: %w", u.email, err)
	}
	now, _ := newRoster(members)
	if m, shown := now.byID[u.id]; shown && m.Status == organization.StatusStaged {
		return nil
	}
	notStaged := directory.WithHint(fmt.Errorf("%s: %w", u.email, ErrNotStaged), inviteHint)
	return errors.Join(notStaged, x.compare(ctx, now))
}

const inviteHint = "This server can't stage members. Set sync.inviteUsersAfterProvisioning to true to invite new members at once, as this server does."

// sendOne sends one request: in flight before, acknowledged after.
func (x *sender) sendOne(ctx context.Context, b *batch) error {
	if err := x.Store.Commit(ctx, organization.Change{AddFlights: b.flights()}); err != nil {
		return fmt.Errorf("record what is being sent: %w", err)
	}
	err := x.post(ctx, b)
	var unknown *organization.UnknownOutcomeError
	if errors.As(err, &unknown) && ctx.Err() == nil && !x.recovered {
		x.recovered = true
		x.Log.Warn("answer lost, waiting for the server to come to rest", "stage", b.stage, "error", err)
		return x.goOn(ctx, b, err)
	}
	if err != nil {
		return err
	}
	return x.accept(ctx, b)
}

func sizeOf(batches []*batch) int {
	n := 0
	for _, b := range batches {
		n += b.size()
	}
	return n
}

// post sends the request and measures it.
func (x *sender) post(ctx context.Context, b *batch) error {
	start := x.Now()
	x.run.Counts.Requests++
	err := x.Organization.Import(ctx, b.request)
	x.Log.Info("import", "stage", b.stage, "members", len(b.request.Members), "groups", len(b.request.Groups),
		"duration", x.Now().Sub(start).Round(time.Millisecond), "accepted", err == nil)
	if err != nil {
		return fmt.Errorf("%s (%s): %w", b.stage, count(b.size(), "entry", "entries"), err)
	}
	return nil
}
