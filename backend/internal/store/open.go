package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// poll is how long bbolt waits for the file's lock before the context is
// looked at again. bbolt itself tries every 50 ms.
const poll = 200 * time.Millisecond

// view runs fn in a reading transaction. fn gets nil when there is no file.
// What it keeps must be copied: keys and values are gone afterwards.
func (s *Store) view(ctx context.Context, fn func(*bbolt.Tx) error) error {
	old, err := s.tryView(ctx, fn)
	if !old || err != nil {
		return err
	}
	if err := s.update(ctx, func(*bbolt.Tx) error { return nil }); err != nil {
		return err
	}
	_, err = s.tryView(ctx, fn)
	return err
}

// viewed returns what fn reads in a view; nothing where that fails.
func viewed[T any](ctx context.Context, s *Store, fn func(*bbolt.Tx) (T, error)) (T, error) {
	var got, none T
	err := s.view(ctx, func(tx *bbolt.Tx) (err error) {
		got, err = fn(tx)
		return err
	})
	if err != nil {
		return none, err
	}
	return got, nil
}

// tryView is view, except that it tells when the file must be migrated first.
func (s *Store) tryView(ctx context.Context, fn func(*bbolt.Tx) error) (old bool, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if _, err := os.Stat(s.path); errors.Is(err, fs.ErrNotExist) {
		return false, fn(nil)
	}
	err = s.inFile(ctx, true, func(db *bbolt.DB) error {
		return db.View(func(tx *bbolt.Tx) error {
			if err := s.whole(tx, false); err != nil {
				return err
			}
			version, err := s.version(tx)
			if err != nil {
				return err
			}
			if old = version < s.schema(); old {
				return nil
			}
			return fn(tx)
		})
	})
	return old, s.explain(err)
}

// update runs fn in a writing transaction, in a file of this program's schema.
func (s *Store) update(ctx context.Context, fn func(*bbolt.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.explain(s.updateLocked(ctx, fn))
}

func (s *Store) updateLocked(ctx context.Context, fn func(*bbolt.Tx) error) error {
	if _, err := os.Stat(s.path); errors.Is(err, fs.ErrNotExist) {
		if err := s.create(); err != nil {
			return err
		}
	}
	// Look before opening for writing, which on Windows already changes the
	// size of the file.
	err := s.inFile(ctx, true, func(db *bbolt.DB) error {
		return db.View(func(tx *bbolt.Tx) error {
			if err := s.whole(tx, true); err != nil {
				return err
			}
			_, err := s.version(tx)
			return err
		})
	})
	if err != nil {
		return err
	}
	before, written := s.looked.Load(), 0
	err = s.inFile(ctx, false, func(db *bbolt.DB) error {
		if err := s.migrate(db); err != nil {
			return err
		}
		return db.Update(func(tx *bbolt.Tx) error { written = tx.ID(); return fn(tx) })
	})
	if err == nil {
		s.wroteAfter(before, written)
	}
	return err
}

// wroteAfter notes that the pages need no other look before they are read after a
// transaction of this program that came right after the last look.
func (s *Store) wroteAfter(last *look, written int) {
	if last == nil || written != last.tx+1 {
		return // another program wrote between
	}
	if info, err := os.Stat(s.path); err == nil && os.SameFile(last.info, info) {
		s.looked.Store(&look{written, info})
	}
}

// whole finds out that all is in the file that bbolt will read: for writing also
// its list of free pages.
func (s *Store) whole(tx *bbolt.Tx, writing bool) error {
	f, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if tx.Size() > info.Size() {
		return s.damaged(fmt.Sprintf("it has %d bytes and should have %d", info.Size(), tx.Size()))
	}
	if last := s.looked.Load(); !writing && last != nil && last.tx == tx.ID() && os.SameFile(last.info, info) && last.info.ModTime().Equal(info.ModTime()) {
		return nil
	}
	p, err := openPages(tx, f)
	if err != nil {
		return err
	}
	if err := p.tree(); err != nil {
		return err
	}
	s.looked.Store(&look{tx.ID(), info})
	if !writing {
		return nil
	}
	return p.freePages()
}

// look is a transaction of a file in which all pages were whole.
type look struct {
	tx   int
	info os.FileInfo
}

// version tells of which schema the file is.
func (s *Store) version(tx *bbolt.Tx) (int, error) {
	version, ok := number(bucket(tx, bucketMeta), keySchema)
	if !ok || version < 1 {
		return 0, s.damaged("it does not say which schema it has")
	}
	if version > s.schema() {
		return 0, directory.WithHint(fmt.Errorf("store: %s: %w (schema %d, this version knows %d)", s.path, ErrNewer, version, s.schema()), newerHint)
	}
	return version, nil
}

// inFile opens the file, runs fn and closes it. On a corrupt page bbolt
// panics, and reading beyond the end of a truncated file faults: both become
// ErrDamaged. After a panic bbolt's own locks may be held for ever, so that
// the file is let go and closed beneath it.
func (s *Store) inFile(ctx context.Context, readOnly bool, fn func(*bbolt.DB) error) (err error) {
	var db *bbolt.DB
	var file *os.File
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if file != nil {
			letGo(db, file)
			_ = file.Close()
		}
		if foreign, ok := r.(callbackPanic); ok {
			panic(foreign.value)
		}
		err = s.damaged(r)
	}()
	if db, err = s.open(ctx, readOnly, &file); err != nil {
		return err
	}
	err = fn(db)
	return errors.Join(err, db.Close())
}

