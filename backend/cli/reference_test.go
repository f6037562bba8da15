package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/config"
)

func readPage(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEveryCommandAndFlagIsDocumented walks the commands as they are built.
func TestEveryCommandAndFlagIsDocumented(t *testing.T) {
	t.Parallel()
	page := readPage(t, "command-line.md")
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Hidden {
			return // and what is below, for programs
		}
		name := strings.TrimPrefix(cmd.CommandPath(), "bwdc ")
		if cmd.Runnable() && name != "bwdc" && !strings.Contains(page, "`"+name) && !strings.Contains(page, "bwdc "+name) {
			t.Errorf("docs/command-line.md does not tell of %q", "bwdc "+name)
		}
		cmd.Flags().VisitAll(func(flag *pflag.Flag) {
			if !flag.Hidden && !strings.Contains(page, "--"+flag.Name) {
				t.Errorf("docs/command-line.md does not tell of --%s of %q", flag.Name, cmd.CommandPath())
			}
		})
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(cli.NewRoot(cli.NewFactory(cli.Program{Getenv: os.Getenv})))
}

// TestEveryCommandHasHelp: a Short for the list, an Example or a Long where
// there is more to say, and no argument without a check.
func TestEveryCommandHasHelp(t *testing.T) {
	t.Parallel()
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Short == "" {
			t.Errorf("%q has no Short", cmd.CommandPath())
		}
		if cmd.Runnable() && cmd.Args == nil && cmd.Name() != "help" {
			t.Errorf("%q does not check its arguments", cmd.CommandPath())
		}
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(cli.NewRoot(cli.NewFactory(cli.Program{Getenv: os.Getenv})))
}

// TestEveryCodeIsDocumented reads the codes where they are defined.
func TestEveryCodeIsDocumented(t *testing.T) {
	t.Parallel()
	page := readPage(t, "formats.md")
	sources := []string{"../app/problem.go", "exit.go", "messages.go"}
	for _, dir := range []string{"../syncer", "../syncer/desired", "../syncer/compare", "../syncer/send", "../plan", "../history", "../internal/store", "../explanation", "../directory"} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, files...)
	}
	found := 0
	for _, file := range sources {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)\b(?:Code|WarningCode|ExclusionCode|Guard|Action|DriftKind|StepName|Outcome|Fate|What) += "([a-z-]+)"`).FindAllStringSubmatch(string(text), -1) {
			found++
			if !strings.Contains(page, "`"+m[1]+"`") {
				t.Errorf("docs/formats.md does not tell of the code %q (%s)", m[1], file)
			}
		}
		for _, m := range regexp.MustCompile(`(?m)^\tExit[A-Za-z]+ += (\d+)`).FindAllStringSubmatch(string(text), -1) {
			found++
			if !strings.Contains(page, "| "+m[1]+" |") {
				t.Errorf("docs/formats.md does not tell of the exit code %s", m[1])
			}
		}
	}
	if found < 40 {
		t.Errorf("only %d codes were found: the test looks at the wrong places", found)
	}
}

// TestSettingsPage compares docs/settings.md with the definitions; -update
// writes it.
func TestSettingsPage(t *testing.T) {
	want := settingsPage()
	path := filepath.Join("..", "..", "docs", "settings.md")
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, readPage(t, "settings.md")); diff != "" {
		t.Errorf("docs/settings.md is not what the definitions say; go test ./backend/cli -update (-definitions +page):\n%s", diff)
	}
}

func settingsPage() string {
	var b strings.Builder
	b.WriteString(`# The settings

<!-- Made from the definitions in backend/config by: go test ./backend/cli -update -->
Set them with ` + "`bwdc config KEY VALUE`" + `, in the window, or by the variable.
Keys may be written in any case. Secrets are kept in the keyring or an encrypted file, never in the database.
`)
	section := ""
	for _, d := range config.Definitions() {
		if s := sectionOf(d); s != section {
			section = s
			fmt.Fprintf(&b, "\n## %s\n", section)
		}
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| | |\n|---|---|\n", d.Key, cell(d.Help))
		row := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, "| %s | %s |\n", name, value)
			}
		}
		row("kind", string(d.Kind))
		row("allowed", strings.Join(d.Allowed, ", "))
		if d.Kind == config.KindNumber && d.Max != 0 {
			row("allowed", fmt.Sprintf("%d to %d", d.Min, d.Max))
		}
		if d.Kind != config.KindSecret {
			row("default", code(cli.DefaultWords(d)))
		}
		row("example", code(d.Example))
		row("variable", code(d.EnvName()))
		row("also called", code(strings.Join(d.Aliases, ", ")))
	}
	return b.String()
}

func sectionOf(d *config.Definition) string {
	switch d.Directory {
	case config.DirectoryLDAP:
		return "LDAP and Active Directory"
	case config.DirectoryEntra:
		return "Microsoft Entra ID"
	case config.DirectoryGoogle:
		return "Google Workspace"
	case config.DirectoryOkta:
		return "Okta"
	case config.DirectoryOneLogin:
		return "OneLogin"
	case config.DirectoryFile:
		return "A directory in a file"
	}
	switch first, _, _ := strings.Cut(d.Key, "."); first {
	case "sync", "groups":
		return "What is synced, and how carefully"
	case "notify", "mail", "webhook":
		return "Who is told when syncs fail"
	case "log", "update":
		return "Log and updates"
	}
	return "Server, network and kind of directory"
}

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + cell(text) + "`"
}
