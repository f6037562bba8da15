package atomicfile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// rename returns when the new name is on the disk.
func rename(from, to string) error {
	old, err := windows.UTF16PtrFromString(prefixed(from))
	if err != nil {
		return err
	}
	name, err := windows.UTF16PtrFromString(prefixed(to))
	if err == nil {
		err = windows.MoveFileEx(old, name, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
	}
	if err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

// longest is how long a path may be, with some room for what is made of it, that
// needs no prefix.
const longest = 247

// prefixed writes a long path as Windows before 10 1703 needs it, and as Go's own
// functions do. See
// https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
func prefixed(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil || len(abs) <= longest || strings.HasPrefix(abs, `\\?\`) {
		return path
	}
	if share, ok := strings.CutPrefix(abs, `\\`); ok {
		return `\\?\UNC\` + share
	}
	return `\\?\` + abs
}

// syncFolder: a folder can't be synced here, see rename.
func syncFolder(string) error { return nil }

// momentary tells what is said while somebody has the file open, or replaces
// it. Access denied is also said to who may not do it at all.
func momentary(err error) bool { return Held(err) || errors.Is(err, windows.ERROR_ACCESS_DENIED) }
