package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/service"
)

// followTime is how often 'service logs --follow' looks.
const followTime = time.Second

func newServiceLogsCmd(o *serviceOptions) *cobra.Command {
	var lines int
	var follow bool
	cmd := o.command("logs", "Show what the service has said", func(ctx context.Context, m service.Manager) error {
		if lines < 1 {
			return usagef("--lines is a number from 1 on, not %d", lines)
		}
		s, err := m.Status(ctx)
		if err != nil {
			return err
		}
		return o.logs(ctx, s, lines, follow)
	})
	cmd.Long = `Shows the last lines of the log of the profile. What the service manager says of
the service itself is in its own log: 'journalctl -u bwdc' on Linux, the event log
(source Directory Connector) on Windows.`
	cmd.Flags().IntVarP(&lines, "lines", "n", 50, "how `many` lines to show, 5,000 at most")
	cmd.Flags().BoolVarP(&follow, "follow", "f", false, "go on showing lines as they come, until stopped")
	o.addJSON(cmd)
	return cmd
}

func (o *serviceOptions) logs(ctx context.Context, s service.Status, limit int, follow bool) error {
	lines, err := app.ServiceLogs(ctx, s, app.LogQuery{Limit: limit})
	if err != nil {
		return err
	}
	slices.Reverse(lines)
	err = o.object(list(lines), func(w io.Writer) { writeLog(w, lines) })
	for last := lastTime(lines); err == nil && follow; {
		select {
		case <-ctx.Done():
			return nil // stopped is how it ends
		case <-time.After(followTime):
		}
		if lines, err = app.ServiceLogs(ctx, s, app.LogQuery{}); err != nil {
			continue
		}
		slices.Reverse(lines)
		lines = slices.DeleteFunc(lines, func(l app.LogLine) bool { return !l.Time.After(last) })
		if len(lines) > 0 {
			last = lastTime(lines)
			err = o.object(list(lines), func(w io.Writer) { writeLog(w, lines) })
		}
	}
	if ctx.Err() != nil {
		return nil //nolint:nilerr // as above
	}
	return err
}

// lastTime is when the last of some lines was written; zero for none.
func lastTime(lines []app.LogLine) time.Time {
	if len(lines) == 0 {
		return time.Time{}
	}
	return lines[len(lines)-1].Time
}

// writeLog prints lines, each with its attributes.
func writeLog(w io.Writer, lines []app.LogLine) {
	for _, l := range lines {
		var text strings.Builder
		fmt.Fprintf(&text, "%s  %-5s  %s", timeWords(l.Time), l.Level, l.Message)
		var attributes map[string]any
		if json.Unmarshal(l.Attributes, &attributes) == nil {
			for _, key := range slices.Sorted(maps.Keys(attributes)) {
				fmt.Fprintf(&text, "  %s=%v", key, attributes[key])
			}
		}
		fmt.Fprintln(w, directory.Visible(text.String()))
	}
}
