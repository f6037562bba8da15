package store

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"

	"directoryconnector/backend/directory"
)

// Errors that callers branch on. All come with a hint.
var (
	// ErrLocked: another process had the file open for too long.
	ErrLocked = errors.New("the database is in use by another process")
	// ErrNewer: a newer version of this program wrote the file.
	ErrNewer = errors.New("the database was written by a newer version")
	// ErrDamaged: the file can't be read. It was left as it is.
	ErrDamaged = errors.New("the database is damaged")
	// ErrSecret: somebody tried to keep a secret among the settings.
	ErrSecret = errors.New("a secret is never stored in the database")
	// ErrNoRun: the history holds no run with that id.
	ErrNoRun = errors.New("no such run in the history")
)

// errValue marks a value that means nothing, errCache one of the sync cache.
var (
	errValue = errors.New("value can't be read")
	errCache = errors.New("the sync cache can't be read")
)

const (
	lockedHint  = "Another window, command or service of this profile is using it. It is free again within moments; try again, and if this goes on, end the other program."
	newerHint   = "Install the newest version of this program, or use the copy with the ending .bak that the newer version left beside the file."
	damagedHint = "The file was left untouched. Restore it from a backup (a copy with the ending .bak may be beside it), or move it away and set up the profile again; exported settings can be imported then."
	cacheHint   = "Settings and history are not affected. Clear the sync cache: the next sync then reads and sends everything."
	fullHint    = "The file is as it was before. Make room on the disk (or in the quota) that holds it and try again."
	rightsHint  = "Run this program as the user who owns the file, or give that user the right to read and write it and its folder."
	readHint    = "The disk that holds the file is mounted read-only. Mount it writable or choose another folder with --data-dir."
	limitHint   = "The file is as it was before. Raise the limit for the size of a file (ulimit -f) and try again."
)

// damaged reports what is wrong with the file as a whole.
func (s *Store) damaged(reason any) error {
	return directory.WithHint(fmt.Errorf("store: %s: %w: %v", s.path, ErrDamaged, reason), damagedHint)
}

// explain says in words why bbolt or the system refused. Errors of this
// package pass through.
func (s *Store) explain(err error) error {
	switch {
	case err == nil, directory.HintOf(err) != "":
		return err
	case errors.Is(err, errCache):
		return directory.WithHint(fmt.Errorf("store: %s: %w: %w", s.path, ErrDamaged, err), cacheHint)
	case errors.Is(err, errValue), errors.Is(err, errRotten), errors.Is(err, bolterrors.ErrIncompatibleValue), errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return s.damaged(err)
	case isDiskFull(err):
		return directory.WithHint(fmt.Errorf("store: %s: the disk is full: %w", s.path, err), fullHint)
	case errors.Is(err, syscall.EFBIG):
		return directory.WithHint(fmt.Errorf("store: %s: the file may not grow: %w", s.path, err), limitHint)
	case errors.Is(err, syscall.EROFS):
		return directory.WithHint(fmt.Errorf("store: %s: the disk is read-only: %w", s.path, err), readHint)
	case errors.Is(err, fs.ErrPermission):
		return directory.WithHint(fmt.Errorf("store: %s: no permission: %w", s.path, err), rightsHint)
	}
	return fmt.Errorf("store: %s: %w", s.path, err)
}

// isDiskFull recognizes a full disk or quota. bbolt passes some system errors
// on as text only.
func isDiskFull(err error) bool {
	return slices.ContainsFunc(fullErrors, func(full error) bool {
		return errors.Is(err, full) || strings.Contains(err.Error(), full.Error())
	})
}
