//go:build unix

package main

import (
	"os"
	"syscall"
)

// addressInUse is what the system says where a port is taken.
const addressInUse = syscall.EADDRINUSE

// againSignals ask a service for another address.
func againSignals() []os.Signal { return []os.Signal{syscall.SIGUSR1} }
