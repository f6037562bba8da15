package onelogin

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

// readLimit bounds a whole read: 50,000 users and all roles asked one by one.
const readLimit = 30 * time.Minute

// Config is what a Source is made of.
type Config struct {
	Settings config.OneLogin
	Secret   config.Secret
	// UseEmailPrefixSuffix makes addresses of usernames and EmailSuffix, where
	// a user has none.
	UseEmailPrefixSuffix bool
	EmailSuffix          string
	// Queries are parameters of the lists of users and of roles, such as
	// email=*@example.com&status=1.
	transport.Queries
}

// A Source reads one OneLogin account. It is a directory.Source, Checker and
// Meter.
type Source struct {
	cfg                  Config
	origin               *url.URL
	userQuery, roleQuery url.Values
	reads                *transport.Reads
	http                 *http.Client
}

var (
	_ directory.Source  = (*Source)(nil)
	_ directory.Checker = (*Source)(nil)
	_ directory.Meter   = (*Source)(nil)
	_ directory.Locator = (*Source)(nil)

	_ directory.WholeReader = (*Source)(nil)
)

// New checks the settings and returns a Source. Its error wraps
// directory.ErrConfig, except where the proxy or CA file is unusable.
func New(cfg Config) (*Source, error) {
	cfg.Settings.ClientID = strings.TrimSpace(cfg.Settings.ClientID)
	s := &Source{cfg: cfg, reads: transport.NewReads("onelogin", readLimit, cfg.ReadOptions)}
	if err := checkCredential(cfg); err != nil {
		return nil, err
	}
	var err error
	if s.origin, err = originOf(cfg.Settings.Region); err != nil {
		return nil, err
	}
	if s.userQuery, err = parseQuery("sync.userFilter", cfg.UserQuery); err != nil {
		return nil, err
	}
	if s.roleQuery, err = parseQuery("sync.groupFilter", cfg.GroupQuery); err != nil {
		return nil, err
	}
	s.http, err = newHTTP(s.reads.Transport)
	return s, err
}

// originOf is where the API of a region is
// (https://developers.onelogin.com/api-docs/1/oauth20-tokens/generate-tokens-2).
func originOf(region string) (*url.URL, error) {
	switch region = strings.ToLower(strings.TrimSpace(region)); region {
	case "us", "eu":
		return &url.URL{Scheme: "https", Host: "api." + region + ".onelogin.com"}, nil
	}
	return nil, directory.WithHint(directory.Errorf(directory.ErrConfig, "onelogin.region is %q", region),
		"Set onelogin.region to us or eu, wherever the account lives.")
}

// checkCredential finds what can't be sent, without repeating it.
func checkCredential(cfg Config) error {
	for _, part := range []struct{ setting, text string }{
		{"onelogin.clientId", cfg.Settings.ClientID},
		{"onelogin.clientSecret", cfg.Secret.Reveal()},
	} {
		problem := ""
		switch {
		case part.text == "":
			problem = "%s is not set"
		case strings.ContainsFunc(part.text, func(r rune) bool { return r <= ' ' || r > '~' }):
			problem = "%s holds a space, a line break or a character that no credential has"
		case strings.Contains(part.text, ":") && part.setting == "onelogin.clientId":
			problem = "%s holds a colon, which no client id has"
		}
		if problem != "" {
			return directory.WithHint(directory.Errorf(directory.ErrConfig, problem, part.setting),
				"Create a credential under Developers > API Credentials and set onelogin.clientId and onelogin.clientSecret to what is shown.")
		}
	}
	return nil
}

// Traffic implements directory.Meter.
func (s *Source) Traffic() directory.Traffic { return s.reads.Metrics.Traffic() }

// ReadsAll implements directory.WholeReader.
func (s *Source) ReadsAll() bool { return true }

// Fetch implements directory.Source. It always reads everything; base tells
// who must not be gone without being asked for.
func (s *Source) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	defer s.http.CloseIdleConnections()
	return s.reads.Do(ctx, base, s.read)
}
