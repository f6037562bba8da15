package app

import (
	"context"
	"log/slog"
	"path/filepath"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/configfile"
	"directoryconnector/backend/internal/logging"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

// The words that a face needs to ask for a sync or a test and to show what
// came of it; faces import no package below this one.
type (
	// Progress is how far a run is.
	Progress = syncer.Progress
	// Allowance lets guards pass once.
	Allowance = syncer.Allowance
	// TestOptions limit a test.
	TestOptions = syncer.TestOptions
	// Preview is the result of a test; PreviewUser and PreviewGroup are in it.
	Preview = syncer.Preview
	// PreviewUser is a user in a Preview.
	PreviewUser = syncer.PreviewUser
	// PreviewGroup is a group in a Preview.
	PreviewGroup = syncer.PreviewGroup
	// Finding is what a guard found.
	Finding = syncer.Finding
	// Run is the record of a sync, Counts its numbers, EntryChange a line of
	// what it did.
	Run = organization.Run
	// Counts are the numbers of a Run.
	Counts = organization.Counts
	// EntryChange is one line of what a Run did.
	EntryChange = organization.EntryChange
	// Warning says that an entry was left out or can't be trusted.
	Warning = directory.Warning
	// WarningCode names the kind of a Warning.
	WarningCode = directory.WarningCode
)

// What a face compares with.
const (
	TriggerManual        = organization.TriggerManual
	StepOK               = directory.StepOK
	StepWarning          = directory.StepWarning
	StepFailed           = directory.StepFailed
	WarnNoExternalID     = directory.WarnNoExternalID
	WarnNoName           = directory.WarnNoName
	WarnMemberUnreadable = directory.WarnMemberUnreadable
)

// DataFile returns the path of the profile's database.
func (a *App) DataFile() string { return filepath.Join(a.dir, databaseName) }

// Log returns the log of the profile, for what a face has to say there.
func (a *App) Log() *slog.Logger { return a.log }

// Ready returns why no sync is possible, as far as it can be told without
// asking a server: nil when the settings are right and a log-in is known.
func (a *App) Ready(ctx context.Context) error {
	if err := a.Validate(ctx); err != nil {
		return err
	}
	return a.requireOrganization(ctx)
}

// A LogQuery says which lines of the log to read, a LogLine is one of them.
type (
	// LogQuery says which lines of the log to read.
	LogQuery = logging.Query
	// LogLine is one line of the log.
	LogLine = logging.Line
	// RunCounts is what the history keeps of a run for five years.
	RunCounts = store.RunCounts
)

// Logs returns lines of the profile's log, newest first.
func (a *App) Logs(ctx context.Context, q LogQuery) ([]LogLine, error) {
	lines, err := logging.Read(ctx, filepath.Join(a.dir, logFolder), q)
	if lines == nil {
		lines = []LogLine{}
	}
	return lines, err
}

// ValidateFile returns what is wrong with an exported file, without its
// secrets, which may live elsewhere.
func ValidateFile(data []byte, format Format) error {
	values, _, err := configfile.Unmarshal(data, format)
	if err != nil {
		return err
	}
	settings, err := config.NewCatalog().Settings(values)
	if err != nil {
		return err
	}
	if problems := settings.Validate(); len(problems) > 0 {
		return problems
	}
	return nil
}
