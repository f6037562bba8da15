package instance

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"path/filepath"
	"regexp"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"

	"directoryconnector/backend/internal/atomicfile"
)

// pipeFile is the file in the data folder with the name of the pipe: everybody
// may make pipes, and one whose name can be told before could be somebody else's.
const pipeFile = "window.pipe"

// pipeName is what such a name looks like. One of another machine is none: it
// would be told who asks.
var pipeName = regexp.MustCompile(`^\\\\\.\\pipe\\directory-connector-[A-Z2-7]+$`)

// A pipe is a listener whose name is in the data folder.
type pipe struct {
	net.Listener
	file string
}

// Close implements net.Listener. The name goes first: who comes now finds
// nobody.
func (p pipe) Close() error {
	err := atomicfile.Remove(p.file)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // with its folder
	}
	return errors.Join(err, p.Listener.Close())
}

// listenAt listens at a new pipe for this user alone, and puts its name into a
// data folder, whose lock is held.
func listenAt(_ context.Context, dataDir string) (net.Listener, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, fmt.Errorf("find out who runs this: %w", err)
	}
	name := `\\.\pipe\directory-connector-` + rand.Text()
	listen, err := winio.ListenPipe(name, &winio.PipeConfig{
		SecurityDescriptor: "D:P(A;;GA;;;" + user.User.Sid.String() + ")",
		// Who says something does not wait until it is heard.
		InputBufferSize: 512, OutputBufferSize: 512,
	})
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dataDir, pipeFile)
	if err := atomicfile.Write(file, []byte(name), 0o600); err != nil {
		return nil, errors.Join(err, listen.Close())
	}
	return pipe{listen, file}, nil
}

// dial reaches the program that listens in a data folder.
func dial(ctx context.Context, dataDir string) (net.Conn, error) {
	file := filepath.Join(dataDir, pipeFile)
	name, err := atomicfile.Read(file)
	if err != nil {
		return nil, err
	}
	if !pipeName.Match(name) {
		return nil, fmt.Errorf("%s names no pipe of this program", file)
	}
	return winio.DialPipeContext(ctx, string(name))
}
