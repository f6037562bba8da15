package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
)

type testOptions struct {
	*Factory
	last    bool
	format  string
	details bool
}

const testLong = `Reads the directory and shows what a sync would mean. Nothing is sent and nothing
is kept.

On a terminal it prints a report, elsewhere JSON in the shape that Bitwarden's
connector prints. --format chooses.`

func newTestCmd(f *Factory) *cobra.Command {
	opts := &testOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "test",
		Short:   "Show what a sync would mean, and change nothing",
		Long:    testLong,
		Example: "  bwdc test\n  bwdc test --format csv > directory.csv\n  bwdc test --last --response --pretty",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runTest(cmd.Context(), opts) },
	}
	cmd.Flags().BoolVarP(&opts.last, "last", "l", false, "show only what changed since the last sync")
	opts.addFlags(cmd)
	return cmd
}

func (o *testOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.format, "format", "", "text, json or csv")
	cmd.Flags().BoolVar(&o.details, "details", false, "add to JSON what a sync would do, all warnings and what would stop it")
}

func runTest(ctx context.Context, opts *testOptions) error {
	switch opts.format {
	case "", "text", "json", "csv":
	default:
		return usagef("--format is text, json or csv, not %q", opts.format)
	}
	return opts.withApp(func(a *app.App) error {
		p := opts.newProgress()
		preview, err := a.Test(ctx, app.TestRequest{TestOptions: app.TestOptions{SinceLast: opts.last}, OnProgress: p.report})
		p.end()
		if err != nil {
			return err
		}
		return opts.show(preview)
	})
}

// show prints a preview in the format that is asked for, else in the one that
// fits to who reads it.
func (o *testOptions) show(v *app.Preview) error {
	format := o.format
	if format == "" {
		format = "text"
		if !o.IO.OutTerminal || o.response() || o.pretty() || o.raw() {
			format = "json"
		}
	}
	if format != "text" {
		o.warnings(v.Warnings, "'bwdc test --format text' shows all")
		for _, finding := range v.Stop {
			text := "a sync would stop: " + finding.Text
			if finding.Allow != "" {
				text += " (allow it once: " + allowWords(finding.Allow) + ")"
			}
			o.warn(text)
		}
	}
	switch format {
	case "csv":
		text, err := previewCSV(v)
		if err != nil {
			return err
		}
		return o.print(text)
	case "json":
		return o.object(newTestData(v, o.details), true, nil)
	}
	var b strings.Builder
	r := report{w: &b, colours: o.colours(o.IO.OutTerminal)}
	r.preview(v)
	return o.print(b.String())
}

// allowWords makes a command of flags; other advice stays as it is.
func allowWords(allow string) string {
	if strings.HasPrefix(allow, "--") {
		return "bwdc sync " + allow
	}
	return allow
}

// testData is what test prints as JSON. The first five fields are those of
// Bitwarden's connector.
type testData struct {
	Object   string      `json:"object"`
	Groups   []testGroup `json:"groups"`
	Enabled  []testUser  `json:"enabledUsers"`
	Disabled []testUser  `json:"disabledUsers"`
	Deleted  []testUser  `json:"deletedUsers"`
	Details  *details    `json:"details,omitempty"`
}

type testUser struct {
	ExternalID  string `json:"externalId"`
	DisplayName string `json:"displayName"`
}

type testGroup struct {
	ExternalID  string   `json:"externalId"`
	DisplayName string   `json:"displayName"`
	UserIDs     []string `json:"userIds"`
}

// details are what --details adds.
type details struct {
	Removals      []app.EntryChange `json:"removals"`
	Added         int               `json:"added"`
	Changed       int               `json:"changed"`
	GroupsChanged int               `json:"groupsChanged"`
	MissingGroups []string          `json:"missingGroups"`
	Warnings      []app.Warning     `json:"warnings"`
	Stop          []app.Finding     `json:"stop"`
	Counts        app.Counts        `json:"counts"`
}

func newTestData(v *app.Preview, withDetails bool) testData {
	data := testData{
		Object: "test", Groups: make([]testGroup, len(v.Groups)),
		Enabled: testUsers(v.Enabled), Disabled: testUsers(v.Disabled), Deleted: testUsers(v.Deleted),
	}
	for i, g := range v.Groups {
		data.Groups[i] = testGroup{g.ExternalID, orElse(g.Name, g.ExternalID), append([]string{}, g.Members...)}
	}
	if withDetails {
		data.Details = &details{
			Removals: orEmpty(v.Removals), Added: v.Added, Changed: v.Changed, GroupsChanged: v.GroupsChanged,
			MissingGroups: orEmpty(v.MissingGroups), Warnings: orEmpty(v.Warnings), Stop: orEmpty(v.Stop), Counts: v.Counts,
		}
	}
	return data
}

func testUsers(users []app.PreviewUser) []testUser {
	list := make([]testUser, len(users))
	for i, u := range users {
		list[i] = testUser{u.ExternalID, orElse(u.Email, u.ExternalID)}
	}
	return list
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
