package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// keepRuns is how many runs the history keeps with details.
const keepRuns = 1000

// runDetails are the lists of a run, which may be long.
type runDetails struct {
	Changes       []storedChange      `json:"changes,omitempty"`
	Drift         []plan.Drift        `json:"drift,omitempty"`
	MissingGroups []string            `json:"missingGroups,omitempty"`
	Warnings      []directory.Warning `json:"warnings,omitempty"`
	Stops         []plan.Finding      `json:"stops,omitempty"`
}

// detailsOf takes the lists out of a run.
func detailsOf(run *organization.Run) runDetails {
	d := runDetails{storedChanges(run.Changes), run.Drift, run.MissingGroups, run.Warnings, run.Stops}
	run.Counts.Warnings = len(run.Warnings)
	run.Changes, run.Drift, run.MissingGroups, run.Warnings, run.Stops = nil, nil, nil, nil, nil
	return d
}

// into puts them back.
func (d runDetails) into(run *organization.Run) {
	run.Changes, run.Drift = plainChanges(d.Changes), d.Drift
	run.MissingGroups, run.Warnings, run.Stops = d.MissingGroups, d.Warnings, d.Stops
	for i := range run.Stops {
		if f := &run.Stops[i]; f.Text != "" { // schema 1 had words instead of numbers
			f.Count = len(f.Entries)
		}
	}
}

// AppendRun adds run to the history, or replaces the one with its id, and
// forgets what is too old: details after 1,000 runs, counts after five years.
func (s *Store) AppendRun(ctx context.Context, run organization.Run) error {
	details, err := encodeDetails(detailsOf(&run))
	if err != nil {
		return fmt.Errorf("store: run %s: %w", run.ID, err)
	}
	return s.update(ctx, func(tx *bbolt.Tx) error {
		if err := putJSON(tx, run, run.ID, bucketHistory, bucketRuns); err != nil {
			return err
		}
		b, err := makeBucket(tx, bucketHistory, bucketDetails)
		if err != nil {
			return err
		}
		if err := b.Put([]byte(run.ID), details); err != nil {
			return err
		}
		if err := forgetRuns(bucket(tx, bucketHistory, bucketRuns), b); err != nil {
			return err
		}
		return putCounts(tx, &run)
	})
}

// forgetRuns deletes the runs before the last keepRuns.
func forgetRuns(runs, details *bbolt.Bucket) error {
	c := runs.Cursor()
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
		if err := errors.Join(runs.Delete(key), details.Delete(key)); err != nil {
			return err
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
				return fmt.Errorf("run %s: %w: %w", key, errValue, err)
			} else if !ended {
				continue
			}
			if total++; total <= offset || len(list) >= limit {
				continue // only counted, and so not decoded
			}
			var run organization.Run
			if err := json.Unmarshal(value, &run); err != nil {
				return fmt.Errorf("run %s: %w: %w", key, errValue, err)
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
		runs := bucket(tx, bucketHistory, bucketRuns)
		if get(runs, id) == nil {
			return fmt.Errorf("%w: %q", ErrNoRun, id)
		}
		if err := getJSON(runs, id, &run); err != nil {
			return err
		}
		details, err := decodeDetails(get(bucket(tx, bucketHistory, bucketDetails), id))
		if err != nil {
			return fmt.Errorf("details of run %s: %w: %w", id, errValue, err)
		}
		details.into(&run)
		return nil
	})
	return run, err
}

// The formats of details: as they are, and compressed where that pays.
const (
	detailsPlain   = 1
	detailsGzip    = 2
	compressBeyond = 4096
)

func encodeDetails(d runDetails) ([]byte, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	if len(text) <= compressBeyond {
		return append([]byte{detailsPlain}, text...), nil
	}
	var b bytes.Buffer
	b.WriteByte(detailsGzip)
	w := gzip.NewWriter(&b)
	_, err = w.Write(text)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

func decodeDetails(value []byte) (runDetails, error) {
	var d runDetails
	if len(value) == 0 {
		return d, nil
	}
	switch value[0] {
	case detailsPlain:
		return d, json.Unmarshal(value[1:], &d)
	case detailsGzip:
		r, err := gzip.NewReader(bytes.NewReader(value[1:]))
		if err != nil {
			return d, err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return d, err
		}
		return d, json.Unmarshal(text, &d)
	}
	return d, fmt.Errorf("unknown format %d", value[0])
}
