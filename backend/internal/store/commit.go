package store

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/organization"
)

// bulkFill is how full pages are written that mostly get keys in order.
const bulkFill = 0.9

// Commit writes c to the sync cache, all of it or nothing.
func (s *Store) Commit(ctx context.Context, c organization.Change) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		for _, step := range []func(*bbolt.Tx, *organization.Change) error{
			commitMembers, commitGroups, commitRemoved, commitFlights, commitPeople, commitRekeying, commitRest, commitDone,
		} {
			if err := step(tx, &c); err != nil {
				return err
			}
		}
		return nil
	})
}

func commitMembers(tx *bbolt.Tx, c *organization.Change) error {
	return commitEntries(tx, bucketCache, bucketMembers, c.SetMembers, c.DeleteMembers, appendMember)
}

func commitGroups(tx *bbolt.Tx, c *organization.Change) error {
	return commitEntries(tx, bucketCache, bucketGroups, c.SetGroups, c.DeleteGroups, appendGroup)
}

// commitEntries deletes and then sets keys of a bucket, in the order of the
// keys, which is what bbolt likes best. What is there already is not written.
func commitEntries[T any](tx *bbolt.Tx, parent, name string, set map[string]T, remove []string, encode func([]byte, T) []byte) error {
	if len(set) == 0 && len(remove) == 0 {
		return nil
	}
	b, err := makeBucket(tx, parent, name)
	if err != nil {
		return err
	}
	b.FillPercent = bulkFill
	for _, id := range remove {
		if err := b.Delete([]byte(id)); err != nil {
			return fmt.Errorf("%s: delete %q: %w", name, id, err)
		}
	}
	for i, id := range slices.Sorted(maps.Keys(set)) {
		if i%keysKept == 0 {
			letPagesGo(tx)
		}
		key, value := []byte(id), encode(nil, set[id])
		if held := b.Get(key); held != nil && bytes.Equal(held, value) {
			continue
		}
		if err := b.Put(key, value); err != nil {
			return fmt.Errorf("%s: %q: %w", name, id, err)
		}
	}
	return nil
}

// keysKept is how many keys of a bucket are written before the pages where they
// go are let go: the keys of entries are spread over the whole file.
const keysKept = 64

func commitRemoved(tx *bbolt.Tx, c *organization.Change) error {
	set := make(map[string]struct{}, len(c.AddRemoved))
	for _, id := range c.AddRemoved {
		set[id] = struct{}{}
	}
	return commitEntries(tx, bucketCache, bucketRemoved, set, c.DeleteRemoved, func(b []byte, _ struct{}) []byte { return b })
}

func commitFlights(tx *bbolt.Tx, c *organization.Change) error {
	set := make(map[string]organization.Flight, len(c.AddFlights))
	for _, f := range c.AddFlights {
		set[string(flightKey(f))] = f
	}
	remove := make([]string, len(c.DeleteFlights))
	for i, f := range c.DeleteFlights {
		remove[i] = string(flightKey(f))
	}
	return commitEntries(tx, bucketCache, bucketFlight, set, remove, appendFlight)
}

// commitRest writes what is replaced as a whole.
func commitRest(tx *bbolt.Tx, c *organization.Change) error {
	values := []struct {
		key     string
		given   bool
		pointer any
	}{
		{keyIdentity, c.Identity != nil, c.Identity},
		{keyTimes, c.Times != nil, c.Times},
		{keyRemovals, c.Removals != nil, c.Removals},
		{keyShown, c.Shown != nil, c.Shown},
		{keySeats, c.Seats != nil, c.Seats},
		{keySyncedWith, c.SyncedWith != nil, c.SyncedWith},
	}
	for _, v := range values {
		if !v.given {
			continue
		}
		if err := putJSON(tx, v.pointer, v.key, bucketCache); err != nil {
			return err
		}
	}
	return mark(tx, c.Cleared, keyCleared, bucketCache)
}
