//go:build !linux

package needs

import "os/exec"

// dieWithParent can't be had here: a test program that is killed leaves its
// servers behind.
func dieWithParent(*exec.Cmd) {}
