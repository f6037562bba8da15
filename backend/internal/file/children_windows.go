package file

import (
	"os/exec"
	"syscall"
)

// createNoWindow keeps a program of the console from opening a window.
const createNoWindow = 0x08000000

// withChildren runs a program without a window of its own. What it has started
// goes on after it; nobody reads from that any more.
func withChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: createNoWindow}
}
