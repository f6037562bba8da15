package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/offboard"
	"directoryconnector/backend/syncer/send"
)

// An OffboardRequest is one order to take somebody's access away now.
type OffboardRequest struct {
	// Who is meant: an email, an external id, a stable id or a DN.
	Who string
	// Key returns the same text for ids of one meaning; may be nil.
	Key func(id string) string
	// Way is what to do; empty means what sync.leavers says.
	Way config.Leavers
	// Allow lets the guard for removals pass once.
	Allow Allowance
	// DryRun only says what it would mean.
	DryRun bool
	// Confirm is asked before anything is done; nil means no.
	Confirm func(ctx context.Context, o *plan.Offboarding) (bool, error)
}

// Offboard takes the access of one person away now, without reading the
// directory. What it means is returned also with an error where it is known;
// the run is nil where nothing was begun. The caller holds the lock. The Syncer
// needs no Source.
func Offboard(ctx context.Context, s *Syncer, req OffboardRequest) (*plan.Offboarding, *organization.Run, error) {
	o := &offboarding{Syncer: s}
	if err := o.decide(ctx, req); err != nil {
		return nil, nil, err
	}
	means := &o.decision.Offboarding
	if req.DryRun {
		return means, nil, nil
	}
	if err := o.pass(ctx, req); err != nil {
		return means, nil, err
	}
	yes := false
	if req.Confirm != nil {
		var err error
		if yes, err = req.Confirm(ctx, means); err != nil {
			return means, nil, err
		}
	}
	if !yes {
		return means, nil, errNotConfirmed
	}
	run, err := o.do(ctx)
	return means, run, err
}

// errNotConfirmed: nobody said yes.
var errNotConfirmed = directory.WithHint(fmt.Errorf("%w: nobody confirmed that this access is to be taken away", ErrStopped), "Look at what it means with --dry-run, and give --yes where nobody can be asked.")

// offboarding takes one person's access away.
type offboarding struct {
	*Syncer
	state    *organization.State
	seen     *organization.Seen
	decision *offboard.Decision
	// x is the run.
	x *inPlace
}

func (o *offboarding) decide(ctx context.Context, req OffboardRequest) error {
	var err error
	if o.state, err = o.Store.Load(ctx); err != nil {
		return err
	}
	if o.state.Rekeying != nil {
		_, _, err := o.loadCache(ctx)
		return err
	}
	if o.isForeign(o.state.Identity) {
		return o.Options.another(o.state.Identity)
	}
	snapshot, err := o.Store.Snapshot(ctx)
	if err != nil {
		o.Log.Warn("the last read of the directory can't be used", "error", err)
		snapshot = nil
	}
	if err := o.see(ctx); err != nil {
		return err
	}
	o.decision, err = offboard.Of(offboard.Input{
		Who: req.Who, Key: req.Key, Way: req.Way, Sync: o.Options.Sync, State: o.state, Seen: o.seen, Snapshot: snapshot, Others: o.Others, Now: o.Now(),
	})
	return err
}

// see asks the server what it is and who its members are. Somebody who can't
// be seen, although the server has a list, is nobody's removal.
func (o *offboarding) see(ctx context.Context) error {
	server, err := o.Organization.Server(ctx)
	if err != nil {
		return fmt.Errorf("ask the server what it is: %w", err)
	}
	o.seen = &organization.Seen{Server: server}
	if server.Vaultwarden {
		return nil
	}
	o.seen.Members, err = o.Organization.Members(ctx)
	switch {
	case errors.Is(err, organization.ErrNoMemberList):
		return nil
	case err != nil:
		return fmt.Errorf("read the member list: %w", err)
	}
	o.seen.Listed = true
	return nil
}

// pass lets it through the guard, or says why not. An import must not go while
// an earlier one may be at work.
func (o *offboarding) pass(ctx context.Context, req OffboardRequest) error {
	if !o.seen.Listed && o.mustBeQuiet(o.state) {
		return directory.WithHint(fmt.Errorf("%w: what became of an earlier request is not known yet", ErrStopped), "Run a sync first, which waits until it is: bwdc sync")
	}
	flying := func(f organization.Flight) bool {
		return f.Kind == organization.FlightMember && slices.Contains(o.decision.IDs, f.ExternalID)
	}
	if o.decision.Action == plan.Remove && slices.ContainsFunc(o.state.InFlight, flying) {
		return directory.WithHint(fmt.Errorf("%w: it is not known yet whether an earlier request invites %s, which could come after this", ErrStopped, o.decision.Name),
			"Revoke the access, which an invitation does not give back (bwdc offboard --revoke), or run a sync first: bwdc sync")
	}
	left := slices.DeleteFunc(slices.Clone(o.decision.Findings), func(f plan.Finding) bool { return req.Allow.allowed(f, o.state.Shown) })
	if len(left) == 0 {
		return nil
	}
	if err := o.Store.Commit(ctx, organization.Change{Shown: new((&GuardError{Findings: left}).shown())}); err != nil {
		return fmt.Errorf("remember the list: %w", err)
	}
	return &GuardError{Findings: left, Only: req.Who, Task: organization.TaskOffboard}
}

