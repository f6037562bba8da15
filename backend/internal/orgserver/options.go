package orgserver

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"directoryconnector/backend/organization"
)

// The organization's API key, where Options name no other.
const (
	DefaultOrganizationID = "b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b"
	DefaultClientSecret   = "fake-organization-secret"
)

// Options say what kind of server and organization it is. The zero value is a
// cloud-like official server with groups, a member list and no end of seats.
type Options struct {
	// BasePath goes before /identity and /api, e.g. "/vault".
	BasePath string
	// OrganizationID and ClientSecret make the API key.
	OrganizationID, ClientSecret string
	// Version is what /config tells.
	Version string
	// Vaultwarden behaves as that server: no lists, members looked up by
	// email, deleted means revoked. Groups are on only with
	// VaultwardenGroups.
	Vaultwarden, VaultwardenGroups bool
	// SelfHosted: no limit of entries, no subscription.
	SelfHosted bool
	// GroupsDisabled: the plan has no groups.
	GroupsDisabled bool
	// Staging: new members are staged where the request says so.
	Staging bool
	// NoDirectorySync: the plan has no directory sync. Gone: the server does
	// not know the organization any more, tokens are good nevertheless.
	NoDirectorySync, Gone bool
	// NoMemberList, NoGroupList, NoRevocation, NoEditing and NoMemberRemoval are
	// servers that lack these calls: the whole path answers 404. NoEditing is
	// about changing members and groups.
	NoMemberList, NoGroupList, NoRevocation, NoEditing, NoMemberRemoval bool
	// Seats is how many were bought, 0 means no end of them. The cloud buys
	// more by itself, up to MaxAutoScaleSeats (0 means without limit), unless
	// NoAutoScale: an organization of a reseller or provider, or a cancelled
	// subscription.
	Seats, MaxAutoScaleSeats int
	NoAutoScale              bool
	// TokenLifetime is an hour if not set.
	TokenLifetime time.Duration
	// Limits throttles as the cloud does; nil never throttles.
	Limits *Limits
	// Now is time.Now if not set.
	Now func() time.Time
}

// A Server is the fake. Its methods may be called at any time from anywhere.
type Server struct {
	opts Options
	mux  *http.ServeMux

	mu   sync.Mutex
	idle *sync.Cond
	// working counts requests at work, late imports included.
	working int
	nextID  int
	members []*member
	groups  []*group
	// refusedMail are the mail server's words by address, errorLines what the
	// server's log says.
	refusedMail map[string]string
	errorLines  []string

	tokens  map[string]time.Time
	issued  int
	faults  map[Route][]Fault
	calls   []Call
	windows map[string]*window
}

// member is a Member and what its status was before it was revoked.
type member struct {
	Member
	before organization.MemberStatus
}

// group holds its members by id, as the real server does.
type group struct {
	id, name, externalID string
	members              map[string]bool
	collections          []Access
}

// New returns a server without members and groups.
func New(o Options) *Server {
	o.OrganizationID = cmp.Or(o.OrganizationID, DefaultOrganizationID)
	o.ClientSecret = cmp.Or(o.ClientSecret, DefaultClientSecret)
	o.Version = cmp.Or(o.Version, "2026.8.0")
	o.TokenLifetime = cmp.Or(o.TokenLifetime, time.Hour)
	if o.Now == nil {
		o.Now = time.Now
	}
	o.BasePath = strings.TrimRight(o.BasePath, "/")
	s := &Server{
		opts: o, tokens: map[string]time.Time{}, faults: map[Route][]Fault{}, windows: map[string]*window{},
		refusedMail: map[string]string{},
	}
	s.idle = sync.NewCond(&s.mu)
	s.mux = s.routes()
	return s
}

// ClientID is the API key's client id.
func (s *Server) ClientID() string { return "organization." + s.opts.OrganizationID }

// ClientSecret is the API key's secret.
func (s *Server) ClientSecret() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opts.ClientSecret
}

// OrganizationID is the id inside the client id.
func (s *Server) OrganizationID() string { return s.opts.OrganizationID }

// Start serves on a free port of the loopback interface and returns the base
// URL, path included. stop cuts all connections and returns when all work has
// ended. Start panics where loopback can't be listened on, as httptest does.
func (s *Server) Start() (baseURL string, stop func()) {
	var listen net.ListenConfig
	l, err := listen.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		panic("orgserver: listen on loopback: " + err.Error())
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(l) // always http.ErrServerClosed
	}()
	return "http://" + l.Addr().String() + s.opts.BasePath, func() {
		_ = server.Close() // connections are cut, nothing to save
		<-done
		s.Wait()
	}
}

// Wait returns when nothing is at work any more, late imports included.
func (s *Server) Wait() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.working > 0 {
		s.idle.Wait()
	}
}

// work counts something as being at work until done is called.
func (s *Server) work() (done func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.working++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.working--
		s.idle.Broadcast()
	}
}
