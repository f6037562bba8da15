package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// rename returns when the new name is on the disk.
func rename(from, to string) error {
	old, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	name, err := windows.UTF16PtrFromString(to)
	if err == nil {
		err = windows.MoveFileEx(old, name, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
	}
	if err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

// syncFolder: a folder can't be synced here, see rename.
func syncFolder(string) error { return nil }

// momentary tells what is said while somebody has the file open, or replaces
// it. Access denied is also said to who may not do it at all.
func momentary(err error) bool { return Held(err) || errors.Is(err, windows.ERROR_ACCESS_DENIED) }
