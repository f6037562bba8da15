package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

const configLong = `Shows and changes settings. The key may be written in any case, and the names
that Bitwarden's connector uses are understood.

  bwdc config ldap.hostname dc1.example.com   sets
  bwdc config ldap.hostname                   shows
  bwdc config ldap.password                   asks for a secret without showing it
  bwdc config describe ldap.userPath          explains

Secrets are kept in the keyring of the operating system, or in an encrypted file
where there is none. Rather than as an argument, which others on this machine can
see, give them by --secretenv, --secretfile or when asked.`

type setOptions struct {
	*Factory
	secretEnv, secretFile string
}

func (o *setOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.secretEnv, "secretenv", "", "take the value from the environment `variable`")
	cmd.Flags().StringVar(&o.secretFile, "secretfile", "", "take the value from the `file`; - is standard input")
}

// newConfigCmd also is the command of Bitwarden's connector: config <setting>
// [value].
func newConfigCmd(f *Factory) *cobra.Command {
	opts := &setOptions{Factory: f}
	cmd := &cobra.Command{
		Use:               "config <setting> [value]",
		Short:             "Show and change settings",
		Long:              configLong,
		Args:              cobra.MaximumNArgs(2),
		ValidArgsFunction: completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return helpInstead(cmd)
			}
			err := runConfig(cmd.Context(), opts, args)
			if unknown, ok := errors.AsType[*config.UnknownKeyError](err); ok && len(unknown.Nearest) == 0 {
				return directory.WithHint(err, "'bwdc config list --all' shows all settings, 'bwdc config --help' the commands.")
			}
			return err
		},
	}
	opts.addFlags(cmd)
	cmd.AddCommand(newConfigGetCmd(f), newConfigSetCmd(f), newConfigUnsetCmd(f), newConfigListCmd(f), newConfigDescribeCmd(f),
		newConfigExportCmd(f), newConfigImportCmd(f), newConfigValidateCmd(f))
	return cmd
}

// runConfig sets where there is something to set, else shows a setting; a
// secret, which can't be shown, is asked for.
func runConfig(ctx context.Context, opts *setOptions, args []string) error {
	d, err := config.NewCatalog().Find(args[0])
	if err != nil {
		return err
	}
	if len(args) == 1 && opts.secretEnv == "" && opts.secretFile == "" && d.Kind != config.KindSecret {
		return runGet(ctx, opts.Factory, d.Key)
	}
	return runSet(ctx, opts, args)
}

func newConfigSetCmd(f *Factory) *cobra.Command {
	opts := &setOptions{Factory: f}
	cmd := &cobra.Command{
		Use:   "set <setting> [value]",
		Short: "Change a setting",
		Example: `  bwdc config set sync.interval 15
  bwdc config set ldap.password --secretfile /run/secrets/ldap
  pass show ldap | bwdc config set ldap.password -
  bwdc config set ldap.userPath ""`,
		Args:              cobra.RangeArgs(1, 2),
		ValidArgsFunction: completeKeys,
		RunE:              func(cmd *cobra.Command, args []string) error { return runSet(cmd.Context(), opts, args) },
	}
	opts.addFlags(cmd)
	return cmd
}

func runSet(ctx context.Context, opts *setOptions, args []string) error {
	d, err := config.NewCatalog().Find(args[0])
	if err != nil {
		return err
	}
	given := len(args) == 2
	if given && args[1] == "-" && opts.secretEnv == "" && opts.secretFile == "" {
		given, opts.secretFile = false, "-"
	}
	switch {
	case given && (opts.secretEnv != "" || opts.secretFile != ""):
		return usagef("a value, --secretenv and --secretfile exclude each other")
	case given && d.Kind == config.KindSecret:
		opts.warn(d.Key + " was given as an argument: others on this machine can see it, and it may stay in the shell's history")
	}
	var value config.Secret
	if given {
		value = config.NewSecret(args[1])
	} else if value, err = opts.take(ctx, d); err != nil {
		return err
	}
	return opts.withApp(func(a *app.App) error {
		notice, err := a.Config().Set(ctx, args[0], value.Reveal())
		if err != nil {
			return err
		}
		if notice != "" {
			opts.warn(notice)
		}
		return opts.message("Saved "+d.Key+".", "", nil)
	})
}

// take gets a value that is no argument: from where the flags say, from a
// person, or from standard input.
func (o *setOptions) take(ctx context.Context, d *config.Definition) (config.Secret, error) {
	switch {
	case o.secretFile == "-" && o.secretEnv == "":
		return app.ReadSecret(d.Key, "standard input", o.IO.In, o.warn)
	case o.secretEnv != "" || o.secretFile != "":
		return o.secretFrom(d.Key, o.secretEnv, o.secretFile)
	case d.Kind != config.KindSecret:
		return config.Secret{}, Usage("no value is given for "+d.Key, fmt.Sprintf("For example: bwdc config set %s %s", d.Key, d.Example))
	case o.canAsk():
		return o.askSecret(ctx, d.Label+" ("+d.Key+")", config.Problem{Key: d.Key, Text: "is empty", Example: d.Example})
	case o.noInteraction():
		return config.Secret{}, Usage("no value is given for "+d.Key, "Use --secretenv or --secretfile.")
	}
	return app.ReadSecret(d.Key, "standard input", o.IO.In, o.warn)
}

func newConfigUnsetCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:               "unset <setting>",
		Short:             "Put a setting back to its default, or forget a secret",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := config.NewCatalog().Find(args[0])
			if err != nil {
				return err
			}
			return f.withApp(func(a *app.App) error {
				if err := a.Config().Unset(cmd.Context(), d.Key); err != nil {
					return err
				}
				if f.Getenv(d.EnvName()) != "" {
					f.warn(fmt.Sprintf("the environment variable %s still sets %s", d.EnvName(), d.Key))
				}
				return f.message("Unset "+d.Key+".", "", nil)
			})
		},
	}
}

// completeKeys offers the settings to the shell.
func completeKeys(_ *cobra.Command, args []string, start string) ([]cobra.Completion, cobra.ShellCompDirective) {
	catalog := config.NewCatalog()
	var offers []cobra.Completion
	switch len(args) {
	case 0:
		for _, d := range catalog.All() {
			if strings.HasPrefix(strings.ToLower(d.Key), strings.ToLower(start)) {
				offers = append(offers, cobra.CompletionWithDesc(d.Key, d.Label))
			}
		}
	case 1:
		if d, err := catalog.Find(args[0]); err == nil {
			offers = allowedValues(d)
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

func allowedValues(d *config.Definition) []string {
	if d.Kind == config.KindBool {
		return []string{"true", "false"}
	}
	return d.Allowed
}
