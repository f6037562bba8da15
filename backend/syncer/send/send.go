package send

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// ErrNotStaged: a new member was invited, or ignored, although invitations are
// switched off.
var ErrNotStaged = errors.New("the server does not show the new member as staged")

// A Store keeps the acknowledged state. A change is one transaction.
type Store interface {
	Commit(ctx context.Context, c organization.Change) error
}

// A Sender is what sending needs.
type Sender struct {
	Store        Store
	Organization organization.Organization
	Log          *slog.Logger
	OnProgress   func(Progress)
	Now          func() time.Time
	// Sleep waits, or returns why the context ended.
	Sleep func(ctx context.Context, d time.Duration) error
}

// Send does the work of a comparison and writes into the run what the server
// accepted. What came before an error is acknowledged.
func (s Sender) Send(ctx context.Context, r *compare.Result, run *organization.Run) error {
	x := &sender{
		Sender: s, result: r, run: run, make: maker{invite: r.In.Sync.InviteUsersAfterProvisioning},
		refused: map[string]struct{}{}, groups: map[string]organization.AckedGroup{},
		removed: map[string]struct{}{}, nowhere: map[string]struct{}{}, flying: map[string][]organization.FlightKind{},
	}
	for _, f := range r.In.State.InFlight {
		if f.Kind != organization.FlightGroup {
			x.flying[f.ExternalID] = append(x.flying[f.ExternalID], f.Kind)
		}
	}
	if err := (settling{x}).settleWithoutRequest(ctx); err != nil {
		return err
	}
	if err := x.sendMembers(ctx); err != nil {
		return errors.Join(x.failure, err)
	}
	if err := (refusing{x}).leaveOutAlone(ctx); err != nil {
		return errors.Join(x.failure, err)
	}
	if err := (verifying{x}).verify(ctx); err != nil {
		return errors.Join(x.failure, err)
	}
	if err := x.sendAll(ctx, x.make.groups(r.Work.Groups)); err != nil {
		return errors.Join(x.failure, err)
	}
	if err := (refusing{x}).leaveOutAlone(ctx); err != nil {
		return errors.Join(x.failure, err)
	}
	if err := (leaving{x}).deleteGroups(ctx); err != nil {
		return errors.Join(x.failure, err)
	}
	if x.failure != nil {
		return x.failure
	}
	late, err := recording{x}.lookOnceMore(ctx)
	if err != nil {
		return err
	}
	return acknowledging{x}.complete(ctx, late)
}

// A sender sends the work of one comparison.
type sender struct {
	Sender
	result *compare.Result
	run    *organization.Run
	make   maker
	// recorded is how many changes of the run are in the history.
	recorded int
	// recovered: an answer was lost once in this run already; lost is what that
	// request was about.
	recovered bool
	lost      []organization.Flight
	// unseen is what was accepted and nobody looked for yet.
	unseen []organization.Flight
	// refused are the external ids that the server did not take; refusals
	// counts the requests.
	refused  map[string]struct{}
	refusals int
	// groups are acknowledged groups that changed in this run.
	groups map[string]organization.AckedGroup
	// nowhere are groups, acknowledged or in flight, that the organization does not
	// have.
	nowhere map[string]struct{}
	// probed is the new member that went first.
	probed *compare.Person
	// sentMembers and sentRemovals are what the server accepted in this run;
	// unverified says that it still has to show that.
	sentMembers  []*compare.Person
	sentRemovals []compare.Removal
	removed      map[string]struct{} // ids of sentRemovals
	unverified   bool
	// gone are those who were known before a clear, and are forgotten.
	gone []string
	// flying are the members and removals that earlier runs left in flight.
	flying map[string][]organization.FlightKind
	// failure is what did not stop the run but makes it fail.
	failure error
	// alone are entries that the server refused one after the other, each
	// alone and with the same words.
	alone []refusal
}

// mostRefusals ends the attempts to send new members.
const mostRefusals = 2

func (x *sender) progress(stage Stage, done, total int) {
	if x.OnProgress != nil {
		x.OnProgress(Progress{Stage: stage, Done: done, Total: total})
	}
}

