package file

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// diskFile is the path of a file on a disk.
type diskFile string

// onDisk is the file at a path. Rows of groups.csv are groups.
func onDisk(path string, format config.FileFormat) input {
	short := filepath.Base(path)
	return input{place: path, short: short, format: format, ofGroups: strings.HasPrefix(strings.ToLower(short), "group"), origin: diskFile(path)}
}

func (d diskFile) find() (string, error) {
	info, err := statRegular(string(d))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s has %d bytes and was last written at %s.", string(d), info.Size(), info.ModTime().UTC().Format("2006-01-02 15:04:05 MST")), nil
}

// stamp is size and time of the file at a path: it changes when somebody writes
// to it.
func stamp(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return "" // reading it says why
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}

// read opens the file, has it decoded, and makes sure that nobody wrote to it
// meanwhile.
func (d diskFile) read(ctx context.Context, decode decoder) error {
	if _, err := statRegular(string(d)); err != nil {
		return err
	}
	f, err := os.Open(string(d))
	if err != nil {
		return openError(err)
	}
	defer f.Close()
	// The file may have been replaced since: what counts is the one opened.
	before, err := f.Stat()
	if err != nil {
		return openError(err)
	}
	text := &contextReader{ctx: ctx, r: f}
	decodeErr := decode(text, false)
	if err := ctx.Err(); err != nil {
		return err
	}
	// A file that changes is the better explanation for anything odd in it.
	if err := unchanged(f, before, text.n, decodeErr == nil); err != nil {
		return err
	}
	return decodeErr
}

// statRegular refuses what is no file before it is opened: opening a pipe
// would wait for its writer.
func statRegular(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, openError(err)
	}
	if !info.Mode().IsRegular() {
		err := directory.Errorf(directory.ErrConfig, "is not a regular file")
		return nil, directory.WithHint(err, "Set file.path to an LDIF, CSV or JSON file.")
	}
	return info, nil
}

// openError takes the path out of the error, which the caller adds.
func openError(err error) error {
	whole := err
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = directory.Errorf(directory.ErrConfig, "there is no such file")
		return directory.WithHint(err, cmp.Or(atomicfile.Hint(whole), "Check file.path, and that what writes the file has run."))
	case errors.Is(err, fs.ErrPermission):
		err = directory.Errorf(directory.ErrPermission, "can't be opened: permission denied")
		return directory.WithHint(err, cmp.Or(atomicfile.Hint(whole), "Let the account that runs this program read the file."))
	}
	return directory.WithHint(err, atomicfile.Hint(whole))
}

// unchanged compares size and time with those before the read. all says that
// the decoder reached the end of the file.
func unchanged(f *os.File, before fs.FileInfo, n int64, all bool) error {
	after, err := f.Stat()
	if err != nil {
		return openError(err)
	}
	same := after.Size() == before.Size() && after.ModTime().Equal(before.ModTime())
	if same && (!all || n == before.Size()) {
		return nil
	}
	return errChanged()
}

func errChanged() error {
	err := directory.Errorf(directory.ErrIncomplete, "changed while it was read")
	return directory.WithHint(err, "Let what writes the file write to another name and rename it when it is done.")
}
