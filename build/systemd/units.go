// Package systemd holds the units of this folder, so that 'bwdc service install'
// puts in place what the packages bring along. tools/check-units.sh judges them.
package systemd

import _ "embed" // the units

// The units as they are written for /usr/local/bin/bwdc and /var/lib/bwdc.
var (
	// Unit runs the default profile, Template any other.
	//
	//go:embed bwdc.service
	Unit string
	//go:embed bwdc@.service
	Template string
	// Users makes the account.
	//
	//go:embed bwdc.sysusers
	Users string
)
