//go:build unix

package syncer

import (
	"syscall"
	"time"
)

// cpuTime is what this process has used of the processors, whatever else the
// machine does.
func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
