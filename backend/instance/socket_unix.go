//go:build unix

package instance

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
)

// socketName is the name of the socket in the data folder.
const socketName = "window.sock"

// longest is the longest path that a socket may have on every system: macOS
// allows 103 bytes, Linux 107.
const longest = 100

// A socket is a listener whose file is in the data folder.
type socket struct {
	net.Listener
	path string
}

// Close implements net.Listener. The file goes first: who comes now finds
// nobody.
func (s socket) Close() error {
	err := os.Remove(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // with its folder
	}
	return errors.Join(err, s.Listener.Close())
}

// listenAt listens on the socket of a data folder, whose lock is held.
func listenAt(ctx context.Context, dataDir string) (net.Listener, error) {
	path, done, err := socketPath(dataDir)
	if err != nil {
		return nil, err
	}
	defer done()
	_ = os.Remove(path) // what a program that was killed left behind
	var config net.ListenConfig
	listen, err := config.Listen(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	_ = os.Chmod(path, 0o600) //nolint:gosec // a socket; the folder is the user's own
	// Go would remove it under the name that it was made with.
	listen.(*net.UnixListener).SetUnlinkOnClose(false)
	return socket{listen, fileOf(dataDir)}, nil
}

// dial reaches the program that listens in a data folder.
func dial(ctx context.Context, dataDir string) (net.Conn, error) {
	path, done, err := socketPath(dataDir)
	if err != nil {
		return nil, err
	}
	defer done()
	var dialer net.Dialer
	return dialer.DialContext(ctx, "unix", path)
}
