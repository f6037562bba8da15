//go:build !windows

package cli

import "syscall"

// addressInUse: somebody else listens there.
const addressInUse = syscall.EADDRINUSE
