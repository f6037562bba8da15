//go:build !windows

package metrics

import "syscall"

// addressInUse: somebody else listens there.
const addressInUse = syscall.EADDRINUSE
