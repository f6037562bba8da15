package store

import (
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// A Brief says of a profile what is short.
type Brief struct {
	Values    config.Values // never nil
	Account   Account
	Identity  organization.Identity
	Times     organization.SyncTimes
	Cleared   bool
	Automatic AutomaticStatus
	Seats     organization.SeatsSeen
	// Read is how many users the directory had when it was read last.
	Read int
	// SyncedWith are the settings of the last sync of everybody that was done; nil
	// where nobody knows.
	SyncedWith map[string]string
	// Last is the newest run, without its lists; nil for none.
	Last *organization.Run
}

// A Summary also says how many there are of what is long.
type Summary struct {
	Brief
	// Members, Groups and InFlight count entries of the sync cache.
	Members, Groups, InFlight int
	// RekeyBegun is how many are to get another external id, RekeyDone how many
	// have it; 0 where nothing of that was begun.
	RekeyBegun, RekeyDone int
}

// Brief reads all of it in one transaction.
func (s *Store) Brief(ctx context.Context) (Brief, error) { return viewed(ctx, s, readBrief) }

// Summary reads all of it in one transaction. No entry of the cache is decoded:
// that it can be read is found out by Load.
func (s *Store) Summary(ctx context.Context) (Summary, error) {
	return viewed(ctx, s, func(tx *bbolt.Tx) (g Summary, err error) {
		if g.Brief, err = readBrief(tx); err != nil {
			return g, err
		}
		g.Members = size(bucket(tx, bucketCache, bucketMembers))
		g.Groups = size(bucket(tx, bucketCache, bucketGroups))
		g.InFlight = size(bucket(tx, bucketCache, bucketFlight))
		rekeying, err := readRekeying(bucket(tx, bucketCache, bucketRekeying))
		if rekeying != nil {
			g.RekeyDone, g.RekeyBegun = rekeying.Count()
		}
		return g, err
	})
}

func readBrief(tx *bbolt.Tx) (b Brief, err error) {
	if b.Values, err = readValues(tx); err != nil {
		return b, err
	}
	if err := getJSON(bucket(tx, bucketAccount), keyCurrent, &b.Account); err != nil {
		return b, err
	}
	if err := getJSON(bucket(tx, bucketStatus), keyAutomatic, &b.Automatic); err != nil {
		return b, err
	}
	for key, target := range map[string]any{keyIdentity: &b.Identity, keyTimes: &b.Times, keySeats: &b.Seats, keySyncedWith: &b.SyncedWith} {
		if err := getJSON(bucket(tx, bucketCache), key, target); err != nil {
			return b, fmt.Errorf("%w: %w", errCache, err)
		}
	}
	var header snapshotHeader
	if err := getJSON(bucket(tx, bucketCache, bucketSnapshot), keyHeader, &header); err != nil {
		return b, fmt.Errorf("%w: %w", errCache, err)
	}
	b.Read = header.Users
	b.Cleared = get(bucket(tx, bucketCache), keyCleared) != nil
	b.Last, err = lastRun(bucket(tx, bucketHistory, bucketRuns))
	return b, err
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
