//go:build !windows

package file

import (
	"os/exec"
	"syscall"
)

// withChildren makes the end of a program the end of what it has started.
func withChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
