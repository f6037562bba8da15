package app

import (
	"errors"
	"io"
	"os"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// WriteFile writes what a person asked for into a file that only its owner may
// read: all of it or nothing, at the end of links. A device or a pipe is
// written to: root could replace /dev/null for the whole machine.
func WriteFile(path string, content []byte) error {
	return writeFile(path, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// writeFile is WriteFile for what is written part by part.
func writeFile(path string, write func(io.Writer) error) error {
	err := atomicfile.WriteFrom(path, 0o600, write)
	if errors.Is(err, atomicfile.ErrNotRegular) {
		err = into(path, write)
	}
	return directory.WithHint(err, "Name a file in a folder that this user may write to, on a disk that is not full.")
}

func into(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
