// Package instance makes sure that a data folder has one window. Whoever
// starts the desktop app again finds the window that is there already.
//
// A lock in the data folder says that there is one, and a local socket beside
// it lets the second program ask the first to show itself; on Windows a named
// pipe, which old ones have, too, and which works where the folder is on a share.
// Neither passes data: whoever may open it may bring a window to the front, no
// more. A session bus is not needed, so that this works for root, over SSH and in
// tests. Where nothing can be listened at, the first window goes without: the
// second program then says that there is one.
package instance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"sync"
	"time"

	"directoryconnector/backend/internal/filelock"
)

// ErrShown: another program has the window, and shows it now.
var ErrShown = errors.New("the window is open already and was shown")

// lockName is the name of the lock in the data folder.
const lockName = "window.lock"

// lockWhat is what the lock file says that its holder does.
const lockWhat = "the desktop app"

// claimTimeout outlasts a program that just starts, or ends and waits for its work;
// exchangeTimeout is the limit of one exchange.
const (
	claimTimeout    = 30 * time.Second
	exchangeTimeout = 2 * time.Second
)

// What is said to the program that has the window.
const (
	request = "show\n"
	answer  = "shown\n"
)

// An Instance is the right to have the window. Close it.
type Instance struct {
	lock   *filelock.Lock
	listen net.Listener // nil where it goes without
	show   func()
	wait   sync.WaitGroup
	// stopListening stops listening, once.
	stopListening func() error
}

// Claim returns the right to have the window of a data folder. show is called
// whenever somebody starts the program again, at any time until Close. The
// error is ErrShown where another program has the window; a *filelock.HeldError
// is inside of one that has it and does not answer.
func Claim(ctx context.Context, dataDir string, show func()) (*Instance, error) {
	ctx, cancel := context.WithTimeout(ctx, claimTimeout)
	defer cancel()
	for {
		lock, err := filelock.Acquire(filepath.Join(dataDir, lockName), lockWhat)
		if err == nil {
			return serve(ctx, lock, dataDir, show), nil
		}
		if _, held := errors.AsType[*filelock.HeldError](err); !held {
			return nil, err
		}
		if askToShow(ctx, dataDir) == nil {
			return nil, ErrShown
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("the window is open already, but does not answer: %w", err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// serve listens for other starts; the lock is held. Some file systems have no
// sockets: no reason to have no window.
func serve(ctx context.Context, lock *filelock.Lock, dataDir string, show func()) *Instance {
	listen, err := listenAt(ctx, dataDir)
	if err != nil {
		return &Instance{lock: lock, stopListening: func() error { return nil }}
	}
	i := &Instance{lock: lock, listen: listen, show: show, stopListening: sync.OnceValue(listen.Close)}
	i.wait.Go(i.accept)
	return i
}

// Leave says that the window is closed, and that the program will end when its
// work has: whoever starts it now is told nothing, and waits for that.
func (i *Instance) Leave() { _ = i.stopListening() } // Close tells

// Close gives the right back. It waits for a show that is under way.
func (i *Instance) Close() error {
	err := i.stopListening() // nobody finds it any more
	i.wait.Wait()
	return errors.Join(err, i.lock.Release())
}

func (i *Instance) accept() {
	for {
		conn, err := i.listen.Accept()
		if err != nil {
			return // closed
		}
		i.wait.Go(func() { i.answer(conn) })
	}
}

// answer shows the window to whoever asks for it.
func (i *Instance) answer(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(exchangeTimeout))
	said := make([]byte, len(request))
	if _, err := io.ReadFull(conn, said); err != nil || string(said) != request {
		return
	}
	i.show()
	_, _ = io.WriteString(conn, answer) // who asked may be gone
}

// askToShow asks the program that has the window to show it.
func askToShow(ctx context.Context, dataDir string) error {
	ctx, cancel := context.WithTimeout(ctx, exchangeTimeout)
	defer cancel()
	conn, err := dial(ctx, dataDir)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(exchangeTimeout))
	allowForeground()
	if _, err := io.WriteString(conn, request); err != nil {
		return err
	}
	said := make([]byte, len(answer))
	_, err = io.ReadFull(conn, said)
	return err
}
