package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

func newConfigExportCmd(f *Factory) *cobra.Command {
	var format string
	var includeSecrets bool
	cmd := &cobra.Command{
		Use:   "export [file]",
		Short: "Write what is set as YAML or JSON",
		Long: `Writes the settings that are set, not defaults nor what the environment says.
Secrets are left out unless --include-secrets is given: then they are in the
clear, and the file is for its owner only.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := strings.Join(args, "")
			as, err := formatOf(format, path)
			if err != nil {
				return err
			}
			return f.withApp(func(a *app.App) error { return runExport(cmd.Context(), f, a, path, as, includeSecrets) })
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "yaml or json; else by the name of the file")
	cmd.Flags().BoolVar(&includeSecrets, "include-secrets", false, "also write the secrets, in the clear")
	return cmd
}

func runExport(ctx context.Context, f *Factory, a *app.App, path string, format app.Format, includeSecrets bool) error {
	data, err := a.Config().Export(ctx, format, includeSecrets)
	if err != nil {
		return err
	}
	if includeSecrets {
		f.warn("the export holds secrets in the clear: keep it where nobody else can read it")
	}
	if path == "" || path == "-" {
		if f.response() {
			return f.text(new(string(data)))
		}
		return f.print(string(data))
	}
	if err := app.WriteFile(path, data); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return f.message("Exported the settings to "+path+".", "", nil)
}

// formatOf goes by the flag, else by the name of the file, else takes YAML, of
// which JSON is a part.
func formatOf(flag, path string) (app.Format, error) {
	switch strings.ToLower(flag) {
	case "yaml", "yml":
		return app.YAML, nil
	case "json":
		return app.JSON, nil
	case "":
		if strings.EqualFold(filepath.Ext(path), ".json") {
			return app.JSON, nil
		}
		return app.YAML, nil
	}
	return "", usagef("--format is yaml or json, not %q", flag)
}

func newConfigImportCmd(f *Factory) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "import <file>",
		Short: "Replace all settings by those of an exported file",
		Long: `Replaces all settings by those of the file; - is standard input. Secrets are
replaced where the file names them, else they stay. Nothing is changed unless
everything in the file is right.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, as, err := f.readConfig(args[0], format)
			if err != nil {
				return err
			}
			return f.withApp(func(a *app.App) error {
				keys, err := a.Config().Import(cmd.Context(), data, as)
				if err != nil {
					return fileError{err, named(args[0])}
				}
				return f.message(fmt.Sprintf("Imported %s from %s.", plural(len(keys), "setting"), named(args[0])), "", nil)
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "yaml or json; else by the name of the file")
	return cmd
}

// maxConfig is more than any exported file has.
const maxConfig = 4 << 20

func (f *Factory) readConfig(path, flag string) ([]byte, app.Format, error) {
	format, err := formatOf(flag, path)
	if err != nil {
		return nil, "", err
	}
	var data []byte
	if path == "-" {
		data, err = io.ReadAll(io.LimitReader(f.IO.In, maxConfig+1))
	} else {
		data, err = readFile(path, maxConfig+1)
	}
	switch {
	case err != nil:
		return nil, "", directory.WithHint(fmt.Errorf("import: %w", err), "Name a file that this user may read.")
	case len(data) > maxConfig:
		return nil, "", directory.WithHint(fmt.Errorf("import: %s is too long for a configuration (over %d MB)", named(path), maxConfig>>20),
			"Name a file that 'bwdc config export' has written.")
	}
	return data, format, nil
}

// named is how a message calls a file.
func named(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

func newConfigValidateCmd(f *Factory) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "validate [file]",
		Short: "Say what is wrong with the settings, or with an exported file",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return f.withApp(func(a *app.App) error {
					return f.done(a.Validate(cmd.Context()), f.here("The settings are valid. bwdc check also tests keys, addresses and queries."), "")
				})
			}
			data, as, err := f.readConfig(args[0], format)
			if err != nil {
				return err
			}
			if err := app.ValidateFile(data, as); err != nil {
				return fileError{err, named(args[0])}
			}
			return f.message(named(args[0])+" is valid.", "", nil)
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "yaml or json; else by the name of the file")
	return cmd
}
