package app

import (
	"context"
	"path/filepath"

	"directoryconnector/backend/internal/logging"
	"directoryconnector/backend/plan"
)

// A LogQuery says which lines of the log to read, a LogLine is one of them.
type (
	// LogQuery says which lines of the log to read.
	LogQuery = logging.Query
	// LogLine is one line of the log.
	LogLine = logging.Line
)

// Logs returns lines of the profile's log, newest first.
func (a *App) Logs(ctx context.Context, q LogQuery) ([]LogLine, error) {
	lines, err := logging.Read(ctx, filepath.Join(a.dir, logFolder), q)
	return plan.OrEmpty(lines), err
}