// do remembers that no sync is to let the person in again, and asks the server.
// In this order: whatever dies in between, nobody who is out is let in again.
func (o *offboarding) do(ctx context.Context) (*organization.Run, error) {
	x, err := begin(ctx, o.Syncer, organization.TaskOffboard, &directory.Snapshot{})
	if err != nil {
		return nil, err
	}
	o.x, x.run.Unlisted = x, !o.seen.Listed
	x.run.Counts.Users, x.run.Counts.Groups = len(o.state.Members), len(o.state.Groups)
	c := plan.Change{
		Action: o.decision.Action, Kind: plan.User, ExternalID: o.decision.ExternalID, Name: o.decision.Name,
		Reason: plan.Because(plan.Offboarded), Unchecked: !o.seen.Listed,
	}
	if o.state.Identity.IsZero() { // after a clear: what is recorded now is of this organization
		if err := o.startAnew(ctx, o.state); err != nil {
			return x.end(ctx, fmt.Errorf("record whose cache this is: %w", err))
		}
	}
	before := o.remember()
	if err := o.Store.Commit(ctx, before); err != nil {
		return x.end(ctx, fmt.Errorf("record what is being done: %w", err))
	}
	if o.decision.Already {
		return x.end(ctx, nil)
	}
	x.progress(send.StageRemovals, 0, 1)
	if err := o.ask(ctx); err != nil {
		return x.end(ctx, o.takeBack(ctx, fmt.Errorf("%s: %w", o.decision.Name, err)))
	}
	x.progress(send.StageRemovals, 1, 1)
	return x.end(ctx, x.keep(ctx, c, o.done()))
}

// remember is what is recorded before.
func (o *offboarding) remember() organization.Change {
	d := o.decision
	c := organization.Change{SetOffboarded: map[string]organization.AckedMember{}, SetRevoked: map[string]organization.RevokedMember{}}
	_, ours := o.state.Revoked[d.ExternalID]
	if d.Already && !ours {
		return organization.Change{} // somebody else revoked: no sync restores that
	}
	for _, id := range d.IDs {
		c.SetOffboarded[id] = d.Acked
	}
	if d.Action == plan.Revoke && o.seen.Listed && d.ExternalID != "" && !ours {
		c.SetRevoked[d.ExternalID] = organization.RevokedMember{AckedMember: d.Acked, LastDay: o.Now().UTC().Format("2006-01-02")}
	}
	if !o.seen.Listed {
		c.AddFlights = o.flights()
	}
	return c
}

func (o *offboarding) flights() []organization.Flight {
	d := o.decision
	return []organization.Flight{{Kind: organization.FlightRemoval, ExternalID: d.ExternalID, Email: d.Emails[0], StableID: d.Acked.StableID, At: o.Now()}}
}

// ask asks the server, once more where the answer was lost: what is done
// already is left alone.
func (o *offboarding) ask(ctx context.Context) error {
	err := o.once(ctx)
	if _, unknown := errors.AsType[*organization.UnknownOutcomeError](err); !unknown || ctx.Err() != nil {
		return err
	}
	wait := send.RestTime
	if !o.seen.Listed {
		wait *= 2
	}
	o.Log.Warn("answer lost, waiting for the server to come to rest", "error", err)
	if err := o.rest(ctx, wait); err != nil {
		return err
	}
	return o.once(ctx)
}

const noRevocationHint = "Update the server, or remove the member: bwdc offboard --remove"

