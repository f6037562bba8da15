//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"directoryconnector/backend/internal/orgserver"
)

// startOrganization starts this program again as a fake Bitwarden server.
func startOrganization(ctx context.Context) (*child, error) {
	c, err := startChild(ctx, "-organization")
	if err != nil {
		return nil, err
	}
	line, err := c.out.ReadString('\n')
	if err != nil {
		c.stop()
		return nil, fmt.Errorf("the organization server did not start: %w", err)
	}
	c.env = strings.Fields(line)
	return c, nil
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
