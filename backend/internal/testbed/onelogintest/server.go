package onelogintest

import (
	"cmp"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// Options change how the account behaves.
type Options struct {
	cloudtest.Options
	// Region is us, which empty means, or eu.
	Region string
	// PerHour is how many calls the account allows in an hour; 0 means 5,000
	// (https://developers.onelogin.com/api-docs/2/oauth20-tokens/get-rate-limit).
	PerHour int
	// PageCap is how many entries a page has at most, whatever limit says; 0
	// means no more than the documented limits.
	PageCap int
	// NoRoleIDs leaves role_ids out of users, NoRoleUsers users out of roles.
	NoRoleIDs, NoRoleUsers bool
	// NoCounts leaves out the headers that count.
	NoCounts bool
}

// A Server is one account.
type Server struct {
	*cloudtest.Server

	t    testing.TB
	opts Options

	mu          sync.Mutex
	made        int
	users       map[int64]*User
	roles       map[int64]*Role
	credentials map[string]credential
	// tokens maps a token to its scope.
	tokens  map[string]string
	cursors map[string]cursor
	lies    map[int64]lie
	hour    cloudtest.Window
}

// New starts an account that ends with the test.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	o.Region = cmp.Or(o.Region, "us")
	o.PerHour = cmp.Or(o.PerHour, 5000)
	o.Hosts = []string{"api." + o.Region + ".onelogin.com"}
	s := &Server{
		t: t, opts: o, users: map[int64]*User{}, roles: map[int64]*Role{}, credentials: map[string]credential{},
		tokens: map[string]string{}, cursors: map[string]cursor{}, lies: map[int64]lie{}, hour: cloudtest.Window{Seconds: 3600},
	}
	s.Server = cloudtest.Start(t, o.Options, cloudtest.Vendor{Answer: s.serve, Name: Pattern})
	return s
}

var (
	oneUser = regexp.MustCompile(`^/api/2/users/([0-9]+)$`)
	oneRole = regexp.MustCompile(`^/api/2/roles/([0-9]+)$`)
)

var roleUsers = regexp.MustCompile(`^/api/2/roles/([0-9]+)/users$`)

// Pattern names a request as Requests counts it: "token", "/users",
// "/users/{id}", "/roles", "/roles/{id}" or "/roles/{id}/users".
func Pattern(r *http.Request) string {
	switch path := r.URL.Path; {
	case path == "/auth/oauth2/v2/token":
		return "token"
	case roleUsers.MatchString(path):
		return "/roles/{id}/users"
	case oneUser.MatchString(path):
		return "/users/{id}"
	case oneRole.MatchString(path):
		return "/roles/{id}"
	default:
		return strings.TrimPrefix(path, "/api/2")
	}
}

// Use counts calls of others against the limit of this hour.
func (s *Server) Use(calls int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hour.Use(s.Now(), calls)
}

// quota counts a call, and returns what is left and for how long.
func (s *Server) quota() (left int, reset time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	left = s.opts.PerHour - s.hour.Use(now, 1)
	return left, s.hour.End().Sub(now)
}
