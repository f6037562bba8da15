package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/organization"
)

func newStatusCmd(f *Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show the state of the profile at a glance",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.withApp(func(a *app.App) error {
				s, err := a.Status(cmd.Context())
				if err != nil {
					return err
				}
				return f.object(objectData{"status", s}, func(w io.Writer) { f.writeStatus(w, s) })
			})
		},
	}
	f.addJSON(cmd)
	return cmd
}

func (f *Factory) writeStatus(w io.Writer, s app.Status) {
	rows := [][]string{
		{"profile", s.Profile},
		{"data folder", s.DataDir},
		{"directory", s.Directory},
	}
	add := func(name, value string) { rows = append(rows, []string{name, value}) }
	if s.LoggedIn {
		add("organization", cmp.Or(s.OrganizationName, s.Organization))
		if s.OrganizationName != "" {
			add("organization id", s.Organization)
		}
		add("server", s.Server)
	} else {
		add("organization", f.here("not logged in ('bwdc login')"))
	}
	held := plural(s.Members, "member") + " and " + plural(s.Groups, "group")
	if s.Times.Unlisted {
		add("sent", held+"; this server can't list them, so nobody can check")
	} else {
		add("in the organization", held+" by this program's doing")
	}
	if s.Seats != nil {
		add("seats", seatsWords(s.Seats)+" ("+timeWords(s.Seats.At)+")")
	}
	if s.Rekeying != nil {
		add("re-keying", fmt.Sprintf("%d of %d have their new external ids; '%s' goes on, and no sync is possible before", s.Rekeying.Done, s.Rekeying.Begun, f.here("bwdc rekey")))
	}
	if s.InFlight > 0 {
		add("in flight", plural(s.InFlight, "entry")+" whose answer was lost; the next sync sends everything")
	}
	add("last sync", "users "+timeWords(s.Times.Users)+", groups "+timeWords(s.Times.Groups))
	if s.Last != nil {
		add("last run", fmt.Sprintf("%s, %s: %s", timeWords(s.Last.Start), s.Last.Trigger, resultWords(s.Last)))
	}
	if s.Holder != nil {
		add("syncing now", holderWords(s.Holder))
	}
	if s.Automatic != nil {
		add("automatic sync", automaticWords(s.Automatic))
	}
	if len(s.Schedule.Next) > 0 || s.Schedule.Quiet != "" {
		rows = append(rows, scheduleRows(s.Schedule)...)
	}
	if s.Service != nil {
		add("service", fmt.Sprintf("%s (%s), runs as %s", s.Service.Name, s.Service.Manager, s.Service.Account))
	}
	for i, untold := range s.Untold {
		name := ""
		if i == 0 {
			name = "nobody gets mail"
		}
		add(name, untold.Key+" "+untold.Message)
	}
	table(w, rows)
}

// seatsWords says what the last sync left.
func seatsWords(s *organization.SeatsSeen) string {
	text := fmt.Sprintf("at least %d used", s.Used)
	if s.Known {
		text += fmt.Sprintf(", %d bought", s.Bought)
	}
	if s.MaxAutoScale != nil {
		text += fmt.Sprintf(", at most %d", max(s.Bought, *s.MaxAutoScale))
	}
	return text
}

// holderWords tells who syncs; in its first moment nobody knows more than that.
func holderWords(h *app.Holder) string {
	if h.PID == 0 {
		return "another process, which has just begun"
	}
	return fmt.Sprintf("process %d since %s (%s)", h.PID, timeWords(h.Since), h.What)
}

func automaticWords(a *app.Automatic) string {
	words := []string{a.State, fmt.Sprintf("process %d since %s", a.PID, timeWords(a.Since))}
	if a.State == app.AutomaticStopped { // a stopped sync is something else: the guards did it
		words = []string{fmt.Sprintf("off; process %d, begun %s, has ended", a.PID, timeWords(a.Since))}
	}
	if !a.NextRun.IsZero() {
		words = append(words, "next run "+timeWords(a.NextRun))
	}
	if a.Failures > 0 {
		words = append(words, fmt.Sprintf("%d failed in a row", a.Failures))
	}
	return strings.Join(words, ", ")
}

func resultWords(run *organization.Run) string {
	if run.Error == "" {
		return string(run.Result)
	}
	first, _, _ := strings.Cut(run.Error, "\n")
	return string(run.Result) + ": " + first
}

// timeWords shows a moment in the time zone of who reads it.
func timeWords(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Local().Format("2006-01-02 15:04:05")
}

// isoTime is a moment as Bitwarden's connector prints it.
func isoTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func newLastSyncCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:       "last-sync users|groups",
		Short:     "Show when users or groups were last synced",
		Long:      "Prints the time of the last sync of users or groups in ISO 8601, in UTC. Prints\nnothing where there was none.",
		Args:      cobra.ExactArgs(1),
		ValidArgs: []cobra.Completion{"users", "groups"},
		RunE: func(cmd *cobra.Command, args []string) error {
			what := strings.ToLower(args[0])
			if what != "users" && what != "groups" {
				return usagef("last-sync is about users or groups, not %q", args[0])
			}
			return f.withApp(func(a *app.App) error {
				times, err := a.LastSync(cmd.Context())
				if err != nil {
					return err
				}
				at := times.Users
				if what == "groups" {
					at = times.Groups
				}
				if at.IsZero() {
					f.Note(what + " were never synced")
					return f.text(nil)
				}
				return f.text(new(isoTime(at)))
			})
		},
	}
}

func newDataFileCmd(f *Factory) *cobra.Command {
	return &cobra.Command{
		Use:   "data-file",
		Short: "Show where the database of the profile is",
		RunE: func(_ *cobra.Command, _ []string) error {
			return f.withApp(func(a *app.App) error {
				return f.text(new(a.DataFile()))
			})
		},
	}
}

func newClearCacheCmd(f *Factory) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "clear-cache",
		Short: "Forget what was read and sent, so that the next sync is complete",
		Long: `Forgets the last snapshot of the directory, what the organization is known to
have accepted, and the times of the last syncs. Settings, secrets and history
stay. Nobody is removed from the organization until one sync succeeded after it.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.confirmChange(cmd.Context(), yes, true, "Forget the sync cache of profile "+f.profile()+"?"); err != nil {
				return err
			}
			return f.withApp(func(a *app.App) error {
				return f.done(a.ClearCache(cmd.Context()), cacheCleared, "The next sync reads and sends everything.")
			})
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return cmd
}
