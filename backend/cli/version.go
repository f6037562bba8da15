package cli

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

func newVersionCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Show the version",
		Long:  "Shows the version, and what it was built with and for. 'bwdc --version' prints the\nversion alone.",
		RunE: func(_ *cobra.Command, _ []string) error {
			text := f.Version
			if !f.raw() && !f.response() {
				text = fmt.Sprintf("bwdc %s (%s, %s/%s)", f.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			}
			return f.text(&text)
		},
	}
}

func newUpdateCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:   "update",
		Short: "Ask whether there is a newer release",
		Long: `Asks for the newest release at update.url, shows what it says of itself, and checks
that the list of its files is signed by who publishes this program. It installs
nothing: that is the work of the package manager. With --raw it prints the address
of the newer release, or nothing.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.withApp(func(a *app.App) error {
				u, err := a.CheckUpdate(cmd.Context())
				switch {
				case errors.Is(err, app.ErrNoUpdates) && f.raw() && !f.response():
					f.Note(err.Error()) // what is printed would be taken for an address
					return nil
				case errors.Is(err, app.ErrNoUpdates):
					return f.message(sentence(err), directory.HintOf(err), nil)
				case err != nil:
					return err
				case f.raw() && !f.response():
					if !u.Newer {
						return nil
					}
					return f.text(&u.URL)
				case u.Newer:
					return f.message("Version "+u.Newest+" is available.", releaseWords(u), u)
				}
				return f.message("This is the newest version.", "", u)
			})
		},
	}
}

// sentence makes a sentence of an error.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// mostNoteLines is how much of the notes of a release is shown.
const mostNoteLines = 60

// releaseWords says what is known of a newer release.
func releaseWords(u app.Update) string {
	text := u.URL
	if u.Verified {
		text += "\nThe list of its files (SHA256SUMS) is signed by who publishes this program."
	} else {
		text += "\nNobody can tell here whether it is genuine: " + u.Unverified + "."
	}
	text += "\n"
	lines := strings.Split(u.Notes, "\n")
	for i, line := range lines {
		if i == mostNoteLines {
			text += fmt.Sprintf("\n… and %d more lines", len(lines)-i)
			break
		}
		text += "\n" + directory.Visible(line)
	}
	return strings.TrimSpace(text)
}
