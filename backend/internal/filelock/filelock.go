// Package filelock makes sure that one sync per profile runs at a time, over
// all processes, and tells who holds the lock.
//
// The lock is the operating system's on an open file (flock, LockFileEx): it
// ends with the process, however that ends. Who holds it stands in a second
// file beside it, NAME.holder, since a locked file can't be read on Windows.
// What is left in that file after a crash means nothing and is never trusted
// for the lock itself.
package filelock

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// Info says who holds a lock.
type Info struct {
	PID int `json:"pid"`
	// Since is when the lock was taken.
	Since time.Time `json:"since"`
	Host  string    `json:"host,omitempty"`
	// What the holder does, e.g. "bwdc run".
	What string `json:"what"`
	// Process is the holder's Process.
	Process string `json:"process,omitempty"`
}

// Own tells whether this process is the holder.
func (i Info) Own() bool { return i.Process == Process() }

// Process is a random name of this process: two in containers that share a
// data folder may have the same id and even the same host name.
var Process = sync.OnceValue(rand.Text)

// A HeldError says that somebody else holds the lock. The fields are zero in
// the moment before the holder has written who it is.
type HeldError struct{ Info }

func (e *HeldError) Error() string {
	if e.PID == 0 {
		return "another process holds the lock"
	}
	since := e.Since.Local().Format(time.DateTime)
	if own, _ := os.Hostname(); e.Host != "" && e.Host != own {
		return fmt.Sprintf("%s (process %d on %s) holds the lock since %s", e.What, e.PID, e.Host, since)
	}
	return fmt.Sprintf("%s (process %d) holds the lock since %s", e.What, e.PID, since)
}

// A Lock is held until Release, or until the process ends.
type Lock struct {
	lock   *flock.Flock
	holder string
}

// patience outlasts the moment in which Holder holds the lock to try it, and
// the one in which a new holder has not yet written who it is.
const patience = 250 * time.Millisecond

// Acquire takes the lock in the file at path, which it makes if need be,
// without waiting for a holder to end. what says what it is needed for. When somebody else holds
// it, this process included, the error is a *HeldError.
func Acquire(path, what string) (*Lock, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, explain(path, err)
	}
	l := &Lock{lock: flock.New(path), holder: path + ".holder"}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	taken, err := l.lock.TryLockContext(ctx, patience/10)
	for start := time.Now(); atomicfile.Held(err) && time.Since(start) < patience; time.Sleep(patience / 10) {
		taken, err = l.lock.TryLock()
	}
	if err != nil && ctx.Err() == nil {
		return nil, explain(path, err)
	}
	if !taken {
		held := &HeldError{}
		held.Info, _ = read(l.holder)
		return nil, held
	}
	if err := l.write(what); err != nil {
		_ = l.lock.Unlock()
		return nil, explain(l.holder, err)
	}
	return l, nil
}

// Holder tells who holds the lock at path; nil when nobody does. It changes
// nothing and creates nothing.
func Holder(path string) (*Info, error) {
	if _, err := os.Stat(path); err != nil {
		if os.IsNotExist(err) {
			return nil, nil //nolint:nilnil // nobody holds it, and that is no error
		}
		return nil, explain(path, err)
	}
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY))
	free, err := lock.TryRLock()
	if err != nil {
		return nil, explain(path, err)
	}
	if free {
		return nil, lock.Unlock()
	}
	info, _ := read(path + ".holder")
	return &info, nil
}

// Release gives the lock back. A second call does nothing.
func (l *Lock) Release() error {
	if !l.lock.Locked() {
		return nil
	}
	_ = os.Remove(l.holder) // stale if it stays, and never trusted
	return l.lock.Unlock()
}

// write says who holds the lock.
func (l *Lock) write(what string) error {
	host, _ := os.Hostname()
	text, err := json.Marshal(Info{PID: os.Getpid(), Since: time.Now().UTC().Truncate(time.Second), Host: host, What: what, Process: Process()})
	if err != nil {
		return err
	}
	atomicfile.Sweep(l.holder) // all drafts are made under the lock
	return atomicfile.Write(l.holder, text, 0o600)
}

func read(name string) (Info, error) {
	var h Info
	text, err := atomicfile.Read(name)
	if err == nil {
		err = json.Unmarshal(text, &h)
	}
	return h, err
}

func explain(path string, err error) error {
	return directory.WithHint(fmt.Errorf("lock %s: %w", path, err),
		"The folder of the profile must be writable for the user who runs this program, and not on a full disk.")
}
