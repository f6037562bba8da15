package okta

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// readLimit bounds a whole read: 50,000 groups at 480 requests a minute.
const readLimit = 2 * time.Hour

// Config is what a Source is made of.
type Config struct {
	Settings config.Okta
	Token    config.Secret
	// Queries are Okta filter expressions.
	transport.Queries
}

// A Source reads one Okta organization. It is a directory.Source, Checker and
// Meter.
type Source struct {
	cfg    Config
	origin *url.URL
	reads  *transport.Reads
	http   *http.Client
}

var (
	_ directory.Source  = (*Source)(nil)
	_ directory.Checker = (*Source)(nil)
	_ directory.Meter   = (*Source)(nil)
	_ directory.Locator = (*Source)(nil)

	_ directory.Rereader = (*Source)(nil)
)

// New checks the settings and returns a Source. Its error wraps
// directory.ErrConfig, except where the proxy or CA file is unusable.
func New(cfg Config) (*Source, error) {
	cfg.UserQuery, cfg.GroupQuery = strings.TrimSpace(cfg.UserQuery), strings.TrimSpace(cfg.GroupQuery)
	s := &Source{cfg: cfg, reads: transport.NewReads("okta", readLimit, cfg.ReadOptions)}
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
	s.http, err = newClient(s.reads.Transport)
	return s, err
}

// checkToken finds what can't be sent, without repeating it.
func checkToken(token config.Secret) error {
	problem := ""
	switch text := token.Reveal(); {
	case text == "":
		problem = "okta.token is not set"
	case strings.HasPrefix(strings.ToUpper(text), "SSWS"):
		problem = "okta.token begins with SSWS, which is no part of it"
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }):
		problem = "okta.token holds a space, a line break or a character that no token has"
	default:
		return nil
	}
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "%s", problem),
		"Create a token in the Admin Console (Security > API > Tokens) and set okta.token to the value that is shown once.")
}

// Traffic implements directory.Meter.
func (s *Source) Traffic() directory.Traffic { return s.reads.Metrics.Traffic() }

// Fetch implements directory.Source.
func (s *Source) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	defer s.http.CloseIdleConnections()
	return s.reads.Do(ctx, base, s.fetch)
}

func (s *Source) fetch(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, error) {
	if base != nil {
		snapshot, why, err := s.fetchChanges(ctx, base, start)
		if err != nil || snapshot != nil {
			return snapshot, err
		}
		s.reads.Log.InfoContext(ctx, "reading completely", "reason", why)
	}
	return s.fetchAll(ctx, base, start)
}

// Reread implements directory.Rereader.
func (s *Source) Reread(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	defer s.http.CloseIdleConnections()
	return s.reads.Do(ctx, base, s.fetchAll)
}

// newClient makes the client of one read.
func (s *Source) newClient() *client {
	return &client{http: s.http, origin: s.origin, token: s.cfg.Token}
}
