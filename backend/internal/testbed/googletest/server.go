package googletest

import (
	"cmp"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// What the account is called.
const (
	ClientEmail = "bwdc@project.iam.gserviceaccount.com"
	AdminUser   = "admin@example.com"
	CustomerID  = "C01234567"
)

// Scopes that a read needs.
const (
	ScopeUsers   = "https://www.googleapis.com/auth/admin.directory.user.readonly"
	ScopeGroups  = "https://www.googleapis.com/auth/admin.directory.group.readonly"
	ScopeMembers = "https://www.googleapis.com/auth/admin.directory.group.member.readonly"
)

// Options change how the account behaves.
type Options struct {
	cloudtest.Options
	// PerMinute is how many requests a user may send in a minute; 0 means
	// 2,400 (https://developers.google.com/workspace/admin/directory/v1/limits).
	PerMinute int
	// PageCap is how many entries a page has at most, whatever maxResults says;
	// 0 means no more than the documented limits.
	PageCap int
}

// A Server is one account and its service account.
type Server struct {
	*cloudtest.Server

	t    testing.TB
	opts Options

	mu        sync.Mutex
	made      int
	users     map[string]*User
	groups    map[string]*Group
	admins    map[string]bool
	delegated []string
	disabled  bool
	tokens    map[string]string // to the user it acts for
	pages     cloudtest.Cursors[pageToken]
	minute    cloudtest.Window
}

// New starts an account that ends with the test. Its service account may act
// for AdminUser with the three scopes.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	o.PerMinute = cmp.Or(o.PerMinute, 2400)
	o.Hosts = []string{"oauth2.googleapis.com", "admin.googleapis.com"}
	s := &Server{
		t: t, opts: o, users: map[string]*User{}, groups: map[string]*Group{}, admins: map[string]bool{AdminUser: true},
		delegated: []string{ScopeUsers, ScopeGroups, ScopeMembers}, tokens: map[string]string{}, minute: cloudtest.Window{Seconds: 60},
	}
	s.Server = cloudtest.Start(t, o.Options, cloudtest.Vendor{Answer: s.serve, Name: Pattern})
	return s
}

// Delegate sets the scopes that the service account may ask for.
func (s *Server) Delegate(scopes ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delegated = scopes
}

// SetAdmin says whether a user of the account is an administrator; who was
// never named does not exist.
func (s *Server) SetAdmin(email string, admin bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.admins[email] = admin
}

// DisableAPI switches the Admin SDK API off in the project.
func (s *Server) DisableAPI() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.disabled = true
}

// Use counts requests of others in this minute.
func (s *Server) Use(requests int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.minute.Use(s.Now(), requests)
}

const base = "/admin/directory/v1"

var (
	membersPath = regexp.MustCompile(`^` + base + `/groups/([^/]+)/members$`)
	userPath    = regexp.MustCompile(`^` + base + `/users/([^/]+)$`)
	groupPath   = regexp.MustCompile(`^` + base + `/groups/([^/]+)$`)
)

// Pattern names a request as Requests counts it: "token", "/users", "/deleted",
// "/groups", "/groups/{id}" or "/groups/{id}/members".
func Pattern(r *http.Request) string {
	switch path := r.URL.Path; {
	case path == "/token":
		return "token"
	case path == base+"/users" && r.URL.Query().Get("showDeleted") == "true":
		return "/deleted"
	case membersPath.MatchString(path):
		return "/groups/{id}/members"
	case userPath.MatchString(path):
		return "/users/{id}"
	case groupPath.MatchString(path):
		return "/groups/{id}"
	default:
		return strings.TrimPrefix(path, base)
	}
}
