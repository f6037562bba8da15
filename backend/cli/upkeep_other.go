//go:build !windows

package cli

import "github.com/spf13/cobra"

// upkeepCommands are for the installer for Windows.
func upkeepCommands(*serviceOptions) []*cobra.Command { return nil }
