package oktatest

import (
	"cmp"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// Options change how the organization behaves.
type Options struct {
	cloudtest.Options
	// Host is its name; empty means example.okta.com.
	Host string
	// PerMinute is how many requests each endpoint allows in a minute; 0 means
	// 600, as most organizations have it
	// (https://developer.okta.com/docs/reference/rl-global-mgmt/).
	PerMinute int
	// TokenPercent is the part of that which one token may use; 0 means 100.
	// New tokens have 50
	// (https://developer.okta.com/docs/reference/rl2-token-oauth/). Nobody
	// documents what the headers say then: here they go on telling the
	// organization's limit.
	TokenPercent int
	// Concurrent is how many requests may be at work at once; 0 means 75
	// (https://developer.okta.com/docs/reference/rl-additional-limits/).
	Concurrent int
	// PageCap is how many entries a page has at most, whatever limit says; 0
	// means no more than the documented limits.
	PageCap int
	// LogPerMinute is how many requests the System Log allows in a minute; 0
	// means 50, as most organizations have it.
	LogPerMinute int
	// LogDelay is how long after a deletion the log tells it. Okta says that
	// this is rare but possible.
	LogDelay time.Duration
	// HidesDeprovisioned makes a filter that does not name the status leave
	// out who is deactivated. Okta's documentation can be read both ways.
	HidesDeprovisioned bool
}

// A Server is one organization.
type Server struct {
	*cloudtest.Server

	t    testing.TB
	opts Options

	mu      sync.Mutex
	made    int
	users   map[string]*User
	groups  map[string]*Group
	tokens  map[string]Rights
	cursors cloudtest.Cursors[cursor]
	windows map[string]*cloudtest.Window // a minute, of each endpoint
	spare   int
	log     []event
}

// New starts an organization that ends with the test.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	o.Host = cmp.Or(o.Host, "example.okta.com")
	o.Hosts = []string{o.Host}
	o.PerMinute = cmp.Or(o.PerMinute, 600)
	o.LogPerMinute = cmp.Or(o.LogPerMinute, 50)
	o.TokenPercent = cmp.Or(o.TokenPercent, 100)
	o.Concurrent = cmp.Or(o.Concurrent, 75)
	s := &Server{
		t: t, opts: o, users: map[string]*User{}, groups: map[string]*Group{}, tokens: map[string]Rights{},
		windows: map[string]*cloudtest.Window{}, spare: o.PerMinute,
	}
	s.Server = cloudtest.Start(t, o.Options, cloudtest.Vendor{Answer: s.serve, Name: Pattern, Admit: s.admit, Refuse: s.refuse, Troubles: troubles()})
	return s
}

// URL is the address of the organization.
func (s *Server) URL() string { return "https://" + s.opts.Host }

// Spare returns how many requests were left of a rate limit when the least
// were.
func (s *Server) Spare() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.spare
}
