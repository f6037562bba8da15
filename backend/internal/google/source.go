package google

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// readLimit bounds a whole read: 100,000 groups at 2,400 requests a minute.
const readLimit = time.Hour

// Config is what a Source is made of.
type Config struct {
	Settings config.Google
	// PrivateKey is that of the service account, as PEM, or the contents of its
	// JSON key file.
	PrivateKey config.Secret
	// ResolveOutside reads groups that GroupQuery or GroupNames leave out and
	// that are members of those they choose.
	ResolveOutside bool
	// Queries are those of users.list
	// (https://developers.google.com/workspace/admin/directory/v1/guides/search-users)
	// and groups.list
	// (https://developers.google.com/workspace/admin/directory/v1/guides/search-groups).
	transport.Queries
}

// A Source reads one Google account. It is a directory.Source, Checker and
// Meter.
type Source struct {
	cfg     Config
	account account
	reads   *transport.Reads
	http    *http.Client
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
	set := &cfg.Settings
	for _, text := range []*string{&set.ClientEmail, &set.Domain, &set.AdminUser, &set.Customer, &cfg.UserQuery, &cfg.GroupQuery} {
		*text = strings.TrimSpace(*text)
	}
	s := &Source{cfg: cfg, reads: transport.NewReads("google", readLimit, cfg.ReadOptions)}
	var err error
	if s.account, err = parseAccount(set.ClientEmail, cfg.PrivateKey); err != nil {
		return nil, err
	}
	if err := checkSettings(*set); err != nil {
		return nil, err
	}
	s.http, err = newHTTP(s.reads.Transport)
	return s, err
}

func checkSettings(set config.Google) error {
	bad := func(problem, hint string) error {
		return directory.WithHint(directory.Errorf(directory.ErrConfig, "%s", problem), hint)
	}
	const example = "Set google.adminUser to the primary email of an administrator, such as admin@example.com."
	switch name, host, _ := strings.Cut(set.AdminUser, "@"); {
	case set.AdminUser == "":
		return bad("google.adminUser is not set", example)
	case strings.HasSuffix(strings.ToLower(host), "gserviceaccount.com"):
		return bad("google.adminUser is a service account", example)
	case name == "" || host == "":
		return bad(fmt.Sprintf("google.adminUser %q is not an email address", set.AdminUser), example)
	case set.Customer == "" && set.Domain == "":
		return bad("neither google.customer nor google.domain is set",
			"Set google.customer to my_customer for all domains of the account, or google.domain to the one domain to read.")
	case set.Customer == "" && (strings.ContainsAny(set.Domain, "@/: ") || !strings.Contains(set.Domain, ".")):
		return bad(fmt.Sprintf("google.domain %q is not a domain", set.Domain), "Set google.domain to something like example.com.")
	}
	return nil
}

// Traffic implements directory.Meter.
func (s *Source) Traffic() directory.Traffic { return s.reads.Metrics.Traffic() }

// Fetch implements directory.Source. It always reads everything.
func (s *Source) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	defer s.http.CloseIdleConnections()
	return s.reads.Do(ctx, base, s.read)
}
