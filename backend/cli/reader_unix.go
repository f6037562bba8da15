//go:build !windows

package cli

import "syscall"

// readerGone are what a write to a pipe says that nobody reads any more.
var readerGone = []error{syscall.EPIPE}
