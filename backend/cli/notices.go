package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

const notifyLong = `Who is told when syncs fail, are stopped by a guard, or succeed again, is a matter of
settings: mail.server and mail.to, webhook.url, notify.heartbeat, notify.eventLog;
notify.on says what about. Each matter is told once, not with every sync.
'bwdc notify history' lists what was sent; 'bwdc notify test' sends a notice to everybody.`

func newNotifyCmd(f *Factory) *cobra.Command {
	cmd := newGroupCmd("notify", "List the notices that people get (notify history), and try one (notify test)", newNotifyHistoryCmd(f), newNotifyTestCmd(f))
	cmd.Long = notifyLong
	return cmd
}

func newNotifyTestCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:   "test",
		Short: "Send a notice to everybody who would be told, and ask the heartbeat address",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.withApp(func(a *app.App) error {
				sent, err := a.Notifier().Test(cmd.Context())
				var channels []string
				for _, s := range sent {
					channels = append(channels, s.Channel)
					if s.Error == "" && err != nil {
						f.Note(s.Channel + " took it")
					}
				}
				if err != nil {
					return err
				}
				return f.message("The notice is sent.", "By "+strings.Join(channels, ", ")+". Look whether it arrived.", noticesData{"notices", sent})
			})
		},
	}
}

func newNotifyHistoryCmd(f *Factory) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:        "history",
		Short:      "List the notices that were sent, and those that could not be",
		SuggestFor: []string{"list", "ls", "show", "log", "logs", "sent", "status"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 1 {
				return usagef("--limit is 1 or more, not %d", limit)
			}
			return f.withApp(func(a *app.App) error {
				sent, err := a.Notifier().Sent(cmd.Context(), limit)
				if err != nil {
					return err
				}
				return f.object(noticesData{"notices", sent}, func(w io.Writer) { writeNotices(w, sent) })
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 50, "at most `N` of them")
	f.addJSON(cmd)
	return cmd
}

// noticesData are notices as JSON.
type noticesData struct {
	Object  string           `json:"object"`
	Notices []app.SentNotice `json:"notices"`
}

func writeNotices(w io.Writer, sent []app.SentNotice) {
	if len(sent) == 0 {
		io.WriteString(w, "Nobody was told anything yet.\n") //nolint:errcheck // a buffer
		return
	}
	rows := [][]string{{"AT", "BY", "ABOUT", "WHAT"}}
	for i := range sent {
		s := &sent[i]
		what := s.Title
		if s.Error != "" {
			what = "not sent: " + s.Error
		}
		rows = append(rows, []string{timeWords(s.At), s.Channel, string(s.Event), directory.Visible(what)})
	}
	table(w, rows)
}
