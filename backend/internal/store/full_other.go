//go:build !windows

package store

import "syscall"

// fullErrors are what the system says of a full disk or quota.
var fullErrors = []error{syscall.ENOSPC, syscall.EDQUOT}
