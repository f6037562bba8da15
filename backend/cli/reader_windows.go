package cli

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// readerGone are what a write to a pipe says that nobody reads any more: one that
// is closed, that is being closed, or a named one.
var readerGone = []error{windows.ERROR_BROKEN_PIPE, windows.ERROR_NO_DATA, windows.ERROR_PIPE_NOT_CONNECTED, syscall.EPIPE}
