//go:build unix

package service

import (
	"context"

	"directoryconnector/backend/directory"
)

// Elevated runs a program as an administrator whom the system asks for. Here it
// does not ask: a person's own service needs none.
func Elevated(context.Context, string, ...string) error {
	return directory.WithHint(ErrRights, "Run 'sudo bwdc service' in a terminal.")
}
