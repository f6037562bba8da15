package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/config"
)

// Values returns what the administrator has set; never nil.
func (s *Store) Values(ctx context.Context) (config.Values, error) {
	return viewed(ctx, s, readValues)
}

// UpdateValues lets change alter the values and writes them. No other process
// comes in between, so that concurrent writers lose nothing; change should be
// quick and must not use the Store. When it returns an error nothing is
// written, and the error is returned as it is.
func (s *Store) UpdateValues(ctx context.Context, change func(config.Values) error) error {
	return s.updateValues(ctx, change, func(*bbolt.Tx) error { return nil })
}

// updateValues is UpdateValues with something more in the same transaction.
func (s *Store) updateValues(ctx context.Context, change func(config.Values) error, more func(*bbolt.Tx) error) error {
	var refused error
	err := s.update(ctx, func(tx *bbolt.Tx) error {
		before, err := readValues(tx)
		if err != nil {
			return err
		}
		after := maps.Clone(before)
		if refused = shielded(func() error { return change(after) }); refused != nil {
			return refused
		}
		if err := s.writeValues(tx, before, after); err != nil {
			return err
		}
		return more(tx)
	})
	if refused != nil {
		return refused
	}
	return err
}

func readValues(tx *bbolt.Tx) (config.Values, error) {
	values := config.Values{}
	err := each(bucket(tx, bucketSettings), func(key, value []byte) error {
		values[string(key)] = string(value)
		return nil
	})
	return values, err
}

// writeValues writes the difference, in the order of the keys.
func (s *Store) writeValues(tx *bbolt.Tx, before, after config.Values) error {
	b, err := makeBucket(tx, bucketSettings)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if _, stays := after[key]; stays {
			continue
		}
		if err := b.Delete([]byte(key)); err != nil {
			return fmt.Errorf("setting %s: %w", key, err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		old, existed := before[key]
		if existed && old == after[key] {
			continue
		}
		if d, err := s.catalog.Find(key); err == nil && d.Kind == config.KindSecret {
			return fmt.Errorf("setting %s: %w", key, ErrSecret)
		}
		if err := b.Put([]byte(key), []byte(after[key])); err != nil {
			return fmt.Errorf("setting %s: %w", key, err)
		}
	}
	return nil
}
