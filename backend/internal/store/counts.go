package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/organization"
)

// keepYears is how long the history keeps counts at least.
const keepYears = 5

// A RunCounts is what remains of a run for five years.
type RunCounts struct {
	Start, End time.Time
	Trigger    organization.Trigger
	Result     organization.Result
	Counts     organization.Counts
}

// Counts returns the counts of the runs that started at since or later, oldest
// first. Times are in UTC, to the millisecond.
func (s *Store) Counts(ctx context.Context, since time.Time) ([]RunCounts, error) {
	var list []RunCounts
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		b := bucket(tx, bucketHistory, bucketCounts)
		if b == nil {
			return nil
		}
		c := b.Cursor()
		for key, value := c.Seek(timeKey(since)); key != nil; key, value = c.Next() {
			counts, err := decodeCounts(key, value)
			if err != nil {
				return err
			}
			list = append(list, counts)
		}
		return nil
	})
	return list, err
}

// putCounts writes the counts of run and forgets those that are too old.
func putCounts(tx *bbolt.Tx, run *organization.Run) error {
	b, err := makeBucket(tx, bucketHistory, bucketCounts)
	if err != nil {
		return err
	}
	b.FillPercent = bulkFill
	if err := b.Put(countsKey(run), encodeCounts(run)); err != nil {
		return err
	}
	return forgetCounts(b, run.Start)
}

// forgetCounts deletes what is older than five years, as told by the days on
// which a run began since: a clock that was ahead deletes nothing.
func forgetCounts(b *bbolt.Bucket, now time.Time) error {
	limit := timeKey(now.AddDate(-keepYears, 0, 0))
	c := b.Cursor()
	var old [][]byte
	for key, _ := c.First(); key != nil && bytes.Compare(key, limit) < 0; key, _ = c.Next() {
		old = append(old, bytes.Clone(key))
	}
	if len(old) == 0 {
		return nil
	}
	days := 0
	for key, _ := c.Seek(limit); key != nil; key, _ = c.Seek(timeKey(dayOf(key).AddDate(0, 0, 1))) {
		days++
	}
	var last time.Time
	for _, key := range slices.Backward(old) {
		if days >= keepYears*365 {
			if err := b.Delete(key); err != nil {
				return err
			}
		} else if day := dayOf(key); day != last {
			days, last = days+1, day
		}
	}
	return nil
}

// dayOf is the day of a key, in UTC.
func dayOf(key []byte) time.Time {
	return time.UnixMilli(int64(binary.BigEndian.Uint64(key) ^ 1<<63)).UTC().Truncate(24 * time.Hour)
}

// timeKey orders moments; the flipped sign bit puts those before 1970 first.
func timeKey(t time.Time) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(t.UnixMilli())^1<<63)
}

// countsKey is the same for the same run, and differs for two runs of one
// millisecond.
func countsKey(run *organization.Run) []byte {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(run.ID))
	return hash.Sum(timeKey(run.Start))
}

func encodeCounts(run *organization.Run) []byte {
	b := appendText([]byte{format}, string(run.Trigger))
	b = appendText(b, string(run.Result))
	b = binary.AppendVarint(b, run.End.UnixMilli()-run.Start.UnixMilli())
	for _, n := range numbers(&run.Counts) {
		b = binary.AppendVarint(b, int64(*n))
	}
	return b
}

// numbers lists the fields of Counts in the order of the format. A later field
// goes to the end: an older record simply lacks it.
func numbers(c *organization.Counts) []*int {
	return []*int{
		&c.Users, &c.Groups, &c.UsersAdded, &c.UsersChanged, &c.UsersRemoved, &c.GroupsAdded, &c.GroupsChanged,
		&c.LeftOut, &c.Held, &c.NotShown, &c.Requests, &c.UsersRevoked, &c.UsersRestored, &c.GroupsDeleted,
	}
}

func decodeCounts(key, value []byte) (RunCounts, error) {
	d := newDecoder(string(value))
	counts := RunCounts{Trigger: organization.Trigger(d.text()), Result: organization.Result(d.text())}
	length := d.varint()
	for _, n := range numbers(&counts.Counts) {
		if d.rest == "" {
			break
		}
		*n = int(d.varint())
	}
	if d.failed || len(key) < 8 {
		return counts, fmt.Errorf("counts of a run: %w", errValue)
	}
	start := int64(binary.BigEndian.Uint64(key) ^ 1<<63)
	counts.Start = time.UnixMilli(start).UTC()
	counts.End = time.UnixMilli(start + length).UTC()
	return counts, nil
}
