package store

import (
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
)

// holdFile opens the file for writing, as another process would, until the
// returned function is called.
func holdFile(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := bbolt.Open(filepath.Clean(path), 0o600, nil)
	must(t, err)
	return func() { must(t, db.Close()) }
}
