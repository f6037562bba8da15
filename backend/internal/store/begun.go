package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A runStep is what a run at work did in one transaction.
type runStep struct {
	At      time.Time     `json:"at"`
	Done    []plan.Change `json:"done,omitempty"`
	NotDone []string      `json:"notDone,omitempty"`
}

// Begin records that a run has begun, so that the history has it also when the
// program dies. It gives the run its sequence number, and another id where the
// clock gave it one that there is. A run that was begun before and never ended
// has died.
func (s *Store) Begin(ctx context.Context, run *organization.Run) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		if err := bury(tx); err != nil {
			return err
		}
		for at := run.Start; ; at = at.Add(1) {
			if _, taken := findRun(tx, run.ID); !taken {
				break
			}
			run.ID = at.UTC().Format(organization.RunIDFormat)
		}
		runs, err := makeBucket(tx, bucketHistory, bucketRuns)
		if err != nil {
			return err
		}
		if run.Sequence, err = runs.NextSequence(); err != nil {
			return err
		}
		return putJSON(tx, run, keyRun, bucketHistory, bucketBegun)
	})
}

// EndInterrupted puts a run that was begun and never ended into the history,
// with what it did. atWork tells whether a run is at work now. It is asked about
// the run that was seen before: one that begins meanwhile is not that one.
func (s *Store) EndInterrupted(ctx context.Context, atWork func() (bool, error)) error {
	var seen []byte
	begun := false
	if err := s.view(ctx, func(tx *bbolt.Tx) error {
		b := bucket(tx, bucketHistory, bucketBegun)
		begun, seen = b != nil, bytes.Clone(get(b, keyRun))
		return nil
	}); err != nil || !begun {
		return err
	}
	if works, err := atWork(); err != nil || works {
		return err
	}
	return s.update(ctx, func(tx *bbolt.Tx) error {
		if !bytes.Equal(get(bucket(tx, bucketHistory, bucketBegun), keyRun), seen) {
			return nil
		}
		return bury(tx)
	})
}

const (
	interruptedText = "the program ended while this sync was at work"
	interruptedHint = "What the server accepted before is in the history. The next sync does the rest."
)

// bury ends the record of a run that died at work.
func bury(tx *bbolt.Tx) error {
	begun := bucket(tx, bucketHistory, bucketBegun)
	if begun == nil {
		return nil
	}
	var run organization.Run
	err := getJSON(begun, keyRun, &run)
	run.End, run.Result = run.Start, organization.ResultInterrupted
	run.Error, run.ErrorCode, run.Hint = interruptedText, string(organization.ResultInterrupted), interruptedHint
	if run.Task != "" {
		run.Error, run.Hint = "the program ended while it was at work", "What the server accepted before is in the history. 'bwdc "+string(run.Task)+"' goes on from there."
	}
	for n := uint32(1); err == nil; n++ {
		key := string(binary.BigEndian.AppendUint32(nil, n))
		packed := get(begun, key)
		if packed == nil {
			break
		}
		var step runStep
		if wrong := unpack(packed, &step); wrong != nil {
			err = fmt.Errorf("record of the run: %w: %w", errValue, wrong)
		} else {
			step.into(&run)
		}
	}
	// What can't be read must not keep anybody from syncing.
	if err != nil && !errors.Is(err, errValue) {
		return err
	}
	plan.Sort(run.Changes)
	run.Warnings = append(run.Warnings, unanswered(tx, run.Start)...)
	if err := bucket(tx, bucketHistory).DeleteBucket([]byte(bucketBegun)); err != nil {
		return err
	}
	if run.ID == "" {
		return nil
	}
	return putRun(tx, run)
}

// WarnUnanswered: the program ended before the server answered.
const WarnUnanswered directory.WarningCode = "unanswered"

// unanswered names whom the request was about that a run, begun then, was
// waiting for when it died: nobody knows what became of it, and the next sync
// only sees that nothing is left to do.
func unanswered(tx *bbolt.Tx, begun time.Time) []directory.Warning {
	does := map[organization.FlightKind]string{
		organization.FlightMember: "was added or changed", organization.FlightRemoval: "was removed", organization.FlightGroup: "and its members were changed",
	}
	state := &organization.State{}
	if cache := bucket(tx, bucketCache); cache == nil || readFlights(cache, state) != nil {
		return nil
	}
	var list []directory.Warning
	for _, f := range state.InFlight {
		if f.Resent || f.At.Before(begun.Truncate(time.Millisecond)) {
			continue
		}
		who := fmt.Sprintf("%s (%s)", f.Email, f.ExternalID)
		if f.Email == "" {
			who = f.ExternalID
		}
		if f.Kind == organization.FlightGroup {
			who = fmt.Sprintf("group %q (%s)", f.Email, f.ExternalID)
		}
		list = append(list, directory.Warning{Code: WarnUnanswered, Entry: f.ExternalID, Text: fmt.Sprintf(
			"%s: the program ended before the server had answered whether it %s; the next sync looks and does the rest", who, does[f.Kind])})
	}
	return list
}

// into adds a step to the record.
func (step *runStep) into(run *organization.Run) {
	if step.At.After(run.End) {
		run.End = step.At
	}
	run.Changes = slices.DeleteFunc(run.Changes, func(c plan.Change) bool {
		not := c.Kind == plan.User && slices.Contains(step.NotDone, c.ExternalID)
		if not {
			*run.Counts.Of(c)--
		}
		return not
	})
	for _, c := range step.Done {
		*run.Counts.Of(c)++
		run.Changes = append(run.Changes, c)
	}
}

// commitDone adds to the record of the run at work.
func commitDone(tx *bbolt.Tx, c *organization.Change) error {
	begun := bucket(tx, bucketHistory, bucketBegun)
	if begun == nil || len(c.Done)+len(c.NotDone) == 0 {
		return nil
	}
	n, err := begun.NextSequence()
	if err != nil {
		return err
	}
	packed, err := pack(runStep{At: c.At, NotDone: c.NotDone}, "done", c.Done)
	if err != nil {
		return fmt.Errorf("record of the run: %w", err)
	}
	return begun.Put(binary.BigEndian.AppendUint32(nil, uint32(n)), packed)
}
