package app

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/logging"
	"directoryconnector/backend/internal/policy"
	"directoryconnector/backend/internal/redact"
	"directoryconnector/backend/internal/secret"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/service"
)

// Options are what a user interface gives to an App.
type Options struct {
	// DataDir is the data folder; see DataDir.
	DataDir string
	// Profile names the profile; empty means DefaultProfile.
	Profile string
	// Getenv reads the environment, which overrides settings and secrets; nil
	// means os.Getenv.
	Getenv func(string) string
	// Policy returns what group policy enforces, by names of settings; nil means
	// what this machine has.
	Policy func() map[string]string
	// Version is the version of this program.
	Version string
	// ReleaseKey is the public key of who publishes this program, as minisign
	// writes it; empty where it was built without one.
	ReleaseKey string
	// Sources opens the directory.
	Sources SourceFactory
	// Console gets log lines beside the log file; nil for none. JSONLogs
	// makes them JSON, LogLevel overrides the setting log.level.
	Console  io.Writer
	JSONLogs bool
	LogLevel string
	// Notice, where not nil, gets plain sentences for a person: where secrets
	// are kept, for example.
	Notice func(string)
	// Services opens the service manager; nil means service.Open.
	Services func(service.Options) (service.Manager, error)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Sleep waits until a server came to rest; nil means as long as it says.
	Sleep func(ctx context.Context, d time.Duration) error
}

// A SourceConfig is what a Source is opened with.
type SourceConfig struct {
	Settings *config.Settings
	// Secret returns a secret by its setting's key; the zero Secret where
	// there is none.
	Secret func(ctx context.Context, key string) (config.Secret, error)
	// Version is the version of this program, for its user agent.
	Version    string
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
	env     environment
	log     *slog.Logger
	level   logLevel
	logs    io.Closer
	redact  *redact.Redactor
	secrets *secrets

	automatic *AutomaticSync
}

// Open returns the App of a profile. The profile must exist, except for
// DefaultProfile, which is made when something is first written. Close it.
func Open(o Options) (*App, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.Sleep == nil {
		o.Sleep = transport.Pause
	}
	if o.Policy == nil {
		o.Policy = policy.Read
	}
	if o.Services == nil {
		o.Services = service.Open
	}
	o.Profile = cmp.Or(o.Profile, DefaultProfile)
	if err := checkDataDir(o.DataDir); err != nil {
		return nil, err
	}
	if err := checkOwner(o.DataDir, o.Profile); err != nil {
		return nil, err
	}
	name, dir, err := Profiles{DataDir: o.DataDir}.find(o.Profile)
	if err != nil {
		return nil, err
	}
	o.Profile = name
	if _, err := logging.ParseLevel(o.LogLevel); err != nil {
		return nil, err
	}
	a := &App{
		opts: o, dir: dir, catalog: config.NewCatalog(), store: store.New(filepath.Join(dir, databaseName), store.Options{}),
		level: logLevel{fixed: o.LogLevel}, redact: redact.New(),
	}
	a.env = environment{getenv: o.Getenv, policy: o.Policy, catalog: a.catalog}
	// A log must also be written when the settings can't be read.
	a.level.set("info")
	a.applyLogLevel(context.Background(), "log.level")
	a.log, a.logs = logging.New(logging.Options{
		Dir: filepath.Join(dir, logFolder), Level: &a.level, Console: o.Console, JSON: o.JSONLogs, Redactor: a.redact,
	})
	a.automatic = &AutomaticSync{app: a}
	a.secrets = &secrets{
		store: a.store, catalog: a.catalog, log: a.log, redact: a.redact,
		options: secret.Options{Dir: dir, Getenv: o.Getenv, Notice: a.notice},
	}
	for _, name := range a.env.unknownPolicies() {
		a.notice(fmt.Sprintf("The group policy %s means nothing here: HKEY_LOCAL_MACHINE\\%s has a value of that name, which is no setting, or a secret.", name, config.PolicyKey))
	}
	return a, nil
}

// Names of files and folders in a profile's folder.
const (
	databaseName = "bwdc.db"
	// lockName is the lock of a sync, automaticLockName that of the process
	// that syncs automatically, which it holds between its syncs too.
	lockName          = "sync.lock"
	automaticLockName = "automatic.lock"
	logFolder         = "logs"
)

// Close stops the automatic sync, if this App runs it, and closes the log. What
// could not be logged is told as a notice and is no error: it undoes nothing.
func (a *App) Close() error {
	_ = a.automatic.Stop() // what ended it earlier was told by its events
	if err := a.logs.Close(); err != nil {
		a.notice(fmt.Sprintf("Lines of the log are missing, nothing else: %v", err))
	}
	return nil
}

// Profile returns the name of the profile, as its folder is spelled.
func (a *App) Profile() string { return a.opts.Profile }

// Dir returns the folder of the profile.
func (a *App) Dir() string { return a.dir }

// DataFile returns the path of the profile's database.
func (a *App) DataFile() string { return filepath.Join(a.dir, databaseName) }

// Automatic returns the automatic sync of the profile.
func (a *App) Automatic() *AutomaticSync { return a.automatic }

func (a *App) notice(text string) {
	if a.opts.Notice != nil {
		a.opts.Notice(text)
	}
}

// A logLevel is the level of the log, unless Options.LogLevel has fixed it.
type logLevel struct {
	slog.LevelVar
	fixed string
}

func (l *logLevel) set(text string) {
	if level, err := logging.ParseLevel(cmp.Or(l.fixed, text)); err == nil {
		l.Set(level)
	}
}

// Log returns the log of the profile, for what a user interface has to say there.
func (a *App) Log() *slog.Logger { return a.log }

// Redacted returns a text without the secrets that this App has seen.
func (a *App) Redacted(text string) string { return a.redact.Text(text) }

// RedactedValue is Redacted for what is no sentence, but one value.
func (a *App) RedactedValue(text string) string { return a.redact.Value(text) }
