package store

import (
	"context"
	"encoding/json"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A KnownName is a member or group that the cache, or what a clear keeps, knows.
type KnownName struct {
	Kind       plan.Kind
	ExternalID string
	// Name is the accepted email, or the name; Wanted the email that the
	// directory had, where it differs.
	Name, Wanted, StableID string
}

// Names calls visit with everybody and every group that is known, one after the
// other: acknowledged before a clear first, acknowledged last.
func (s *Store) Names(ctx context.Context, visit func(KnownName) error) error {
	return s.view(ctx, func(tx *bbolt.Tx) error {
		tell := func(n KnownName) error { return shielded(func() error { return visit(n) }) }
		for _, path := range [][]string{{bucketPeople, bucketKnown}, {bucketPeople, bucketByHand}, {bucketCache, bucketMembers}} {
			if err := each(bucket(tx, path...), func(key, value []byte) error {
				m, err := decodeMember(key, value)
				if err != nil {
					return err
				}
				return tell(KnownName{plan.User, string(key), m.Email, m.Wanted, m.StableID})
			}); err != nil {
				return err
			}
		}
		if err := each(bucket(tx, bucketPeople, bucketRevoked), func(key, value []byte) error {
			var m organization.RevokedMember
			if err := json.Unmarshal(value, &m); err != nil {
				return nil //nolint:nilerr // Load says so
			}
			return tell(KnownName{plan.User, string(key), m.Email, m.Wanted, m.StableID})
		}); err != nil {
			return err
		}
		for _, path := range [][]string{{bucketPeople, bucketKnownGroups}, {bucketCache, bucketGroups}} {
			if err := each(bucket(tx, path...), func(key, value []byte) error {
				d := newDecoder(string(value))
				name, stable := d.text(), d.text()
				return tell(KnownName{plan.Group, string(key), name, "", stable})
			}); err != nil {
				return err
			}
		}
		return nil
	})
}
