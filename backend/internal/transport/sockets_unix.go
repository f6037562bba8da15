//go:build !windows

package transport

import "syscall"

// What the system says of connections.
var (
	refusals = []error{syscall.ECONNREFUSED}
	cuts     = []error{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE}
	timeouts = []error{syscall.ETIMEDOUT}
)
