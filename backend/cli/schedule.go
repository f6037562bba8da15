package cli

import (
	"io"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
)

const scheduleLong = `Shows in words when 'bwdc run' and the window begin syncs (sync.times, or
sync.interval), with the next three times, and when nothing that removes is sent
(sync.quiet). --times and --quiet try other values and save nothing:

  every 30m                                      every half hour
  weekdays 07:00-19:00 every 15m; else every 1h  the first part that fits counts
  daily at 02:00, 14:00                          at fixed times
  mon-thu,sat 22:00-06:00 every 2h               days by name; over midnight

A quiet window is days, a time of day, or both: weekdays 08:00-18:00; weekends.
The clock is that of this machine.`

func newScheduleCmd(f *Factory) *cobra.Command {
	var times, quiet string
	cmd := &cobra.Command{
		Use:     "schedule",
		Short:   "Show when automatic syncs begin, and when nothing is removed",
		Long:    scheduleLong,
		Example: "  bwdc schedule\n  bwdc schedule --times 'weekdays 7-19 every 15 minutes, else hourly'",
		RunE: func(cmd *cobra.Command, _ []string) error {
			instead := config.Values{}
			for flag, key := range map[string]string{"times": "sync.times", "quiet": "sync.quiet"} {
				if cmd.Flags().Changed(flag) {
					instead[key], _ = cmd.Flags().GetString(flag)
				}
			}
			return f.withApp(func(a *app.App) error {
				s, err := a.Schedule(cmd.Context(), instead)
				if err != nil {
					return err
				}
				return f.object(objectData{"schedule", s}, func(w io.Writer) { table(w, scheduleRows(s)) })
			})
		},
	}
	cmd.Flags().StringVar(&times, "times", "", "show another `schedule` than sync.times")
	cmd.Flags().StringVar(&quiet, "quiet", "", "show another quiet `window` than sync.quiet")
	f.addJSON(cmd)
	return cmd
}

func scheduleRows(s app.Schedule) [][]string {
	rows := [][]string{{"syncs", s.Words}}
	for i, next := range s.Next {
		name := ""
		if i == 0 {
			name = "next"
		}
		rows = append(rows, []string{name, next.Format("Mon 2006-01-02 15:04 MST")})
	}
	if s.Quiet != "" {
		quiet := s.Quiet
		if !s.QuietUntil.IsZero() {
			quiet += "; now, until " + s.QuietUntil.Format("Mon 2006-01-02 15:04")
		}
		rows = append(rows, []string{"nothing removed", quiet})
	}
	return rows
}
