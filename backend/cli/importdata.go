package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

type importDataOptions struct {
	*Factory
	path        string
	dryRun, yes bool
}

const importDataLong = `Takes over the settings of Bitwarden's own Directory Connector from its data.json:
settings, the times of the last syncs, and secrets from the file or from the
keyring of the operating system. Without a file it looks in the default places.

It says what it took, what it could not take and why, and where this program
behaves differently on purpose. The file stays as it is.`

func newImportDataCmd(f *Factory) *cobra.Command {
	opts := &importDataOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "import-data [file]",
		Short:   "Take over the settings of Bitwarden's Directory Connector",
		Long:    importDataLong,
		Example: "  bwdc import-data --dry-run\n  bwdc import-data ~/.config/'Bitwarden Directory Connector'/data.json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.path = strings.Join(args, "")
			return runImportData(cmd.Context(), opts)
		},
	}
	cmd.Flags().BoolVar(&opts.dryRun, "dry-run", false, "say what would be taken, change nothing")
	cmd.Flags().BoolVarP(&opts.yes, "yes", "y", false, "replace existing settings without asking")
	return cmd
}

func runImportData(ctx context.Context, opts *importDataOptions) error {
	return opts.withApp(func(a *app.App) error {
		path, data, err := opts.read(a)
		if err != nil {
			return err
		}
		found, err := a.TakeOver(ctx, bytes.NewReader(data), true)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if opts.dryRun {
			return opts.message("This would be taken from "+path+".", opts.importWords(found), found)
		}
		taken, err := a.HasSettings(ctx)
		if err != nil {
			return err
		}
		if taken {
			if err := opts.confirmChange(ctx, opts.yes, false, "Profile "+opts.profile()+" has settings already. Replace them?"); err != nil {
				return err
			}
		}
		if found, err = a.TakeOver(ctx, bytes.NewReader(data), false); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return opts.message("Took over "+path+".", opts.importWords(found), found)
	})
}

// read returns the file that is named, else the one in a default place.
func (o *importDataOptions) read(a *app.App) (path string, data []byte, err error) {
	if path = o.path; path == "" {
		if path, err = a.FindDataJSON(); err != nil {
			return "", nil, err
		}
	}
	data, err = readFile(path, app.MaxDataJSON+1)
	if err != nil {
		return "", nil, directory.WithHint(fmt.Errorf("import-data: %w", err), "Name a file that this user may read.")
	}
	return path, data, nil
}

// readFile reads a file, or as much of its beginning as is asked for: a device
// has no end.
func readFile(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most))
}

// importWords says what became of a data.json.
func (f *Factory) importWords(d *app.Takeover) string {
	var b strings.Builder
	part := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, line := range lines {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	part("Taken", itemLines(d.Taken))
	if d.LoggedIn {
		part("Log-in", []string{"organization " + cmp.Or(d.OrganizationID, "of the API key")})
	}
	part("Secrets", d.Secrets)
	part("Secrets that were not found: set them by hand", f.missingLines(d))
	part("Not taken", itemLines(d.Skipped))
	part("Different here, on purpose", d.Differences)
	part("Notes", d.Notes)
	if !d.Times.Users.IsZero() || !d.Times.Groups.IsZero() {
		part("Last syncs", []string{"users " + timeWords(d.Times.Users), "groups " + timeWords(d.Times.Groups)})
	}
	part("Next", []string{f.here("bwdc check") + "    tests the connections", f.here("bwdc test") + "     shows what a sync would mean"})
	return strings.Trim(b.String(), "\n")
}

func itemLines(items []app.TakeoverItem) []string {
	var lines []string
	for _, item := range items {
		line := cmp.Or(item.OurKey, item.TheirKey)
		if item.Value != "" {
			line += " = " + item.Value
		}
		if item.OurKey != "" && item.TheirKey != "" {
			line += " (" + item.TheirKey + ")"
		}
		if item.Reason != "" {
			line += ": " + item.Reason
		}
		lines = append(lines, line)
	}
	return lines
}

// missingLines say how to set the secrets that were not found, and which of
// them only another kind of directory needs.
func (f *Factory) missingLines(d *app.Takeover) []string {
	catalog, kind := config.NewCatalog(), ""
	for _, item := range d.Taken {
		if item.OurKey == "directory" {
			kind = item.Value
		}
	}
	lines := make([]string, len(d.MissingSecrets))
	for i, key := range d.MissingSecrets {
		lines[i] = f.here("bwdc config") + " set " + key
		if key == "server.clientSecret" {
			lines[i] = f.here("bwdc login")
		}
		if def, err := catalog.Find(key); err == nil && def.Directory != "" && string(def.Directory) != kind {
			lines[i] += "   (for " + string(def.Directory) + " only)"
		}
	}
	return lines
}
