package service

import (
	"io"
	"strings"
)

// HostedFlag is the flag of 'bwdc run' with which Windows starts a service: there
// a program is one by saying so at once.
const HostedFlag = "windows-service"

// A Host is what a program that runs as a service has from the service manager.
type Host struct {
	// Notify tells how the service is, in the words of sd_notify; nil where the
	// manager is told in its own way, or there is none.
	Notify func(state string) error
	// Stderr gets what the program says; nil for its own standard error.
	Stderr io.Writer
	// final: the manager starts again whatever ends with another code than 0.
	final bool
}

// exitAuth is the exit code of 'bwdc run' where the server refuses the log-in.
const exitAuth = 4

// Exit is the exit code that the service manager is told. Windows and launchd
// start again whatever failed; a log-in that was refused does not get better by
// that, and locks accounts: it ends as if it was meant to, after its error was
// told. systemd knows the code by itself.
func (h Host) Exit(code int) int {
	if h.final && code == exitAuth {
		return 0
	}
	return code
}

// underLaunchd tells a service of launchd, which names its jobs to them.
func underLaunchd(getenv func(string) string) bool {
	return strings.HasPrefix(getenv("XPC_SERVICE_NAME"), labelPrefix)
}
