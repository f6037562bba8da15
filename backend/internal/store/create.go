package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/atomicfile"
)

// create makes the file beside its place and then gives it its name, so that nobody
// ever sees half of it and the second of two processes uses the first one's.
func (s *Store) create() error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	f, err := atomicfile.Draft(s.path)
	if err != nil {
		return err
	}
	draft := f.Name()
	defer func() { _ = os.Remove(draft) }()
	if err := f.Close(); err != nil {
		return err
	}
	db, err := bbolt.Open(draft, 0o600, &bbolt.Options{Timeout: s.timeout, NoStatistics: true})
	if err != nil {
		return err
	}
	if err := errors.Join(db.Update(s.fill), db.Close()); err != nil {
		return err
	}
	return atomicfile.Create(draft, s.path)
}

// fill writes what a new file holds.
func (s *Store) fill(tx *bbolt.Tx) error {
	meta, err := makeBucket(tx, bucketMeta)
	if err != nil {
		return err
	}
	return errors.Join(
		meta.Put([]byte(keySchema), []byte(strconv.Itoa(s.schema()))),
		meta.Put([]byte(keySettingsVersion), []byte(strconv.Itoa(config.Version))),
		meta.Put([]byte(keyProfile), []byte(newUUID())),
		meta.Put([]byte(keyDevice), []byte(newUUID())),
	)
}

// newUUID returns a random UUID (RFC 9562, version 4).
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}
