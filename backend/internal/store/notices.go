package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"
)

// keepNotices is how many notices the history keeps.
const keepNotices = 1000

// LoadNotices reads what was told into state, which stays as it is where nothing
// was.
func (s *Store) LoadNotices(ctx context.Context, state any) error {
	return s.view(ctx, func(tx *bbolt.Tx) error {
		return getJSON(bucket(tx, bucketStatus), keyNotices, state)
	})
}

// UpdateNotices reads what was told into state, lets change change it, and
// writes it, in one transaction.
func (s *Store) UpdateNotices(ctx context.Context, state any, change func()) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		if err := getJSON(bucket(tx, bucketStatus), keyNotices, state); err != nil {
			return err
		}
		change()
		return putJSON(tx, state, keyNotices, bucketStatus)
	})
}

// AppendNotice adds to the history what became of a notice, and forgets the
// oldest.
func (s *Store) AppendNotice(ctx context.Context, sent any) error {
	text, err := json.Marshal(sent)
	if err != nil {
		return fmt.Errorf("store: notice: %w", err)
	}
	return s.update(ctx, func(tx *bbolt.Tx) error {
		b, err := makeBucket(tx, bucketHistory, bucketNotices)
		if err != nil {
			return err
		}
		n, err := b.NextSequence()
		if err != nil {
			return err
		}
		if n > keepNotices {
			if err := b.Delete(binary.BigEndian.AppendUint64(nil, n-keepNotices)); err != nil {
				return err
			}
		}
		return b.Put(binary.BigEndian.AppendUint64(nil, n), text)
	})
}

// Notices hands the last notices to each, newest first, up to limit of them.
func (s *Store) Notices(ctx context.Context, limit int, each func(text []byte) error) error {
	return s.view(ctx, func(tx *bbolt.Tx) error {
		b := bucket(tx, bucketHistory, bucketNotices)
		if b == nil {
			return nil
		}
		c := b.Cursor()
		for key, value := c.Last(); key != nil && limit > 0; key, value = c.Prev() {
			mustFit(b, value)
			if err := each(value); err != nil {
				return fmt.Errorf("notice %x: %w: %w", key, errValue, err)
			}
			limit--
		}
		return nil
	})
}
