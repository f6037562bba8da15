package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

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
	return []migration{{to: 2, run: toSchema2}, {to: 3, run: toSchema3}, {to: 4, run: toSchema4}}
}

// toSchema4 changes nothing: users of the snapshot have names, which schema 3
// can't read.
func toSchema4(*bbolt.Tx) error { return nil }

// toSchema3 changes nothing: runs are written in another form, which schema 2
// can't read, and those that are there are read as they are until they are
// forgotten.
func toSchema3(*bbolt.Tx) error { return nil }

// toSchema2 gives entries in flight a stable id and a moment, orders the runs by
// a sequence number, and lets a profile of the earlier program behave as it did
// where a setting is new.
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
	if err := numberRuns(tx); err != nil {
		return err
	}
	return keepDefaults(tx)
}

// keepDefaults lets a profile of schema 1 behave as it did.
func keepDefaults(tx *bbolt.Tx) error {
	settings, err := makeBucket(tx, bucketSettings)
	if err != nil {
		return err
	}
	former := map[string]string{
		"sync.removedByHand": "invite", "sync.inviteDisabled": "true", "ldap.posixPrimaryGroup": "false", "ldap.peopleOnly": "false",
	}
	const classes = "ldap.groupObjectClass"
	if string(get(settings, "ldap.activeDirectory")) == "false" && get(settings, classes) == nil {
		former[classes] = "groupOfNames;groupOfUniqueNames;posixGroup"
	}
	for _, key := range slices.Sorted(maps.Keys(former)) {
		if err := settings.Put([]byte(key), []byte(former[key])); err != nil {
			return err
		}
	}
	return nil
}

// numberRuns gives the runs of schema 1 sequence numbers, in the order of their
// ids, which told when they began.
func numberRuns(tx *bbolt.Tx) error {
	runs := bucket(tx, bucketHistory, bucketRuns)
	if runs == nil {
		return nil
	}
	type oldRun struct{ run, details []byte }
	old := map[string]oldRun{}
	details := bucket(tx, bucketHistory, bucketDetails)
	if err := each(runs, func(id, run []byte) error {
		old[string(id)] = oldRun{bytes.Clone(run), bytes.Clone(get(details, string(id)))}
		return nil
	}); err != nil {
		return err
	}
	for _, name := range []string{bucketRuns, bucketDetails} {
		if err := bucket(tx, bucketHistory).DeleteBucket([]byte(name)); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
			return err
		}
	}
	for i, id := range slices.Sorted(maps.Keys(old)) {
		var run organization.Run
		if err := json.Unmarshal(old[id].run, &run); err != nil {
			continue // the copy has it
		}
		run.ID, run.Sequence = id, uint64(i)+1
		if err := putNumbered(tx, run, old[id].details); err != nil {
			return err
		}
	}
	runs, err := makeBucket(tx, bucketHistory, bucketRuns)
	if err != nil {
		return err
	}
	return runs.SetSequence(uint64(len(old)))
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
		version, err = s.version(tx)
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
