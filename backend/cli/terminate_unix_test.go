//go:build !windows

package cli_test

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// untilTerminated is the context of a program that terminate ends.
func untilTerminated() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

// terminate sends a signal to a process: SIGTERM or SIGINT.
func terminate(pid int, signal string) error {
	signals := map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGINT": syscall.SIGINT}
	s, ok := signals[signal]
	if !ok {
		return errors.New("it is SIGTERM or SIGINT")
	}
	return syscall.Kill(pid, s)
}
