package syncer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/send"
)

// Sync does one sync and returns its record, also when it failed: then the
// error says why and the record what was done before. The caller holds the
// lock.
func (s *Syncer) Sync(ctx context.Context, req Request) (*organization.Run, error) {
	run := newRun(s.Now(), req.Trigger)
	if req.Planned != nil {
		run.Plan = req.Planned.Digest
	}
	err := s.Store.Begin(ctx, run)
	if err != nil {
		err = fmt.Errorf("record that the sync began: %w", err)
	} else {
		err = s.sync(ctx, req, run)
	}
	ended(ctx, run, s.Now(), err)
	return run, err
}

func (s *Syncer) sync(ctx context.Context, req Request, run *organization.Run) error {
	if req.Planned != nil {
		if err := s.madeForThis(req.Planned); err != nil {
			return err
		}
	}
	fetch := s.fetchEarly(ctx)
	defer fetch.drop()
	// Nobody else writes it meanwhile, so that the members of groups can come
	// later.
	state, base, err := s.loadCacheBy(ctx, s.Store.LoadForMembers)
	if err != nil {
		return err
	}
	if err := s.meetFuture(ctx, state); err != nil {
		return err
	}
	if req.Only != "" {
		if err := s.onlyPossible(state); err != nil {
			return err
		}
	}
	how := comparison{full: s.full(state, req.Full), asked: req.Trigger != organization.TriggerAutomatic, again: req.Again, only: req.Only}
	if req.Planned != nil {
		how.exact, how.memberships = true, req.Planned.Looked.Memberships
	}
	look := s.lookEarly(ctx, state, how)
	defer look.drop()
	snapshot, err := s.read(ctx, fetch, state, base, req.Full)
	if err != nil {
		return err
	}
	run.CompleteRead = snapshot.Complete
	if err := s.Store.AddMembers(ctx, state, membersIn(snapshot)); err != nil {
		return fmt.Errorf("load the members of groups: %w", err)
	}
	if state.Identity != s.Options.Identity {
		if err := s.startAnew(ctx, state); err != nil {
			return fmt.Errorf("record whose cache this is: %w", err)
		}
	}
	keep, err := s.keep(ctx, snapshot, look != nil)
	if err != nil {
		return err
	}
	defer keep.drop()
	r, err := s.compareNow(ctx, state, snapshot, look, how, req)
	if r != nil {
		defer func() { report(run, r) }()
	}
	if _, failed := keep.wait(); failed != nil {
		return failed
	}
	if err != nil {
		return err
	}
	if err := s.learnStableIDs(ctx, state, r.In.Desired); err != nil {
		return err
	}
	if req.Planned != nil {
		if err := carriesOut(req, r); err != nil {
			return err
		}
	}
	if err := s.pass(ctx, r, req); err != nil {
		return err
	}
	sender := send.Sender{Store: s.Store, Organization: s.Organization, Log: s.Log, OnProgress: s.OnProgress, Now: s.Now, Sleep: s.Sleep}
	return sender.Send(ctx, r, run)
}

// full tells whether everything is to be sent.
func (s *Syncer) full(state *organization.State, asked bool) bool {
	return asked || state.IsEmpty() || s.unknown(state) || due(s.Now(), state.Times.FullSend, s.Options.Sync.FullSyncEvery)
}

// A comparison says how closely to look.
type comparison struct {
	// asked: somebody asked for this sync, and so for what is. explain: a
	// conflict is no end, but comes with the Result.
	full, test, asked, explain bool
	// exact: a plan names all that happens, so what is sent is looked at
	// before; memberships: all of them are.
	exact, memberships bool
	again              []string
	// only, where not empty, names the one person that it is about.
	only string
	// quietUntil is until when nothing that removes is sent; zero for now.
	quietUntil time.Time
	// shown is what was looked at already; may be nil.
	shown *look
	// decided, where not nil, is told what should be, once that is sure.
	decided func(compare.Input)
}

