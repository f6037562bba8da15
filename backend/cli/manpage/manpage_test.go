package manpage_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"directoryconnector/backend/cli/manpage"
	"directoryconnector/backend/internal/testbed/needs"
)

func tree() *cobra.Command {
	nothing := func(*cobra.Command, []string) {}
	root := &cobra.Command{Use: "tool", Short: "Does it", Long: "The tool\nthat does it.\n\n  tool go   goes\n", Run: nothing}
	root.PersistentFlags().String("folder", "", "the `path` it's in")
	child := &cobra.Command{Use: "go [where]", Short: "Go there", Long: ".start with a dot, a \\ and a 'quote'", Example: "  tool go -f home", Run: nothing}
	child.Flags().BoolP("fast", "f", false, "at once")
	child.Flags().Bool("secret", false, "not told")
	_ = child.Flags().MarkHidden("secret")
	child.AddCommand(&cobra.Command{Use: "back", Short: "Go back", Run: nothing})
	root.AddCommand(child, &cobra.Command{Use: "exit-codes", Short: "Codes", Long: "0  done"},
		&cobra.Command{Use: "internal", Hidden: true, Run: nothing})
	return root
}

func TestWrite(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	page := manpage.Page{Date: "2026-03-01", Source: `Tool "1.0"`, Sections: []manpage.Section{{Title: "FILES", Text: "~/.tool"}}}
	if err := manpage.Write(&b, tree(), page); err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		`.TH "TOOL" 1 "2026-03-01" "Tool \(dq1.0\(dq"`,
		`.SH "NAME"`, `tool \- does it`,
		`.SH "SYNOPSIS"`, `.B tool`, `[\fIcommand\fR] [\fIflags\fR]`,
		`.SH "DESCRIPTION"`, `The tool`, `that does it.`, `.PP`, `.nf`, `  tool go   goes`, `.fi`,
		`.SH "COMMANDS"`,
		`.SS "tool go [where]"`, `\&.start with a dot, a \e and a \(aqquote\(aq`,
		`.TP`, `\fB\-f\fR, \fB\-\-fast\fR`, `at once`,
		`.PP`, `Examples:`, `.PP`, `.nf`, `  tool go \-f home`, `.fi`,
		`.SS "tool go back"`, `Go back.`,
		`.SH "OPTIONS OF EVERY COMMAND"`, `.TP`, `\fB\-\-folder\fR \fIpath\fR`, `the path it\(aqs in`,
		`.SH "EXIT CODES"`, `.nf`, `0  done`, `.fi`,
		`.SH "FILES"`, `\(ti/.tool`, ``,
	}, "\n")
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("the page (-want +got):\n%s", diff)
	}
}

// TestPageIsRead lets man's own formatter read it.
func TestPageIsRead(t *testing.T) {
	t.Parallel()
	groff := needs.Program(t, "groff", "groff")
	var b, said bytes.Buffer
	if err := manpage.Write(&b, tree(), manpage.Page{}); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), groff, "-man", "-Tutf8", "-ww", "-P-cbou") //nolint:gosec // found on PATH
	cmd.Stdin, cmd.Stderr = &b, &said
	shown, err := cmd.Output()
	if err != nil || said.Len() > 0 {
		t.Fatalf("groff: %v\n%s", err, said.String())
	}
	for _, want := range []string{".start with a dot, a \\ and a 'quote'", "  tool go   goes", "-f, --fast"} {
		if !strings.Contains(string(shown), want) {
			t.Errorf("%q is missing in\n%s", want, shown)
		}
	}
}
