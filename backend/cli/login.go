package cli

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
)

type loginOptions struct {
	*Factory
	clientID, clientSecret string
	secretEnv, secretFile  string
}

func newLoginCmd(f *Factory) *cobra.Command {
	opts := &loginOptions{Factory: f}
	cmd := &cobra.Command{
		Use:   "login [clientId] [clientSecret]",
		Short: "Log in with the organization's API key",
		Long: `Checks the organization's API key at the server and keeps it. The key is in the
web vault under the organization's settings.

What is not given is taken from BW_CLIENTID, BW_CLIENTSECRET and the file that
BWDC_SERVER_CLIENT_SECRET_FILE names, else asked for on a terminal. Anybody on
this machine can read arguments: rather let it ask, or use --secretenv or
--secretfile.`,
		Example: `  bwdc login
  bwdc login organization.b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b --secretfile /run/secrets/bitwarden`,
		Args: cobra.MaximumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			args = append(args, "", "")
			opts.clientID, opts.clientSecret = args[0], args[1]
			return runLogin(cmd.Context(), opts)
		},
	}
	cmd.Flags().StringVar(&opts.secretEnv, "secretenv", "", "take the secret from the environment `variable`")
	cmd.Flags().StringVar(&opts.secretFile, "secretfile", "", "take the secret from the `file`; - is standard input")
	return cmd
}

func runLogin(ctx context.Context, opts *loginOptions) error {
	clientID, err := opts.takeClientID(ctx)
	if err != nil {
		return err
	}
	clientSecret, err := opts.takeClientSecret(ctx)
	if err != nil {
		return err
	}
	return opts.withApp(func(a *app.App) error {
		if text, err := a.Try(app.Draft{}).Unencrypted(ctx); err == nil && text != "" {
			opts.warn(text)
		}
		account, err := a.Login(ctx, clientID, clientSecret)
		if err != nil {
			return err
		}
		return opts.message(loggedIn, fmt.Sprintf("Organization %s at %s.", account.OrganizationID, account.Server), account)
	})
}

func (o *loginOptions) takeClientID(ctx context.Context) (string, error) {
	if id := cmp.Or(o.clientID, o.Getenv("BW_CLIENTID")); id != "" {
		return id, nil
	}
	if !o.canAsk() {
		return "", Usage("no client id is given", "Name it: bwdc login organization.<id>, or set BW_CLIENTID.")
	}
	return o.ask(ctx, "Client id (organization.…):")
}

func (o *loginOptions) takeClientSecret(ctx context.Context) (config.Secret, error) {
	const key = "server.clientSecret"
	if o.clientSecret != "" {
		o.warn("the client secret was given as an argument: others on this machine can see it, and it may stay in the shell's history")
		return config.NewSecret(o.clientSecret), nil
	}
	if o.secretEnv != "" || o.secretFile != "" {
		return o.secretFrom(key, o.secretEnv, o.secretFile)
	}
	// As a sync takes it; Bitwarden's own tools know the second variable.
	const variable = "BWDC_SERVER_CLIENT_SECRET"
	for _, name := range []string{variable, "BW_CLIENTSECRET"} {
		if o.Getenv(name) != "" {
			return app.SecretFromEnv(key, name, o.Getenv, o.warn)
		}
	}
	if file := o.Getenv(variable + "_FILE"); file != "" {
		return app.SecretFromFile(key, file, o.warn)
	}
	if !o.canAsk() {
		return config.Secret{}, Usage("no client secret is given", "Use --secretenv or --secretfile, or set BW_CLIENTSECRET.")
	}
	return o.askSecret(ctx, "Client secret", config.Problem{Key: key, Text: "is empty"})
}

// secretFrom takes a secret from where the flags --secretenv and --secretfile
// say.
func (f *Factory) secretFrom(key, env, file string) (config.Secret, error) {
	switch {
	case env != "" && file != "":
		return config.Secret{}, usagef("--secretenv and --secretfile exclude each other")
	case env != "":
		return app.SecretFromEnv(key, env, f.Getenv, f.warn)
	case file == "-":
		return app.ReadSecret(key, "standard input", f.IO.In, f.warn)
	}
	return app.SecretFromFile(key, file, f.warn)
}

func newLogoutCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:   "logout",
		Short: "Forget the organization's API key",
		Long:  "Forgets the organization's API key. Settings, sync cache and history stay.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.withApp(func(a *app.App) error {
				if err := a.Logout(cmd.Context()); err != nil {
					return err
				}
				if f.Getenv("BW_CLIENTID") != "" {
					f.warn("BW_CLIENTID is set in the environment: this profile goes on using it")
				}
				return f.message("You have logged out.", "", nil)
			})
		},
	}
}
