package needs

import (
	"os/exec"
	"syscall"
)

// dieWithParent has the kernel kill the process when this program dies.
func dieWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
