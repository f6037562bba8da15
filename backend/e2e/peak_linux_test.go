package e2e

import (
	"fmt"
	"os"
	"syscall"
)

// peak is the most memory that a process that ended has used.
func peak(p *os.ProcessState) string {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return "unknown"
	}
	return fmt.Sprintf("%d MB", usage.Maxrss/1024)
}
