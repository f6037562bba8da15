package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// Sync does one sync and returns its record, also when it failed: then the
// error says why and the record what was done before. The caller holds the
// lock.
func (s *Syncer) Sync(ctx context.Context, req Request) (*organization.Run, error) {
	start := s.Now()
	run := &organization.Run{ID: start.UTC().Format(organization.RunIDFormat), Trigger: req.Trigger, Start: start}
	err := s.sync(ctx, req, run)
	run.End = s.Now()
	sortChanges(run.Changes)
	switch {
	case err == nil:
		run.Result = organization.ResultDone
	case errors.Is(err, ErrStopped):
		run.Result = organization.ResultStopped
	case ctx.Err() != nil:
		run.Result = organization.ResultCancelled
	default:
		run.Result = organization.ResultFailed
	}
	return run, err
}

func (s *Syncer) sync(ctx context.Context, req Request, run *organization.Run) error {
	state, base, err := s.loadCache(ctx)
	if err != nil {
		return err
	}
	snapshot, err := s.read(ctx, state, base, req.Full)
	if err != nil {
		return err
	}
	run.CompleteRead = snapshot.Complete
	if state.Identity != s.Options.Identity {
		if err := s.startAnew(ctx, state); err != nil {
			return fmt.Errorf("record whose cache this is: %w", err)
		}
	}
	if err := s.Store.SaveSnapshot(ctx, snapshot); err != nil {
		return fmt.Errorf("keep the snapshot: %w", err)
	}
	p, d, err := s.plan(ctx, state, snapshot, s.full(state, req.Full), false)
	if p != nil {
		defer func() { p.report(run) }()
	}
	if err != nil {
		return err
	}
	if err := s.pass(ctx, p, d, req); err != nil {
		return err
	}
	x := &sender{
		Syncer: s, plan: p, run: run, make: maker{invite: s.Options.Sync.InviteUsersAfterProvisioning},
		refused: map[string]struct{}{}, groups: map[string]organization.AckedGroup{},
	}
	return x.send(ctx, d)
}

// full tells whether everything is to be sent.
func (s *Syncer) full(state *organization.State, asked bool) bool {
	return asked || state.IsEmpty() || len(state.InFlight) > 0 || due(s.Now(), state.Times.FullSend, s.Options.Sync.FullSyncEvery)
}

// plan does steps 3 to 6 and computes the difference. The plan may be
// returned with an error, for its warnings.
func (s *Syncer) plan(ctx context.Context, state *organization.State, snapshot *directory.Snapshot, full, test bool) (*plan, *difference, error) {
	total := len(snapshot.Users) + len(snapshot.Groups)
	s.progress(StageCompare, 0, total)
	var idKey func(id string) string
	if identifier, ok := s.Source.(directory.Identifier); ok {
		idKey = identifier.ExternalIDKey
	}
	p, err := newPlan(&s.Options, state, snapshot, s.Now(), full, idKey)
	if err != nil {
		return p, nil, err
	}
	if p.full || p.differs() {
		if err := s.readRoster(ctx, p, test); err != nil {
			return p, nil, err
		}
	}
	if s.Options.Sync.Users {
		if p.asked {
			p.meetRoster()
			p.listUnknown()
		} else {
			p.meetAccepted()
		}
	}
	if p.stale {
		if err := p.finish(); err != nil {
			return p, nil, err
		}
	}
	p.warnVaultwarden()
	s.progress(StageCompare, total, total)
	return p, p.difference(), nil
}

// warnVaultwarden says what that server does differently.
func (p *plan) warnVaultwarden() {
	if p.server.Vaultwarden && p.opts.Sync.Groups && p.counts.Groups > 0 {
		p.warnLate(WarnVaultwarden, "", "this is vaultwarden: it takes groups only when they are switched on there, and says nothing when they are not; names of existing groups are not changed")
	}
}

// pass lets the difference through the guards, or returns why not.
func (s *Syncer) pass(ctx context.Context, p *plan, d *difference, req Request) error {
	if !s.Options.Sync.InviteUsersAfterProvisioning && len(d.fresh) > 0 && !p.roster.listed {
		return directory.WithHint(fmt.Errorf("%w: new members are to be staged, but this server can't show whether it does", ErrStopped), inviteHint)
	}
	err := p.guard(d)
	var stop *GuardError
	if !errors.As(err, &stop) {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(stop.Findings), func(f Finding) bool {
		return req.Trigger != organization.TriggerAutomatic && req.Allow.allowed(f, p.state.Shown)
	})
	if len(left) == 1 && left[0].Guard == GuardFirstSync && req.Trigger != organization.TriggerAutomatic && req.Confirm != nil {
		ok, err := req.Confirm(ctx, left[0].Count)
		if err != nil || ok {
			return err
		}
	}
	if len(left) == 0 {
		return nil
	}
	shown := stop.shown()
	if err := s.Store.Commit(ctx, organization.Change{Shown: &shown}); err != nil {
		return fmt.Errorf("remember the list: %w", err)
	}
	return &GuardError{left}
}

// report writes what the plan found into the record.
func (p *plan) report(run *organization.Run) {
	run.FullSend = p.full
	counts := run.Counts
	run.Counts = p.counts
	run.Counts.UsersAdded, run.Counts.UsersChanged, run.Counts.UsersRemoved = counts.UsersAdded, counts.UsersChanged, counts.UsersRemoved
	run.Counts.GroupsAdded, run.Counts.GroupsChanged = counts.GroupsAdded, counts.GroupsChanged
	run.Counts.Requests, run.Counts.NotShown = counts.Requests, counts.NotShown
	run.Warnings = p.allWarnings()
	for _, m := range p.missing {
		run.MissingGroups = append(run.MissingGroups, m.name)
	}
}
