//go:build unix

package needs

import (
	"errors"
	"syscall"
)

// Alive tells whether a process with that id exists.
func Alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
