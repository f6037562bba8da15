package store

import (
	"context"
	"time"

	"go.etcd.io/bbolt"
)

// AutomaticStatus is what the process that runs the automatic sync says about
// itself. It is stale after a crash: ask the sync lock or the PID too.
type AutomaticStatus struct {
	PID int `json:"pid"`
	// Process tells this process from others with the same PID.
	Process string    `json:"process,omitempty"`
	Since   time.Time `json:"since"`
	// State is a word such as "running", "waiting" or "stopped".
	State string `json:"state"`
	// NextRun is when the next run starts; zero while one is running.
	NextRun time.Time `json:"nextRun,omitzero"`
	// Failures counts failed runs since the last success.
	Failures int `json:"failures,omitempty"`
}

// SaveStatus replaces the status of the automatic sync.
func (s *Store) SaveStatus(ctx context.Context, status AutomaticStatus) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		return putJSON(tx, status, keyAutomatic, bucketStatus)
	})
}

// LoadStatus returns the last status; the zero one where there is none.
func (s *Store) LoadStatus(ctx context.Context) (AutomaticStatus, error) {
	return viewed(ctx, s, func(tx *bbolt.Tx) (status AutomaticStatus, err error) {
		err = getJSON(bucket(tx, bucketStatus), keyAutomatic, &status)
		return status, err
	})
}
