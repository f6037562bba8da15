package cli

import "github.com/spf13/cobra"

// newHelpCmd explains commands, and has topics of its own that are none. An
// unknown command is an error, as everywhere.
func newHelpCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "help [command]",
		Short:   "Explain a command, the exit-codes or the environment",
		Long:    "Explains a command, or one of the topics below.",
		Example: "  bwdc help config set\n  bwdc help exit-codes",
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, c := range found.Commands() {
				if c.IsAvailableCommand() {
					names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest := cmd.Root(), args
			for len(rest) > 0 {
				next, _, err := found.Find(rest[:1])
				if err != nil || next == found {
					return unknownCommand(found, rest[0])
				}
				found, rest = next, rest[1:]
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
	cmd.AddCommand(
		&cobra.Command{Use: "exit-codes", Short: "What the exit codes mean", Long: "The exit codes:\n\n" + exitCodesHelp},
		&cobra.Command{Use: "environment", Short: "Which environment variables count", Long: environmentHelp},
	)
	return cmd
}

const environmentHelp = `Every setting can be given by the environment, which then overrides what is set:
ldap.userPath is BWDC_LDAP_USER_PATH. 'bwdc config describe KEY' names the variable.

BWDC_DATA_DIR          the data folder (also BITWARDENCLI_CONNECTOR_APPDATA_DIR
                       and BITWARDEN_CONNECTOR_APPDATA_DIR)
BWDC_PROFILE           the profile
BW_CLIENTID            the organization's API key, instead of 'bwdc login'
BW_CLIENTSECRET
BWDC_NO_KEYRING        1: keep secrets in an encrypted file, not in the keyring
BWDC_SECRETS_KEY_FILE  the file with the key of that file
BWDC_LISTEN            where 'bwdc run' answers programs, as --listen
BW_PRETTY, BW_RAW, BW_RESPONSE, BW_QUIET, BW_CLEANEXIT, BW_NOINTERACTION
                       true: as the flag of that name
NO_COLOR               no colours
HTTPS_PROXY, HTTP_PROXY, NO_PROXY
                       the proxy, where network.proxy is not set`
