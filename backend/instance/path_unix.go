//go:build unix

package instance

import (
	"fmt"
	"os"
	"path/filepath"
)

// fileOf is where the socket of a data folder is.
func fileOf(dataDir string) string { return filepath.Join(dataDir, socketName) }

// socketPath is a path of the socket that is short enough to be given to the
// system, until done is called. The socket itself is always in the data folder,
// where nobody else can put one: to a long path leads a link in a new folder,
// which has a random name and is the user's own (0700).
func socketPath(dataDir string) (path string, done func(), err error) {
	if path := fileOf(dataDir); len(path) <= longest {
		return path, func() {}, nil
	}
	whole, err := filepath.Abs(dataDir)
	if err != nil {
		return "", nil, err
	}
	// Where TMPDIR is long itself, /tmp will do.
	for _, parent := range []string{os.TempDir(), "/tmp"} {
		dir, err := os.MkdirTemp(parent, "dc-")
		if err != nil {
			return "", nil, err
		}
		done := func() { _ = os.RemoveAll(dir) } // the link, not what it leads to
		link := filepath.Join(dir, "d")
		if path := filepath.Join(link, socketName); len(path) <= longest {
			if err := os.Symlink(whole, link); err != nil {
				done()
				return "", nil, err
			}
			return path, done, nil
		}
		done()
	}
	return "", nil, fmt.Errorf("the path of %s is too long for a socket", dataDir)
}
