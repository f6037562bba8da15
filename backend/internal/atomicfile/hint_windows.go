package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/windows"
)

const heldHint = "Another program has the file and lets nobody else at it: a backup, a virus scanner, a spreadsheet or an editor. Close it there, or have that program leave the folder out, and try again."

// Hint says what to do about a file or folder where this system's own ways are
// the reason that it can't be had; "" where they are not: somebody else has it
// open, or its drive or share is not there for this account.
func Hint(err error) string {
	path := pathOf(err)
	if path == "" {
		return ""
	}
	if Held(err) {
		return heldHint
	}
	if errors.Is(err, fs.ErrNotExist) || isOneOf(err, gone) {
		return Missing(path)
	}
	return ""
}

// Missing says what to do where the drive or share of a path is not there for
// this account; "" where it is.
func Missing(path string) string {
	volume := filepath.VolumeName(path)
	if volume == "" {
		return ""
	}
	if _, err := os.Stat(volume + `\`); err == nil {
		return ""
	}
	if strings.HasPrefix(volume, `\\`) {
		return fmt.Sprintf("The share %s can't be reached. Check its name and that its server runs. The account that this program runs as needs rights on the share itself; accounts of this machine alone have none on others.", volume)
	}
	return fmt.Sprintf(`There is no drive %s for this account. Drives that are connected when somebody logs in are there neither for services and tasks nor for others: name the share itself, as in \\server\share\folder.`, volume)
}

// Held tells whether another program has the file and lets nobody else at it.
func Held(err error) bool {
	return isOneOf(err, []syscall.Errno{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_USER_MAPPED_FILE})
}

// What is said of shares and drives that are not there, see
// https://learn.microsoft.com/windows/win32/debug/system-error-codes
var gone = []syscall.Errno{
	windows.ERROR_INVALID_DRIVE, windows.ERROR_NOT_READY, windows.ERROR_DEVICE_NOT_CONNECTED,
	windows.ERROR_REM_NOT_LIST, windows.ERROR_BAD_NETPATH, windows.ERROR_BAD_NET_NAME, windows.ERROR_UNEXP_NET_ERR, windows.ERROR_NETNAME_DELETED,
	windows.ERROR_NETWORK_ACCESS_DENIED, windows.ERROR_SEM_TIMEOUT, windows.ERROR_NETWORK_UNREACHABLE, windows.ERROR_HOST_UNREACHABLE,
	windows.ERROR_NO_NET_OR_BAD_PATH, windows.ERROR_LOGON_FAILURE, windows.ERROR_SESSION_CREDENTIAL_CONFLICT,
}

func isOneOf(err error, numbers []syscall.Errno) bool {
	return slices.ContainsFunc(numbers, func(n syscall.Errno) bool { return errors.Is(err, n) })
}

// pathOf is the path that the system was asked for, "" where the error is about
// none.
func pathOf(err error) string {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Path
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.New
	}
	return ""
}
