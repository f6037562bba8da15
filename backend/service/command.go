package service

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"directoryconnector/backend/directory"
)

// command runs a tool of the system and returns what it prints. What it says of
// an error is part of the error.
func command(ctx context.Context, name string, args ...string) (string, error) {
	var out, said bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // systemctl, launchctl and their kin
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, &said, 5*time.Second
	err := cmd.Run()
	switch {
	case ctx.Err() != nil && err != nil:
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), ctx.Err())
	case errors.Is(err, exec.ErrNotFound):
		return "", directory.WithHint(fmt.Errorf("%w: the command %s is not installed", ErrNoManager, name), "A service manager that is not known here is given the command 'bwdc run'.")
	case err != nil:
		text := cmp.Or(strings.Join(strings.Fields(said.String()), " "), err.Error())
		return out.String(), fmt.Errorf("%s %s: %s", name, strings.Join(args, " "), directory.Visible(text))
	}
	return out.String(), nil
}
