package store

import (
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// A Summary says of a profile what is short, and how many there are of what is
// long.
type Summary struct {
	Values    config.Values // never nil
	Account   Account
	Identity  organization.Identity
	Times     organization.SyncTimes
	Cleared   bool
	Automatic AutomaticStatus
	Seats     organization.SeatsSeen
	// SyncedWith are the settings of the last sync of everybody that was done; nil
	// where nobody knows.
	SyncedWith map[string]string
	// Members, Groups and InFlight count entries of the sync cache.
	Members, Groups, InFlight int
	// RekeyBegun is how many are to get another external id, RekeyDone how many
	// have it; 0 where nothing of that was begun.
	RekeyBegun, RekeyDone int
	// Last is the newest run, without its lists; nil for none.
	Last *organization.Run
}

// Summary reads all of it in one transaction. No entry of the cache is decoded:
// that it can be read is found out by Load.
func (s *Store) Summary(ctx context.Context) (Summary, error) {
	var g Summary
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		g = Summary{}
		var err error
		if g.Values, err = readValues(tx); err != nil {
			return err
		}
		if err := getJSON(bucket(tx, bucketAccount), keyCurrent, &g.Account); err != nil {
			return err
		}
		if err := getJSON(bucket(tx, bucketStatus), keyAutomatic, &g.Automatic); err != nil {
			return err
		}
		for key, target := range map[string]any{keyIdentity: &g.Identity, keyTimes: &g.Times, keySeats: &g.Seats, keySyncedWith: &g.SyncedWith} {
			if err := getJSON(bucket(tx, bucketCache), key, target); err != nil {
				return fmt.Errorf("%w: %w", errCache, err)
			}
		}
		g.Cleared = get(bucket(tx, bucketCache), keyCleared) != nil
		g.Members = size(bucket(tx, bucketCache, bucketMembers))
		g.Groups = size(bucket(tx, bucketCache, bucketGroups))
		g.InFlight = size(bucket(tx, bucketCache, bucketFlight))
		rekeying, err := readRekeying(bucket(tx, bucketCache, bucketRekeying))
		if err != nil {
			return err
		}
		if rekeying != nil {
			g.RekeyDone, g.RekeyBegun = rekeying.Count()
		}
		g.Last, err = lastRun(bucket(tx, bucketHistory, bucketRuns))
		return err
	})
	return g, err
}

// lastRun returns the newest run, or nil; runs may be nil.
func lastRun(runs *bbolt.Bucket) (*organization.Run, error) {
	if runs == nil {
		return nil, nil //nolint:nilnil // no run, and that is no error
	}
	key, value := runs.Cursor().Last()
	if key == nil {
		return nil, nil //nolint:nilnil // no run, and that is no error
	}
	run := &organization.Run{}
	if err := json.Unmarshal(value, run); err != nil {
		return nil, fmt.Errorf("run %x: %w: %w", key, errValue, err)
	}
	return run, nil
}
