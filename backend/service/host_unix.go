//go:build unix

package service

import "os"

// Run runs a program as the service manager wants it, or as any other where
// none has started it. It returns the exit code of the process. main ends when
// stop is closed; it is nil where signals say so.
func Run(main func(h Host, stop <-chan struct{}) int) int {
	h := Host{final: underLaunchd(os.Getenv)}
	return h.Exit(main(h, nil))
}
