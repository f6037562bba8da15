//go:build unix

package main

import (
	"os"
	"syscall"
)

// againSignals ask a service for another address.
func againSignals() []os.Signal { return []os.Signal{syscall.SIGUSR1} }
