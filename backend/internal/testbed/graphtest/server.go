package graphtest

import (
	"cmp"
	"net/http"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

// A Cloud is where one of Microsoft's clouds is
// (https://learn.microsoft.com/graph/deployments).
type Cloud struct{ Authority, Graph string }

// The clouds.
var (
	Global = Cloud{"login.microsoftonline.com", "graph.microsoft.com"}
	USGov  = Cloud{"login.microsoftonline.us", "graph.microsoft.us"}
	DoD    = Cloud{"login.microsoftonline.us", "dod-graph.microsoft.us"}
	China  = Cloud{"login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn"}
)

// Tenant is the name of the fake's only tenant, TenantID its id.
const (
	Tenant   = "contoso.onmicrosoft.com"
	TenantID = "aaaabbbb-0000-cccc-1111-dddd2222eeee"
)

// Options change how the tenant behaves.
type Options struct {
	cloudtest.Options
	// Cloud is where it lives; zero means Global.
	Cloud Cloud
	// Units is what ten seconds allow; 0 means 8,000, as for tenants of more
	// than 500 users (https://learn.microsoft.com/graph/throttling-limits).
	Units int
	// NoDelta refuses delta, as external tenants do.
	NoDelta bool
	// PageCap is how many entries a list has in a page at most, whatever $top
	// says; 0 means no more than the documented limits.
	PageCap int
	// DeltaPage is how many rows a page of delta has, 0 means 200; DeltaMembers
	// how many members it tells, 0 means 1,000. Nobody documents either.
	DeltaPage, DeltaMembers int
	// Silent leaves out of a group's delta that a member was deleted.
	Silent bool
	// Pieces sends the answers of the authority in two pieces.
	Pieces bool
}

// A Server is one tenant.
type Server struct {
	*cloudtest.Server

	t    testing.TB
	opts Options

	mu   sync.Mutex
	made int
	// replica is the one that hears of every change first; past is how it was
	// while others lag behind.
	*replica
	past    []*replica
	behind  func(what string) int
	apps    map[string]*app
	tokens  map[string]*app
	links   cloudtest.Cursors[link]
	refusal Fault // of forgotten tokens
	window  cloudtest.Window
	spent   int
	parts   cloudtest.Faults[PartFault]
	blank   bool
}

// New starts a tenant that ends with the test.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	o.Cloud = cmp.Or(o.Cloud, Global)
	o.Hosts = []string{o.Cloud.Authority, o.Cloud.Graph}
	o.Units = cmp.Or(o.Units, 8000)
	o.DeltaPage = cmp.Or(o.DeltaPage, 200)
	o.DeltaMembers = cmp.Or(o.DeltaMembers, 1000)
	s := &Server{
		t: t, opts: o, replica: newReplica(),
		apps: map[string]*app{}, tokens: map[string]*app{}, window: cloudtest.Window{Seconds: 10},
	}
	s.Server = cloudtest.Start(t, o.Options, cloudtest.Vendor{Answer: s.serve, Name: Pattern, Refuse: s.refuseFault, Troubles: troubles()})
	return s
}

// Pattern names a request as Requests counts it, e.g. "/groups/delta" or
// "/groups/{id}/members". Parts of batches are counted besides, under "part "
// and their names, and requests without a good token under "refused".
func Pattern(r *http.Request) string {
	path, ok := strings.CutPrefix(r.URL.Path, "/v1.0")
	if !ok { // a tenant of the authority
		_, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		return "/" + rest
	}
	if e, ok := route(path); ok {
		return e.pattern
	}
	return path
}

// Units returns how many units were used.
func (s *Server) Units() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.spent
}

// ResetRequests starts counting anew.
func (s *Server) ResetRequests() {
	s.Server.ResetRequests()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spent = 0
}
