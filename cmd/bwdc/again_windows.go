package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// addressInUse is what the system says where a port is taken.
const addressInUse = windows.WSAEADDRINUSE

// againSignals ask a service for another address: there are none here.
func againSignals() []os.Signal { return nil }
