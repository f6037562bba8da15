package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/organization"
)

// keepKnown keeps who was acknowledged, before the cache is cleared: without
// the members of groups, which say nothing about who is who. What can't be read
// is left out: to clear a damaged cache is how a profile is mended.
func keepKnown(tx *bbolt.Tx) error {
	cache := bucket(tx, bucketCache)
	people, err := makeBucket(tx, bucketPeople)
	if err != nil {
		return err
	}
	if identity := get(cache, keyIdentity); json.Valid(identity) {
		if err := people.Put([]byte(keyIdentity), bytes.Clone(identity)); err != nil {
			return err
		}
	}
	known, err := makeBucket(tx, bucketPeople, bucketKnown)
	if err != nil {
		return err
	}
	if err := each(cache.Bucket([]byte(bucketMembers)), func(key, value []byte) error {
		if _, err := decodeMember(key, value); err != nil {
			return nil //nolint:nilerr // left out
		}
		return known.Put(key, value)
	}); err != nil {
		return err
	}
	groups, err := makeBucket(tx, bucketPeople, bucketKnownGroups)
	if err != nil {
		return err
	}
	return each(cache.Bucket([]byte(bucketGroups)), func(key, value []byte) error {
		g, err := decodeGroup(value, newSharedIDs(0))
		if err != nil {
			return nil //nolint:nilerr // left out
		}
		g.Members = nil
		return groups.Put(key, appendGroup(nil, g))
	})
}

// readPeople decodes the bucket people, which may be nil.
func readPeople(b *bbolt.Bucket, state *organization.State) (err error) {
	state.Revoked, state.Known.Groups = map[string]organization.RevokedMember{}, map[string]organization.AckedGroup{}
	if b != nil {
		state.TakenOver = b.Get([]byte(keyTakenOver)) != nil
		if err := getJSON(b, keyIdentity, &state.Known.Identity); err != nil {
			return fmt.Errorf("%w: %w", errCache, err)
		}
	}
	if state.RemovedByHand, err = readPersons(b, bucketByHand); err != nil {
		return err
	}
	if state.Offboarded, err = readPersons(b, bucketOffboarded); err != nil {
		return err
	}
	if state.Known.Members, err = readPersons(b, bucketKnown); err != nil || b == nil {
		return err
	}
	if err := each(b.Bucket([]byte(bucketKnownGroups)), func(key, value []byte) error {
		g, err := decodeGroup(value, newSharedIDs(0))
		state.Known.Groups[string(key)] = g
		return err
	}); err != nil {
		return err
	}
	return each(b.Bucket([]byte(bucketRevoked)), func(key, value []byte) error {
		var m organization.RevokedMember
		if err := json.Unmarshal(value, &m); err != nil {
			return fmt.Errorf("%w: revoked %s: %w", errCache, key, err)
		}
		state.Revoked[string(key)] = m
		return nil
	})
}

func readPersons(people *bbolt.Bucket, name string) (map[string]organization.AckedMember, error) {
	list := map[string]organization.AckedMember{}
	if people == nil {
		return list, nil
	}
	err := each(people.Bucket([]byte(name)), func(key, value []byte) error {
		m, err := decodeMember(key, value)
		list[string(key)] = m
		return err
	})
	return list, err
}

func decodeMember(key, value []byte) (organization.AckedMember, error) {
	d := newDecoder(string(value))
	m := organization.AckedMember{Email: d.text(), Wanted: d.text(), StableID: d.text()}
	return m, d.err("member " + string(key))
}

// commitPeople writes what a clear keeps.
func commitPeople(tx *bbolt.Tx, c *organization.Change) error {
	if c.ForgetKnown || c.Known != nil {
		for _, name := range []string{bucketKnown, bucketKnownGroups} {
			if err := dropBucket(tx, bucketPeople, name); err != nil {
				return err
			}
		}
	}
	if c.Known != nil {
		if err := commitKnown(tx, c.Known); err != nil {
			return err
		}
	}
	if err := mark(tx, c.TakenOver, keyTakenOver, bucketPeople); err != nil {
		return err
	}
	revoked := make(map[string][]byte, len(c.SetRevoked))
	for id, m := range c.SetRevoked {
		text, err := json.Marshal(m)
		if err != nil {
			return err
		}
		revoked[id] = text
	}
	if err := commitEntries(tx, bucketPeople, bucketRevoked, revoked, c.DeleteRevoked, func(b, text []byte) []byte { return append(b, text...) }); err != nil {
		return err
	}
	if err := commitEntries(tx, bucketPeople, bucketOffboarded, c.SetOffboarded, c.DeleteOffboarded, appendMember); err != nil {
		return err
	}
	return commitEntries(tx, bucketPeople, bucketByHand, c.SetRemovedByHand, c.DeleteRemovedByHand, appendMember)
}

// commitKnown writes who was known before a clear, where nobody is.
func commitKnown(tx *bbolt.Tx, known *organization.KnownBefore) error {
	if !known.Identity.IsZero() {
		if err := putJSON(tx, known.Identity, keyIdentity, bucketPeople); err != nil {
			return err
		}
	}
	if err := commitEntries(tx, bucketPeople, bucketKnown, known.Members, nil, appendMember); err != nil {
		return err
	}
	return commitEntries(tx, bucketPeople, bucketKnownGroups, known.Groups, nil, appendGroup)
}
