package transport

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// What the system says of connections: numbers of its own, see
// https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2.
// Go's of the names that Unix has are said by no system.
var (
	refusals = []error{windows.WSAECONNREFUSED, windows.ERROR_CONNECTION_REFUSED, syscall.ECONNREFUSED}
	cuts     = []error{
		windows.WSAECONNRESET, windows.WSAECONNABORTED, windows.WSAENETRESET, windows.WSAEDISCON,
		windows.ERROR_NETNAME_DELETED, windows.ERROR_CONNECTION_ABORTED, windows.ERROR_BROKEN_PIPE, syscall.ECONNRESET, syscall.EPIPE,
	}
	timeouts = []error{windows.WSAETIMEDOUT, windows.ERROR_SEM_TIMEOUT, syscall.ETIMEDOUT}
)