func (o *offboarding) once(ctx context.Context) error {
	d := o.decision
	o.x.run.Counts.Requests++
	if o.seen.Listed && d.Action == plan.Revoke {
		editor, ok := o.Organization.(organization.AccessEditor)
		if !ok {
			return directory.WithHint(organization.ErrNoRevocation, noRevocationHint)
		}
		err := editor.Revoke(ctx, d.MemberID)
		if errors.Is(err, organization.ErrNoRevocation) {
			return directory.WithHint(err, noRevocationHint)
		}
		return err
	}
	if remover, ok := o.Organization.(organization.MemberRemover); ok && o.seen.Listed {
		err := remover.RemoveMember(ctx, d.MemberID)
		if !errors.Is(err, organization.ErrNoMemberRemoval) {
			return err
		}
	}
	return o.byImport(ctx)
}

// WarnByImport: the server has no call for one member.
const WarnByImport directory.WarningCode = "removed-by-import"

// byImport removes with an import, where the server has no call for one member,
// and never beside another import.
func (o *offboarding) byImport(ctx context.Context) error {
	d := o.decision
	if d.ExternalID == "" || o.seen.Listed && !o.hasExternalID() {
		return directory.WithHint(organization.ErrNoMemberRemoval, "The member has no external id, by which an import could remove it: do it in the web vault, or use --revoke.")
	}
	if o.mustBeQuiet(o.state) {
		return directory.WithHint(fmt.Errorf("%w: what became of an earlier request is not known yet", ErrStopped), "Run a sync first, which waits until it is: bwdc sync")
	}
	if o.seen.Listed {
		if err := o.Store.Commit(ctx, organization.Change{AddFlights: o.flights()}); err != nil {
			return fmt.Errorf("record what is being sent: %w", err)
		}
		o.x.run.Warnings = append(o.x.run.Warnings, directory.Warning{Code: WarnByImport, Entry: d.ExternalID,
			Text: "this server has no call that removes one member, so " + d.Name + " was removed by an import: apps that are logged in hear of it when they ask the server next"})
	}
	r := organization.Request{Groups: []organization.RequestGroup{}, Members: []organization.RequestMember{}, InviteUsersAfterProvisioning: o.Options.Sync.InviteUsersAfterProvisioning}
	for _, email := range d.Emails {
		r.Members = append(r.Members, organization.RequestMember{ExternalID: d.ExternalID, Email: email, Deleted: true})
	}
	return o.Organization.Import(ctx, r)
}

// hasExternalID tells whether the member itself has the external id.
func (o *offboarding) hasExternalID() bool {
	return slices.ContainsFunc(o.seen.Members, func(m organization.Member) bool {
		return m.ID == o.decision.MemberID && m.ExternalID == o.decision.ExternalID
	})
}

// takeBack forgets what was recorded, where the server certainly did nothing.
func (o *offboarding) takeBack(ctx context.Context, cause error) error {
	if _, unknown := errors.AsType[*organization.UnknownOutcomeError](cause); unknown || ctx.Err() != nil && !errors.Is(cause, organization.ErrNotSent) {
		return directory.WithHint(cause, "Nobody knows whether the server did it. Run bwdc offboard again: what is done already is left alone.")
	}
	d := o.decision
	c := organization.Change{DeleteFlights: o.flights()}
	for _, id := range d.IDs {
		if _, before := o.state.Offboarded[id]; !before {
			c.DeleteOffboarded = append(c.DeleteOffboarded, id)
		}
	}
	if _, ours := o.state.Revoked[d.ExternalID]; !ours {
		c.DeleteRevoked = []string{d.ExternalID}
	}
	if err := o.Store.Commit(context.WithoutCancel(ctx), c); err != nil {
		return errors.Join(cause, fmt.Errorf("record what the server refused: %w", err))
	}
	return cause
}

// done is what is recorded after the server accepted it.
func (o *offboarding) done() organization.Change {
	d, now := o.decision, o.Now()
	c := organization.Change{SetGroups: map[string]organization.AckedGroup{}, DeleteFlights: o.flights()}
	c.Removals = new(compare.AddRemoval(o.state.Removals, now, 1))
	if d.Action == plan.Revoke && o.seen.Listed {
		return c
	}
	if _, known := o.state.Members[d.ExternalID]; known {
		c.DeleteMembers = []string{d.ExternalID}
	}
	if _, revoked := o.state.Revoked[d.ExternalID]; revoked {
		c.DeleteRevoked = []string{d.ExternalID}
	}
	if o.seen.Server.Vaultwarden {
		return c // stays in its groups there until the next sync
	}
	for id, g := range o.state.Groups {
		if at, in := slices.BinarySearch(g.Members, d.ExternalID); in {
			g.Members = slices.Delete(slices.Clone(g.Members), at, at+1)
			c.SetGroups[id] = g
		}
	}
	return c
}
