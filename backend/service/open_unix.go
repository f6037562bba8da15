//go:build unix

package service

import "runtime"

// Open returns the service manager of this system, for a profile.
func Open(o Options) (Manager, error) {
	if runtime.GOOS == "darwin" {
		return newLaunchd(o)
	}
	return newSystemd(o)
}

// SystemFolder is where the data of a service of the machine is, where nobody
// says otherwise.
func SystemFolder(func(string) string) string {
	if runtime.GOOS == "darwin" {
		return "/Library/Application Support/Directory Connector"
	}
	return unitFolder
}