// compare does the steps 3 to 8: what should be, what the organization shows,
// and what that means. The Result may be returned with an error, for its
// warnings.
func (s *Syncer) compare(ctx context.Context, state *organization.State, snapshot *directory.Snapshot, how comparison) (*compare.Result, error) {
	total := len(snapshot.Users) + len(snapshot.Groups)
	s.progress(StageCompare, 0, total)
	// What nobody acknowledged is known from the organization's lists only.
	shown := how.shown
	var err error
	if shown == nil && s.looksAnyway(state, how) {
		if shown, err = s.look(ctx, how.test); err != nil {
			return nil, err
		}
	}
	shown.distrustEmpty(state)
	in := desired.Input{Options: s.Options.Options, Snapshot: snapshot, Acknowledged: state, Now: s.Now(), Key: s.key()}
	if shown != nil {
		in.Seen = shown.seen
	}
	want, conflict := desired.Of(in)
	if conflict != nil && !how.explain {
		return &compare.Result{Warnings: want.Warnings}, conflict
	}
	input := compare.Input{Options: s.Options.Options, Desired: want, State: state, Seen: in.Seen, Full: how.full, Now: s.Now(), QuietUntil: how.quietUntil, Again: whoIs(how.again), Others: s.Others}
	if how.decided != nil && in.Seen != nil {
		how.decided(input)
	}
	if shown == nil {
		r, err := compare.Of(input)
		if err != nil || !how.full && len(how.again) == 0 && !r.Differs() {
			return r, err
		}
		if shown, err = s.look(ctx, how.test); err != nil {
			return r, err
		}
	}
	shown.distrustEmpty(state)
	if in.Seen == nil && s.showsNewcomers(want, state, shown.seen) {
		in.Seen = shown.seen
		if want, err = desired.Of(in); err != nil {
			return &compare.Result{Warnings: want.Warnings}, err
		}
		input.Desired = want
	}
	input.Seen = shown.seen
	if how.only != "" {
		r, err := s.compareOne(ctx, input, shown, how)
		if err != nil {
			return nil, err
		}
		return s.warned(r, shown, how, total), nil
	}
	input.Full = how.full || s.anyFlight(state) && !shown.seen.Listed
	if err := s.lookIntoConcerned(ctx, shown, want, state, how); err != nil {
		return nil, err
	}
	r, err := compare.Of(input)
	if err != nil {
		return nil, err
	}
	if how.exact && !shown.seen.AllMemberships {
		if looked, err := s.lookIntoSent(ctx, shown, r, how.test); err != nil {
			return nil, err
		} else if looked {
			if r, err = compare.Of(input); err != nil {
				return nil, err
			}
		}
	}
	return s.warned(r, shown, how, total), conflict
}

// warned adds the warnings about the look, and about what was asked for.
func (s *Syncer) warned(r *compare.Result, shown *look, how comparison, total int) *compare.Result {
	r.Warnings = append(r.Warnings, shown.warnings...)
	warnVaultwarden(r)
	warnAgain(r, how.again)
	s.progress(StageCompare, total, total)
	return r
}

// looksAnyway tells whether the organization is looked at before anybody knows
// whether something differs.
func (s *Syncer) looksAnyway(state *organization.State, how comparison) bool {
	return how.test || how.exact || how.only != "" || state.IsEmpty() || s.looks(state, how.asked)
}

// looks tells whether the organization is looked at although nothing may
// differ: at least every so often, and whenever somebody asks for a sync, unless
// its lists take the server so long that it would do little else.
func (s *Syncer) looks(state *organization.State, asked bool) bool {
	const slow, share = 5 * time.Second, 20
	every := s.Options.Sync.LookEvery
	switch took := state.Times.LookTook; {
	case state.Times.Unlisted && s.Options.Sync.OverwriteExisting:
		return true // where nothing is shown, that is refused
	case state.Times.Unlisted: // shows nothing, whoever asks
	case asked && took < slow:
		return true
	case asked:
		every = min(every, share*took)
	}
	return due(s.Now(), state.Times.Look, every)
}

// showsNewcomers tells whether the list shows members under the external ids of
// users who are new here: then who is who is decided with it.
func (s *Syncer) showsNewcomers(want *desired.State, state *organization.State, seen *organization.Seen) bool {
	key := s.key()
	if key == nil {
		key = func(id string) string { return id }
	}
	fresh := map[string]struct{}{}
	for i := range want.Users {
		if id := want.Users[i].ID; id != "" {
			if _, acked := state.Members[id]; !acked {
				fresh[key(id)] = struct{}{}
			}
		}
	}
	return len(fresh) > 0 && slices.ContainsFunc(seen.Members, func(m organization.Member) bool {
		if _, acked := state.Members[m.ExternalID]; acked || m.ExternalID == "" {
			return false // nearly everybody, and a key takes time
		}
		_, is := fresh[key(m.ExternalID)]
		return is
	})
}

