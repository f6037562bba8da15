package ldap

import (
	"errors"
	"syscall"
)

// isRefused tells whether the other side refused the connection. Windows has
// a number of its own for it (WSAECONNREFUSED).
func isRefused(err error) bool {
	var n syscall.Errno
	return errors.Is(err, syscall.ECONNREFUSED) || errors.As(err, &n) && uintptr(n) == 10061
}
