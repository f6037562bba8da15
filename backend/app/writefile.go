package app

import (
	"errors"
	"os"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// WriteFile writes what a person asked for into a file that only its owner may
// read: all of it or nothing, at the end of links. A device or a pipe is
// written to: root could replace /dev/null for the whole machine.
func WriteFile(path string, content []byte) error {
	err := atomicfile.Write(path, content, 0o600)
	if errors.Is(err, atomicfile.ErrNotRegular) {
		err = into(path, content)
	}
	return directory.WithHint(err, "Name a file in a folder that this user may write to, on a disk that is not full.")
}

func into(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}