// sendMembers sends removals and revocations, restorations, known members and
// new members, in this order, or all members in one request with
// overwriteExisting.
func (x *sender) sendMembers(ctx context.Context) error {
	work := &x.result.Work
	going := slices.DeleteFunc(slices.Clone(work.Removals), func(r compare.Removal) bool { return !r.Send || r.Revoke })
	if err := x.sendAll(ctx, x.make.removals(going)); err != nil {
		return err
	}
	if err := (leaving{x}).revoke(ctx); err != nil {
		return err
	}
	if err := (leaving{x}).restore(ctx); err != nil {
		return err
	}
	if !work.Overwrite {
		if err := x.sendAll(ctx, append(x.make.people(work.Known, organization.MaxEntries), x.make.kept(work.Kept)...)); err != nil {
			return err
		}
	}
	fresh := work.Fresh
	for !x.make.invite && len(fresh) > 0 && x.probed == nil && x.refusals == 0 {
		if err := x.probe(ctx, fresh[0]); err != nil {
			return err
		}
		fresh = fresh[1:]
	}
	if work.Overwrite && x.failure == nil {
		return x.sendAll(ctx, []*batch{x.make.everybody(x.result)})
	}
	return x.sendFresh(ctx, x.make.people(fresh, organization.MaxNewMembers))
}

// sendAll sends batches of one stage and stops at the first error.
func (x *sender) sendAll(ctx context.Context, batches []*batch) error {
	done, total := 0, sizeOf(batches)
	for _, b := range batches {
		x.progress(b.stage, done, total)
		if err := (refusing{x}).deliver(ctx, b); err != nil {
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
		err := refusing{x}.deliver(ctx, b)
		var rejected *organization.RejectedError
		switch {
		case errors.As(err, &rejected):
			x.refusals++
			x.fail(err, rejected)
			x.refuse(b)
			if errors.Is(err, errNoEntry) {
				x.refusals = mostRefusals
				if err := (refusing{x}).unflyRefused(ctx, b); err != nil {
					return err
				}
			}
		case err != nil:
			return err
		}
		done += b.size()
		x.progress(b.stage, done, total)
	}
	return nil
}

// fail keeps a refusal for the end. One in the same words as the last is told
// once.
func (x *sender) fail(err error, rejected *organization.RejectedError) {
	if last, ok := errors.AsType[*organization.RejectedError](x.failure); ok && last.Error() == rejected.Error() {
		return
	}
	x.failure = errors.Join(x.failure, err)
}

// refuse notes those whom the server did not take.
func (x *sender) refuse(b *batch) {
	sent := make(map[*compare.Person]struct{}, len(x.sentMembers))
	for _, p := range x.sentMembers {
		sent[p] = struct{}{}
	}
	for _, p := range b.people {
		if _, ok := sent[p]; !ok {
			x.refused[p.ID] = struct{}{}
		}
	}
}

// probe sends one new member alone and makes sure that it is staged, not
// invited: servers without the feature ignore the wish and invite everybody.
// Where the server refuses even that one, the others are not tried.
func (x *sender) probe(ctx context.Context, p *compare.Person) error {
	if err := x.sendFresh(ctx, x.make.people([]*compare.Person{p}, 1)); err != nil {
		return err
	}
	if x.refusals > 0 {
		x.refusals = mostRefusals
		return nil
	}
	if _, leftOut := x.refused[p.ID]; leftOut {
		return nil // the next one goes first
	}
	x.probed = p
	members, err := x.Organization.Members(ctx)
	if err != nil {
		return fmt.Errorf("check whether %s is staged: %w", p.Email, err)
	}
	now := shown(members)
	if m, there := now.ByID(p.ID); there && m.Status == organization.StatusStaged {
		return nil
	}
	notStaged := directory.WithHint(fmt.Errorf("%s: %w", p.Email, ErrNotStaged), InviteHint)
	return errors.Join(notStaged, verifying{x}.takeBackUnseen(ctx, now))
}

// InviteHint is for servers that don't stage.
const InviteHint = "This server can't stage members. Set sync.inviteUsersAfterProvisioning to true to invite new members at once, as this server does."

// sendOne sends one request: in flight before, acknowledged after.
func (x *sender) sendOne(ctx context.Context, b *batch) error {
	if err := x.commit(ctx, organization.Change{AddFlights: recording{x}.flights(b)}); err != nil {
		return fmt.Errorf("record what is being sent: %w", err)
	}
	err := x.post(ctx, b)
	if _, unknown := errors.AsType[*organization.UnknownOutcomeError](err); unknown && ctx.Err() == nil && !x.recovered {
		x.recovered = true
		x.Log.Warn("answer lost, waiting for the server to come to rest", "stage", b.stage, "error", err)
		return settling{x}.goOn(ctx, b, err)
	}
	if err == nil {
		return acknowledging{x}.accept(ctx, b)
	}
	if unsettled := (recording{x}).settleRefused(ctx, b, err); unsettled != nil {
		return errors.Join(err, unsettled)
	}
	return err
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
		return fmt.Errorf("%s: %w", b.stage.with(directory.Count(b.size(), "entry", "entries")), err)
	}
	return nil
}

// shown indexes a member list. Twins in it don't matter here.
func shown(members []organization.Member) *compare.MemberList {
	list, _ := compare.NewMemberList(members)
	return list
}
