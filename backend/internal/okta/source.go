package okta

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// readLimit bounds a whole read: 50,000 groups at 480 requests a minute.
const readLimit = 2 * time.Hour

// A NameFilter chooses groups by their name, and prints itself; two that
// choose differently print differently.
type NameFilter interface {
	Match(name string) bool
	String() string
}

// Config is what a Source is made of.
type Config struct {
	Settings config.Okta
	Token    config.Secret
	// UserQuery and GroupQuery are Okta filter expressions; empty means all.
	UserQuery, GroupQuery string
	// GroupNames, where not nil, chooses the groups that are read.
	GroupNames NameFilter
	// SyncGroups says that groups are read.
	SyncGroups bool
	// Transport says how the organization is reached; what Okta's limits and
	// answers need is added to it.
	Transport transport.Options
	Logger    *slog.Logger
	// OnProgress, where given, is told how far a read is, never by two
	// goroutines at once.
	OnProgress func(directory.Progress)
	// Now is the clock.
	Now func() time.Time
}

// A Source reads one Okta organization. It is a directory.Source, Checker and
// Meter.
type Source struct {
	cfg     Config
	origin  *url.URL
	log     *slog.Logger
	http    *http.Client
	metrics *transport.Metrics

	progress sync.Mutex
}

var (
	_ directory.Source  = (*Source)(nil)
	_ directory.Checker = (*Source)(nil)
	_ directory.Meter   = (*Source)(nil)
)

// New checks the settings and returns a Source. Its error wraps
// directory.ErrConfig, except where the proxy or CA file is unusable.
func New(cfg Config) (*Source, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	cfg.UserQuery, cfg.GroupQuery = strings.TrimSpace(cfg.UserQuery), strings.TrimSpace(cfg.GroupQuery)
	s := &Source{cfg: cfg, log: cfg.Logger.With("source", "okta"), metrics: &transport.Metrics{}}
	var err error
	if s.origin, err = parseAddress(cfg.Settings.OrgURL); err != nil {
		return nil, err
	}
	if err := checkToken(cfg.Token); err != nil {
		return nil, err
	}
	if err := checkQuery("sync.userFilter", cfg.UserQuery); err != nil {
		return nil, err
	}
	if err := checkQuery("sync.groupFilter", cfg.GroupQuery); err != nil {
		return nil, err
	}
	if cfg.Transport.Logger == nil {
		cfg.Transport.Logger = s.log
	}
	s.http, err = newClient(cfg.Transport, s.metrics)
	return s, err
}

// checkToken finds what can't be sent, without repeating it.
func checkToken(token config.Secret) error {
	problem := ""
	switch text := token.Reveal(); {
	case text == "":
		problem = "is not set"
	case strings.HasPrefix(strings.ToUpper(text), "SSWS"):
		problem = "begins with SSWS, which is no part of it"
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }):
		problem = "holds a space, a line break or a character that no token has"
	default:
		return nil
	}
	return directory.WithHint(fmt.Errorf("okta.token %s: %w", problem, directory.ErrConfig),
		"Create a token in the Admin Console (Security > API > Tokens) and set okta.token to the value that is shown once.")
}

// Traffic implements directory.Meter.
func (s *Source) Traffic() directory.Traffic { return s.metrics.Traffic() }

// Fetch implements directory.Source.
func (s *Source) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	start := s.cfg.Now()
	defer s.http.CloseIdleConnections()
	snapshot, err := transport.Within(ctx, readLimit, func(ctx context.Context) (*directory.Snapshot, error) {
		return s.fetch(ctx, base, start)
	})
	if err != nil {
		return nil, fmt.Errorf("okta: %w", err)
	}
	s.log.InfoContext(ctx, "directory read", "users", len(snapshot.Users), "groups", len(snapshot.Groups),
		"complete", snapshot.Complete, "duration", s.cfg.Now().Sub(start), "traffic", s.Traffic().String())
	return snapshot, nil
}

func (s *Source) fetch(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, error) {
	if base != nil {
		snapshot, why, err := s.fetchChanges(ctx, base, start)
		if err != nil || snapshot != nil {
			return snapshot, err
		}
		s.log.InfoContext(ctx, "reading completely", "reason", why)
	}
	return s.fetchAll(ctx, start)
}

// newClient makes the client of one read.
func (s *Source) newClient() *client {
	return &client{http: s.http, origin: s.origin, token: s.cfg.Token}
}

// report tells OnProgress.
func (s *Source) report(stage string, done, total int) {
	if s.cfg.OnProgress == nil {
		return
	}
	s.progress.Lock()
	defer s.progress.Unlock()
	s.cfg.OnProgress(directory.Progress{Stage: stage, Done: done, Total: total})
}
