package cli

import "golang.org/x/sys/windows"

// addressInUse: somebody else listens there. Go's syscall has another number
// under that name.
const addressInUse = windows.WSAEADDRINUSE
