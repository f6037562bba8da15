package entra

import (
	"context"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// readLimit bounds a whole read: a million users, 200 in a page.
const readLimit = 2 * time.Hour

// Config is what a Source is made of.
type Config struct {
	Settings config.Entra
	Key      config.Secret
	// IncludeGroups and ExcludeGroups are ids of groups. With the first, users
	// are read that are members of one of them, with the second those that are
	// members of none; members of groups in these groups count.
	IncludeGroups, ExcludeGroups []string
	// IncludeUnits and ExcludeUnits are ids of administrative units, which do
	// the same with groups.
	IncludeUnits, ExcludeUnits []string
	// SyncGroups says that groups are read.
	SyncGroups bool
	// ResolveOutside reads groups that the administrative units leave out
	// where a group that they don't nests them.
	ResolveOutside bool
	transport.ReadOptions
}

// A Source reads one tenant. It is a directory.Source, Checker and Meter.
type Source struct {
	cfg    Config
	cloud  cloud
	reads  *transport.Reads
	client *client
}

var (
	_ directory.Source  = (*Source)(nil)
	_ directory.Checker = (*Source)(nil)
	_ directory.Meter   = (*Source)(nil)
	_ directory.Locator = (*Source)(nil)
)

// New checks the settings and returns a Source. Its error wraps
// directory.ErrConfig, except where the proxy or CA file is unusable.
func New(cfg Config) (*Source, error) {
	s := &Source{cfg: cfg, reads: transport.NewReads("entra", readLimit, cfg.ReadOptions)}
	var err error
	if s.cloud, err = cloudOf(cfg.Settings.IdentityAuthority); err != nil {
		return nil, err
	}
	if err := checkSettings(cfg); err != nil {
		return nil, err
	}
	s.client, err = newClient(s.cloud, cfg, s.reads)
	return s, err
}

// Traffic implements directory.Meter.
func (s *Source) Traffic() directory.Traffic { return s.reads.Metrics.Traffic() }

// Fetch implements directory.Source.
func (s *Source) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	defer s.client.http.CloseIdleConnections()
	return s.reads.Do(ctx, base, s.fetch)
}

func (s *Source) fetch(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, error) {
	// One log-in before everything: what follows needs it at the same moment.
	if _, err := s.client.tokens.Get(ctx); err != nil {
		return nil, err
	}
	units, err := s.readUnits(ctx)
	if err != nil {
		return nil, err
	}
	if base == nil {
		return s.fetchAll(ctx, units, start, false)
	}
	old, why := s.parseCursor(base.Cursor, units)
	if old == nil {
		s.reads.Log.InfoContext(ctx, "reading completely", "reason", why)
		return s.fetchAll(ctx, units, start, false)
	}
	snapshot, why, err := s.fetchChanges(ctx, base, old, units, start)
	if err != nil || snapshot != nil {
		return snapshot, err
	}
	// What was told so far must not be lost to a list that does not show it
	// yet, and mostly nobody waits for this read.
	s.reads.Log.InfoContext(ctx, "reading completely by rounds of delta", "reason", why)
	return s.fetchAll(ctx, units, start, true)
}
