package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/words"
)

func newConfigGetCmd(f *Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:               "get <setting>",
		Short:             "Show one setting as it holds",
		Long:              "Shows the value of a setting: set, from the environment or the default. Of a\nsecret it says only where it is kept.",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeKeys,
		RunE:              func(cmd *cobra.Command, args []string) error { return runGet(cmd.Context(), f, args[0]) },
	}
	f.addJSON(cmd)
	return cmd
}

func runGet(ctx context.Context, f *Factory, key string) error {
	return f.withApp(func(a *app.App) error {
		s, err := a.Config().Get(ctx, key)
		if err != nil {
			return err
		}
		if f.flags.json {
			return f.object(newSettingData(s), nil)
		}
		value := s.Value
		if s.Definition.Kind == config.KindSecret {
			value = secretWords(s.Origin)
		}
		return f.text(&value)
	})
}

// settingData is a setting as JSON. Secrets have no value.
type settingData struct {
	Key       string  `json:"key"`
	Value     *string `json:"value,omitempty"`
	Origin    string  `json:"origin"`
	Default   *string `json:"default,omitempty"`
	Kind      string  `json:"kind"`
	Directory string  `json:"directory,omitempty"`
}

func newSettingData(s app.Setting) settingData {
	d := settingData{Key: s.Definition.Key, Origin: string(s.Origin), Kind: string(s.Definition.Kind), Directory: string(s.Definition.Directory)}
	if s.Definition.Kind != config.KindSecret {
		d.Value, d.Default = &s.Value, &s.Default
	}
	return d
}

func secretWords(origin app.Origin) string {
	switch origin {
	case app.OriginNone, app.OriginDefault:
		return "not set"
	case app.OriginEnvironment:
		return "set by the environment"
	}
	return "stored in " + string(origin)
}

type listOptions struct {
	*Factory
	directory string
	all       bool
}

func newConfigListCmd(f *Factory) *cobra.Command {
	opts := &listOptions{Factory: f}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Show the settings, with where each comes from",
		Long: `Shows the settings that matter to the directory that is configured. --all shows
those of every kind of directory, --directory those of one kind.

The last column says where a value comes from: default, set, environment; for
secrets where they are kept.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return runConfigList(cmd.Context(), opts) },
	}
	cmd.Flags().StringVar(&opts.directory, "directory", "", "only the settings of this `kind` of directory")
	cmd.Flags().BoolVar(&opts.all, "all", false, "the settings of every kind of directory")
	f.addJSON(cmd)
	return cmd
}

func runConfigList(ctx context.Context, opts *listOptions) error {
	kind := opts.directory
	if kind != "" {
		d, err := config.NewCatalog().Find("directory")
		if err != nil {
			return err
		}
		if kind, err = d.Normalize(opts.directory); err != nil {
			return Usage(fmt.Sprintf("there is no kind of directory %q", opts.directory), "Known are "+strings.Join(d.Allowed, ", ")+".")
		}
	}
	return opts.withApp(func(a *app.App) error {
		settings, err := a.Config().List(ctx)
		if err != nil {
			return err
		}
		settings = opts.choose(settings, kind)
		data := make([]settingData, len(settings))
		for i, s := range settings {
			data[i] = newSettingData(s)
		}
		return opts.object(list(data), func(w io.Writer) { writeSettings(w, settings) })
	})
}

// choose leaves out what does not matter to the directory that is configured.
func (o *listOptions) choose(all []app.Setting, kind string) []app.Setting {
	current := ""
	for _, s := range all {
		if s.Definition.Key == "directory" {
			current = s.Value
		}
	}
	return slices.DeleteFunc(all, func(s app.Setting) bool {
		of := string(s.Definition.Directory)
		switch {
		case kind != "":
			return of != kind
		case o.all || of == "" || of == current:
			return false
		}
		return s.Origin == app.OriginDefault || s.Origin == app.OriginNone
	})
}

func writeSettings(w io.Writer, settings []app.Setting) {
	rows := [][]string{{"SETTING", "VALUE", "ORIGIN"}}
	for _, s := range settings {
		value, origin := s.Value, string(s.Origin)
		if s.Definition.Kind == config.KindSecret {
			value, origin = "-", secretWords(s.Origin)
		} else if value == "" {
			value = "-"
		}
		rows = append(rows, []string{s.Definition.Key, value, origin})
	}
	table(w, rows)
}

func newConfigDescribeCmd(f *Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:               "describe <setting>",
		Short:             "Explain a setting, with an example",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeKeys,
		RunE: func(_ *cobra.Command, args []string) error {
			d, err := config.NewCatalog().Find(args[0])
			if err != nil {
				return err
			}
			data := newDefinitionData(d)
			return f.object(data, func(w io.Writer) { writeDefinition(w, d, data) })
		},
	}
	f.addJSON(cmd)
	return cmd
}

// definitionData is a definition as JSON.
type definitionData struct {
	Key         string   `json:"key"`
	Label       string   `json:"label"`
	Help        string   `json:"help"`
	Kind        string   `json:"kind"`
	Directory   string   `json:"directory,omitempty"`
	Default     string   `json:"default"`
	Allowed     []string `json:"allowed,omitempty"`
	Minimum     *int     `json:"minimum,omitempty"`
	Maximum     *int     `json:"maximum,omitempty"`
	Example     string   `json:"example"`
	Aliases     []string `json:"aliases,omitempty"`
	Environment string   `json:"environment"`
}

func newDefinitionData(d *config.Definition) definitionData {
	data := definitionData{
		Key: d.Key, Label: d.Label, Help: d.Help, Kind: string(d.Kind), Directory: string(d.Directory), Default: defaultWords(d),
		Allowed: d.Allowed, Example: d.Example, Aliases: d.Aliases, Environment: d.EnvName(),
	}
	if d.Kind == config.KindNumber && (d.Min != 0 || d.Max != 0) {
		data.Minimum, data.Maximum = &d.Min, &d.Max
	}
	return data
}

// defaultWords is the default; where it depends on another setting, both.
func defaultWords(d *config.Definition) string {
	if d.Kind == config.KindSecret {
		return ""
	}
	ad, other := &config.Settings{}, &config.Settings{}
	ad.LDAP.ActiveDirectory = true
	a, b := d.DefaultIn(ad), d.DefaultIn(other)
	if a == b {
		return a
	}
	return fmt.Sprintf("%s (Active Directory), %s (others)", cmp.Or(a, "nothing"), cmp.Or(b, "nothing"))
}

func writeDefinition(w io.Writer, d *config.Definition, data definitionData) {
	fmt.Fprintf(w, "%s: %s\n\n%s\n\n", d.Key, d.Label, d.Help)
	rows := [][]string{{"kind", string(d.Kind)}}
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, []string{name, value})
		}
	}
	add("allowed", strings.Join(d.Allowed, ", "))
	if data.Minimum != nil {
		add("allowed", fmt.Sprintf("%d to %d", d.Min, d.Max))
	}
	if d.Kind != config.KindSecret {
		add("default", cmp.Or(data.Default, "nothing"))
	}
	add("directory", string(d.Directory))
	add("also called", strings.Join(d.Aliases, ", "))
	add("environment", d.EnvName())
	example := fmt.Sprintf("bwdc config set %s %s", d.Key, words.ShellWord(d.Example))
	if d.Kind == config.KindSecret {
		example = fmt.Sprintf("bwdc config set %s %s", d.Key, d.Example)
	}
	add("example", example)
	table(w, rows)
}
