package cli

import (
	"cmp"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
)

func newProfileCmd(f *Factory) *cobra.Command {
	cmd := newGroupCmd("profile", "List, create, rename and delete profiles",
		newProfileListCmd(f), newProfileCreateCmd(f), newProfileRenameCmd(f), newProfileDeleteCmd(f))
	cmd.Long = `A profile is one directory, one organization, one set of settings and secrets, and
one sync cache. --profile NAME (or BWDC_PROFILE) chooses it for any command; where
none is named it is "default".`
	return cmd
}

func (f *Factory) profiles() (app.Profiles, error) {
	dir, err := f.DataDir()
	return app.Profiles{DataDir: dir}, err
}

func newProfileListCmd(f *Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the profiles",
		RunE: func(cmd *cobra.Command, _ []string) error {
			profiles, err := f.profiles()
			if err != nil {
				return err
			}
			infos, err := profiles.List(cmd.Context())
			if err != nil {
				return err
			}
			return f.object(list(infos), func(w io.Writer) {
				rows := [][]string{{"PROFILE", "DIRECTORY", "ORGANIZATION", "SERVER"}}
				for _, i := range infos {
					rows = append(rows, []string{i.Name, i.Directory, cmp.Or(i.Organization, "-"), cmp.Or(i.Server, "-")})
				}
				table(w, rows)
			})
		},
	}
	f.addJSON(cmd)
	return cmd
}

func newProfileCreateCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:   "create <name>",
		Short: "Make an empty profile",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			profiles, err := f.profiles()
			if err != nil {
				return err
			}
			return f.done(profiles.Create(args[0]), "Created profile "+args[0]+".", fmt.Sprintf("Use it with --profile %s.", args[0]))
		},
	}
}

func newProfileRenameCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:   "rename <name> <new name>",
		Short: "Give a profile another name",
		Args:  cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			profiles, err := f.profiles()
			if err != nil {
				return err
			}
			return f.done(profiles.Rename(args[0], args[1]), fmt.Sprintf("Renamed profile %s to %s.", args[0], args[1]), "")
		},
	}
}

func newProfileDeleteCmd(f *Factory) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "delete <name>",
		Short: "Delete a profile with its settings, secrets, cache and history",
		Long:  "Deletes a profile with its settings, secrets, cache and history. Members and\ngroups of the organization stay as they are.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			if err := f.confirmChange(cmd.Context(), yes, false, fmt.Sprintf("Delete profile %s with its settings, secrets and history?", args[0])); err != nil {
				return err
			}
			return f.done((app.Profiles{DataDir: o.DataDir}).Delete(cmd.Context(), args[0], o), "Deleted profile "+args[0]+".", "")
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return cmd
}
