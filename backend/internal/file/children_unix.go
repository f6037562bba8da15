//go:build !windows

package file

import (
	"context"
	"os/exec"
	"syscall"
)

// start runs a program, and makes its end before its time the end of what it has
// started: all are in one process group. done is to be called after the end.
func start(_ context.Context, cmd *exec.Cmd) (done func(), err error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return func() {}, cmd.Start()
}
