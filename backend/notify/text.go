package notify

import (
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
)

// product is how this program is called in notices.
const product = "Directory Connector"

// Subject is a notice in one line.
func (n *Notice) Subject() string {
	return fmt.Sprintf("[%s] %s (%s)", product, visible(n.Title), visible(n.Profile))
}

// visible is a text in one line.
func visible(text string) string { return directory.Visible(strings.Join(strings.Fields(text), " ")) }

// Body is a notice as plain text.
func (n *Notice) Body() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.\n", visible(n.Title))
	if n.Text != "" {
		b.WriteString("\n")
		for line := range strings.Lines(n.Text) {
			b.WriteString(directory.Visible(strings.TrimRight(line, "\r\n")) + "\n")
		}
	}
	if len(n.Entries) > 0 {
		b.WriteString("\n")
		for _, e := range n.Entries {
			b.WriteString("  - " + visible(e) + "\n")
		}
		if n.Total > len(n.Entries) {
			fmt.Fprintf(&b, "  … and %d more\n", n.Total-len(n.Entries))
		}
	}
	if n.Hint != "" {
		b.WriteString("\n" + visible(n.Hint) + "\n")
	}
	fmt.Fprintf(&b, "\nprofile: %s\n", visible(n.Profile))
	if n.Host != "" {
		fmt.Fprintf(&b, "machine: %s\n", visible(n.Host))
	}
	if n.Run != "" {
		fmt.Fprintf(&b, "run:     %s ('%s history %s' has all of it)\n", n.Run, visible(n.command()), n.Run)
	}
	fmt.Fprintf(&b, "time:    %s\n", n.At.Local().Format("2006-01-02 15:04:05 MST"))
	return b.String()
}

// shorten cuts a text to so many bytes, between letters.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	const dots = "…"
	cut := most - len(dots)
	for cut > 0 && text[cut]&0xc0 == 0x80 {
		cut--
	}
	return text[:cut] + dots
}
