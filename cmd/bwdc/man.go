package main

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/cli/manpage"
)

const manFiles = `~/.config/Directory Connector/  the data folder on Linux: settings and state, the log, encrypted secrets
/usr/share/doc/bwdc/            all pages of the documentation, units for systemd`

// newManCmd prints the manual page. Packages are made with it; nobody else
// needs it, so the help does not list it.
func newManCmd(f *cli.Factory) *cobra.Command {
	return &cobra.Command{
		Use:    "man",
		Short:  "Print the manual page",
		Hidden: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return manpage.Write(f.IO.Out, cmd.Root(), manpage.Page{
				Date: manDate(f.Getenv("SOURCE_DATE_EPOCH")), Source: "Directory Connector " + f.Version,
				Sections: []manpage.Section{{Title: "FILES", Text: manFiles}, {Title: "SEE ALSO", Text: "directory-connector(1)"}},
			})
		},
	}
}

// manDate is the day of the commit that is packed, as packagers give it; see
// https://reproducible-builds.org/specs/source-date-epoch/
func manDate(epoch string) string {
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return ""
	}
	return time.Unix(seconds, 0).UTC().Format(time.DateOnly)
}
