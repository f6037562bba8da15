package store

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"go.etcd.io/bbolt"
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
func migrations() []migration { return nil }

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
	draft := name + ".new"
	err := copyTo(tx, draft)
	if err == nil {
		err = os.Rename(draft, name)
	}
	if err != nil {
		_ = os.Remove(draft)
		return fmt.Errorf("copy before migration: %w", err)
	}
	return nil
}

func copyTo(tx *bbolt.Tx, name string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // beside the database
	if err != nil {
		return err
	}
	_, err = tx.WriteTo(f)
	return errors.Join(err, f.Sync(), f.Close())
}
