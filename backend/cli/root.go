package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"directoryconnector/backend/config"
)

// The groups in which the help lists the commands.
const (
	groupSync  = "sync"
	groupSetup = "setup"
	groupShow  = "look"
	groupOther = "other"
)

const rootLong = `Directory Connector keeps a Bitwarden organization in step with a company's directory.

A first sync, step by step:

  bwdc config server.url https://vault.example.com   (for a server of your own)
  bwdc login
  bwdc config directory ldap
  bwdc config ldap.hostname dc1.example.com
  bwdc config ldap.username reader@example.com
  bwdc config ldap.password
  bwdc check
  bwdc test
  bwdc sync

A change that is to be approved is planned, reviewed, and done exactly or not at all:

  bwdc plan -o change.json
  bwdc apply change.json

Why somebody is in, or not: bwdc explain ada@example.com`

func newRootCmd(f *Factory, more []func(*Factory) *cobra.Command) *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:           "bwdc",
		Short:         "Sync a directory into a Bitwarden organization",
		Long:          rootLong,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          onlyCommands,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				return f.print(f.Version + "\n")
			}
			return helpInstead(cmd)
		},
	}
	root.Flags().BoolVarP(&version, "version", "v", false, "print the version")
	f.flags.add(root.PersistentFlags())
	root.SetFlagErrorFunc(flagError)
	root.AddGroup(
		&cobra.Group{ID: groupSetup, Title: "Set up:"},
		&cobra.Group{ID: groupSync, Title: "Sync:"},
		&cobra.Group{ID: groupShow, Title: "Look:"},
		&cobra.Group{ID: groupOther, Title: "More:"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add(groupSetup, newLoginCmd(f), newLogoutCmd(f), newConfigCmd(f), newCheckCmd(f), newProfileCmd(f), newImportDataCmd(f))
	add(groupSync, newTestCmd(f), newPlanCmd(f), newApplyCmd(f), newSyncCmd(f), newRunCmd(f), newServiceCmd(f), newClearCacheCmd(f))
	add(groupSync, newAdoptCmd(f), newRekeyCmd(f), newOffboardCmd(f))
	add(groupShow, newStatusCmd(f), newScheduleCmd(f), newProbeCmd(f), newHistoryCmd(f), newLastSyncCmd(f), newDataFileCmd(f))
	add(groupShow, newExplainCmd(f), newTryFilterCmd(f), newNotifyCmd(f))
	add(groupOther, newUpdateCmd(f), newVersionCmd(f))
	for _, make := range more {
		add(groupOther, make(f))
	}
	root.CompletionOptions.DisableNoDescFlag = true
	root.SetHelpCommand(newHelpCmd())
	root.SetHelpCommandGroupID(groupOther)
	root.SetCompletionCommandGroupID(groupOther)
	asUsage(root)
	return root
}

// flagError offers flags that are near the unknown one.
func flagError(cmd *cobra.Command, err error) error {
	hint := fmt.Sprintf("'%s --help' lists the flags.", cmd.CommandPath())
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		what := map[string]string{"int": "a whole number", "bool": "true or false", "duration": "a time like 72h or 90m"}[bad.GetFlag().Value.Type()]
		return Usage(fmt.Sprintf("--%s takes %s, not %q", bad.GetFlag().Name, cmp.Or(what, "another value"), bad.GetValue()), hint)
	}
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return Usage(err.Error(), hint)
	}
	name := unknown.GetSpecifiedName()
	var known []string
	cmd.Flags().VisitAll(func(flag *pflag.Flag) {
		if !flag.Hidden {
			known = append(known, flag.Name)
		}
	})
	if near := config.Nearest(name, known); len(name) > 1 && len(near) > 0 {
		hint = fmt.Sprintf("Did you mean %s?", quoted("--", near))
	}
	if name != "" && name[0] >= '0' && name[0] <= '9' {
		hint = "A value that starts with - goes after --, as in: bwdc config -- KEY -1"
	}
	dashes := "--"
	if len(name) == 1 {
		dashes = "-"
	}
	return Usage(fmt.Sprintf("'%s' has no flag %s%s", cmd.CommandPath(), dashes, name), hint)
}

func quoted(prefix string, names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = "'" + prefix + n + "'"
	}
	return strings.Join(all, " or ")
}

// asUsage makes every error about arguments a usageError. A command that does not
// say which it takes takes none.
func asUsage(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		asUsage(c)
	}
	if cmd.RunE == nil {
		return
	}
	check := cmd.Args
	if check == nil {
		check = cobra.NoArgs
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		err := check(cmd, args)
		if err == nil || is[usageError](err) {
			return err
		}
		return Usage(fmt.Sprintf("'%s' was given %s", cmd.CommandPath(), argumentsWords(args)), "Usage: "+cmd.UseLine())
	}
}

// onlyCommands are the arguments of a command that only holds others.
func onlyCommands(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(cmd, args[0])
	}
	return nil
}

// newGroupCmd returns a command that only holds others.
func newGroupCmd(use, short string, commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use: use, Short: short, Args: onlyCommands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(commands...)
	return cmd
}

// argumentsWords says how many arguments there are; they may hold a secret.
func argumentsWords(args []string) string {
	if len(args) == 0 {
		return "no argument"
	}
	return plural(len(args), "argument")
}
