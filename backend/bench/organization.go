//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"directoryconnector/backend/internal/orgserver"
)

// organization is a fake Bitwarden server in a process of its own, so that
// its memory is not counted as anybody else's.
type organization struct {
	env  []string
	stop func()
}

// startOrganization starts this program again as the server.
func startOrganization(ctx context.Context) (*organization, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "-organization")
	cmd.Stderr = os.Stderr
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		return nil, err
	}
	stop := func() {
		_ = in.Close() // the server ends with its input
		_ = cmd.Wait()
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop()
		return nil, fmt.Errorf("the organization server did not start: %w", err)
	}
	return &organization{env: strings.Fields(line), stop: stop}, nil
}

// serveOrganization tells how to reach an empty organization in one line of
// environment variables and serves it until in ends.
func serveOrganization(in io.Reader, out io.Writer) error {
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	defer stop()
	if _, err := fmt.Fprintf(out, "BWDC_SERVER_URL=%s BW_CLIENTID=%s BW_CLIENTSECRET=%s\n", url, server.ClientID(), server.ClientSecret()); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, in)
	return err
}
