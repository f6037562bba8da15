package syncer

import (
	"context"
	"fmt"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// A task is work at the side of other work. It is nil where there is none.
type task[T any] struct {
	cancel context.CancelFunc
	aside  parts.Aside
	value  T
	err    error
}

// beside begins a task, which must be waited for or dropped.
func beside[T any](ctx context.Context, work func(context.Context) (T, error)) *task[T] {
	ctx, cancel := context.WithCancel(ctx)
	t := &task[T]{cancel: cancel}
	t.aside.Go(func() { t.value, t.err = work(ctx) })
	return t
}

// wait returns what came of it.
func (t *task[T]) wait() (value T, err error) {
	if t == nil {
		return value, nil
	}
	t.aside.Wait()
	return t.value, t.err
}

// drop ends it, if it is still at work.
func (t *task[T]) drop() {
	if t != nil {
		t.cancel()
		t.aside.Wait()
	}
}

// fetchEarly begins to read a directory that does not need the last snapshot,
// while the cache is loaded; nil for others.
func (s *Syncer) fetchEarly(ctx context.Context) *task[*directory.Snapshot] {
	if !s.ignoresBase() {
		return nil
	}
	s.progress(StageRead, 0, 0)
	return beside(ctx, func(ctx context.Context) (*directory.Snapshot, error) { return s.Source.Fetch(ctx, nil) })
}

// freshLook is how old a look may be that was taken while the directory was
// read.
const freshLook = 10 * time.Second

// lookEarly looks at the organization while such a directory is read, where
// that is done anyway, and nothing has to be waited for first.
func (s *Syncer) lookEarly(ctx context.Context, state *organization.State, how comparison) *task[*look] {
	if !s.ignoresBase() || !s.looksAnyway(state, how) || s.mustBeQuiet(state) {
		return nil
	}
	silent := *s // two stages at once would be none
	silent.OnProgress = nil
	return beside(ctx, func(ctx context.Context) (*look, error) {
		l, err := silent.look(ctx, how.test)
		if l == nil {
			l = &look{} // it failed
		} else {
			shareListed(l.seen.Members, state)
		}
		l.at = s.Now()
		return l, err
	})
}

// looked returns an early look, or why there is none; nil where none was
// begun, or where the directory took so long that it is old.
func (s *Syncer) looked(early *task[*look]) (*look, error) {
	if early == nil {
		return nil, nil
	}
	l, err := early.wait()
	if s.Now().Sub(l.at) > freshLook {
		return nil, nil
	}
	return l, err
}

// keep writes the snapshot; beside what compares it, which needs the file no
// more, where the organization was looked at early. Else it is asked once that
// is written, and there is no task.
func (s *Syncer) keep(ctx context.Context, snapshot *directory.Snapshot, early bool) (*task[struct{}], error) {
	save := func(ctx context.Context) (none struct{}, err error) {
		if err = s.Store.SaveSnapshot(ctx, snapshot); err != nil {
			err = fmt.Errorf("keep the snapshot: %w", err)
		}
		return none, err
	}
	if early {
		return beside(ctx, save), nil
	}
	_, err := save(ctx)
	return nil, err
}

// compareNow compares with what the organization shows: once nothing of an
// earlier run can be at work there any more.
func (s *Syncer) compareNow(ctx context.Context, state *organization.State, snapshot *directory.Snapshot, early *task[*look], how comparison, req Request) (r *compare.Result, err error) {
	if s.mustBeQuiet(state) {
		how.shown, err = s.waitUntilQuiet(ctx, state)
	} else {
		how.shown, err = s.looked(early)
	}
	if err != nil {
		return nil, err
	}
	how.quietUntil = s.quietFor(req) // by now: reading takes its time
	return s.compare(ctx, state, snapshot, how)
}