// open opens the existing file; file is set as soon as there is a handle.
func (s *Store) open(ctx context.Context, readOnly bool, file **os.File) (*bbolt.DB, error) {
	deadline := time.Now().Add(s.timeout)
	options := &bbolt.Options{
		Timeout: min(poll, s.timeout), ReadOnly: readOnly, NoStatistics: true, FreelistType: bbolt.FreelistMapType,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			f, err := openExisting(name, flag, mode)
			*file = f
			return f, err
		},
	}
	if info, err := os.Stat(s.path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return nil, s.damaged("it is no ordinary file") // opening a pipe would wait for its other end
	}
	for {
		db, err := bbolt.Open(s.path, 0o600, options)
		switch {
		case err == nil:
			return db, nil
		case errors.Is(err, errEmpty):
			return nil, s.damaged(err)
		case errors.Is(err, bolterrors.ErrTimeout), atomicfile.Held(err):
			if err := wait(ctx, err); err != nil {
				return nil, err
			}
			if time.Now().Before(deadline) {
				continue
			}
			return nil, directory.WithHint(fmt.Errorf("store: %s: %w", s.path, ErrLocked), cmp.Or(atomicfile.Hint(err), lockedHint))
		case isSystem(err), isDiskFull(err):
			return nil, err
		}
		return nil, s.damaged(err)
	}
}

// wait waits for who holds the file, unless bbolt has waited already.
func wait(ctx context.Context, held error) error {
	if errors.Is(held, bolterrors.ErrTimeout) {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(poll):
		return nil
	}
}

// isSystem tells errors of the operating system from what bbolt found inside
// the file.
func isSystem(err error) bool {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return true
	}
	_, ok := errors.AsType[syscall.Errno](err)
	return ok
}

var errEmpty = errors.New("it is empty")

// openExisting opens the file without creating it, and refuses an empty one,
// which bbolt would take for a new database.
func openExisting(name string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(name, flag&^os.O_CREATE, mode) //nolint:gosec // the path is the caller's
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: errors.New("is not a file")}
	}
	if err == nil && info.Size() == 0 {
		err = errEmpty
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// callbackPanic carries a panic of a caller's function through inFile.
type callbackPanic struct{ value any }

// shielded runs a function of the caller inside a transaction.
func shielded(fn func() error) error {
	defer func() {
		if r := recover(); r != nil {
			panic(callbackPanic{r})
		}
	}()
	return fn()
}
