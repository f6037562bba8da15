package pages

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// A backstage gives specs what stands around the program:
//
//	POST /office             an organization: its url, clientId and clientSecret
//	GET  /office/{id}        members, groups and how many imports there were
//	POST /office/{id}/hurt   {"imports": n, "milliseconds": n, "status": n}: the next n imports
//	                         take so long, and fail with that status if there is one
//	POST /tree               a company in slapd: how to reach it
//
// All are gone with the test.
type backstage struct {
	t     *testing.T
	slapd *slapdtest.Server

	mu      sync.Mutex
	offices map[string]*orgserver.Server
	stops   []func()
}

// newBackstage serves a backstage and returns its address.
func newBackstage(t *testing.T, slapd *slapdtest.Server) string {
	t.Helper()
	b := &backstage{t: t, slapd: slapd, offices: map[string]*orgserver.Server{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /office", b.found)
	mux.HandleFunc("GET /office/{id}", b.office(b.show))
	mux.HandleFunc("POST /office/{id}/hurt", b.office(b.hurt))
	mux.HandleFunc("POST /tree", b.tree)
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		server.Close()
		for _, stop := range b.stops {
			stop()
		}
	})
	return server.URL
}

// found founds an organization with an owner.
func (b *backstage) found(w http.ResponseWriter, _ *http.Request) {
	office := orgserver.New(orgserver.Options{SelfHosted: true})
	office.AddOwner("owner@example.test", "")
	url, stop := office.Start()
	b.mu.Lock()
	defer b.mu.Unlock()
	id := strconv.Itoa(len(b.offices))
	b.offices[id], b.stops = office, append(b.stops, stop)
	b.answer(w, map[string]string{"id": id, "url": url, "clientId": office.ClientID(), "clientSecret": office.ClientSecret()})
}

// office finds the organization that a request is about.
func (b *backstage) office(do func(http.ResponseWriter, *http.Request, *orgserver.Server)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		office := b.offices[r.PathValue("id")]
		b.mu.Unlock()
		if office == nil {
			http.NotFound(w, r)
			return
		}
		do(w, r, office)
	}
}

func (b *backstage) show(w http.ResponseWriter, _ *http.Request, office *orgserver.Server) {
	members, groups := []string{}, []string{}
	for _, m := range office.Members() {
		members = append(members, m.Email)
	}
	for _, g := range office.Groups() {
		groups = append(groups, g.Name)
	}
	b.answer(w, map[string]any{"members": members, "groups": groups, "imports": len(office.Imports())})
}

func (b *backstage) hurt(w http.ResponseWriter, r *http.Request, office *orgserver.Server) {
	var h struct{ Imports, Milliseconds, Status int }
	if err := json.NewDecoder(r.Body).Decode(&h); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	office.ClearFaults()
	if h.Imports > 0 {
		office.Fail(orgserver.RouteImport, h.Imports, orgserver.Fault{
			Delay: time.Duration(h.Milliseconds) * time.Millisecond, Status: h.Status,
		})
	}
	b.answer(w, map[string]any{})
}

// people of each tree: name, and what is in front of the @.
var people = map[string]string{"Ada Lovelace": "ada", "Alan Turing": "alan", "Grace Hopper": "grace", "Jörg Müller": "joerg"}

// tree puts a company into slapd: four people, two of them in the group
// Compilers, which is inside the group Engineering.
func (b *backstage) tree(w http.ResponseWriter, _ *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s, t := b.slapd, b.t
	root := s.OU(t)
	for _, ou := range []string{"people", "teams"} {
		s.Add(t, "ou="+ou+","+root, slapdtest.Attributes{"objectClass": {"organizationalUnit"}, "ou": {ou}})
	}
	for name, uid := range people {
		_, last, _ := strings.Cut(name, " ")
		s.Add(t, "cn="+name+",ou=people,"+root, slapdtest.Attributes{
			"objectClass": {"inetOrgPerson"}, "sn": {last}, "uid": {uid}, "mail": {uid + "@example.test"},
		})
	}
	s.Add(t, "cn=Compilers,ou=teams,"+root, slapdtest.Attributes{
		"objectClass": {"groupOfNames"}, "member": {"cn=Ada Lovelace,ou=people," + root, "cn=Grace Hopper,ou=people," + root},
	})
	s.Add(t, "cn=Engineering,ou=teams,"+root, slapdtest.Attributes{
		"objectClass": {"groupOfNames"}, "member": {"cn=Compilers,ou=teams," + root, "cn=Alan Turing,ou=people," + root},
	})
	b.answer(w, map[string]any{
		"root": root, "host": s.Host, "port": strconv.Itoa(s.Port), "caFile": s.CA.File,
		"reader": slapdtest.ReaderDN, "password": slapdtest.ReaderPassword,
		"admin": slapdtest.AdminDN, "adminPassword": slapdtest.AdminPassword,
	})
}

// answer answers with JSON.
func (b *backstage) answer(w http.ResponseWriter, data any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(data); err != nil {
		b.t.Errorf("backstage: %v", err)
	}
}
