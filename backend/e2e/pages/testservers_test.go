package pages

import (
	"crypto/tls"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/proxytest"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// A testServers gives specs what stands around the program:
//
//	POST /organization             an organization: its url, clientId and clientSecret; {"encrypted": true}:
//	                               behind a certificate of an authority that nobody knows, and its sha256
//	GET  /organization/{id}        members, groups and how many imports there were
//	POST /organization/{id}/fault  {"imports": n, "milliseconds": n, "status": n}: the next n imports
//	                               take so long, and fail with that status if there is one
//	POST /tree                     a company in slapd: how to reach it
//	POST /okta                     the same company in Okta: its url, a token, the proxy that leads to it
//	                               (with an authority that nobody knows)
//
// All are gone with the test.
type testServers struct {
	t     *testing.T
	slapd *slapdtest.Server
	// authority is one that nobody knows.
	authority *needs.Authority

	mu            sync.Mutex
	organizations map[string]*orgserver.Server
	stops         []func()
}

// serveTestServers starts a testServers and returns its address.
func serveTestServers(t *testing.T, slapd *slapdtest.Server) string {
	t.Helper()
	s := &testServers{
		t: t, slapd: slapd, authority: needs.NewAuthority(t, "Company Root CA"), organizations: map[string]*orgserver.Server{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /organization", s.create)
	mux.HandleFunc("GET /organization/{id}", s.organization(s.show))
	mux.HandleFunc("POST /organization/{id}/fault", s.organization(s.fault))
	mux.HandleFunc("POST /tree", s.tree)
	mux.HandleFunc("POST /okta", s.okta)
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		server.Close()
		for _, stop := range s.stops {
			stop()
		}
	})
	return server.URL
}

// create makes an organization with an owner.
func (s *testServers) create(w http.ResponseWriter, r *http.Request) {
	var wanted struct{ Encrypted bool }
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	org := orgserver.New(orgserver.Options{SelfHosted: true})
	org.AddOwner("owner@example.test", "")
	answer := map[string]string{"clientId": org.ClientID(), "clientSecret": org.ClientSecret()}
	s.mu.Lock()
	defer s.mu.Unlock()
	var stop func()
	if wanted.Encrypted {
		answer["url"], answer["sha256"], stop = s.behindCertificate(org)
	} else {
		answer["url"], stop = org.Start()
	}
	answer["id"] = strconv.Itoa(len(s.organizations))
	s.organizations[answer["id"]], s.stops = org, append(s.stops, stop)
	s.answer(w, answer)
}

// behindCertificate serves an organization as a company with an authority of
// its own does, and returns the fingerprint of that authority.
func (s *testServers) behindCertificate(org *orgserver.Server) (url, sha256 string, stop func()) {
	certificate, authority := s.authority.Server(s.t, "127.0.0.1").TLS, s.authority.Certificate()
	certificate.Certificate = append(certificate.Certificate, authority.Raw)
	server := httptest.NewUnstartedServer(org)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // that it is refused is meant
	server.StartTLS()
	return server.URL, app.Fingerprint(authority), func() { server.Close(); org.Wait() }
}

// organization finds the organization that a request is about.
func (s *testServers) organization(do func(http.ResponseWriter, *http.Request, *orgserver.Server)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		org := s.organizations[r.PathValue("id")]
		s.mu.Unlock()
		if org == nil {
			http.NotFound(w, r)
			return
		}
		do(w, r, org)
	}
}

func (s *testServers) show(w http.ResponseWriter, _ *http.Request, org *orgserver.Server) {
	members, groups := []string{}, []string{}
	for _, m := range org.Members() {
		members = append(members, m.Email)
	}
	for _, g := range org.Groups() {
		groups = append(groups, g.Name)
	}
	s.answer(w, map[string]any{"members": members, "groups": groups, "imports": len(org.Imports())})
}

func (s *testServers) fault(w http.ResponseWriter, r *http.Request, org *orgserver.Server) {
	var next struct{ Imports, Milliseconds, Status int }
	if err := json.NewDecoder(r.Body).Decode(&next); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	org.ClearFaults()
	if next.Imports > 0 {
		org.Fail(orgserver.RouteImport, next.Imports, orgserver.Fault{
			Delay: time.Duration(next.Milliseconds) * time.Millisecond, Status: next.Status,
		})
	}
	s.answer(w, map[string]any{})
}

// people of each tree: name, and what is in front of the @.
var people = map[string]string{"Ada Lovelace": "ada", "Alan Turing": "alan", "Grace Hopper": "grace", "Jörg Müller": "joerg"}

// tree puts a company into slapd: four people, two of them in the group
// Compilers, which is inside the group Engineering.
func (s *testServers) tree(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	slapd, t := s.slapd, s.t
	root := slapd.OU(t)
	for _, ou := range []string{"people", "teams"} {
		slapd.Add(t, "ou="+ou+","+root, slapdtest.Attributes{"objectClass": {"organizationalUnit"}, "ou": {ou}})
	}
	for name, uid := range people {
		_, last, _ := strings.Cut(name, " ")
		slapd.Add(t, "cn="+name+",ou=people,"+root, slapdtest.Attributes{
			"objectClass": {"inetOrgPerson"}, "sn": {last}, "uid": {uid}, "mail": {uid + "@example.test"},
		})
	}
	slapd.Add(t, "cn=Compilers,ou=teams,"+root, slapdtest.Attributes{
		"objectClass": {"groupOfNames"}, "member": {"cn=Ada Lovelace,ou=people," + root, "cn=Grace Hopper,ou=people," + root},
	})
	slapd.Add(t, "cn=Engineering,ou=teams,"+root, slapdtest.Attributes{
		"objectClass": {"groupOfNames"}, "member": {"cn=Compilers,ou=teams," + root, "cn=Alan Turing,ou=people," + root},
	})
	s.answer(w, map[string]any{
		"root": root, "host": slapd.Host, "port": strconv.Itoa(slapd.Port), "caFile": slapd.CA.File,
		"reader": slapdtest.ReaderDN, "password": slapdtest.ReaderPassword,
		"admin": slapdtest.AdminDN, "adminPassword": slapdtest.AdminPassword,
	})
}

// okta starts a company in Okta, behind the proxy of somebody who looks into
// what is sent.
func (s *testServers) okta(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	const token = "00QCjAl4MlV-WPXM-token"
	okta := oktatest.New(s.t, oktatest.Options{})
	okta.AddToken(token, oktatest.AllRights())
	ids := map[string]string{}
	for name, uid := range people {
		first, last, _ := strings.Cut(name, " ")
		ids[uid] = okta.AddUser(oktatest.User{Email: uid + "@example.test", FirstName: first, LastName: last, Status: oktatest.Active})
	}
	okta.AddGroup(oktatest.Group{Name: "Compilers"}, ids["ada"], ids["grace"])
	proxy := proxytest.Start(s.t, proxytest.Options{Dial: okta.Transport().DialContext})
	s.answer(w, map[string]string{"url": okta.URL(), "token": token, "proxy": proxy.URL})
}

// answer answers with JSON.
func (s *testServers) answer(w http.ResponseWriter, data any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(data); err != nil {
		s.t.Errorf("test servers: %v", err)
	}
}
