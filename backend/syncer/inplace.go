package syncer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/send"
)

// inPlace changes external ids one after the other, apart from any sync. What
// was done is in the history also when the program dies.
type inPlace struct {
	*Syncer
	run *organization.Run
	// recorded is how many changes of the run are in the history.
	recorded int
	// lost: an answer was lost once already.
	lost bool
	// failure is what did not stop the run but makes it fail, of so many.
	failure  error
	failures int
}

// newRun is the record of a run that begins now.
func newRun(start time.Time, trigger organization.Trigger) *organization.Run {
	return &organization.Run{ID: start.UTC().Format(organization.RunIDFormat), Trigger: trigger, Start: start}
}

// ended writes into the record how a run ended.
func ended(ctx context.Context, run *organization.Run, now time.Time, err error) {
	run.End = now
	plan.Sort(run.Changes)
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
}

// begin begins a run that is no sync.
func begin(ctx context.Context, s *Syncer, task organization.Task, snapshot *directory.Snapshot) (*inPlace, error) {
	run := newRun(s.Now(), organization.TriggerManual)
	run.Task, run.CompleteRead = task, snapshot.Complete
	if err := s.Store.Begin(ctx, run); err != nil {
		return nil, fmt.Errorf("record that this began: %w", err)
	}
	return &inPlace{Syncer: s, run: run}, nil
}

// mostFailures is how many are told one by one.
const mostFailures = 20

// try makes one change of what has a name. Its error ends the run; what is about
// this one alone is kept for the end, and done is false.
func (x *inPlace) try(ctx context.Context, name string, change func(context.Context) error) (done bool, err error) {
	x.run.Counts.Requests++
	err = change(ctx)
	if unknown, lost := errors.AsType[*organization.UnknownOutcomeError](err); lost && ctx.Err() == nil && !x.lost {
		// It reads before it writes, so that what was done is left alone.
		x.lost = true
		x.Log.Warn("answer lost, waiting for the server to come to rest", "error", err)
		if err := x.rest(ctx, send.RestTime); err != nil {
			return false, fmt.Errorf("%w (%w)", err, unknown)
		}
		err = change(ctx)
	}
	if err == nil {
		return true, nil
	}
	err = fmt.Errorf("%s: %w", name, err)
	if !aboutOne(err) {
		return false, err
	}
	if x.failures++; x.failures <= mostFailures {
		x.failure = errors.Join(x.failure, err)
	}
	return false, nil
}

// aboutOne tells whether an error is about one member or group: the others can
// go on.
func aboutOne(err error) bool {
	_, rejected := errors.AsType[*organization.RejectedError](err)
	_, other := errors.AsType[*organization.OtherIDError](err)
	return (rejected || other || errors.Is(err, organization.ErrNotFound)) && !errors.Is(err, organization.ErrNoRekey)
}

// keep records what the server did, also when the run is being cancelled.
func (x *inPlace) keep(ctx context.Context, c plan.Change, state organization.Change) error {
	*x.run.Counts.Of(c)++
	x.run.Changes = append(x.run.Changes, c)
	state.At, state.Done = x.Now(), x.run.Changes[x.recorded:]
	if err := x.Store.Commit(context.WithoutCancel(ctx), state); err != nil {
		return fmt.Errorf("the server did this, but it could not be recorded: %w", err)
	}
	x.recorded = len(x.run.Changes)
	return nil
}

// end ends the run.
func (x *inPlace) end(ctx context.Context, err error) (*organization.Run, error) {
	if more := x.failures - mostFailures; more > 0 {
		x.failure = errors.Join(x.failure, fmt.Errorf("and %d more", more))
	}
	err = errors.Join(x.failure, err)
	ended(ctx, x.run, x.Now(), err)
	return x.run, err
}
