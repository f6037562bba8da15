package store

import (
	"fmt"
	"io"
	"strconv"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/internal/atomicfile"
	"directoryconnector/backend/organization"
)

// A migration brings a file from one schema version to the next.
type migration struct {
	// to is the version that it leads to.
	to int
	// run changes the tree, the settings among it.
	run func(*bbolt.Tx) error
}

// firstSchema is the version of the first file ever written.
const firstSchema = 1

// migrations returns all steps, in order. A new one goes to the end, with a
// fixture of the version before it in testdata; it also raises keySettingsVersion
// when config.Version was raised.
func migrations() []migration {
	return []migration{{to: 2, run: toSchema2}}
}

// toSchema2 gives entries in flight a stable id, and lets a profile of the
// earlier program behave as it did where a setting is new.
func toSchema2(tx *bbolt.Tx) error {
	flights := map[string]organization.Flight{}
	if err := each(bucket(tx, bucketCache, bucketFlight), func(key, email []byte) error {
		flights[string(key)] = organization.Flight{Email: string(email)}
		return nil
	}); err != nil {
		return err
	}
	if err := commitEntries(tx, bucketCache, bucketFlight, flights, nil, appendFlight); err != nil {
		return err
	}
	settings, err := makeBucket(tx, bucketSettings)
	if err != nil {
		return err
	}
	for key, value := range map[string]string{"sync.removedByHand": "invite", "sync.inviteDisabled": "true"} {
		if err := settings.Put([]byte(key), []byte(value)); err != nil {
			return err
		}
	}
	return nil
}

// schema is the version that this program writes.
func (s *Store) schema() int {
	if len(s.steps) == 0 {
		return firstSchema
	}
	return s.steps[len(s.steps)-1].to
}

// migrate brings an older file to this program's schema, in one transaction,
// after a copy. The file is locked all the while.
func (s *Store) migrate(db *bbolt.DB) error {
	var version int
	err := db.View(func(tx *bbolt.Tx) error {
		var err error
		version, err = s.check(tx)
		if err != nil || version == s.schema() {
			return err
		}
		return s.backUp(tx, version)
	})
	if err != nil || version == s.schema() {
		return err
	}
	return db.Update(func(tx *bbolt.Tx) error {
		for _, step := range s.steps {
			if step.to <= version {
				continue
			}
			if err := step.run(tx); err != nil {
				return fmt.Errorf("migrate to schema %d: %w", step.to, err)
			}
		}
		return bucket(tx, bucketMeta).Put([]byte(keySchema), []byte(strconv.Itoa(s.schema())))
	})
}

// backUp copies the file to PATH.v<N>.bak, complete or not at all.
func (s *Store) backUp(tx *bbolt.Tx, version int) error {
	name := fmt.Sprintf("%s.v%d.bak", s.path, version)
	atomicfile.Sweep(name) // all drafts are made while the file is locked
	err := atomicfile.WriteFrom(name, 0o600, func(w io.Writer) error {
		_, err := tx.WriteTo(w)
		return err
	})
	if err != nil {
		return fmt.Errorf("copy before migration: %w", err)
	}
	return nil
}
