//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
)

// A child is this program once more, as a server: in a process of its own, so
// that its memory and its threads are nobody else's.
type child struct {
	// env is how the server is reached.
	env []string
	in  io.WriteCloser
	out *bufio.Reader
	cmd *exec.Cmd
}

func startChild(ctx context.Context, args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &child{cmd: exec.CommandContext(ctx, self, args...)}
	c.cmd.Stderr = os.Stderr
	in, err1 := c.cmd.StdinPipe()
	out, err2 := c.cmd.StdoutPipe()
	c.in, c.out = in, bufio.NewReader(out)
	return c, errors.Join(err1, err2, c.cmd.Start())
}

// stop ends the child, which ends with its input.
func (c *child) stop() {
	_ = c.in.Close()
	_ = c.cmd.Wait()
}
