package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/logging"
	"directoryconnector/backend/internal/secret"
	"directoryconnector/backend/internal/store"
)

// Options are what a face gives to an App.
type Options struct {
	// DataDir is the data folder; see DataDir.
	DataDir string
	// Profile names the profile; empty means DefaultProfile.
	Profile string
	// Getenv reads the environment, which overrides settings and secrets.
	Getenv func(string) string
	// Version is the version of this program.
	Version string
	// Sources opens the directory.
	Sources SourceFactory
	// Console gets log lines beside the log file; nil for none. JSONLogs
	// makes them JSON, LogLevel overrides the setting.
	Console  io.Writer
	JSONLogs bool
	LogLevel string
	// Notice, where not nil, gets plain sentences for a person: where secrets
	// are kept, for example.
	Notice func(string)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// A SourceConfig is what a Source is opened with.
type SourceConfig struct {
	Settings *config.Settings
	// Secret returns a secret by its setting's key; the zero Secret where
	// there is none.
	Secret     func(ctx context.Context, key string) (config.Secret, error)
	Logger     *slog.Logger
	OnProgress func(directory.Progress)
	Now        func() time.Time
}

// A SourceFactory opens the Source that the settings ask for.
type SourceFactory func(ctx context.Context, c SourceConfig) (directory.Source, error)

// An App is one profile. It may be used from several goroutines.
type App struct {
	opts    Options
	dir     string // of the profile
	store   *store.Store
	catalog *config.Catalog
	log     *slog.Logger
	logs    io.Closer
	redact  *logging.Redactor

	secretOnce sync.Mutex
	secrets    *secret.Store

	auto auto
}

// Open returns the App of a profile. The profile must exist, except for
// DefaultProfile, which is made when something is first written. Close it.
func Open(o Options) (*App, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Profile == "" {
		o.Profile = DefaultProfile
	}
	dir, err := Profiles{DataDir: o.DataDir}.folder(o.Profile)
	if err != nil {
		return nil, err
	}
	a := &App{opts: o, dir: dir, catalog: config.NewCatalog(), store: store.New(filepath.Join(dir, databaseName), store.Options{})}
	a.redact = logging.NewRedactor()
	a.log, a.logs, err = logging.New(logging.Options{
		Dir: filepath.Join(dir, logFolder), Level: a.logLevel(), Console: o.Console, JSON: o.JSONLogs, Redactor: a.redact,
	})
	if err != nil {
		return nil, fmt.Errorf("open the log: %w", err)
	}
	return a, nil
}

// Names of files and folders in a profile's folder.
const (
	databaseName = "bwdc.db"
	lockName     = "sync.lock"
	logFolder    = "logs"
)

// Close stops the automatic sync, if this App runs it, and closes the log.
func (a *App) Close() error {
	a.Stop()
	return a.logs.Close()
}

// Profile returns the name of the profile, Dir its folder, Version the version
// of the program.
func (a *App) Profile() string { return a.opts.Profile }

// Dir returns the folder of the profile.
func (a *App) Dir() string { return a.dir }

// Version returns the version of this program.
func (a *App) Version() string { return a.opts.Version }

// logLevel is the level that holds before the settings can be trusted: a log
// must also be written when they can't be read.
func (a *App) logLevel() string {
	if a.opts.LogLevel != "" {
		return a.opts.LogLevel
	}
	if settings, err := a.settings(context.Background()); err == nil {
		return settings.Log.Level
	}
	return "info"
}
