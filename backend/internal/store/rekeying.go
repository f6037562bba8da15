package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/organization"
)

// commitRekeying writes how far a change of external ids is.
func commitRekeying(tx *bbolt.Tx, c *organization.Change) error {
	if c.EndRekeying {
		if err := dropBucket(tx, bucketCache, bucketRekeying); err != nil {
			return err
		}
	}
	if c.Rekey == nil {
		return nil
	}
	if err := putJSON(tx, c.Rekey.At, keyAt, bucketCache, bucketRekeying); err != nil {
		return err
	}
	for name, list := range map[string]map[string]organization.Rekeyed{bucketMembers: c.Rekey.Members, bucketGroups: c.Rekey.Groups} {
		b, err := makeBucket(tx, bucketCache, bucketRekeying, name)
		if err != nil {
			return err
		}
		for id, x := range list {
			if err := b.Put([]byte(id), appendRekeyed(nil, x)); err != nil {
				return fmt.Errorf("%s: %q: %w", bucketRekeying, id, err)
			}
		}
	}
	return nil
}

// readRekeying decodes what commitRekeying writes; b may be nil.
func readRekeying(b *bbolt.Bucket) (*organization.Rekeying, error) {
	if b == nil {
		return nil, nil //nolint:nilnil // there is none, and that is no error
	}
	r := &organization.Rekeying{Members: map[string]organization.Rekeyed{}, Groups: map[string]organization.Rekeyed{}}
	if err := getJSON(b, keyAt, &r.At); err != nil {
		return nil, fmt.Errorf("%w: %w", errCache, err)
	}
	for name, list := range map[string]map[string]organization.Rekeyed{bucketMembers: r.Members, bucketGroups: r.Groups} {
		if err := each(b.Bucket([]byte(name)), func(key, value []byte) error {
			d := newDecoder(string(value))
			list[string(key)] = organization.Rekeyed{ServerID: d.text(), From: d.text(), To: d.text(), Done: d.byte() == 1}
			return d.err("new external id of " + string(key))
		}); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func appendRekeyed(b []byte, x organization.Rekeyed) []byte {
	b = append(b, format)
	b = appendText(b, x.ServerID)
	b = appendText(b, x.From)
	b = appendText(b, x.To)
	if x.Done {
		return append(b, 1)
	}
	return append(b, 0)
}

// takeNewIDs gives those who have another external id by now the right one,
// before a cache is cleared in the midst of that. What can't be read is left:
// to clear a damaged cache is how a profile is mended.
func takeNewIDs(tx *bbolt.Tx) error {
	if bucket(tx, bucketCache, bucketRekeying) == nil {
		return nil
	}
	state, err := readState(tx, readGroups)
	if err != nil {
		return nil //nolint:nilerr // left
	}
	c := state.WithIDs(state.Rekeying.Done())
	for _, step := range []func(*bbolt.Tx, *organization.Change) error{commitMembers, commitGroups, commitPeople} {
		if err := step(tx, &c); err != nil {
			return err
		}
	}
	return nil
}
