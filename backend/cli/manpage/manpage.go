// Package manpage writes the manual page of a command line program: one page
// for the whole tree of its cobra commands, in the man(7) macros that every
// system has.
//
// The texts of the help are written for a terminal: paragraphs with line
// breaks, and indented lines or columns that must stay as they are. Both are
// told apart by their spaces, so that a text needs no mark-up.
package manpage

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A Page is what the commands themselves don't say.
type Page struct {
	// Date is the date of the page, e.g. 2026-03-01; may be empty.
	Date string
	// Source is the product with its version.
	Source string
	// Sections end the page; the text of each is written as a help text is.
	Sections []Section
}

// A Section is a part of the page, such as FILES.
type Section struct{ Title, Text string }

// Write writes the page of root and all its commands, without the hidden ones.
// What is not runnable and only has a text (a topic of the help) becomes a
// section.
func Write(w io.Writer, root *cobra.Command, page Page) error {
	p := &printer{}
	// -h is on every command, and said once.
	root.InitDefaultHelpFlag()
	p.line(".TH %s 1 %q %s", quoted(strings.ToUpper(root.Name())), page.Date, quoted(page.Source))
	p.section("NAME")
	p.line("%s \\- %s", escaped(root.Name()), escaped(lowerFirst(root.Short)))
	p.section("SYNOPSIS")
	p.line(".B %s", escaped(root.Name()))
	p.line("[\\fIcommand\\fR] [\\fIflags\\fR]")
	p.section("DESCRIPTION")
	p.text(root.Long)
	p.section("COMMANDS")
	topics := p.commands(root)
	p.section("OPTIONS OF EVERY COMMAND")
	p.flags(root.PersistentFlags())
	p.flags(root.LocalNonPersistentFlags())
	for _, topic := range topics {
		p.section(strings.ToUpper(strings.ReplaceAll(topic.Name(), "-", " ")))
		p.text(topic.Long)
	}
	for _, s := range page.Sections {
		p.section(s.Title)
		p.text(s.Text)
	}
	_, err := w.Write(p.out.Bytes())
	return err
}

// printer collects the page.
type printer struct {
	out bytes.Buffer
	// titled is set after a title, which begins a paragraph by itself.
	titled bool
}

func (p *printer) line(format string, args ...any) {
	fmt.Fprintf(&p.out, format+"\n", args...)
}

func (p *printer) section(title string) {
	p.line(".SH %s", quoted(title))
	p.titled = true
}

func (p *printer) paragraph() {
	if !p.titled {
		p.line(".PP")
	}
	p.titled = false
}

// commands writes the commands below cmd and returns the topics among them.
func (p *printer) commands(cmd *cobra.Command) (topics []*cobra.Command) {
	for _, c := range cmd.Commands() {
		switch {
		case c.IsAdditionalHelpTopicCommand() && c.Long != "":
			topics = append(topics, c)
		case c.IsAvailableCommand() && c.Name() != "help":
			p.command(c)
			if c.Name() != "completion" { // how each shell loads it is not for a manual
				topics = append(topics, p.commands(c)...)
			}
		}
	}
	return topics
}

func (p *printer) command(c *cobra.Command) {
	usage := strings.TrimSuffix(c.UseLine(), " [flags]")
	p.line(".SS %s", quoted(usage))
	p.titled = true
	if c.Long != "" {
		p.text(c.Long)
	} else {
		p.text(c.Short + ".")
	}
	p.flags(c.LocalNonPersistentFlags())
	if c.Example != "" {
		p.paragraph()
		p.line("Examples:")
		p.literal(strings.Split(strings.TrimRight(c.Example, "\n"), "\n"))
	}
}

func (p *printer) flags(set *pflag.FlagSet) {
	set.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden || flag.Name == "help" && flag.Shorthand == "h" {
			return
		}
		value, usage := pflag.UnquoteUsage(flag)
		p.line(".TP")
		name := "\\fB" + escaped("--"+flag.Name) + "\\fR"
		if flag.Shorthand != "" {
			name = "\\fB" + escaped("-"+flag.Shorthand) + "\\fR, " + name
		}
		if value != "" {
			name += " \\fI" + escaped(value) + "\\fR"
		}
		p.line("%s", name)
		p.line("%s", escaped(usage))
	})
}

// text writes paragraphs and, as they are, blocks with columns.
func (p *printer) text(text string) {
	for block := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		lines := strings.Split(block, "\n")
		if hasColumns(lines) {
			p.literal(lines)
			continue
		}
		p.paragraph()
		for _, l := range lines {
			p.line("%s", escaped(l))
		}
	}
}

// hasColumns tells whether spaces mean something in these lines.
func hasColumns(lines []string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "  ") })
}

func (p *printer) literal(lines []string) {
	p.paragraph()
	p.line(".nf")
	for _, l := range lines {
		p.line("%s", escaped(l))
	}
	p.line(".fi")
}

// escaped keeps roff from reading a text as its own: a backslash, a hyphen
// that must stay a minus sign, and a line that would be a request. See
// groff(7) and groff_char(7).
func escaped(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`).Replace(text)
	if strings.HasPrefix(text, ".") {
		text = `\&` + text
	}
	return text
}

func quoted(text string) string {
	return `"` + strings.ReplaceAll(escaped(text), `"`, `\(dq`) + `"`
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}
