package app

import (
	"context"
	"time"

	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/store"
)

// Automatic is the state of the automatic sync.
type Automatic struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
	// State is "running" (a sync is at work), "waiting", "stopped" or "ended
	// without notice" (its process is gone).
	State    string    `json:"state"`
	NextRun  time.Time `json:"nextRun,omitzero"`
	Failures int       `json:"failures,omitempty"`
	// Own: it is this process.
	Own bool `json:"-"`
}

// state returns the last word of the process that syncs automatically,
// unless that process is gone.
func (s *AutomaticSync) state(ctx context.Context, status store.AutomaticStatus) (*Automatic, error) {
	if status == (store.AutomaticStatus{}) {
		return nil, nil //nolint:nilnil // there never was one, and that is no error
	}
	if status.State != AutomaticStopped {
		var err error
		if status, err = s.still(ctx, status); err != nil {
			return nil, err
		}
	}
	return &Automatic{
		PID: status.PID, Since: status.Since, State: status.State, NextRun: status.NextRun, Failures: status.Failures,
		Own: status.Process == filelock.Process(),
	}, nil
}

// still asks the lock whether the process that said this is alive: an
// id of a process alone may belong to another one by now.
func (s *AutomaticSync) still(ctx context.Context, status store.AutomaticStatus) (store.AutomaticStatus, error) {
	held, err := filelock.Holder(s.lockPath())
	if err != nil || held != nil {
		return status, err
	}
	// It says that it stops before it gives the lock back, and may have done
	// both in this moment.
	again, err := s.app.store.LoadStatus(ctx)
	if err != nil || again != status {
		return again, err
	}
	status.State, status.NextRun = AutomaticGone, time.Time{}
	return status, nil
}
