package store

import (
	"cmp"
	"sync"
	"sync/atomic"
	"time"

	"directoryconnector/backend/config"
)

// Options adjust a Store. The zero value is right for production.
type Options struct {
	// Timeout is how long an operation waits for another process that has the
	// file open. Default: 10 s.
	Timeout time.Duration
}

// A Store is the database of one profile. It holds nothing open, needs no
// Close and may be used from several goroutines.
type Store struct {
	path    string
	timeout time.Duration
	catalog *config.Catalog
	// steps leads from any older schema to this program's; see migrations.
	steps []migration
	// mu lets operations of this process queue up instead of polling for the
	// file's lock against each other.
	mu sync.RWMutex
	// looked is where the pages were looked at last.
	looked atomic.Pointer[look]
}

// New returns the Store in the file at path. Nothing is opened or created.
func New(path string, o Options) *Store {
	return &Store{
		path:    path,
		timeout: cmp.Or(o.Timeout, 10*time.Second),
		catalog: config.NewCatalog(),
		steps:   migrations(),
	}
}

// Path returns the name of the file.
func (s *Store) Path() string { return s.path }
