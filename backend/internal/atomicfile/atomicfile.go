// Package atomicfile replaces files whole: whoever reads one, whenever, finds
// the old content or the new one, also after a kill, a full disk or a power
// failure at any moment.
//
// The rules:
//
//   - The content goes into a draft in the same folder, NAME.new-<random>,
//     which is synced, gets the name, and then the folder is synced.
//   - A file has the given mode, whatever the one before it had. A draft is for
//     its owner only until it is finished.
//   - A symbolic link stays: the file at its end is replaced, or made. What is no
//     ordinary file (a folder, a device, a pipe) is refused with ErrNotRegular.
//   - A failure leaves the old file and no draft. Only a killed process leaves
//     one, which Sweep removes.
//   - Windows refuses to replace a file that somebody has open, and to open one
//     that is being replaced. Both take moments: they are tried again.
package atomicfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ErrNotRegular: there is something else than an ordinary file.
var ErrNotRegular = errors.New("is no ordinary file")

// draftMark stands in the names of files that are not finished.
const draftMark = ".new-"

// Write makes content the whole content of a file.
func Write(name string, content []byte, mode fs.FileMode) error {
	return WriteFrom(name, mode, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(content))
		return err
	})
}

// WriteFrom is Write for what is too large for the memory: write writes it.
func WriteFrom(name string, mode fs.FileMode, write func(io.Writer) error) error {
	var end string
	err := patiently(func() (err error) {
		end, err = target(name)
		return err
	})
	if err != nil {
		return err
	}
	name = end
	f, err := Draft(name)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // nothing, once it has its name
	defer func() { _ = f.Close() }()           // a second time, unless write panics
	err = write(f)
	if err == nil && mode != ownerOnly {
		err = f.Chmod(mode)
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := patiently(func() error { return rename(f.Name(), name) }); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(name))
}

// ownerOnly is what os.CreateTemp gives a file.
const ownerOnly = 0o600

// Draft makes an empty file beside name, for its owner only. The caller fills
// it, syncs and closes it, hands it to Create, and removes it.
func Draft(name string) (*os.File, error) {
	return os.CreateTemp(filepath.Dir(name), filepath.Base(name)+draftMark+"*")
}

// Create gives a finished draft its name, unless the name is taken: then the
// file stays that is there, and that is no error.
func Create(draft, name string) error {
	err := patiently(func() error { return os.Link(draft, name) })
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		// Some file systems have no links; there the moment between looking and
		// renaming remains.
		if _, err := os.Lstat(name); err == nil {
			return nil
		}
		if err := patiently(func() error { return rename(draft, name) }); err != nil {
			return err
		}
	}
	return syncFolder(filepath.Dir(name))
}

// Read reads a file that others may be replacing.
func Read(name string) (content []byte, err error) {
	err = patiently(func() error {
		content, err = os.ReadFile(name) //nolint:gosec // the caller's path
		return err
	})
	return content, err
}

// Remove removes a file that others may be reading.
func Remove(name string) error { return patiently(func() error { return os.Remove(name) }) }

// Sweep removes the drafts of name that killed processes left. It is for whoever
// holds the lock under which they are made: it does not tell them from others.
func Sweep(name string) {
	entries, _ := os.ReadDir(filepath.Dir(name)) // what stays does no harm
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(name)+draftMark) && e.Type().IsRegular() {
			_ = os.Remove(filepath.Join(filepath.Dir(name), e.Name()))
		}
	}
}

// mostLinks is how many links are followed, as by Linux.
const mostLinks = 40

// target follows the links at name, also to a file that is not there yet.
func target(name string) (string, error) {
	// The system follows them first: in a folder like /tmp it may refuse those
	// of somebody else.
	switch info, err := os.Stat(name); {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", err
	case err == nil && !info.Mode().IsRegular():
		return "", &fs.PathError{Op: "replace", Path: name, Err: ErrNotRegular}
	}
	for range mostLinks {
		to, err := os.Readlink(name)
		if err != nil {
			return name, nil //nolint:nilerr // it is no link
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(name), to)
		}
		name = to
	}
	return "", &fs.PathError{Op: "replace", Path: name, Err: errors.New("too many links")}
}

// patience is how long a refusal is taken for one of moments; Go's own tools
// wait as long.
const patience = 2 * time.Second

// patiently repeats what the system refuses for a moment.
func patiently(do func() error) error {
	start := time.Now()
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		err := do()
		if err == nil || !momentary(err) || time.Since(start) > patience {
			return err
		}
		time.Sleep(wait)
	}
}
