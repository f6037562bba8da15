package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// keepRuns is how many runs the history keeps with details, of those that
// changed something and of the others.
const keepRuns = 1000

// runDetails are the lists of a run, which may be long.
type runDetails struct {
	Changes       []storedChange      `json:"changes,omitempty"`
	Drift         []plan.Drift        `json:"drift,omitempty"`
	MissingGroups []string            `json:"missingGroups,omitempty"`
	Warnings      []directory.Warning `json:"warnings,omitempty"`
	Stops         []plan.Finding      `json:"stops,omitempty"`
	Postponed     *plan.Postponed     `json:"postponed,omitempty"`
}

// packDetails takes the lists out of a run.
func packDetails(run *organization.Run) ([]byte, error) {
	packed, err := packRun(run)
	tally := plan.Count(run.Changes)
	run.Counts.Warnings = len(run.Warnings)
	run.Counts.UsersRevoked, run.Counts.UsersRestored, run.Counts.GroupsDeleted = tally.UsersRevoked, tally.UsersRestored, tally.GroupsDeleted
	run.Changes, run.Drift, run.MissingGroups, run.Warnings, run.Stops, run.Postponed = nil, nil, nil, nil, nil, nil
	return packed, err
}

// into puts them back.
func (d runDetails) into(run *organization.Run) {
	run.Changes, run.Drift = plainChanges(d.Changes), d.Drift
	run.MissingGroups, run.Warnings, run.Stops, run.Postponed = d.MissingGroups, d.Warnings, d.Stops, d.Postponed
	for i := range run.Stops {
		if f := &run.Stops[i]; f.Text != "" { // schema 1 had words instead of numbers
			f.Count = len(f.Entries)
		}
	}
}

// AppendRun adds run to the history, or completes the one with its id, and
// forgets what is too old: all but the last 1,000 runs that changed something
// and the last 1,000 that did not, and counts after five years.
func (s *Store) AppendRun(ctx context.Context, run organization.Run) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		begun := bucket(tx, bucketHistory, bucketBegun)
		var at organization.Run
		if err := getJSON(begun, keyRun, &at); err != nil {
			return err
		}
		if at.ID == run.ID && begun != nil {
			run.Sequence = at.Sequence
			if err := bucket(tx, bucketHistory).DeleteBucket([]byte(bucketBegun)); err != nil {
				return err
			}
		}
		return putRun(tx, run)
	})
}

// putRun writes a run. One with the same id is replaced.
func putRun(tx *bbolt.Tx, run organization.Run) error {
	runs, err := makeBucket(tx, bucketHistory, bucketRuns)
	if err != nil {
		return err
	}
	key, known := findRun(tx, run.ID)
	switch {
	case known:
		run.Sequence = binary.BigEndian.Uint64(key)
	case run.Sequence == 0:
		if run.Sequence, err = runs.NextSequence(); err != nil {
			return err
		}
	}
	details, err := packDetails(&run)
	if err != nil {
		return fmt.Errorf("store: run %s: %w", run.ID, err)
	}
	if err := putCounts(tx, &run); err != nil {
		return err
	}
	return putNumbered(tx, run, details)
}

// putNumbered writes a run that has its sequence number, with its lists apart.
func putNumbered(tx *bbolt.Tx, run organization.Run, details []byte) error {
	text, err := json.Marshal(run)
	if err != nil {
		return fmt.Errorf("store: run %s: %w", run.ID, err)
	}
	index, other := bucketIdle, bucketChanged
	if run.Counts.Changed() {
		index, other = other, index
	}
	key := binary.BigEndian.AppendUint64(nil, run.Sequence)
	for name, value := range map[string][]byte{index: []byte(run.ID), bucketRuns: text, bucketDetails: details} {
		b, err := makeBucket(tx, bucketHistory, name)
		if err != nil {
			return err
		}
		if err := b.Put(key, value); err != nil {
			return err
		}
	}
	if b := bucket(tx, bucketHistory, other); b != nil {
		if err := b.Delete(key); err != nil {
			return err
		}
	}
	return forgetRuns(tx, index)
}

// findRun returns the key of the run with that id. tx may be nil.
func findRun(tx *bbolt.Tx, id string) (key []byte, found bool) {
	for _, name := range []string{bucketChanged, bucketIdle} {
		b := bucket(tx, bucketHistory, name)
		if b == nil {
			continue
		}
		c := b.Cursor()
		for k, value := c.Last(); k != nil; k, value = c.Prev() {
			mustFit(b, k)
			mustFit(b, value)
			if string(value) == id {
				return bytes.Clone(k), true
			}
		}
	}
	return nil, false
}

// forgetRuns deletes all but the last keepRuns runs of an index.
func forgetRuns(tx *bbolt.Tx, index string) error {
	c := bucket(tx, bucketHistory, index).Cursor()
	key, _ := c.Last()
	for n := 1; key != nil && n < keepRuns; n++ {
		key, _ = c.Prev()
	}
	if key == nil {
		return nil
	}
	var old [][]byte
	for key, _ = c.Prev(); key != nil; key, _ = c.Prev() {
		old = append(old, bytes.Clone(key))
	}
	for _, key := range old {
		for _, name := range []string{index, bucketRuns, bucketDetails} {
			if err := bucket(tx, bucketHistory, name).Delete(key); err != nil {
				return err
			}
		}
	}
	return nil
}

// RunsPage returns up to limit of the runs that ended with result (empty: all),
// newest first, after leaving out offset of them, and how many there are in
// all. They come without their lists: see Run.
// The list is never nil.
func (s *Store) RunsPage(ctx context.Context, result organization.Result, offset, limit int) (list []organization.Run, total int, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		list, total = []organization.Run{}, 0
		runs := bucket(tx, bucketHistory, bucketRuns)
		if runs == nil {
			return nil
		}
		c := runs.Cursor()
		for key, value := c.Last(); key != nil; key, value = c.Prev() {
			if ended, err := endedSo(value, result); err != nil {
				return fmt.Errorf("run %x: %w: %w", key, errValue, err)
			} else if !ended {
				continue
			}
			if total++; total <= offset || len(list) >= limit {
				continue // only counted, and so not decoded
			}
			var run organization.Run
			if err := json.Unmarshal(value, &run); err != nil {
				return fmt.Errorf("run %x: %w: %w", key, errValue, err)
			}
			list = append(list, run)
		}
		return nil
	})
	return list, total, err
}

// endedSo tells whether a run ended with result; empty: any.
func endedSo(value []byte, result organization.Result) (bool, error) {
	if result == "" {
		return true, nil
	}
	var run struct {
		Result organization.Result `json:"result"`
	}
	err := json.Unmarshal(value, &run)
	return run.Result == result, err
}

// Run returns one run with all its lists. ErrNoRun if it is not known.
func (s *Store) Run(ctx context.Context, id string) (organization.Run, error) {
	var run organization.Run
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		key, known := findRun(tx, id)
		if !known {
			return fmt.Errorf("%w: %q", ErrNoRun, id)
		}
		if err := getJSON(bucket(tx, bucketHistory, bucketRuns), string(key), &run); err != nil {
			return err
		}
		if err := everything().read(get(bucket(tx, bucketHistory, bucketDetails), string(key)), &run); err != nil {
			return fmt.Errorf("details of run %s: %w: %w", id, errValue, err)
		}
		return nil
	})
	return run, err
}