// key tells external ids of one meaning; nil where every difference counts.
func (s *Syncer) key() func(string) string {
	if identifier, ok := s.Source.(directory.Identifier); ok {
		return identifier.ExternalIDKey
	}
	return nil
}

// pass lets the work through the guards, or returns why not.
func (s *Syncer) pass(ctx context.Context, r *compare.Result, req Request) error {
	if !s.Options.Sync.InviteUsersAfterProvisioning && len(r.Work.Fresh) > 0 && !r.List.Listed {
		return directory.WithHint(fmt.Errorf("%w: new members are to be staged, but this server can't show whether it does", ErrStopped), send.InviteHint)
	}
	if err := s.mayRevoke(ctx, r); err != nil {
		return err
	}
	findings := r.Guard()
	if len(findings) == 0 {
		return nil
	}
	stopped, err := s.ask(ctx, r, req, findings)
	if err != nil || len(stopped) == 0 {
		return err
	}
	if err := s.Store.Commit(ctx, organization.Change{Shown: new((&GuardError{Findings: findings}).shown())}); err != nil {
		return fmt.Errorf("remember the list: %w", err)
	}
	if req.Planned != nil && !slices.ContainsFunc(stopped, func(f plan.Finding) bool { return !f.Counts() }) {
		return directory.WithHint(&GuardError{Findings: stopped}, notPlanned)
	}
	return &GuardError{Findings: stopped, Only: req.Only}
}

// ask returns the findings that nobody allows, nor says yes to.
func (s *Syncer) ask(ctx context.Context, r *compare.Result, req Request, findings []plan.Finding) ([]plan.Finding, error) {
	if req.Trigger == organization.TriggerAutomatic {
		return findings, nil
	}
	left := slices.DeleteFunc(slices.Clone(findings), func(f plan.Finding) bool {
		return req.Allow.allowed(f, r.In.State.Shown) || req.Planned != nil && req.Planned.Allows(f)
	})
	if q, ok := questionOf(left); ok && req.Confirm != nil {
		yes, err := req.Confirm(ctx, q)
		if err != nil {
			return nil, err
		}
		if yes {
			left = nil
		}
	}
	if len(left) > 0 {
		return left, nil
	}
	return nil, s.agreeToBuy(ctx, r, findings)
}

// agreeToBuy remembers that somebody let the cloud buy seats: later syncs say
// so and do not ask.
func (s *Syncer) agreeToBuy(ctx context.Context, r *compare.Result, findings []plan.Finding) error {
	if !slices.ContainsFunc(findings, func(f plan.Finding) bool { return f.Guard == plan.GuardSeats && f.Why == plan.SeatsBought }) {
		return nil
	}
	r.In.State.Seats.MayBuy = true
	if err := s.Store.Commit(ctx, organization.Change{Seats: &r.In.State.Seats}); err != nil {
		return fmt.Errorf("remember the answer: %w", err)
	}
	return nil
}

// report writes what a comparison found into the record.
func report(run *organization.Run, r *compare.Result) {
	run.FullSend, run.Unlisted, run.Only = r.In.Full, r.List != nil && r.Unlisted(), r.One()
	counts := run.Counts
	run.Counts = r.Counts
	run.Counts.UsersAdded, run.Counts.UsersChanged, run.Counts.UsersRemoved = counts.UsersAdded, counts.UsersChanged, counts.UsersRemoved
	run.Counts.GroupsAdded, run.Counts.GroupsChanged = counts.GroupsAdded, counts.GroupsChanged
	run.Counts.Requests, run.Counts.NotShown = counts.Requests, counts.NotShown
	run.Warnings, run.Drift, run.Postponed = r.AllWarnings(), r.Drift, r.Postponed
	for i := range r.Missing {
		run.MissingGroups = append(run.MissingGroups, r.Missing[i].Name)
	}
}
