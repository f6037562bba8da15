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

// A nameList is a bucket that knows names.
type nameList struct {
	kind plan.Kind
	path []string
	read func(key, value []byte) (KnownName, error)
}

// nameLists are all of them: acknowledged before a clear first, acknowledged
// last.
var nameLists = []nameList{
	{plan.User, []string{bucketPeople, bucketKnown}, readMemberName},
	{plan.User, []string{bucketPeople, bucketByHand}, readMemberName},
	{plan.User, []string{bucketCache, bucketMembers}, readMemberName},
	{plan.User, []string{bucketPeople, bucketRevoked}, readRevokedName},
	{plan.Group, []string{bucketPeople, bucketKnownGroups}, readGroupName},
	{plan.Group, []string{bucketCache, bucketGroups}, readGroupName},
}

func readMemberName(key, value []byte) (KnownName, error) {
	m, err := decodeMember(key, value)
	return KnownName{plan.User, string(key), m.Email, m.Wanted, m.StableID}, err
}

// readRevokedName knows no name where Load says that the value is damaged.
func readRevokedName(key, value []byte) (n KnownName, err error) {
	var m organization.RevokedMember
	if json.Unmarshal(value, &m) == nil {
		n = KnownName{plan.User, string(key), m.Email, m.Wanted, m.StableID}
	}
	return n, nil
}

func readGroupName(key, value []byte) (KnownName, error) {
	d := newDecoder(string(value))
	return KnownName{Kind: plan.Group, ExternalID: string(key), Name: d.text(), StableID: d.text()}, nil
}

// Names calls visit with everybody and every group that is known, one after the
// other: acknowledged before a clear first, acknowledged last.
func (s *Store) Names(ctx context.Context, visit func(KnownName) error) error {
	return s.view(ctx, func(tx *bbolt.Tx) error {
		for _, list := range nameLists {
			if err := each(bucket(tx, list.path...), func(key, value []byte) error {
				n, err := list.read(key, value)
				if err != nil || n.Kind == "" {
					return err
				}
				return shielded(func() error { return visit(n) })
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// NamesOf returns by what one of them is known, in the same order.
func (s *Store) NamesOf(ctx context.Context, kind plan.Kind, id string) ([]KnownName, error) {
	return viewed(ctx, s, func(tx *bbolt.Tx) (names []KnownName, err error) {
		for _, list := range nameLists {
			value := get(bucket(tx, list.path...), id)
			if value == nil || list.kind != kind {
				continue
			}
			n, err := list.read([]byte(id), value)
			if err != nil {
				return nil, err
			}
			if n.Kind != "" {
				names = append(names, n)
			}
		}
		return names, nil
	})
}
