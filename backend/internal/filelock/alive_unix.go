//go:build unix

package filelock

import (
	"errors"
	"syscall"
)

// Alive tells whether a process with that id exists. Ids are used again in
// time, so that this only refines what the process itself has said.
func Alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
